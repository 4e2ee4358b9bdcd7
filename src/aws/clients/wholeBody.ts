/** No answer of a control plane takes this long to arrive, however steadily it drips. */
const WHOLE_ANSWER_MS = 60_000;

/** No answer of a control plane is larger: the longest pages of AWS's listings are a few megabytes. Bytes. */
export const LARGEST_ANSWER_BYTES = 64 * 1024 * 1024;

/** What all answers that are under way may hold together: dozens of Regions are asked at once. Bytes. */
const ROOM_BYTES = 4 * LARGEST_ANSWER_BYTES;

let held = 0;

/** The body of an answer while it arrives. */
export interface Body extends AsyncIterable<Uint8Array> {
  readonly destroy: (error?: Error) => void;
  readonly once: (event: 'close', listener: () => void) => void;
}

/** True for a body that is still to be read. */
export function isStream(body: unknown): body is Body {
  return typeof body === 'object' && body !== null && 'destroy' in body && 'once' in body;
}

/**
 * Reads a body whole, and ends it where it takes too long or is too large, by itself or together with those that arrive
 * beside it; then a text says so. Throws what breaks the stream, and a `TimeoutError` where it takes too long.
 */
export async function wholeBody(body: Body): Promise<Uint8Array | string> {
  const timer = setTimeout(() => {
    body.destroy(Object.assign(new Error('The answer took too long.'), { name: 'TimeoutError' }));
  }, WHOLE_ANSWER_MS);
  timer.unref();
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of body) {
      size += chunk.length;
      held += chunk.length;
      // Leaving the loop destroys the stream, and with it the connection.
      if (size > LARGEST_ANSWER_BYTES) return 'The answer is larger than 64 MB';
      if (held > ROOM_BYTES) return 'The answers under way are larger than 256 MB together';
      chunks.push(chunk);
    }
  } finally {
    clearTimeout(timer);
    held -= size;
  }
  return Buffer.concat(chunks);
}
