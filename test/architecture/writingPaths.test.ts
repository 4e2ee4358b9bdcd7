import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');
const COMMENT = /\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm;

/** The places in `src/`, without tests and the emulator, where a source says something; each as often as it does. */
function places(what: RegExp): readonly string[] {
  return readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .map(file => `src/${file.split(sep).join('/')}`)
    .filter(file => file.endsWith('.ts') && !file.endsWith('.test.ts') && !file.startsWith('src/emulator/'))
    .flatMap(file => (readFileSync(join(root, file), 'utf8').replace(COMMENT, '').match(what) ?? []).map(() => file))
    .sort();
}

// Trust, marks and whose account it is are asked there: whatever went around it would be asked nothing.
it('sends a write to AWS in one place of the road, which the pool of writers hands on', () => {
  expect(places(/\.openWriter\(/g)).toEqual([
    'src/aws/openAws.ts',
    'src/core/changes/identifiedOnce.ts',
    'src/core/changes/perform.ts',
    'src/core/changes/writerPool.ts',
  ]);
  expect(places(/#opened\(\)\s*\.write\(|[wW]riter\s*\.write\(|shared\.write\(/g)).toEqual([
    'src/core/changes/perform.ts',
    'src/core/changes/writerPool.ts',
  ]);
});

it('begins to carry out a plan in one place, behind trust and marks', () => {
  expect(places(/new Performance\(/g)).toEqual(['src/core/changes/road.ts']);
});

it('looks at the marks of the account before each write that it sends', () => {
  const source = readFileSync(join(root, 'src/core/changes/perform.ts'), 'utf8');
  expect(source.match(/this\.#send\(/g)).toHaveLength(1);
  expect(source).toMatch(
    /await stoppedByMark\(this\.plan, this\.road\);\s*if \(marked !== null\) return [^;]*;\s*const sent = await this\.#send\(/,
  );
});
