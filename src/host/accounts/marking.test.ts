import { describe, expect, it } from 'vitest';
import { fakeHost } from '../../../test/support/fakeHost.ts';
import { InMemoryGateway } from '../../../test/support/inMemoryGateway.ts';
import { InMemoryMarks } from '../../../test/support/inMemoryMarks.ts';
import { InMemorySignIns } from '../../../test/support/inMemorySignIns.ts';
import type { Act } from '../../../test/support/scriptedPrompter.ts';
import { accountPath } from '../../core/inventory/paths.ts';
import { type AccountSource, sourceKey } from '../../core/model/account.ts';
import type { AccountMark } from '../../core/model/accountMarks.ts';
import { StateError } from '../../core/model/errors.ts';
import type { PickManyQuestion, Reply } from '../prompts/prompter.ts';
import { chooseAccounts } from './choosing.ts';
import { showDiscovered } from './discovered.ts';
import { accountsToMark, markAccounts } from './markAccount.ts';
import { ShownAccounts } from './shownAccounts.ts';
import { takeOverProduction } from './takeOverProduction.ts';

const id = '111122223333';
const profile = (name: string): AccountSource => ({ kind: 'profile', name });
const [prod, test, old] = [profile('prod'), profile('test'), profile('old')];
const unasked = { source: prod, accountId: null };
const met = { source: prod, accountId: id };

async function window(
  marked: Readonly<Record<string, AccountMark>> = {},
  acts: readonly Act[] = [],
  production: readonly string[] = [],
) {
  const book = new InMemoryMarks();
  for (const [key, mark] of Object.entries(marked)) book.marks.set(key, mark);
  const aws = new InMemoryGateway();
  aws.account(id, prod);
  const host = fakeHost({ aws, marks: book, acts, production, known: [prod, test, old], shown: [prod, test, old] });
  await host.marks.load();
  return { host, book, marks: () => Object.fromEntries(book.marks) };
}

describe('marking an account', () => {
  it.each<
    readonly [string, Readonly<Record<string, AccountMark>>, readonly Act[], Readonly<Record<string, AccountMark>>]
  >([
    ['marks its id as production', {}, [{ pick: 'Mark as Production' }], { [id]: { production: true } }],
    [
      'marks it read-only beside what it is',
      { [id]: { pinned: true } },
      [{ pick: 'Mark Read-Only' }],
      { [id]: { pinned: true, readOnly: true } },
    ],
    ['pins it', {}, [{ pick: 'Pin to the Top' }], { [id]: { pinned: true } }],
    ['unpins it', { [id]: { pinned: true } }, [{ pick: 'Unpin' }], { [id]: {} }],
    ['hides it', {}, [{ pick: 'Hide' }], { [id]: { hidden: true } }],
    ['gives it a colour', {}, [{ pick: 'Colour…' }, { pick: 'green' }], { [id]: { colour: 'green' } }],
    ['takes its colour away', { [id]: { colour: 'red' } }, [{ pick: 'Colour…' }, { pick: 'No colour' }], { [id]: {} }],
    ['keeps its colour', { [id]: { colour: 'red' } }, [{ pick: 'Colour…' }, 'stop'], { [id]: { colour: 'red' } }],
    ['keeps its group', { [id]: { group: 'Live' } }, [{ pick: 'Group…' }, 'stop'], { [id]: { group: 'Live' } }],
    [
      'lifts production where it was marked',
      { prod: { production: true, readOnly: true } },
      [{ pick: 'Remove Production Mark' }],
      { prod: { readOnly: true } },
    ],
    ['puts it in a new group', {}, [{ pick: 'Group…' }, { type: ' Payments ' }], { [id]: { group: 'Payments' } }],
    [
      'puts it in a group that there is',
      { x: { group: 'Live' } },
      [{ pick: 'Group…' }, { pick: 'Live' }],
      { x: { group: 'Live' }, [id]: { group: 'Live' } },
    ],
    [
      'takes it out of its group',
      { [id]: { group: 'Live' } },
      [{ pick: 'Group…' }, { pick: 'No group' }],
      { [id]: {} },
    ],
    [
      'lifts read-only where it was marked',
      { prod: { readOnly: true, pinned: true } },
      [{ pick: 'Remove Read-Only Mark' }],
      { prod: { pinned: true } },
    ],
    ['changes nothing where the person turns away', {}, ['stop'], {}],
  ])('%s', async (_what, before, acts, after) => {
    const { host, marks } = await window(before, acts);
    await markAccounts(host, [met]);
    expect(marks()).toEqual(after);
  });

  it('by a profile marks that, before anyone knows whose it is', async () => {
    const { host, marks } = await window({}, [{ pick: 'Mark as Production' }]);
    await markAccounts(host, [unasked]);
    expect(marks()).toEqual({ prod: { production: true } });
  });

  it('by nothing but the default chain asks to open it first', async () => {
    const { host, marks } = await window();
    await markAccounts(host, [{ source: { kind: 'default' }, accountId: null }]);
    expect([marks(), host.prompter.told[0]?.text]).toEqual([{}, expect.stringContaining('Expand the account first')]);
  });

  it('lifts nothing that protects without a yes, and says for whom else it goes', async () => {
    const { host, marks } = await window({ 'pr*': { readOnly: true } }, [{ pick: 'Remove Read-Only Mark' }]);
    Object.assign(host.prompter, { yes: false });
    await markAccounts(host, [met]);
    expect(marks()).toEqual({ 'pr*': { readOnly: true } });
    expect(host.prompter.confirmed[0]?.detail).toContain('every account that matches');
  });

  it.each<
    readonly [string, Readonly<Record<string, AccountMark>>, readonly Act[], Readonly<Record<string, AccountMark>>]
  >([
    [
      'marks all',
      { [id]: { production: true } },
      [{ pick: 'Mark as Production' }],
      { [id]: { production: true }, test: { production: true } },
    ],
    [
      'marks the one that is not, too',
      { [id]: { readOnly: true, pinned: true } },
      [{ pick: 'Mark Read-Only' }],
      { [id]: { readOnly: true, pinned: true }, test: { readOnly: true } },
    ],
    [
      'pins the one that is not, too',
      { [id]: { pinned: true } },
      [{ pick: 'Pin to the Top' }],
      { [id]: { pinned: true }, test: { pinned: true } },
    ],
    [
      'lifts what all have, wherever it stands',
      { [id]: { readOnly: true }, 'te*': { readOnly: true } },
      [{ pick: 'Remove Read-Only Mark' }],
      { [id]: {}, 'te*': {} },
    ],
    [
      'puts all in a group',
      { [id]: { pinned: true } },
      [{ pick: 'Group…' }, { type: 'Shop' }],
      { [id]: { pinned: true, group: 'Shop' }, test: { group: 'Shop' } },
    ],
  ])('several at once %s, after one question', async (_what, before, acts, after) => {
    const { host, marks } = await window(before, acts);
    await markAccounts(host, [met, { source: test, accountId: null }]);
    expect(marks()).toEqual(after);
    expect([host.prompter.asked[0]?.title, host.prompter.unused]).toEqual(['Mark 2 accounts', []]);
  });

  it('several at once says of all marks where they stand, and for whom else they go', async () => {
    const marked = { [id]: { production: true }, 'te*': { production: true } } as const;
    const { host } = await window(marked, [{ pick: 'Remove Production Mark' }]);
    await markAccounts(host, [met, { source: test, accountId: null }]);
    expect(host.prompter.confirmed[0]).toMatchObject({
      message: 'Remove the production mark of 2 accounts?',
      detail: `The mark is on ${id}, te*: it is removed for every account that matches.`,
    });
  });

  it('tells of what is chosen already only where all share it', async () => {
    const { host } = await window({ [id]: { group: 'Live', colour: 'red' }, test: { group: 'Live', colour: 'blue' } }, [
      'stop',
    ]);
    await markAccounts(host, [met, { source: test, accountId: null }]);
    expect(host.prompter.asked[0]?.offered).toEqual(expect.arrayContaining(['Group… | Live', 'Colour…']));
  });

  it('from the palette can be all that a pattern fits, whose marks are offered to be taken away', async () => {
    const { host, marks } = await window({ '*-prod': { readOnly: true } }, [
      ...[{ type: ' ' }, { type: '*-prod' }, { pick: 'Mark as Production' }],
      ...[{ type: '*-prod' }, { pick: 'Remove Read-Only Mark' }],
    ]);
    for (const _ of [1, 2]) await markAccounts(host, await accountsToMark(host, []));
    expect(marks()).toEqual({ '*-prod': { production: true } });
    expect(host.prompter.faults).toEqual(["' ' is neither an account ID nor a profile."]);
    expect(host.prompter.confirmed[0]?.detail).toContain('every account that matches');
  });

  it('from the palette asks which of those shown', async () => {
    const { host } = await window({}, [{ pick: 'test' }]);
    host.explorer.show([prod, test], []);
    expect(await accountsToMark(host, [])).toEqual([{ source: test, accountId: null }]);
    expect(await accountsToMark(host, [accountPath(prod)])).toEqual([unasked]);
  });
});

describe('the accounts shown', () => {
  const shows = async (marked: Readonly<Record<string, AccountMark>>) => {
    const { host, book } = await window(marked);
    const told: string[][] = [];
    const parts = {
      tellProblems: (problems: readonly string[]) => void told.push([...problems]),
      lastKnownId: () => null,
    };
    const memory = { accounts: null, remember: async () => undefined };
    const shown = new ShownAccounts(host, memory, parts);
    await shown.apply();
    const keys = () =>
      host.explorer.roots().map(path => {
        const node = host.explorer.node(path);
        return node?.type === 'account' ? sourceKey(node.source) : path;
      });
    return { host, book, shown, told, keys };
  };

  it('begin with those that are pinned, and leave out those that are hidden', async () => {
    const { keys } = await shows({ old: { pinned: true }, 'te*': { hidden: true } });
    expect(keys()).toEqual(['profile:old', 'profile:prod']);
  });

  it('say above them where marks cannot be read, and that nothing is written', async () => {
    const { host, book, shown, told } = await shows({});
    book.failure = new StateError('state-damaged', 'It is not JSON.', '/state/marks.json');
    await host.marks.load();
    await shown.apply();
    expect(told.at(-1)?.[0]).toMatch(/^Nothing is written to AWS: .*\/state\/marks\.json/);
  });

  it('show one that was hidden again where it is chosen', async () => {
    const { host, marks } = await window({ 'te*': { hidden: true, colour: 'blue' } }, [{ tick: ['prod', 'test'] }]);
    await chooseAccounts({ ...host, shown: { ...host.shown, choose: async () => undefined } });
    expect(host.prompter.asked[0]?.offered).toEqual(['[x] prod', '[ ] test', '[x] old']);
    expect(marks()).toEqual({ 'te*': { colour: 'blue' } });
  });
});

describe('lists of accounts to choose from', () => {
  it('say of each what guards it', async () => {
    const { host } = await window({
      prod: { production: true, readOnly: true },
      '9*': { readOnly: true },
    });
    const signIns = new InMemorySignIns();
    signIns.given = { accounts: [{ id: '999988887777', name: 'logs', roles: ['Reader'] }], problems: [] };
    const lists: string[][] = [];
    const pickMany = async ({ options }: PickManyQuestion<unknown>): Promise<Reply<never>> => {
      lists.push(options.map(({ label, description }) => `${label} | ${description}`));
      return { kind: 'stop' };
    };
    Object.assign(host.prompter, { pickMany });
    await chooseAccounts(host);
    await showDiscovered({ ...host, portal: signIns }, { kind: 'session', session: 'corp' });
    expect(lists).toEqual([
      ['prod | production · read-only', 'test | ', 'old | '],
      ['logs | read-only · Reader · 999988887777'],
    ]);
  });
});

describe('the setting productionAccounts', () => {
  it('is taken over once, from the person’s own settings, and told', async () => {
    const { host, marks } = await window({ prod: { readOnly: true } }, [], ['prod', id, '']);
    await takeOverProduction(host);
    expect(marks()).toEqual({ prod: { readOnly: true, production: true }, [id]: { production: true } });
    expect(host.prompter.told.map(({ text }) => text)).toEqual([expect.stringContaining(`prod, ${id}`)]);
    await host.marks.change('prod', () => ({}));
    await takeOverProduction(host);
    expect([marks().prod, host.prompter.told.length]).toEqual([{}, 1]);
  });

  it('is told of nowhere where it names nothing', async () => {
    const { host, marks } = await window();
    await takeOverProduction(host);
    expect([marks(), host.prompter.told]).toEqual([{}, []]);
  });
});
