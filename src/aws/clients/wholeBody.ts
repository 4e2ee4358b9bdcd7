import { finished, Readable } from 'node:stream';

/** No answer of a control plane takes this long to arrive, however steadily it drips. */
const WHOLE_ANSWER_MS = 60_000;

/** No answer of a control plane is larger: the longest pages of AWS's listings are a few megabytes. Bytes. */
export const LARGEST_ANSWER_BYTES = 64 * 1024 * 1024;

/** What all answers that are under way may hold together: dozens of Regions are asked at once. Bytes. */
const ROOM_BYTES = 4 * LARGEST_ANSWER_BYTES;

let held = 0;

/** True for a body that is still to be read. */
export function isStream(body: unknown): body is Readable {
  return body instanceof Readable;
}

/**
 * Reads a body whole, and ends it where it takes too long or is too large, by itself or together with those that arrive
 * beside it; then a text says so. Rejects with what breaks the stream, and a `TimeoutError` where it takes too long.
 */
export function wholeBody(body: Readable): Promise<Uint8Array | string> {
  const timer = setTimeout(() => {
    body.destroy(Object.assign(new Error('The answer took too long.'), { name: 'TimeoutError' }));
  }, WHOLE_ANSWER_MS);
  timer.unref();
  const chunks: Uint8Array[] = [];
  let size = 0;
  return new Promise((resolve, reject) => {
    const refuse = (reason: string): void => {
      resolve(reason);
      // With the stream goes its connection.
      body.destroy();
    };
    // Iterating over the stream, which every call would do, takes longer than signing its request.
    body.on('data', (chunk: Uint8Array) => {
      size += chunk.length;
      held += chunk.length;
      if (size > LARGEST_ANSWER_BYTES) refuse('The answer is larger than 64 MB');
      else if (held > ROOM_BYTES) refuse('The answers under way are larger than 256 MB together');
      else chunks.push(chunk);
    });
    finished(body, error => {
      clearTimeout(timer);
      held -= size;
      if (error) reject(error);
      else resolve(Buffer.concat(chunks));
    });
  });
}
