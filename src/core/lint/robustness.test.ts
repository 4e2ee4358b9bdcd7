import { describe, expect, it } from 'vitest';
import { VALID } from '../../../test/support/lintCases.ts';
import { lintProperties } from '../../../test/support/lintProperties.ts';
import { lintShapes, shapeTimes } from '../../../test/support/lintShapes.ts';
import { lintFile } from './lintFile.ts';
import { MOST_FINDINGS } from './lintText.ts';

/** A fixed seed: a failure here is one for everybody. `npm run fuzz:lint` looks further. */
const SEED = 20261122;
const CASES = 150;

/** Shapes that were slow once. */
const SUSPECTS =
  /^(?:lists that|objects that|comments about rules on|hubs without|calls on|openings of|substitutions in|shorthand|variables of|lines of|fences in|small)/;

describe('linting', () => {
  it.each(lintProperties)('holds for $name', ({ check, share }) => {
    expect(check(Math.round(CASES * share), SEED)).toEqual({ failed: false, report: '' });
  });

  it.each(Object.entries(VALID))('finds no error in a valid %s', (fileName, document) => {
    const { kind, findings } = lintFile(JSON.stringify(document), { fileName }, { today: '2026-10-01' });
    expect(kind).not.toBeNull();
    expect(findings.filter(({ rule }) => rule !== 'push-registration/token-in-file')).toEqual([]);
  });

  it('takes no shape of document for slower than its length makes it', () => {
    expect(lintShapes.length).toBeGreaterThanOrEqual(40);
    const suspects = lintShapes.filter(({ name }) => SUSPECTS.test(name));
    expect(suspects.length).toBeGreaterThan(10);
    const slowOf = (shapes: typeof suspects, length: number, tries: number, most: number) => {
      const slow = new Set(
        shapeTimes(length, tries, shapes).flatMap(({ name, ratio }) => (ratio > most ? [name] : [])),
      );
      return shapes.filter(({ name }) => slow.has(name));
    };
    // What grows with the square of its length takes some fifty times as long at 80,000 characters, and twelve times at
    // 20,000; `npm run fuzz:lint` tries all shapes. What others on the machine took is taken once; what a shape takes,
    // each time.
    expect(slowOf(slowOf(suspects, 20_000, 1, 8), 80_000, 3, 25)).toEqual([]);
    // Seconds of work: on a machine that is busy otherwise, many more pass.
  }, 60_000);

  it('says no more of one rule than anybody reads', () => {
    const text = JSON.stringify({
      SNSTopic: 'arn:aws:sns:eu-west-1:444455556666:jobs',
      Events: Array.from({ length: 2000 }, (_, index) => `x${index}`),
    });
    const { findings } = lintFile(text, { fileName: 'notificationconfig.json' }, { today: '2026-11-22' });
    expect(findings.filter(({ rule }) => rule === 'vault/event-name')).toHaveLength(MOST_FINDINGS);
  });

  it('survives nesting without end', () => {
    const deep = `{"SNSTopic":${'['.repeat(10_000)}${']'.repeat(10_000)},"Events":[${'{"a":'.repeat(10_000)}`;
    const { findings } = lintFile(deep, { fileName: 'deep.vault-notifications.json' }, { today: '2026-11-22' });
    expect(findings.map(({ rule }) => rule)).toEqual(['document/wrong-type', 'document/syntax', 'document/wrong-type']);
  });
});
