import { describe, expect, it } from 'vitest';
import { fakeHost } from '../../../test/support/fakeHost.ts';
import type { Act } from '../../../test/support/scriptedPrompter.ts';
import { type AccountSource, sourceKey } from '../../core/model/account.ts';
import { region } from '../../core/model/regions.ts';
import type { AccountChoice } from './choices.ts';
import { chooseAccounts, chooseRegions } from './choosing.ts';
import { ShownAccounts } from './shownAccounts.ts';

const prod: AccountSource = { kind: 'profile', name: 'prod' };
const old: AccountSource = { kind: 'profile', name: 'old' };
const base: AccountSource = { kind: 'default' };
const one: AccountSource = { kind: 'emulator', accountId: '111122223333' };
const two: AccountSource = { kind: 'emulator', accountId: '444455556666' };

function set(known: readonly AccountSource[], choice: AccountChoice | null, acts: readonly Act[] = []) {
  const shows: string[] = [];
  const told: string[] = [];
  const sources = [...known];
  const initialOf = (all: readonly AccountSource[]) => [...all.filter(source => source.kind === 'emulator'), base];
  const initial: AccountSource[] = initialOf(known);
  const fake = fakeHost({
    ...{ known: sources, shown: initial, acts, problems: ['credentials cannot be read'] },
    warnings: ['[profile a] comes twice'],
    configuredAccountId: '777788889999',
    regions: [region('eu-west-1')],
  });
  const show = fake.explorer.show.bind(fake.explorer);
  fake.explorer.show = (shown, regions) => {
    shows.push(shown.map(sourceKey).join(' '));
    show(shown, regions);
  };
  const memory = {
    accounts: choice,
    remember: async (next: AccountChoice) => {
      memory.accounts = next;
    },
  };
  const shown = new ShownAccounts(fake, memory, {
    tellProblems: problems => told.push(...problems),
    lastKnownId: () => null,
  });
  const become = (next: readonly AccountSource[]) => {
    sources.splice(0, sources.length, ...next);
    initial.splice(0, initial.length, ...initialOf(next));
  };
  return { shown, shows, problems: told, memory, host: { ...fake, shown }, become };
}

describe('the accounts shown', () => {
  it('are the emulator’s and AWS’s own choice before anyone chose', async () => {
    const { shown, shows, problems } = set([one, prod], null);
    await shown.apply();
    expect(shows).toEqual(['emulator:111122223333 default']);
    expect(problems).toEqual(['credentials cannot be read', '[profile a] comes twice']);
  });

  it('are known by the ids that the config names, before anyone opens them', async () => {
    const { shown } = set([prod], null);
    expect(shown.configuredId(prod)).toBeNull();
    await shown.apply();
    expect([prod, base].map(source => shown.configuredId(source))).toEqual(['777788889999', null]);
  });

  it('are those chosen, and the emulator’s unless taken away by hand', async () => {
    const { shown, shows } = set([one, two, prod], { shown: [prod], hidden: [two] });
    await shown.apply();
    expect(shows).toEqual(['emulator:111122223333 profile:prod']);
  });

  it.each([
    [
      'before anyone chose',
      null,
      ['emulator:111122223333 default', 'emulator:111122223333 default', 'emulator:444455556666 default'],
    ],
    [
      'beside those chosen',
      { shown: [prod], hidden: [] },
      [
        'emulator:111122223333 profile:prod',
        'emulator:111122223333 profile:prod',
        'emulator:444455556666 profile:prod',
      ],
    ],
  ])('stay while the emulator does not run, to say so, until it has others: %s', async (_what, choice, expected) => {
    const { shown, shows, become } = set([one, prod], choice);
    await shown.apply();
    become([prod]);
    await shown.apply();
    become([two, prod]);
    await shown.apply();
    expect(shows).toEqual(expected);
  });

  it('are those of the latest question when answers overtake each other', async () => {
    const { shown, shows, become } = set([one], { shown: [], hidden: [] });
    const first = shown.apply();
    become([two]);
    await Promise.all([first, shown.apply()]);
    expect(shows).toEqual(['emulator:444455556666']);
  });

  it('are shown when a question that was overtaken ends', async () => {
    const { shown, shows, become } = set([one], { shown: [], hidden: [] });
    const overtaken = shown.apply();
    become([two]);
    const last = shown.apply();
    await overtaken;
    expect(shows).toEqual(['emulator:444455556666']);
    await last;
  });
});

describe('choosing', () => {
  it('offers what the config knows and what is shown, ticked as it is now, and keeps the answer', async () => {
    const acts = [{ tick: ['prod', 'Emulator 111122223333'] }];
    const { memory, host, shows } = set([one, two, prod], { shown: [old], hidden: [] }, acts);
    await chooseAccounts(host);
    expect(host.prompter.asked[0]?.offered).toEqual([
      '[x] Emulator 111122223333',
      '[x] Emulator 444455556666',
      '[ ] prod',
      '[x] old',
    ]);
    expect(memory.accounts).toEqual({ shown: [prod], hidden: [two] });
    expect(shows).toEqual(['emulator:111122223333 profile:prod']);
  });

  it('changes nothing when it is given up', async () => {
    const { memory, host, shows } = set([prod], null, ['stop']);
    await chooseAccounts(host);
    expect([memory.accounts, shows]).toEqual([null, []]);
  });

  it('offers the emulator where there is no account at all', async () => {
    const { host } = set([], { shown: [], hidden: [] });
    await chooseAccounts(host);
    await host.prompter.press('Start Local Emulator');
    expect(host.done).toEqual(['start']);
  });

  it('writes the Regions that were ticked', async () => {
    const { host } = set([], null, [{ tick: ['us-east-1', 'cn-north-1'] }]);
    await chooseRegions(host);
    expect(host.prompter.asked[0]?.offered.filter(line => line.startsWith('[x]'))).toEqual(['[x] eu-west-1']);
    expect(host.written).toEqual([['us-east-1', 'cn-north-1']]);
  });
});
