import { describe, expect, it } from 'vitest';
import { fakeHost } from '../../../test/support/fakeHost.ts';
import { InMemoryGateway } from '../../../test/support/inMemoryGateway.ts';
import { refusal } from '../../../test/support/inMemoryOperations.ts';
import { InMemoryPlaces } from '../../../test/support/inMemoryPlaces.ts';
import { ManualClock, settle } from '../../../test/support/manualClock.ts';
import { timed } from '../../../test/support/roadWorld.ts';
import type { Act } from '../../../test/support/scriptedPrompter.ts';
import { PLAIN } from '../../core/inventory/arrangement.ts';
import type { NodePath } from '../../core/inventory/nodes.ts';
import { accountPath } from '../../core/inventory/paths.ts';
import { readAll } from '../../core/inventory/readAll.ts';
import type { AccountSource } from '../../core/model/account.ts';
import { region } from '../../core/model/regions.ts';
import { english } from '../../core/model/translate.ts';
import { accountsArrangement } from './accountsArrangement.ts';
import { arrangementText, filterMessage } from './arrangementText.ts';
import { arrangeAccounts, clearFilter, filterAccounts, readUnread } from './arranging.ts';
import { findResource, ResourceFinder } from './findResource.ts';
import { listTargets } from './listTargets.ts';
import { remarkFace, targetFace } from './shownFace.ts';
import { standingOf, worstBelow } from './standing.ts';

const id = '111122223333';
const prod: AccountSource = { kind: 'profile', name: 'prod' };
const root = accountPath(prod);
const vaults = `${root}/region/eu-west-1/vault`;
const topic = (name: string) => `arn:aws:sns:eu-west-1:${id}:${name}`;
const set = (name: string) => ({ SNSTopic: topic(name), Events: ['ArchiveRetrievalCompleted'] });

/** An account with vaults, of which one says nothing and one leads to a topic that is gone. */
function world(
  acts: readonly Act[] = [],
  kept = new Map<string, string>(),
  memories?: InMemoryPlaces,
  clock = new ManualClock(),
) {
  const aws = new InMemoryGateway();
  const account = aws.account(id, prod).topic('eu-west-1', 'ops').hub('us-east-1');
  account.vault('eu-west-1', 'tapes', set('ops')).vault('eu-west-1', 'films', set('gone')).vault('eu-west-1', 'silent');
  account.app('eu-west-1', 'a'.repeat(32), 'shop');
  const remembered = memories === undefined ? {} : { memories };
  const host = fakeHost({ aws, clock, acts, kept, known: [prod], shown: [prod], ...remembered });
  const { explorer } = host;
  explorer.show([prod], [region('eu-west-1')]);
  const arrangement = host.only(accountsArrangement);
  const read = async (...paths: readonly NodePath[]) => {
    for (const path of paths) {
      explorer.children(path);
      await settle();
      await clock.advance(100);
    }
  };
  const openVaults = () => read(root, `${root}/region/eu-west-1`, vaults);
  const everything = () => timed(clock, readAll(explorer, [root], new AbortController().signal));
  const names = (path: NodePath) => arrangement.tree.children(path).map(one => one.split('/').at(-1));
  return { aws, account, clock, host, explorer, arrangement, read, openVaults, everything, names };
}

describe('filtering the accounts', () => {
  it('shows the silent vaults after one choice, keeps that over a restart, and shows all again', async () => {
    const kept = new Map<string, string>();
    const { host, openVaults, names, arrangement } = world([{ pick: 'No notifications' }], kept);
    await openVaults();
    await filterAccounts(host);
    expect(names(vaults)).toEqual(['silent']);
    expect(arrangementText(arrangement.current, english)).toBe('No notifications');
    expect(filterMessage(arrangement.current, arrangement.tree.counts(), english)).toBe(
      'Filter: No notifications. Showing 1 of 3 loaded resources.',
    );
    const later = world([], kept);
    await later.openVaults();
    expect(later.names(vaults)).toEqual(['silent']);
    await clearFilter(later.host);
    expect(later.names(vaults)).toEqual(['films', 'silent', 'tapes']);
    expect(world([], kept).arrangement.current).toEqual(PLAIN);
  });

  it('leaves open again what a person had opened before, and nothing that only the filter did', async () => {
    const { arrangement } = world();
    arrangement.keepOpen(root, true);
    arrangement.keepOpen(vaults, false);
    await arrangement.arrange({ standing: 'silent' });
    arrangement.keepOpen(vaults, true);
    expect(arrangement.isOpen(root)).toBeUndefined();
    await arrangement.arrange({ standing: null });
    expect([root, vaults, `${vaults}/films`].map(path => arrangement.isOpen(path))).toEqual([true, false, undefined]);
  });

  it('takes words, beside how rows stand; what is on is turned off where it was turned on', async () => {
    const acts: readonly Act[] = [{ pick: 'No notifications' }, { type: 'gone' }, { pick: 'No notifications' }];
    const { host, openVaults, names } = world(acts);
    await openVaults();
    await filterAccounts(host);
    await filterAccounts(host);
    expect(names(vaults)).toEqual([]);
    await filterAccounts(host);
    expect(names(vaults)).toEqual(['films']);
    expect(host.prompter.asked.at(-1)?.offered).toContain('No notifications | on, pick to turn off');
  });

  it('groups and sorts by choice, and says what is on', async () => {
    const acts: readonly Act[] = [{ pick: 'Sort by topic or stream' }, { pick: 'Group by topic or stream (used by)' }];
    const { host, openVaults, names, arrangement } = world(acts);
    await openVaults();
    await arrangeAccounts(host);
    expect(names(vaults)).toEqual(['films', 'tapes', 'silent']);
    await arrangeAccounts(host);
    expect(host.prompter.asked.at(-1)?.offered).toContain('Sort by topic or stream | now');
    expect(arrangement.current).toEqual({ ...PLAIN, grouping: 'target', sorting: 'target' });
  });

  it('hides empty Regions by choice', async () => {
    const { host } = world([{ pick: 'Hide empty Regions' }]);
    await arrangeAccounts(host);
    expect(host.done).toContain('hide empty Regions true');
    expect(host.prompter.asked.at(-1)?.offered).toContain('Show empty Regions | now');
  });

  it('reads what a line counts as not read', async () => {
    const { host, arrangement, read, clock, explorer } = world();
    await read(root);
    await arrangement.arrange({ standing: 'silent' });
    const line = arrangement.tree.children(root).find(path => path.includes('unsearched'));
    await timed(clock, readUnread(host, line));
    expect(explorer.node(vaults)).toMatchObject({ state: 'ready' });
    expect(arrangement.tree.children(root).some(path => path.includes('unsearched'))).toBe(false);
  });
});

describe('a topic that is gone', () => {
  it('shows at its vaults once they were opened, for one list of topics', async () => {
    const { host, aws, explorer, openVaults, everything, arrangement } = world();
    const stop = listTargets(host);
    await openVaults();
    const standing = (name: string) => standingOf(host, explorer.node(`${vaults}/${name}`) ?? expect.fail()).checked;
    expect(standing('films')).toMatchObject({ verdict: 'warning', cause: { rule: 'vault/topic-unlisted' } });
    expect(standing('tapes')).toBeUndefined();
    expect(aws.called({ operation: 'ListTopics' })).toHaveLength(1);
    await everything();
    await arrangement.arrange({ grouping: 'target' });
    const [gone, ops] = arrangement.tree.children(root).flatMap(path => {
      const node = arrangement.tree.node(path);
      return node?.type === 'target'
        ? [targetFace(node, worstBelow(host, arrangement.tree.children(path)), english)]
        : [];
    });
    expect(gone).toMatchObject({
      label: 'gone',
      icon: 'warning',
      description: 'warning: Topic not listed · used by 1 · sns · eu-west-1',
    });
    expect(ops).toMatchObject({ label: 'ops', icon: 'target', description: 'used by 1 · sns · eu-west-1' });
    stop();
  });

  it('is looked for anew when they are, and not by a row', async () => {
    const { host, aws, account, clock, explorer, openVaults } = world();
    const stop = listTargets(host);
    await openVaults();
    account.topic('eu-west-1', 'gone');
    explorer.refresh(vaults);
    await clock.advance(1_000);
    expect(aws.called({ operation: 'ListTopics' })).toHaveLength(2);
    expect(standingOf(host, explorer.node(`${vaults}/films`) ?? expect.fail()).checked).toBeUndefined();
    stop();
    explorer.refresh(vaults);
    await clock.advance(1_000);
    expect(aws.called({ operation: 'ListTopics' })).toHaveLength(2);
  });

  it('is not guessed where topics may not be listed, which is in the log', async () => {
    const { host, aws, explorer, openVaults } = world();
    aws.fail({ operation: 'ListTopics' }, refusal('access-denied', 'AuthorizationError', 403));
    listTargets(host);
    await openVaults();
    expect(standingOf(host, explorer.node(`${vaults}/films`) ?? expect.fail()).checked).toBeUndefined();
    expect(host.done.filter(one => one.startsWith('info targets not listed'))).toHaveLength(1);
  });
});

describe('finding a resource', () => {
  it.each([
    ['tapes', ['tapes']],
    ['prod eu-west-1 vault', ['films', 'silent', 'tapes']],
    [topic('gone'), ['films']],
    ['no notifications', ['silent']],
    ['111122223333 SILENT', ['silent']],
  ])('by “%s” offers %j', async (text, expected) => {
    const { host, openVaults, clock } = world();
    await openVaults();
    const finder = new ResourceFinder(host);
    await timed(clock, finder.indexed);
    expect(finder.offer(text).options.map(({ label }) => label)).toEqual(expected);
    finder.dispose();
  });

  it('shows it in the view, whatever is filtered there', async () => {
    const { host, openVaults, clock, arrangement, names } = world([{ type: 'tap' }, { pick: 'tapes' }]);
    await openVaults();
    await arrangement.arrange({ standing: 'silent' });
    await timed(clock, findResource(host));
    expect(host.done).toContain(`reveal ${vaults}/tapes`);
    expect(names(vaults)).toEqual(['silent', 'tapes']);
  });

  it('searches what was not read on demand, while the question stays', async () => {
    const { host, clock } = world();
    const finder = new ResourceFinder(host);
    await timed(clock, finder.indexed);
    const [remark, search] = finder.offer('shop').remarks;
    expect(remark?.label).toBe('Nothing found in 0 resources');
    expect(search?.label).toBe('Search 1 place that is not loaded');
    search?.run?.();
    expect(finder.offer('shop')).toMatchObject({ isBusy: true });
    await clock.advance(10_000);
    const found = finder.offer('shop');
    expect(found.options.map(({ label }) => label)).toEqual(['shop', 'shop · Event Stream']);
    expect(found.isBusy).toBe(false);
    expect(found.remarks.filter(({ label }) => label.includes('not loaded'))).toEqual([]);
    finder.dispose();
  });

  it('says what was not searched because it was empty, and searches it on demand', async () => {
    const clock = new ManualClock();
    const memories = new InMemoryPlaces(clock);
    memories.emptyPlaces.set(`${id} aws`, new Map([['app eu-west-1', { at: clock.now(), status: 'empty' }]]));
    const { host, read } = world([], new Map(), memories, clock);
    await read(root);
    const finder = new ResourceFinder(host);
    await timed(clock, finder.indexed);
    const search = 'Search also what was empty within the last day, places: 1';
    const remark = finder.offer('shop').remarks.find(({ label }) => label === search);
    expect(finder.offer('shop').options).toEqual([]);
    remark?.run?.();
    await clock.advance(10_000);
    expect(finder.offer('shop').options.map(({ label }) => label)).toEqual(['shop', 'shop · Event Stream']);
    finder.dispose();
  });

  it('offers the best of many, and says how many more there are', async () => {
    const { host, account, clock, everything } = world();
    for (let index = 0; index < 250; index += 1) account.vault('eu-west-1', `many-${index}`);
    await everything();
    await everything();
    const finder = new ResourceFinder(host);
    await timed(clock, finder.indexed);
    const { options, remarks } = finder.offer('many');
    expect(options).toHaveLength(50);
    expect(remarks[0]?.label).toBe('200 more: type on to find them');
    finder.dispose();
  });

  it('says so where no account is shown', async () => {
    const host = fakeHost();
    await findResource(host);
    expect(host.prompter.told.at(-1)?.text).toBe('No accounts selected. Choose accounts first.');
  });
});

describe('a line that only the view has', () => {
  it.each([
    ['unsearched', 3, '3 Regions not loaded'],
    ['unsearched', 1, '1 Region not loaded'],
    ['remembered-empty', 1, '1 Region empty when last loaded'],
    ['remembered-empty', 12, '12 Regions empty when last loaded'],
    ['empty-regions', 12, '12 empty Regions hidden'],
    ['no-match', 0, 'Nothing matches the filter'],
    ['beyond', 48_000, '48000 more'],
  ] as const)('of %s for %d says “%s”', (remark, count, label) => {
    expect(remarkFace({ type: 'remark', path: 'p', remark, count, about: [] }, english).label).toBe(label);
  });
});
