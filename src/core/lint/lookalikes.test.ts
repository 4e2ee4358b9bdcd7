import { describe, expect, it } from 'vitest';
import { lookalikes } from '../../../test/support/lookalikes.ts';
import { fixAll } from './fixAll.ts';
import { lintFile } from './lintFile.ts';

const CONTEXT = { today: '2026-11-22', account: '444455556666', region: 'eu-west-1', production: true };

describe('a document that is not ours', () => {
  it('comes in a hundred guises', () => {
    expect(lookalikes.length).toBeGreaterThanOrEqual(100);
  });

  it.each(lookalikes)('is left in peace: $name', ({ fileName, text }) => {
    const lint = (one: string) => lintFile(one, { fileName }, CONTEXT).findings;
    expect(lint(text).map(({ rule }) => rule)).toEqual([]);
    expect(fixAll(text, lint)).toBe(text);
  });
});
