import { describe, expect, it } from 'vitest';
import { VALID } from '../../../test/support/lintCases.ts';
import { lintProperties } from '../../../test/support/lintProperties.ts';
import { lintFile } from './lintFile.ts';

/** A fixed seed: a failure here is one for everybody. `npm run fuzz:lint` looks further. */
const SEED = 20261122;
const CASES = 150;

describe('linting', () => {
  it.each(lintProperties)('holds for $name', ({ check, share }) => {
    expect(check(Math.round(CASES * share), SEED)).toEqual({ failed: false, report: '' });
  });

  it.each(Object.entries(VALID))('finds no error in a valid %s', (fileName, document) => {
    const { kind, findings } = lintFile(JSON.stringify(document), { fileName }, { today: '2026-10-01' });
    expect(kind).not.toBeNull();
    expect(findings.filter(({ rule }) => rule !== 'push-registration/token-in-file')).toEqual([]);
  });

  it('survives nesting without end', () => {
    const deep = `{"SNSTopic":${'['.repeat(10_000)}${']'.repeat(10_000)},"Events":[${'{"a":'.repeat(10_000)}`;
    const { findings } = lintFile(deep, { fileName: 'notificationconfig.json' }, { today: '2026-11-22' });
    expect(findings.map(({ rule }) => rule)).toEqual(['document/wrong-type', 'document/wrong-type', 'document/syntax']);
  });
});
