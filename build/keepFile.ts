import { existsSync, readFileSync, writeFileSync } from 'node:fs';

/**
 * Writes a generated JSON file where it differs from what it should be. With `--check` on the command line it only says
 * so, with the command that writes it.
 *
 * @returns false where a check found a difference.
 */
export function keepFile(file: string, value: object, command: string): boolean {
  const after = `${JSON.stringify(value, null, 2)}\n`;
  if (existsSync(file) && readFileSync(file, 'utf8') === after) return true;
  if (process.argv.includes('--check')) {
    console.error(`${file} is not what follows from the source. Run: ${command}`);
    return false;
  }
  writeFileSync(file, after);
  return true;
}
