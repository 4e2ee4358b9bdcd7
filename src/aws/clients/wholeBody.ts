import { finished, Readable } from 'node:stream';
import type { HttpResponse } from '@smithy/core/protocols';

/** No answer of a control plane takes this long to arrive, however steadily it drips. */
const WHOLE_ANSWER_MS = 60_000;

/** No answer of a control plane is larger: the longest pages of AWS's listings are a few megabytes. Bytes. */
export const LARGEST_ANSWER_BYTES = 64 * 1024 * 1024;

/** The same of the services that answer XML, which the SDK reads sign by sign: 1000 roles with their policies are half of it. Bytes. */
export const LARGEST_XML_BYTES = 3 * 1024 * 1024;

/** What all answers that are under way may hold together: dozens of Regions are asked at once. Bytes. */
const ROOM_BYTES = 4 * LARGEST_ANSWER_BYTES;

/** How many chunks are kept as they came: one of a byte holds on to what it was read with, which is far larger. */
const MOST_CHUNKS = 256;

/** No answer of a control plane holds more values: what parses them takes up to half a kilobyte for each. */
export const MOST_VALUES = 250_000;

/** 1 for the signs that every value of JSON but the first of its list or object, every list and object, and every tag of XML begin with. */
const BEGINS = Uint8Array.from({ length: 256 }, (_, byte) => (',[{<'.includes(String.fromCharCode(byte)) ? 1 : 0));

/** True for a text that holds too many values; signs in its strings count as well. */
function holdsTooMany(text: Uint8Array): boolean {
  if (text.length <= MOST_VALUES) return false;
  let values = 0;
  // Not by its iterator, which takes ten times as long.
  for (let at = 0; at < text.length; at += 1) values += BEGINS[text[at] ?? 0] ?? 0;
  return values > MOST_VALUES;
}

let held = 0;

/** An answer that AWS did not give: a proxy's, a captive portal's, that of a server that is not AWS. */
export class ForeignAnswer extends Error {
  readonly $metadata: { readonly httpStatusCode: number };
  readonly $response: HttpResponse;

  constructor(what: string, response: HttpResponse) {
    super(what);
    this.name = 'ForeignAnswer';
    this.$metadata = { httpStatusCode: response.statusCode };
    this.$response = response;
  }
}

/** What came so far, in as few pieces as its size asks for. */
class Pieces {
  readonly #blocks: Uint8Array[] = [];
  #chunks: Uint8Array[] = [];

  add(chunk: Uint8Array): void {
    this.#chunks.push(chunk);
    if (this.#chunks.length < MOST_CHUNKS) return;
    this.#blocks.push(Buffer.concat(this.#chunks));
    this.#chunks = [];
  }

  whole(): Uint8Array {
    return Buffer.concat([...this.#blocks, ...this.#chunks]);
  }
}

/**
 * Reads the body of an answer of so many bytes at most whole, and ends it where it takes too long or is too large, by itself or together with those
 * that arrive beside it. Rejects with a ForeignAnswer where it is too large or holds too many values, with a `TimeoutError` where it takes too long,
 * and with what breaks the stream; each knows the status.
 */
export function wholeBody(response: HttpResponse, largest = LARGEST_ANSWER_BYTES): Promise<Uint8Array> {
  const body: unknown = response.body;
  if (!(body instanceof Readable)) throw new TypeError('The answer has no body to read.');
  const timer = setTimeout(() => {
    body.destroy(Object.assign(new Error('The answer took too long.'), { name: 'TimeoutError' }));
  }, WHOLE_ANSWER_MS);
  timer.unref();
  const pieces = new Pieces();
  let size = 0;
  return new Promise((resolve, reject) => {
    // With the stream goes its connection.
    const refuse = (reason: string): void => void body.destroy(new ForeignAnswer(reason, response));
    // Iterating over the stream, which every call would do, takes longer than signing its request.
    body.on('data', (chunk: Uint8Array) => {
      size += chunk.length;
      held += chunk.length;
      if (size > largest) refuse(`The answer is larger than ${largest / 1024 / 1024} MB`);
      else if (held > ROOM_BYTES) refuse('The answers under way are larger than 256 MB together');
      else pieces.add(chunk);
    });
    finished(body, error => {
      clearTimeout(timer);
      held -= size;
      if (error) {
        reject(Object.assign(error, { $metadata: { httpStatusCode: response.statusCode } }));
        return;
      }
      const whole = pieces.whole();
      if (holdsTooMany(whole)) reject(new ForeignAnswer(`The answer holds more than ${MOST_VALUES} values`, response));
      else resolve(whole);
    });
  });
}
