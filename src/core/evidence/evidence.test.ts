import { describe, expect, it } from 'vitest';
import { names } from '../kinds/lastChange.ts';
import type { EvidencePiece, Metric } from '../model/evidence.ts';
import { region } from '../model/regions.ts';
import type { Evidence, Report } from '../preflight/report.ts';
import { EventHistory } from './eventHistory.ts';
import { gatherEvidence } from './gather.ts';
import { metricKey, readMetrics } from './metrics.ts';
import { withEvidence } from './withEvidence.ts';

const event = (vaultName: string, minute: number, more: object = {}) => ({
  EventTime: new Date(minute * 60_000),
  Username: 'ana',
  CloudTrailEvent: JSON.stringify({ requestParameters: { vaultName }, ...more }),
});
const isOf = (name: string) => (told: unknown) => names(told, 'vaultName', name);

describe('the history of an operation', () => {
  const pages = (...all: readonly (readonly object[])[]) => {
    const asked: (string | null)[] = [];
    const history = new EventHistory(async token => {
      asked.push(token);
      const at = Number(token ?? 0);
      return { Events: all[at], NextToken: at + 1 < all.length ? String(at + 1) : undefined };
    });
    return { asked, history };
  };

  it('is read page by page, once for all that look, and no further than they look', async () => {
    const { asked, history } = pages([event('a', 9)], [event('b', 8)], [event('c', 7)]);
    const found = await Promise.all(['a', 'b', 'b'].map(name => history.last(isOf(name))));
    expect(found.map(one => one?.at)).toEqual([
      '1970-01-01T00:09:00.000Z',
      '1970-01-01T00:08:00.000Z',
      '1970-01-01T00:08:00.000Z',
    ]);
    expect(asked).toEqual([null, '1']);
    expect(await history.last(isOf('none'))).toEqual({ at: null, since: null });
    expect(asked).toEqual([null, '1', '2']);
  });

  it('tells how far back it was read where there is more of it than is read', async () => {
    const { asked, history } = pages(...Array.from({ length: 30 }, (_, page) => [event('a', 100 - page)]));
    expect(await history.last(isOf('none'))).toEqual({ at: null, since: '1970-01-01T01:21:00.000Z' });
    expect(asked).toHaveLength(20);
  });

  it('passes over what AWS refused and what can’t be read, and names the caller by its ARN where there is one', async () => {
    const { history } = pages([
      event('a', 9, { errorCode: 'AccessDenied' }),
      { ...event('a', 8), CloudTrailEvent: '{' },
      event('a', 7, { userIdentity: { arn: 'arn:aws:iam::111122223333:user/ana' } }),
    ]);
    const by = 'arn:aws:iam::111122223333:user/ana';
    expect(await history.last(isOf('a'))).toEqual({ at: '1970-01-01T00:07:00.000Z', by });
  });

  it.each([
    [{ type: 'AWSService', invokedBy: 'glacier.amazonaws.com' }, 'glacier.amazonaws.com'],
    [{ type: 'Unknown' }, 'Unknown'],
    [{}, '?'],
  ])('names who has no ARN by what else is told: %j', async (userIdentity, by) => {
    const { history } = pages([{ ...event('a', 9, { userIdentity }), Username: undefined }]);
    expect(await history.last(isOf('a'))).toMatchObject({ by });
  });

  it('asks again after a failure, and fails for all that waited', async () => {
    let fails = true;
    const history = new EventHistory(async () => {
      if (fails) throw new Error('once');
      return { Events: [event('a', 9)] };
    });
    const both = await Promise.allSettled([history.last(isOf('a')), history.last(isOf('a'))]);
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    fails = false;
    expect(await history.last(isOf('a'))).toMatchObject({ by: 'ana' });
  });
});

it.each([
  [{ vaultName: 'a' }, true],
  [{ 'vault-name': 'a' }, true],
  [{ asked: [{ VaultName: 'a' }] }, true],
  [{ vaultName: 'b', name: 'a' }, false],
  [null, false],
])('an event %j names vault a: %s', (told, is) => {
  expect(names(told, 'vaultName', 'a')).toBe(is);
});

const metric = (index: number): Metric => ({
  ...{ region: region('us-east-1'), namespace: 'AWS/SNS', name: 'NumberOfMessagesPublished' },
  dimension: ['TopicName', `t${index}`],
});

describe('metrics', () => {
  const times = { since: 0, until: 60_000 };

  it('are asked for once each, five hundred a call, and read over all pages', async () => {
    const asked: number[] = [];
    const metrics = Array.from({ length: 501 }, (_, index) => metric(index));
    const found = await readMetrics([...metrics, ...metrics], times, async input => {
      const queries = input.MetricDataQueries as readonly { readonly Id: string }[];
      asked.push(queries.length);
      const [first] = queries;
      const page = (time: number, next?: string) => ({
        MetricDataResults: [{ Id: first?.Id, Timestamps: [new Date(time)], Values: [2] }],
        ...(next === undefined ? {} : { NextToken: next }),
      });
      return queries.length === 1 ? page(0) : input.NextToken === undefined ? page(0, 'more') : page(60_000);
    });
    expect(asked).toEqual([500, 500, 1]);
    expect(found.get(metricKey(metric(0)))).toMatchObject([{ time: 0 }, { time: 60_000 }]);
    expect(found.get(metricKey(metric(500)))).toEqual([{ time: 0, sum: 2 }]);
  });

  it.each([
    ['access-denied', [{ StatusCode: 'Forbidden', Messages: [{ Code: 'x', Value: 'not yours' }] }], /: not yours$/],
    ['service-failure', [{ StatusCode: 'InternalError' }], /: InternalError$/],
    ['service-failure', [{ StatusCode: 'PartialData', Timestamps: [new Date(0)], Values: [2] }], /: PartialData$/],
    ['unexpected-answer', [], /leaves out/],
  ])('that AWS does not tell whole are %s, and not nothing', async (code, results, message) => {
    const answer = { MetricDataResults: results.map(result => ({ Id: 'm1', ...result })) };
    const other = { Id: 'm0', Timestamps: [], Values: [], StatusCode: 'Complete' };
    const found = await readMetrics([metric(0), metric(1)], times, async () => ({
      MetricDataResults: [other, ...answer.MetricDataResults],
    }));
    expect(found.get(metricKey(metric(0)))).toEqual([]);
    expect(found.get(metricKey(metric(1)))).toMatchObject({ code, message: expect.stringMatching(message) });
  });

  it.each([
    [{ Timestamps: ['never'], Values: [1] }],
    [{ Timestamps: [new Date(0)], Values: [] }],
    [{ Timestamps: 'x', Values: [] }],
  ])('are no list of points: %j', async result => {
    const read = readMetrics([metric(0)], times, async () => ({ MetricDataResults: [{ Id: 'm0', ...result }] }));
    await expect(read).rejects.toMatchObject({ code: 'unexpected-answer' });
  });
});

describe('a report with evidence', () => {
  const step = (rule: string, verdict: 'ok' | 'unproven' | 'not-checked') => ({
    ...{ rule, verdict, data: { topic: 'jobs' }, read: ['sns.GetTopicAttributes'], needs: null, error: null },
    remedy: null,
  });
  const report = (verdict: Report['verdict'], ...steps: Report['steps']): Report => ({
    ...{ source: { kind: 'default' }, accountId: '111122223333', region: region('us-east-1'), kind: 'vault' },
    ...{ name: 'tapes', status: 'set', config: null, notes: [], verdict, steps },
  });
  const seen = (verdict: Evidence['verdict'], settles?: readonly string[]) => ({
    ...{ rule: 'vault/arrival', verdict, data: { count: '1' }, read: ['glacier.ListJobs'], needs: null, error: null },
    ...{ at: null, by: null, ...(settles === undefined ? {} : { settles }) },
  });
  const policy = step('vault/topic-policy', 'unproven');

  it.each(['ok', 'broken'] as const)('is settled as %s where something was unproven', verdict => {
    const after = withEvidence(report('unproven', policy), [seen(verdict, ['vault/topic-policy'])]);
    expect([after.verdict, after.steps.map(one => one.verdict)]).toEqual([verdict, [verdict]]);
    expect(after.steps[0]).toMatchObject({ data: { topic: 'jobs', count: '1', proof: 'vault/arrival' } });
    expect(after.evidence).toEqual([seen(verdict)]);
  });

  it('keeps what could not be checked, and what the evidence leaves open', () => {
    const unread = report('not-checked', policy, step('vault/topic-kms-grant', 'not-checked'));
    expect(withEvidence(unread, [seen('ok', ['vault/topic-policy'])]).verdict).toBe('not-checked');
    expect(withEvidence(report('unproven', policy), [seen('unproven', ['vault/topic-policy'])]).verdict).toBe(
      'unproven',
    );
    expect(withEvidence(report('unproven', policy), [seen(null)]).verdict).toBe('unproven');
  });

  it.each(['broken', 'warning'] as const)('has a link of its own for what is %s and settles nothing', verdict => {
    const after = withEvidence(report('ok', step('vault/topic-policy', 'ok')), [seen(verdict)]);
    expect([after.verdict, after.steps.map(({ rule }) => rule)]).toEqual([
      verdict,
      ['vault/topic-policy', 'vault/arrival'],
    ]);
  });

  it('stays without a verdict where nothing is set', () => {
    expect(withEvidence(report('none'), [seen(null)]).verdict).toBe('none');
  });
});

it('each resource of a run is looked at beside those of all accounts', async () => {
  const report = (accountId: string, name: string): Report => ({
    ...{ source: { kind: 'profile', name: accountId }, accountId, region: region('us-east-1'), kind: 'vault', name },
    ...{ status: 'set', config: null, verdict: 'ok', steps: [], notes: [] },
  });
  const piece: EvidencePiece = {
    id: 'vault/arrival',
    gather: async ({ name }, { others }) => ({
      ...{ verdict: null, at: null },
      data: { name, others: others.map(other => `${other.accountId} ${other.name}`).join(', ') },
    }),
  };
  const tools = {
    gateway: { reader: () => Object.create(null) },
    ...({ evidence: [{ kind: 'vault', pieces: [piece] }], clock: { now: () => 0 } } as const),
  };
  const found: unknown[] = [];
  const reports = [report('111122223333', 'tapes'), report('444455556666', 'films')];
  for await (const one of gatherEvidence(tools, reports)) found.push(one.evidence?.[0]?.data);
  expect(found).toEqual([
    { name: 'tapes', others: '444455556666 films' },
    { name: 'films', others: '111122223333 tapes' },
  ]);
});
