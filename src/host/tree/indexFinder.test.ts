import { describe, expect, it } from 'vitest';
import { fakeHost } from '../../../test/support/fakeHost.ts';
import { InMemoryGateway } from '../../../test/support/inMemoryGateway.ts';
import { refusal } from '../../../test/support/inMemoryOperations.ts';
import { ManualClock, settle } from '../../../test/support/manualClock.ts';
import { timed } from '../../../test/support/roadWorld.ts';
import type { Act } from '../../../test/support/scriptedPrompter.ts';
import { accountPath } from '../../core/inventory/paths.ts';
import type { AccountSource } from '../../core/model/account.ts';
import type { Answer, Input } from '../../core/model/ports.ts';
import { region } from '../../core/model/regions.ts';
import { findResource, ResourceFinder } from './findResource.ts';

const id = '111122223333';
const foreign = '777788889999';
const prod: AccountSource = { kind: 'profile', name: 'prod' };
const vaults = `${accountPath(prod)}/region/eu-west-1/vault`;
const search = 'Search AWS Resource Explorer and AWS Config';

const known = (accountId: string, name: string) => ({
  Arn: `arn:aws:glacier:eu-west-1:${accountId}:vaults/${name}`,
  ...{ OwningAccountId: accountId, Region: 'eu-west-1', LastReportedAt: new Date('2026-11-22T00:00:00Z') },
});

/** Two vaults that AWS lists, and what an index of Resource Explorer says of vaults; null for no index. */
function world(indexed: readonly object[] | null, acts: readonly Act[] = []) {
  const aws = new InMemoryGateway();
  const clock = new ManualClock();
  aws.account(id, prod).vault('eu-west-1', 'tapes').vault('eu-west-1', 'films');
  const answers: Readonly<Record<string, (input: Input) => Answer>> = {
    ListIndexes: () => ({ Indexes: indexed === null ? [] : [{ Arn: 'arn', Region: 'eu-west-1', Type: 'AGGREGATOR' }] }),
    Search: ({ QueryString }) => ({
      Resources: String(QueryString).includes('glacier') ? (indexed ?? []) : [],
      Count: { TotalResources: 1, Complete: true },
    }),
    DescribeConfigurationAggregators: () => ({ ConfigurationAggregators: [] }),
  };
  aws.onCall = ({ operation, input }) => answers[operation]?.(input);
  const host = fakeHost({ aws, clock, acts, known: [prod], shown: [prod] });
  host.explorer.show([prod], [region('eu-west-1')]);
  /** Searches the indexes, and tells what is offered for a text then. */
  const offered = async (text: string) => {
    const finder = new ResourceFinder(host);
    await timed(clock, finder.indexed);
    finder
      .offer('')
      .remarks.find(({ label }) => label === search)
      ?.run?.();
    expect(finder.offer('').isBusy).toBe(true);
    await timed(clock, settle());
    const { options, remarks, isBusy } = finder.offer(text);
    finder.dispose();
    return { options, remarks, isBusy, labels: remarks.map(({ label }) => label) };
  };
  return { aws, clock, host, offered };
}

describe('indexes, when one looks for a resource', () => {
  it('are asked for nothing before someone wants it', async () => {
    const { aws, host, clock } = world([]);
    const finder = new ResourceFinder(host);
    await timed(clock, finder.indexed);
    expect(finder.offer('tapes').remarks.map(({ label }) => label)).toContain(search);
    finder.dispose();
    expect(aws.calls).toEqual([]);
  });

  it('offer what is not read, with its age, and what no account here reaches as such', async () => {
    const { offered } = world([known(id, 'tapes'), known(foreign, 'far-tapes')]);
    const { options, labels, isBusy } = await offered('tapes');
    const reported = new Date('2026-11-22T00:00:00Z');
    const age = `as of ${reported.toLocaleString([], { dateStyle: 'short', timeStyle: 'short' })}`;
    expect(options.map(({ label, description, icon }) => [label, description, icon])).toEqual([
      ['tapes', `not loaded · Vault · eu-west-1 · ${id} · ${age}`, 'archive'],
      ['far-tapes', `not in the accounts shown · Vault · eu-west-1 · ${foreign} · ${age}`, 'lock'],
    ]);
    expect(isBusy).toBe(false);
    expect(labels).toContain('Also known from indexes: 2. Show what they cover');
  });

  it('lead to the row itself where an account shown has it, once that is read', async () => {
    const acts: Act[] = [{ press: search }, { type: 'tapes' }, { pick: 'tapes' }];
    const { host, clock } = world([known(id, 'tapes')], acts);
    await timed(clock, findResource(host));
    expect(host.done).toContain(`reveal ${vaults}/tapes`);
  });

  it.each([
    ['no account here reaches', foreign, `None of the accounts shown has the ID ${foreign}.`],
    ['AWS does not list any more', id, 'AWS no longer lists it.'],
  ])('lead to a page of what they know where %s', async (_why, accountId, told) => {
    const acts: Act[] = [{ press: search }, { type: 'gone' }, { pick: 'gone' }];
    const { host, clock } = world([known(accountId, 'gone')], acts);
    await timed(clock, findResource(host));
    const page = host.texts.get('Known from an index: gone');
    expect(page).toContain(told);
    expect(page).toContain('AWS Resource Explorer in eu-west-1');
    expect(host.done.filter(one => one.startsWith('reveal'))).toEqual([]);
  });

  it('are none where there is none, which is told, and nothing is searched or made', async () => {
    const { aws, host, offered } = world(null);
    const { options, remarks, labels } = await offered('tapes');
    expect(options).toEqual([]);
    expect(labels).toContain('No index in the accounts shown. Show where one was looked for');
    expect(labels).toContain('Search 1 place that is not loaded');
    remarks.at(-1)?.run?.();
    await settle();
    expect(host.texts.get('AWS indexes')).toContain('no AWS Resource Explorer index and no AWS Config aggregator');
    const called = new Set(aws.called());
    expect(called).toEqual(new Set(['GetCallerIdentity', 'ListIndexes', 'DescribeConfigurationAggregators']));
  });

  it.each([
    ['ListIndexes', 'could not be read'],
    ['GetCallerIdentity', 'prod: '],
  ] as const)('that nobody may ask by %s are told with why', async (operation, told) => {
    const { aws, host, offered } = world([known(id, 'tapes')]);
    aws.fail({ operation }, refusal('access-denied', 'AccessDeniedException', 403));
    const { remarks, labels } = await offered('tapes');
    expect(labels).toContain('No index could be searched. Show why');
    remarks.at(-1)?.run?.();
    await settle();
    expect(host.texts.get('AWS indexes')).toContain(told);
    expect(host.texts.get('AWS indexes')).toContain('Access denied');
    expect(aws.called({ operation: 'Search' })).toEqual([]);
  });
});
