import { describe, expect, it } from 'vitest';
import { vaultDocument } from '../../core/kinds/vault/document.ts';
import { amiss, ok } from '../../core/model/check.ts';
import type { ChainStep } from '../../core/preflight/report.ts';
import { documentMarks, movedDocumentMarks } from './documentMarks.ts';

const step = (rule: string, judged = amiss('broken')): ChainStep => ({
  ...{ rule, read: [], needs: null, error: null },
  ...judged,
});
const kind = { document: vaultDocument, memberOf: (rule: string) => (rule === 'elsewhere' ? null : 'SNSTopic') };
const marked = (text: string, ...steps: readonly ChainStep[]) =>
  documentMarks({ steps }, text, kind).map(({ start, end, step: { rule } }) => `${rule} ${text.slice(start, end)}`);

describe('what was found of a document', () => {
  const body = '{ "SNSTopic": "arn:t", "Events": [] }';

  it.each([
    ['a body', body],
    ['a request', `{ "vaultName": "tapes", "vaultNotificationConfig": ${body} }`],
    ['what a get call printed, with comments', `// live\n{ "vaultNotificationConfig": ${body} }`],
  ])('stands at the value that it is about, in %s', (_what, text) => {
    expect(marked(text, step('vault/topic-policy'), step('vault/topic-missing', ok()))).toEqual([
      'vault/topic-policy "arn:t"',
    ]);
  });

  it.each([
    ['about no member', body, 'elsewhere'],
    ['about a member that is missing', '{ "Events": [] }', 'vault/topic-policy'],
  ])('stands at the beginning where it is %s', (_what, text, rule) => {
    expect(marked(text, step(rule))).toEqual([`${rule} {`]);
  });

  const [mark] = documentMarks({ steps: [step('vault/topic-policy')] }, body, kind);
  const moved = (rangeOffset: number, rangeLength: number, text: string) =>
    movedDocumentMarks(mark === undefined ? [] : [mark], [{ rangeOffset, rangeLength, text }]).map(
      ({ start, end }) => [start, end] as const,
    );

  it('moves with an edit beside it, and goes with one in it', () => {
    const at = body.indexOf('"arn:t"');
    expect(moved(0, 0, '// mine\n')).toEqual([[at + 8, at + 15]]);
    expect(moved(body.indexOf('[]'), 2, '["x"]')).toEqual([[at, at + 7]]);
    expect(moved(at + 2, 1, 'x')).toEqual([]);
  });
});
