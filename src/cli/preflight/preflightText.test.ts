import { expect, it } from 'vitest';
import { amiss, ok } from '../../core/model/check.ts';
import { region } from '../../core/model/regions.ts';
import { english } from '../../core/model/translate.ts';
import type { ChainStep, Report } from '../../core/preflight/report.ts';
import { preflightMarkdown } from '../../messages/preflightText.ts';
import { preflightText } from './preflightText.ts';

const base = {
  status: 'set',
  config: null,
  source: { kind: 'profile', name: 'prod' },
  accountId: '111122223333',
  region: region('us-east-1'),
} as const;
const step = (rule: string, judged: Pick<ChainStep, 'verdict' | 'data' | 'remedy'>): ChainStep => ({
  ...{ rule, read: ['sns.GetTopicAttributes'], needs: null, error: null },
  ...judged,
});
const statement = { Sid: 'AllowGlacierVaultNotifications', Effect: 'Allow' };
const data = { topic: 'jobs', owner: '111122223333', account: '111122223333', says: 'silent' };
const reports: readonly Report[] = [
  { ...base, kind: 'vault', name: 'films', verdict: 'ok', steps: [step('vault/topic-missing', ok(data))], notes: [] },
  {
    ...base,
    ...{ kind: 'vault', name: 'tapes|x', verdict: 'broken' },
    steps: [
      step('vault/topic-missing', ok(data)),
      step(
        'vault/topic-policy',
        amiss('broken', data, {
          policy: statement,
          cli: ['sns', 'set-topic-attributes', '--attribute-value', '{"a":"it\'s"}'],
        }),
      ),
    ],
    notes: [],
  },
];

it('prints the gravest first, with what mends it and a summary', () => {
  expect(preflightText(reports)).toBe(`prod (111122223333)
  Vault tapes|x · us-east-1: broken
    ✓ Topic jobs exists. (vault/topic-missing)
    ✗ Glacier is not allowed to publish to jobs. No statement of its policy allows it. (vault/topic-policy)
        Add this statement to the topic’s policy.
        aws sns set-topic-attributes --attribute-value '{"a":"it'\\''s"}' --profile prod
  Vault films · us-east-1: ok
    ✓ Topic jobs exists. (vault/topic-missing)

1 broken, 1 ok.
`);
});

it('prints Markdown in which names are nothing but text', () => {
  const text = preflightMarkdown(reports, english);
  expect(text).toContain('| prod (111122223333) | us-east-1 | Vault tapes\\|x | broken |');
  expect(text).toContain('"Sid": "AllowGlacierVaultNotifications"');
});

it('prints evidence below the chain, with the time of what it rests on', () => {
  const [films] = reports;
  if (films === undefined) throw new Error('a report is expected');
  const base = {
    data: { topic: 'jobs', operation: 'SetVaultNotifications', by: 'ana' },
    read: [],
    needs: null,
    error: null,
  };
  const at = '2026-11-28T06:00:12.000Z';
  const evidence = [
    { ...base, rule: 'vault/arrival', verdict: 'ok', at, by: null },
    { ...base, rule: 'vault/last-change', verdict: null, at, by: 'ana' },
  ] as const;
  expect(preflightText([{ ...films, evidence }])).toContain(`    ✓ Topic jobs exists. (vault/topic-missing)
    Evidence
      ✓ A job ended, and Glacier’s message arrived at jobs. (2026-11-28 06:00 UTC) (vault/arrival)
      · Last changed by ana with SetVaultNotifications. (2026-11-28 06:00 UTC) (vault/last-change)
`);
  expect(preflightMarkdown([{ ...films, evidence }], english)).toContain('### Evidence\n\n- ✓ A job ended');
});

it('says that there is nothing to check', () => {
  expect(preflightText([])).toBe('Nothing to check.\n');
});
