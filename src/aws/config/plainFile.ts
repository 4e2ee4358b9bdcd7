import { constants, open } from 'node:fs/promises';

/** Without waiting for the other end of a pipe that stands there. Windows knows no such flag. */
const READING = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/** Far more than anyone's settings: what is larger was put there by mistake, and would be held in memory. Bytes. */
const LARGEST_BYTES = 64 << 20;

const refused = (code: string, what: string): Error => Object.assign(new Error(what), { code });

/**
 * What a file holds; nothing where a device stands there, such as `/dev/null`. A pipe is refused with `EPIPE`: reading it
 * may never end, and what came out of it does not come a second time. A file that is larger than `largest` bytes is refused
 * with `EFBIG`.
 */
export async function bytesOf(path: string, largest = LARGEST_BYTES): Promise<Buffer> {
  const file = await open(path, READING);
  try {
    const found = await file.stat();
    if (found.isFIFO()) throw refused('EPIPE', `${path} is a pipe`);
    if (found.size > largest) throw refused('EFBIG', `${path} is larger than ${largest} bytes`);
    return found.isCharacterDevice() ? Buffer.alloc(0) : await file.readFile();
  } finally {
    await file.close();
  }
}
