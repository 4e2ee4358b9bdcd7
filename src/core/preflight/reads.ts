import { AccessError, type AppError, asAccessError } from '../model/errors.ts';
import { type OperationName, operations, type ReadOperation } from '../model/operations.ts';
import type { AccountReader, Answer, CallOptions, Input } from '../model/ports.ts';
import type { Region } from '../model/regions.ts';
import type { ChainStep } from './report.ts';

/** The IAM prefixes that differ from the services' names here. */
const IAM_PREFIXES: Readonly<Record<string, string>> = { pinpoint: 'mobiletargeting' };

/** The permission that an operation needs, such as `mobiletargeting:GetEventStream`. */
export function permissionOf(operation: OperationName): string {
  const { service } = operations[operation];
  return `${IAM_PREFIXES[service] ?? service}:${operation}`;
}

/** What an operation is called in a report: `service.Operation`. */
export const readName = (operation: OperationName): string => `${operations[operation].service}.${operation}`;

/** Reads of one account, each thing once however many ask. A failure is remembered as an answer is. */
export class SharedReads {
  readonly #reader: Pick<AccountReader, 'read'>;
  readonly #options: CallOptions;
  readonly #answers = new Map<string, Promise<Answer>>();

  constructor(reader: Pick<AccountReader, 'read'>, options: CallOptions) {
    this.#reader = reader;
    this.#options = options;
  }

  /** @throws {AccessError} */
  read(operation: ReadOperation, region: Region, input: Input): Promise<Answer> {
    const key = JSON.stringify([operation, region, input]);
    const known = this.#answers.get(key);
    if (known !== undefined) return known;
    const asked = this.#reader.read(operation, region, input, this.#options).catch((error: unknown) => {
      throw asAccessError(error);
    });
    this.#answers.set(key, asked);
    return asked;
  }
}

/** A link that could not be looked at: neither good nor bad. */
export function unchecked(rule: string, read: readonly string[], error: AppError): ChainStep {
  const denied = error instanceof AccessError && error.code === 'access-denied' ? error.details.operation : undefined;
  const needs = denied === undefined ? null : permissionOf(denied);
  return { rule, verdict: 'not-checked', data: {}, read, needs, error, remedy: null };
}
