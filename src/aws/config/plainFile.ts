import { constants, open } from 'node:fs/promises';

/** Without waiting for the other end of a pipe that stands there. Windows knows no such flag. */
const READING = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/**
 * What a file holds; nothing where a device stands there, such as `/dev/null`. A pipe is refused with `EPIPE`: reading it
 * may never end, and what came out of it does not come a second time.
 */
export async function bytesOf(path: string): Promise<Buffer> {
  const file = await open(path, READING);
  try {
    const found = await file.stat();
    if (found.isFIFO()) throw Object.assign(new Error(`${path} is a pipe`), { code: 'EPIPE' });
    return found.isCharacterDevice() ? Buffer.alloc(0) : await file.readFile();
  } finally {
    await file.close();
  }
}
