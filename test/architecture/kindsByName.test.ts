import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { expect, it } from 'vitest';
import { kinds } from '../../src/core/kinds/table.ts';

const root = join(import.meta.dirname, '../..');

/** Where kinds may be named: in their own folders, and in the emulator, which is reached over HTTP only. */
const MAY_NAME_KINDS = ['src/core/kinds/', 'src/emulator/'];

/** Words of ours that are spelt like a kind's id, and stand for none. */
const MEANS_NO_KIND = new Map([['src/messages/checks/others.ts', 'members of what a check says']]);

const ids = kinds.map(({ id }) => id).join('|');
const LITERAL = new RegExp(`(['"\`])(?:${ids})\\1`, 'g');
const COMMENT = /\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm;

/** The string literals of a source that are a kind's id. */
const named = (source: string): readonly string[] => source.replace(COMMENT, '').match(LITERAL) ?? [];

const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .map(file => `src/${file.split(sep).join('/')}`)
  .filter(file => file.endsWith('.ts') && !file.endsWith('.test.ts'))
  .filter(file => !MEANS_NO_KIND.has(file) && !MAY_NAME_KINDS.some(folder => file.startsWith(folder)));

it('knows no kind by name outside its folder', () => {
  expect(sources.length).toBeGreaterThan(300);
  const found = sources.flatMap(file => named(readFileSync(join(root, file), 'utf8')).map(one => `${file}: ${one}`));
  expect(found).toEqual([]);
});

it.each([
  ["if (kind === 'vault') return;", ["'vault'"]],
  ['const kinds = new Set(["hub", "push-registration"]);', ['"hub"', '"push-registration"']],
  ['switch (of) { case `event-stream`: }', ['`event-stream`']],
  ["// 'vault' is one of them\nconst policy = 'vault-policy'; /* 'hub' */", []],
])('finds a planted one in %j', (source, literals) => {
  expect(named(source)).toEqual(literals);
});
