import { expect, it } from 'vitest';
import { type FakeHost, fakeHost } from '../../../test/support/fakeHost.ts';
import { settle } from '../../../test/support/manualClock.ts';
import { accountPath } from '../../core/inventory/paths.ts';
import type { AccountSource } from '../../core/model/account.ts';
import { withGroups } from './accountGroups.ts';
import type { TreeSource } from './treeShell.ts';

const account = (accountId: string): AccountSource => ({ kind: 'emulator', accountId });
const pathOf = (id: string): string => accountPath(account(id));
const [home, shop, logs, audit] = ['111122223333', '444455556666', '777788889999', '999988887777'] as const;
const many = Array.from({ length: 11 }, (_, index) => String(200_000_000_001 + index));

/** The view of accounts, with its groups, over the marks and units that are known. */
async function view(
  ids: readonly string[],
  units: Readonly<Record<string, readonly string[]>> = {},
  groups: Readonly<Record<string, string>> = {},
) {
  const host = fakeHost();
  await host.units.keep({ organization: 'o-a', problems: [], accounts: new Map(Object.entries(units)) });
  for (const [id, group] of Object.entries(groups)) await host.marks.change(id, () => ({ group }));
  host.explorer.show(ids.map(account), []);
  const source = grouped(host);
  source.change(() => undefined);
  const lines = () =>
    source.children().map(path => {
      const { label, description } = source.face(path) ?? {};
      return label === undefined ? path : `${label} ${description}`;
    });
  return { host, source, lines };
}

function grouped({ explorer, ...host }: FakeHost): TreeSource<string> {
  const plain: TreeSource<string> = {
    children: path => (path === undefined ? explorer.roots() : explorer.children(path)),
    parent: path => explorer.parent(path),
    face: path => ({ id: path }),
    tooltip: path => path,
    change: listener => {
      const stops = [host.marks.onDidChange(() => listener(undefined)), explorer.onDidChange(listener)];
      return () => {
        for (const stop of stops) stop();
      };
    },
  };
  return withGroups(
    plain,
    { explorer, ...host },
    (_path, { label, description, opens }) => ({
      ...{ label, description: `${description} ${opens === 'at once' ? 'open' : 'closed'}` },
    }),
    lines => lines.map(line => line.join(': ')).join('\n'),
  );
}

it('a group stands where its first account does, and holds all of its', async () => {
  const { host, source, lines } = await view([home, shop, logs], {}, { [home]: 'Live/EU', [logs]: 'Live/EU' });
  expect(lines()).toEqual(['Live/EU 2 open', pathOf(shop)]);
  const [group = ''] = source.children();
  expect(source.children(group)).toEqual([pathOf(home), pathOf(logs)]);
  expect([logs, shop].map(id => source.parent(pathOf(id)))).toEqual([group, undefined]);
  expect([source.parent(group), source.tooltip(group)]).toEqual([undefined, undefined]);
  host.explorer.children(pathOf(home));
  await settle();
  const [below = ''] = source.children(pathOf(home));
  expect(source.parent(below)).toBe(pathOf(home));
});

it('an account without a group is below its unit, and one right below the root by itself', async () => {
  const prod = ['Workloads', 'Prod'];
  const { host, source, lines } = await view([home, shop, logs], { [home]: [], [shop]: prod, [logs]: prod });
  expect(lines()).toEqual([pathOf(home), 'Workloads / Prod 2 open']);
  const [, unit = ''] = source.children();
  expect(source.tooltip(unit)).toMatch(/^Organizational unit: Workloads \/ Prod · as of /);
  await host.marks.change(logs, () => ({ group: 'Security' }));
  expect(lines()).toEqual([pathOf(home), 'Workloads / Prod 1 open', 'Security 1 open']);
});

it('accounts that come and go are shown at once, whenever that is told', async () => {
  const { host, lines } = await view([home, shop], {}, { [shop]: 'Live' });
  expect(lines()).toEqual([pathOf(home), 'Live 1 open']);
  host.explorer.show([shop, logs].map(account), []);
  expect(lines()).toEqual(['Live 1 open', pathOf(logs)]);
});

it.each<AccountSource>([
  { kind: 'profile', name: 'shop' },
  { kind: 'sso', session: 'corp', accountId: shop, role: 'Reader' },
])('an account that nobody opened yet is below the unit of the one that %j is of', async one => {
  const host = fakeHost({ configuredAccountId: one.kind === 'profile' ? shop : home });
  await host.units.keep({ organization: 'o-a', problems: [], accounts: new Map([[shop, ['Prod']]]) });
  host.explorer.show([one], []);
  const source = grouped(host);
  expect(source.face(source.children()[0] ?? '')?.label).toBe('Prod');
});

it('a group that is named as a unit is one with it', async () => {
  const { source, lines } = await view([home, shop], { [home]: ['Prod'] }, { [shop]: 'Prod' });
  expect(lines()).toEqual(['Prod 2 open']);
  expect(source.tooltip(source.children()[0] ?? '')).toMatch(/^Organizational unit: Prod · /);
});

it('units stand in the order of their names, and those of many begin closed', async () => {
  const { lines } = await view([shop, audit, home, ...many, logs], {
    ...{ [shop]: ['Platform', 'Test'], [logs]: ['Platform', 'Prod'], [audit]: [] },
    ...Object.fromEntries(many.map(id => [id, ['Many']])),
  });
  expect(lines()).toEqual([
    'Many 11 closed',
    ...[audit, home].map(pathOf),
    ...['Platform / Prod 1 open', 'Platform / Test 1 open'],
  ]);
});

it('each account’s marks are looked at once for a paint, however many groups there are', async () => {
  const { host, lines } = await view(many, Object.fromEntries(many.map(id => [id, [id]])));
  let looked = 0;
  const { of } = host.marks;
  Object.assign(host.marks, {
    of: (...given: Parameters<typeof of>) => {
      looked += 1;
      return of.apply(host.marks, given);
    },
  });
  expect([lines().length, lines().length, looked]).toEqual([11, 11, 11]);
});

it('a group is shown whatever its name is', async () => {
  const names = ['a/b%2F', '\ud83d', '"', '__proto__', '\u202eabc'];
  const ids = names.map((_, index) => String(300_000_000_001 + index));
  const { source, lines } = await view(ids, Object.fromEntries(ids.map((id, index) => [id, [names[index] ?? '']])));
  expect(lines().toSorted()).toEqual(
    ['a/b%2F', '\ud83d', '"', '__proto__', '\\u{202e}abc'].map(name => `${name} 1 open`).toSorted(),
  );
  expect(
    source
      .children()
      .flatMap(group => source.children(group))
      .toSorted(),
  ).toEqual(ids.map(pathOf).toSorted());
});
