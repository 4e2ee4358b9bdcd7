import { describe, expect, it } from 'vitest';
import { fakeHost } from '../../../test/support/fakeHost.ts';
import { operationWorld, prod, id as prodId } from '../../../test/support/operationWorld.ts';
import { timed } from '../../../test/support/roadWorld.ts';
import { kinds } from '../../core/kinds/table.ts';
import { amiss, ok } from '../../core/model/check.ts';
import { region } from '../../core/model/regions.ts';
import { english } from '../../core/model/translate.ts';
import type { ChainStep, Report } from '../../core/preflight/report.ts';
import { readFromReport, readToReport } from '../../shared/report/messages.ts';
import { scopeOf } from '../tree/rowScope.ts';
import { mend, mending } from './mend.ts';
import { reportStep, reportView } from './reportView.ts';

const changed = kinds.filter(({ document }) => document !== undefined);

const NOW = Date.parse('2026-11-28T12:00:00Z');
const id = '111122223333';
const source = { kind: 'emulator', accountId: id } as const;
const data = { topic: 'jobs', owner: id, account: id, says: 'silent' };
const step = (judged: Pick<ChainStep, 'verdict' | 'data' | 'remedy'>): ChainStep => ({
  ...{ rule: 'vault/topic-policy', read: [], needs: null, error: null },
  ...judged,
});
const report = (name: string, verdict: Report['verdict'], ...steps: readonly ChainStep[]): Report => ({
  ...{
    source,
    accountId: id,
    region: region('us-east-1'),
    kind: 'vault',
    name,
    status: 'set',
    config: null,
    verdict,
    steps,
    notes: [],
  },
});
const grant = amiss('broken', data, { policy: { Effect: 'Allow' }, cli: ['sns', 'set-topic-attributes'] });
const reports = [report('films', 'ok', step(ok(data))), report('tapes', 'broken', step(grant))];
const numbered = new Map(reports.entries());
const view = reportView(
  { reports: numbered, state: 'done', about: 'all', endpoint: 'http://127.0.0.1:4599', forbidden: null, now: NOW },
  english,
);

describe('the report', () => {
  it('shows the gravest first, with the cause and what mends it', () => {
    expect(view.counts.map(({ text }) => text)).toEqual(['1 broken', '1 ok']);
    expect(view.rows.map(({ title, cause }) => [title, cause])).toEqual([
      ['Vault tapes', 'Glacier is not allowed to publish to jobs. No statement of its policy allows it.'],
      ['Vault films', ''],
    ]);
    expect(view.rows[0]?.steps[0]).toMatchObject({
      link: 'Topic policy',
      remedy: 'Add this statement to the topic’s policy.',
      policy: '{\n  "Effect": "Allow"\n}',
      command: `AWS_ACCESS_KEY_ID=${id} AWS_SECRET_ACCESS_KEY=local aws sns set-topic-attributes --endpoint-url http://127.0.0.1:4599`,
    });
  });

  it('knows each row by an id that stays while others come before it', () => {
    expect(view.rows.map(({ id, title }) => [id, title])).toEqual([
      [1, 'Vault tapes'],
      [0, 'Vault films'],
    ]);
  });

  it('puts what can be mended before what cannot, and else follows places and names, whatever came first', () => {
    const change = { operation: 'SetTopicAttributes', region: region('us-east-1'), request: {} } as const;
    const mendable = amiss('broken', data, { policy: null, cli: null, change });
    const came = [
      report('b', 'broken', step(amiss('broken', data))),
      report('z', 'broken', step(mendable)),
      { ...report('a', 'broken', step(mendable)), region: region('us-west-2') },
      report('c', 'broken', step(mendable)),
      report('a', 'broken', step(amiss('broken', data))),
    ];
    const { rows } = reportView(
      { reports: new Map(came.entries()), state: 'done', about: '', endpoint: undefined, forbidden: null, now: NOW },
      english,
    );
    expect(rows.map(row => `${row.region} ${row.title}`)).toEqual([
      'us-east-1 Vault c',
      'us-east-1 Vault z',
      'us-west-2 Vault a',
      'us-east-1 Vault a',
      'us-east-1 Vault b',
    ]);
  });

  it('offers nothing to mend where nothing is amiss', () => {
    expect(view.rows[1]?.steps[0]).toMatchObject({ remedy: null, policy: null, command: null });
  });

  it('says how far it has come, and that it was stopped', () => {
    const status = (state: 'checking' | 'stopped') =>
      reportView({ reports: numbered, state, about: '', endpoint: undefined, forbidden: null, now: 0 }, english).status;
    expect([status('checking'), status('stopped')]).toEqual([
      'Checking… 2 so far',
      'Stopped: 2 checked, more were not.',
    ]);
  });

  it('says that there is nothing to check only where it looked', () => {
    const empty = (state: 'done' | 'stopped') =>
      reportView({ reports: new Map(), state, about: '', endpoint: undefined, forbidden: null, now: 0 }, english).words
        .empty;
    expect([empty('done'), empty('stopped')]).toEqual(['There is nothing to check here.', 'Nothing was checked.']);
  });

  it('shows evidence, what it says and how old it is', () => {
    const [films] = reports;
    if (films === undefined) throw new Error('a report is expected');
    const base = { rule: 'vault/arrival', data, read: [], needs: null, error: null, by: null } as const;
    const seen = (verdict: 'ok' | null, at: string | null) => ({ ...base, verdict, at });
    const evidence = [seen('ok', '2026-11-28T11:30:00Z'), seen(null, '2026-11-20T11:30:00Z'), seen(null, null)];
    const around = { about: '', endpoint: undefined, forbidden: null, now: NOW };
    const shown = (state: 'gathering' | 'stopped') =>
      reportView(
        {
          reports: new Map([
            [0, films],
            [1, { ...films, evidence }],
          ]),
          state,
          ...around,
        },
        english,
      );
    expect(shown('gathering').rows.map(row => row.evidence.map(({ word, when }) => [word, when]))).toEqual([
      [],
      [
        ['ok', '2026-11-28 11:30 UTC, 30 minutes ago'],
        ['', '2026-11-20 11:30 UTC, 8 days ago'],
        ['', ''],
      ],
    ]);
    expect([shown('gathering').status, shown('stopped').status]).toEqual([
      'Gathering evidence… 1 of 2',
      'Stopped: evidence for 1 of 2.',
    ]);
  });

  it('is one of the messages that its page takes', () => {
    expect(readToReport({ kind: 'report', report: view })).toEqual({ kind: 'report', report: view });
  });
});

it.each([
  [{ kind: 'copy', what: 'policy', row: 0, step: 0, text: 'mine' }],
  [{ kind: 'copy', what: 'token', row: 0, step: 0 }],
  [{ kind: 'copy', what: 'policy', row: -1, step: 0 }],
  [{ kind: 'mend', row: 0, step: 0, operation: 'DeleteTopic' }],
  [{ kind: 'mend', row: 0 }],
  [{ kind: 'run', command: 'x' }],
  ['ready'],
  [null],
])('a page may not say %j', message => {
  expect(readFromReport(message)).toBeUndefined();
});

describe('mending', () => {
  const arn = `arn:aws:sns:eu-west-1:${prodId}:old`;
  const [policy, statement] = ['{"Statement":[{"Sid":"own"}]}', { Sid: 'Glacier', Effect: 'Allow' }];
  const amends = amiss('broken', data, {
    change: {
      ...{ operation: 'SetTopicAttributes', region: region('eu-west-1') },
      request: { TopicArn: arn, AttributeName: 'Policy' },
      amendment: { does: 'add', statement },
    },
  });
  const mended = async (yes = true) => {
    const world = operationWorld([], yes);
    world.account.topic('eu-west-1', 'old', { Policy: policy });
    const intent = mending({ source: prod, accountId: prodId }, step(amends));
    if (intent === undefined) throw new Error('nothing to mend');
    let looks = 0;
    await timed(
      world.clock,
      mend(world.host, intent, async () => {
        looks += 1;
      }),
    );
    const held = () => world.account.in('eu-west-1').topics.get(arn)?.Policy;
    return { ...world, held, looks: () => looks };
  };

  it('asks with account, target and difference, looks again, and offers to take it back', async () => {
    const { prompter, pressed, held, looks } = await mended();
    expect(prompter.confirmed[0]).toMatchObject({
      message: 'Set Topic Policy in prod (111122223333)?',
      detail: [
        'prod (111122223333) · eu-west-1',
        `Topic policy ${arn}`,
        '',
        'Statement 2: set to {"Sid":"Glacier","Effect":"Allow"}',
      ].join('\n'),
    });
    expect(JSON.parse(held() ?? '').Statement).toEqual([{ Sid: 'own' }, statement]);
    expect(prompter.told.at(-1)).toMatchObject({ tone: 'information', next: [{ label: 'Undo' }] });
    await pressed('Undo');
    expect(held()).toBe(policy);
    expect(looks()).toBe(2);
  });

  it('changes nothing and looks at nothing without a yes', async () => {
    const { held, looks, writes } = await mended(false);
    expect([held(), looks(), writes()]).toEqual([policy, 0, []]);
  });

  it('says so where what it did was taken back elsewhere', async () => {
    const { prompter, pressed } = await mended();
    const undo = prompter.told.at(-1)?.next[0];
    await pressed('Undo');
    await undo?.run();
    expect(prompter.told.at(-1)?.text).toMatch(/^Set Topic Policy · Topic policy .* can’t be undone: /);
  });

  it('is not for what holds, nor for what is another account’s', () => {
    const place = { source: prod, accountId: prodId };
    expect(mending(place, step(ok(data)))).toBeUndefined();
    expect(mending(place, step(grant))).toBeUndefined();
  });

  it.each([
    ['Add Statement…', amends],
    ['Set Vault Notifications…', amiss('broken', data, { sets: true })],
  ])('has a button that says %s', (label, judged) => {
    const shown = (forbidden: 'untrusted-workspace' | null) =>
      reportStep(step(judged), report('tapes', 'broken'), { endpoint: undefined, forbidden }, english).mend;
    expect(shown(null)).toEqual({ label, refused: '' });
    expect(shown('untrusted-workspace')).toEqual({
      label,
      refused: 'This workspace is not trusted, so nothing can be changed from it.',
    });
  });
});

describe('what is checked from a row of the tree', () => {
  const host = fakeHost({ known: [source], shown: [source] });
  host.explorer.show([source], [region('us-east-1')]);
  const account = host.explorer.roots()[0] ?? '';

  it('is all of an account, in the Regions that the settings name', () => {
    expect(scopeOf(host, [account], changed)).toEqual({
      requests: [
        { sources: [source], regions: null, kinds: new Set(['hub', 'vault', 'event-stream', 'push-registration']) },
      ],
      about: `Emulator ${id}`,
    });
  });

  it('is nothing for a row that is gone', () => {
    expect(scopeOf(host, ['nowhere'], changed).requests).toEqual([]);
  });
});
