import { existsSync } from 'node:fs';
import { cp, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Copies what is shipped, as `.vscodeignore` lets it through by its lines `!NAME` and `!NAME/**`.
 *
 * @param {string} from The project's folder, built.
 * @param {string} to An existing folder.
 */
export async function copyShipped(from, to) {
  const lines = (await readFile(join(from, '.vscodeignore'), 'utf8')).split('\n');
  const names = lines.filter(line => line.startsWith('!')).map(line => line.slice(1).replace(/\/\*\*$/, ''));
  for (const name of names) {
    if (existsSync(join(from, name))) await cp(join(from, name), join(to, name), { recursive: true });
  }
}
