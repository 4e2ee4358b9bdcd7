import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ruleIndex } from './ruleIndexText.ts';

it('docs/rules.md lists the rules as they are, and links to pages that exist', () => {
  const index = ruleIndex();
  expect(readFileSync('docs/rules.md', 'utf8')).toBe(index);
  const pages = [...index.matchAll(/\]\(([^)]+)\)/g)].map(match => join('docs', match[1] ?? ''));
  expect(pages.filter(page => !existsSync(page))).toEqual([]);
});
