import { describe, expect, it } from 'vitest';
import { fakeHost } from '../../../test/support/fakeHost.ts';
import { amiss, ok } from '../../core/model/check.ts';
import { region } from '../../core/model/regions.ts';
import { english } from '../../core/model/translate.ts';
import type { ChainStep, Report } from '../../core/preflight/report.ts';
import { readFromReport, readToReport } from '../../shared/report/messages.ts';
import { reportView } from './reportView.ts';
import { scopeOf } from './scope.ts';

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
const view = reportView({ reports: numbered, state: 'done', about: 'all', endpoint: 'http://127.0.0.1:4599' }, english);

describe('the report', () => {
  it('shows the gravest first, with the cause and what mends it', () => {
    expect(view.counts.map(({ text }) => text)).toEqual(['1 broken', '1 ok']);
    expect(view.rows.map(({ title, cause }) => [title, cause])).toEqual([
      ['Vault tapes', 'Glacier may not publish to jobs. No statement of its policy allows it.'],
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

  it('offers nothing to mend where nothing is amiss', () => {
    expect(view.rows[1]?.steps[0]).toMatchObject({ remedy: null, policy: null, command: null });
  });

  it('says how far it has come, and that it was stopped', () => {
    const status = (state: 'checking' | 'stopped') =>
      reportView({ reports: numbered, state, about: '', endpoint: undefined }, english).status;
    expect([status('checking'), status('stopped')]).toEqual([
      'Checking… 2 so far',
      'Stopped: 2 checked, more were not.',
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
  [{ kind: 'run', command: 'x' }],
  ['ready'],
  [null],
])('a page may not say %j', message => {
  expect(readFromReport(message)).toBeUndefined();
});

describe('what is checked from a row of the tree', () => {
  const host = fakeHost({ known: [source], shown: [source] });
  host.explorer.show([source], [region('us-east-1')]);
  const account = host.explorer.roots()[0] ?? '';

  it('is all of an account, in the Regions that the settings name', () => {
    expect(scopeOf(host, [account])).toEqual({
      requests: [
        { sources: [source], regions: null, kinds: new Set(['hub', 'vault', 'event-stream', 'push-registration']) },
      ],
      about: `Emulator ${id}`,
    });
  });

  it('is nothing for a row that is gone', () => {
    expect(scopeOf(host, ['nowhere']).requests).toEqual([]);
  });
});
