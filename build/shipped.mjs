import { cp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { glob } from 'tinyglobby';

/**
 * Copies what is shipped, as `.vscodeignore` lets it through by its lines `!PATTERN`.
 *
 * @param {string} from The project's folder, built.
 * @param {string} to A folder; it need not exist.
 */
export async function copyShipped(from, to) {
  const lines = (await readFile(join(from, '.vscodeignore'), 'utf8')).split('\n');
  const patterns = lines.filter(line => line.startsWith('!')).map(line => line.slice(1));
  for (const name of await glob(patterns, { cwd: from, dot: true })) await cp(join(from, name), join(to, name));
}
