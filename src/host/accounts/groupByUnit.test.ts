import { describe, expect, it } from 'vitest';
import { fakeHost } from '../../../test/support/fakeHost.ts';
import { InMemoryMarks } from '../../../test/support/inMemoryMarks.ts';
import { InMemorySignIns } from '../../../test/support/inMemorySignIns.ts';
import { InMemoryUnits } from '../../../test/support/inMemoryUnits.ts';
import type { Act } from '../../../test/support/scriptedPrompter.ts';
import { type Script, ScriptedReads } from '../../../test/support/scriptedReads.ts';
import type { AccountSource } from '../../core/model/account.ts';
import { AccessError } from '../../core/model/errors.ts';
import type { AccountUnits } from '../../core/model/organization.ts';
import type { PickManyQuestion, Reply } from '../prompts/prompter.ts';
import { showDiscovered } from './discovered.ts';
import { groupByUnit } from './groupByUnit.ts';

const [home, shop, logs] = ['111122223333', '444455556666', '777788889999'] as const;
const account = (accountId: string): AccountSource => ({ kind: 'emulator', accountId });
const shown = [home, shop, logs].map(account);
const name = (id: string): string => `Emulator ${id}`;

/** An organization: its first account is right below the root, the others in `Workloads / Prod`. */
const organization: Script = {
  ListRoots: () => ({ Roots: [{ Id: 'r', Arn: `arn:aws:organizations::${home}:root/o-exampleorgid/r` }] }),
  ListOrganizationalUnitsForParent: ({ ParentId }) => ({
    OrganizationalUnits:
      { r: [{ Id: 'w', Name: 'Workloads' }], w: [{ Id: 'p', Name: 'Prod' }] }[String(ParentId)] ?? [],
  }),
  ListAccountsForParent: ({ ParentId }) => ({
    Accounts: { r: [{ Id: home }], p: [{ Id: shop }, { Id: logs }] }[String(ParentId)] ?? [],
  }),
};
const at = '2026-11-01T12:00:00.000Z';
const before: AccountUnits = new Map([[logs, { organization: 'o-exampleorgid', units: ['Old'], listedAt: at }]]);

async function window(acts: readonly Act[], script: Script = {}, known = before) {
  const units = new InMemoryUnits();
  units.units = known;
  const marks = new InMemoryMarks();
  const host = fakeHost({ units, marks, known: shown, acts });
  await host.units.load();
  host.explorer.show(shown, []);
  const { gateway } = new ScriptedReads({ ...organization, ...script });
  const openWriter = (): never => {
    throw new Error('nothing is written');
  };
  const run = () => groupByUnit({ ...host, aws: { ...host.aws, gateway: { ...gateway, openWriter } } });
  const paths = () =>
    [home, shop, logs].map(id => host.units.of({ source: account(id), accountId: id })?.units.join('/') ?? null);
  return { host, units, run, paths, told: () => host.prompter.told.map(({ tone, text }) => `${tone}: ${text}`) };
}

describe('Group Accounts by Organizational Unit…', () => {
  it('lists the organization of the account that is picked, and says what came of it', async () => {
    const { host, run, paths, told } = await window([{ pick: name(home) }]);
    await run();
    expect(host.prompter.asked[0]?.prompt).toMatch(/management account .* delegated administrator/);
    expect([paths(), told()]).toEqual([
      ['', 'Workloads/Prod', 'Workloads/Prod'],
      ['information: Accounts in the organization: 3. Of those shown, in a unit: 2.'],
    ]);
    expect([host.prompter.busyWith, host.prompter.said.at(-1)]).toEqual([
      ['Listing organizational units'],
      'Accounts found: 3',
    ]);
  });

  it('says so where there is no account to list one through', async () => {
    const host = fakeHost();
    await groupByUnit(host);
    expect(host.prompter.told.map(({ text }) => text)).toEqual(['The shared AWS config has no profiles.']);
  });

  it('names what could not be read, and keeps what was known', async () => {
    const { run, paths, told } = await window([{ pick: name(home) }], {
      ListAccountsForParent: input =>
        input.ParentId === 'r' ? { Accounts: [{ Id: home }] } : new AccessError('access-denied', 'no'),
    });
    await run();
    expect(paths()).toEqual(['', null, 'Old']);
    expect(told()).toEqual([
      expect.stringMatching(/^warning: Workloads was not read to its end: .* And 1 more\. What was known .* stays\.$/),
    ]);
  });

  it.each([
    ['refused', { ListRoots: () => new AccessError('access-denied', 'no') }, 'access-denied'],
    ['stopped', { ListAccountsForParent: () => new AccessError('cancelled', '') }, 'cancelled'],
  ])('changes nothing where it is %s', async (_what, script, code) => {
    const { run, paths } = await window([{ pick: name(home) }], script);
    await expect(run()).rejects.toMatchObject({ code });
    expect(paths()).toEqual([null, null, 'Old']);
  });

  it('offers to stop where accounts are grouped, with since when', async () => {
    const { host, run, paths } = await window([{ pick: 'Stop Grouping by Organizational Unit' }]);
    await run();
    expect(host.prompter.asked[0]?.offered[0]).toMatch(/^Stop Grouping by Organizational Unit \| as of .*26/);
    expect(paths()).toEqual([null, null, null]);
    const anew = await window(['stop']);
    await anew.units.forget();
    await anew.host.units.load();
    await anew.run();
    expect(anew.host.prompter.asked[0]?.offered).toEqual(
      [home, shop, logs].map(id => expect.stringContaining(name(id))),
    );
  });
});

it('Accounts of a sign-in are offered below their units, and all others by what their names begin with', async () => {
  const { host } = await window(
    [],
    {},
    new Map([[shop, { organization: 'o', units: ['Workloads', 'Prod'], listedAt: at }]]),
  );
  const signIns = new InMemorySignIns();
  const given = [
    [home, 'shop-a'],
    [shop, 'shop-b'],
    [logs, 'audit'],
  ] as const;
  signIns.given = { accounts: given.map(([id, called]) => ({ id, name: called, roles: ['Reader'] })), problems: [] };
  await host.marks.change(logs, () => ({ group: 'Security' }));
  const offered: string[] = [];
  const pickMany = async ({ options }: PickManyQuestion<unknown>): Promise<Reply<never>> => {
    offered.push(...options.map(({ label, group }) => `${group}: ${label}`));
    return { kind: 'stop' };
  };
  Object.assign(host.prompter, { pickMany });
  await showDiscovered({ ...host, portal: signIns }, { kind: 'session', session: 'corp' });
  expect(offered).toEqual(['Security: audit', 'shop: shop-a', 'Workloads / Prod: shop-b']);
});
