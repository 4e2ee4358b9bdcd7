import { describe, expect, it } from 'vitest';
import { type Act, ScriptedPrompter } from '../../../test/support/scriptedPrompter.ts';
import type { NodeModel } from '../../core/inventory/nodes.ts';
import { type AccountSource, sourceKey } from '../../core/model/account.ts';
import { type Region, region } from '../../core/model/regions.ts';
import { english } from '../../messages/translate.ts';
import type { AccountChoice } from './choices.ts';
import { type ChoosingNeeds, chooseAccounts, chooseRegions } from './choosing.ts';
import { ShownAccounts } from './shownAccounts.ts';

const prod: AccountSource = { kind: 'profile', name: 'prod' };
const old: AccountSource = { kind: 'profile', name: 'old' };
const base: AccountSource = { kind: 'default' };
const one: AccountSource = { kind: 'emulator', accountId: '111122223333' };
const two: AccountSource = { kind: 'emulator', accountId: '444455556666' };

function set(known: readonly AccountSource[], choice: AccountChoice | null, acts: readonly Act[] = []) {
  const shows: string[] = [];
  const problems: string[] = [];
  const written: (readonly Region[])[] = [];
  let listed = known;
  const directory = {
    list: async () => ({
      sources: listed.map(source => ({ source, configuredAccountId: null, region: null })),
      problems: ['credentials cannot be read'],
      warnings: ['[profile a] comes twice'],
    }),
    initial: async () => [...listed.filter(source => source.kind === 'emulator'), base],
  };
  const memory = {
    accounts: choice,
    remember: async (next: AccountChoice) => {
      memory.accounts = next;
    },
  };
  const explorer: Pick<NodeModel, 'show'> = { show: sources => void shows.push(sources.map(sourceKey).join(' ')) };
  const shown = new ShownAccounts({
    explorer: explorer as NodeModel,
    directory,
    choice: memory,
    regions: () => [],
    tellProblems: told => problems.push(...told),
  });
  const prompter = new ScriptedPrompter(acts);
  const needs: ChoosingNeeds = {
    ...{ t: english, prompter, directory, shown },
    startEmulator: { label: 'Start', run: () => undefined },
    regions: () => [region('eu-west-1')],
    writeRegions: async regions => void written.push(regions),
  };
  const become = (next: readonly AccountSource[]) => {
    listed = next;
  };
  return { shown, shows, problems, memory, prompter, needs, written, become };
}

describe('the accounts shown', () => {
  it('are the emulator’s and AWS’s own choice before anyone chose', async () => {
    const { shown, shows, problems } = set([one, prod], null);
    await shown.apply();
    expect(shows).toEqual(['emulator:111122223333 default']);
    expect(problems).toEqual(['credentials cannot be read', '[profile a] comes twice']);
  });

  it('are those chosen, and the emulator’s come and go with it unless taken away by hand', async () => {
    const { shown, shows, become } = set([one, two, prod], { shown: [prod], hidden: [two] });
    await shown.apply();
    become([prod]);
    await shown.apply();
    expect(shows).toEqual(['emulator:111122223333 profile:prod', 'profile:prod']);
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
    const { memory, needs, prompter, shows } = set([one, two, prod], { shown: [old], hidden: [] }, acts);
    await chooseAccounts(needs);
    expect(prompter.asked[0]?.offered).toEqual([
      '[x] Emulator 111122223333',
      '[x] Emulator 444455556666',
      '[ ] prod',
      '[x] old',
    ]);
    expect(memory.accounts).toEqual({ shown: [prod], hidden: [two] });
    expect(shows).toEqual(['emulator:111122223333 profile:prod']);
  });

  it('changes nothing when it is given up', async () => {
    const { memory, needs, shows } = set([prod], null, ['stop']);
    await chooseAccounts(needs);
    expect([memory.accounts, shows]).toEqual([null, []]);
  });

  it('offers the emulator where there is no account at all', async () => {
    const { needs, prompter } = set([], { shown: [], hidden: [] });
    await chooseAccounts(needs);
    expect(prompter.told[0]?.next.map(({ label }) => label)).toEqual(['Start']);
  });

  it('writes the Regions that were ticked', async () => {
    const { needs, prompter, written } = set([], null, [{ tick: ['us-east-1', 'cn-north-1'] }]);
    await chooseRegions(needs);
    expect(prompter.asked[0]?.offered.filter(line => line.startsWith('[x]'))).toEqual(['[x] eu-west-1']);
    expect(written).toEqual([['us-east-1', 'cn-north-1']]);
  });
});
