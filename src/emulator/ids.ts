import { randomBytes, randomUUID } from 'node:crypto';

/** Where fresh identifiers come from; injected, so that a test can foresee them. */
export interface Ids {
  /** A UUID in lower case. */
  uuid(): string;
  /** `length` hexadecimal digits in lower case. */
  hex(length: number): string;
}

/** Identifiers from the system's random source. */
export const randomIds: Ids = {
  uuid: () => randomUUID(),
  hex: length =>
    randomBytes(Math.ceil(length / 2))
      .toString('hex')
      .slice(0, length),
};
