import { createHash, createHmac, createSecretKey, type Hash, type Hmac, type KeyObject } from 'node:crypto';
import type { Checksum, SourceData } from '@smithy/types';

/** The signing keys in use, which the SDK keeps and gives again with each request. */
const keys = new WeakMap<object, KeyObject>();

/**
 * A key in the form that Node takes at once. Whether other bytes are one, Node 24 finds out by an error, which costs five times the
 * signature, and in VS Code, which looks into each error for the extension that made it, thirty times.
 */
function keyOf(secret: Exclude<SourceData, string>): KeyObject {
  const known = keys.get(secret);
  if (known !== undefined) return known;
  const bytes = ArrayBuffer.isView(secret)
    ? Buffer.from(secret.buffer, secret.byteOffset, secret.byteLength)
    : Buffer.from(secret);
  const made = createSecretKey(bytes);
  keys.set(secret, made);
  return made;
}

/** SHA-256 as the SDK's clients use it: of a body, or with a secret that signs. */
export class Sha256 implements Checksum {
  readonly #start: () => Hash | Hmac;
  #hash: Hash | Hmac;

  constructor(secret?: SourceData) {
    const key = secret === undefined || typeof secret === 'string' ? secret : keyOf(secret);
    this.#start = () => (key === undefined ? createHash('sha256') : createHmac('sha256', key));
    this.#hash = this.#start();
  }

  update(chunk: Uint8Array): void {
    this.#hash.update(chunk);
  }

  async digest(): Promise<Uint8Array> {
    return this.#hash.digest();
  }

  reset(): void {
    this.#hash = this.#start();
  }
}
