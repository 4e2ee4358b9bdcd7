import { describe, expect, it } from 'vitest';
import { type Script, ScriptedReads } from '../../../test/support/scriptedReads.ts';
import { AccessError } from '../model/errors.ts';
import { withReading } from '../model/organization.ts';
import type { Answer, Input } from '../model/ports.ts';
import { readUnits } from './readUnits.ts';

const root = { Id: 'r-abcd', Arn: 'arn:aws:organizations::111122223333:root/o-exampleorgid/r-abcd', Name: 'Root' };
const [management, shop, archive] = ['111122223333', '444455556666', '777788889999'];

/** Units and accounts by the id of what they are right below. */
interface Estate {
  readonly units: Readonly<Record<string, readonly string[]>>;
  readonly accounts: Readonly<Record<string, readonly string[]>>;
}
const estate: Estate = {
  units: { 'r-abcd': ['ou-work', 'ou-none'], 'ou-work': ['ou-prod'] },
  accounts: { 'r-abcd': [management], 'ou-work': [shop], 'ou-prod': [archive] },
};
const names: Readonly<Record<string, string>> = { 'ou-work': 'Workloads', 'ou-prod': 'Prod', 'ou-none': 'Empty' };

/** Each list in pages of one, the first and every other of which holds nothing. */
function page(all: readonly object[], member: string, { NextToken }: Input): Answer {
  const at = Number(NextToken ?? 0);
  const last = all.length * 2;
  return {
    [member]: at % 2 === 0 ? [] : all.slice((at - 1) / 2, (at + 1) / 2),
    ...(at < last && { NextToken: `${at + 1}` }),
  };
}

const unit = (id: string) => ({ Id: id, Name: id });

const parent = ({ ParentId }: Input): string => String(ParentId);

function asking({ units, accounts }: Estate, script: Script = {}) {
  const reads = new ScriptedReads({
    ListRoots: input => page([root], 'Roots', input),
    ListOrganizationalUnitsForParent: input =>
      page(
        (units[parent(input)] ?? []).map(Id => ({ Id, Name: names[Id] ?? Id })),
        'OrganizationalUnits',
        input,
      ),
    ListAccountsForParent: input =>
      page(
        (accounts[parent(input)] ?? []).map(Id => ({ Id })),
        'Accounts',
        input,
      ),
    ...script,
  });
  const told: number[] = [];
  const read = (signal = new AbortController().signal) =>
    readUnits(reads.gateway.reader({ kind: 'default' }), signal, found => told.push(found));
  return { reads, read, told };
}

const denied = (): AccessError => new AccessError('access-denied', 'no', { awsCode: 'AccessDeniedException' });

describe('the units of an organization', () => {
  it('are read from the root down, over pages that hold nothing', async () => {
    const { read, told } = asking(estate);
    expect(await read()).toEqual({
      organization: 'o-exampleorgid',
      accounts: new Map([
        [management, []],
        [shop, ['Workloads']],
        [archive, ['Workloads', 'Prod']],
      ]),
      problems: [],
    });
    expect([told.length, told.at(-1)]).toEqual([4, 3]);
  });

  it('take two calls for the root and each unit, where each fits on a page', async () => {
    const whole = (all: readonly string[] = []) => all.map(Id => ({ Id, Name: Id }));
    const { reads, read } = asking(estate, {
      ListRoots: () => ({ Roots: [root] }),
      ListOrganizationalUnitsForParent: input => ({ OrganizationalUnits: whole(estate.units[parent(input)]) }),
      ListAccountsForParent: input => ({ Accounts: whole(estate.accounts[parent(input)]) }),
    });
    await read();
    expect(Object.fromEntries(reads.counts)).toEqual({
      ListRoots: 1,
      ListOrganizationalUnitsForParent: 4,
      ListAccountsForParent: 4,
    });
  });

  it('that can’t be read are told by name, and hide no other', async () => {
    const { read } = asking(estate, {
      ListAccountsForParent: input =>
        parent(input) === 'ou-work'
          ? denied()
          : page(
              (estate.accounts[parent(input)] ?? []).map(Id => ({ Id })),
              'Accounts',
              input,
            ),
    });
    const { accounts, problems } = await read();
    expect([...accounts.keys()]).toEqual([management, archive]);
    expect(problems).toMatchObject([{ units: ['Workloads'], error: { code: 'access-denied' } }]);
  });

  it('that lead round in a circle are each read once', async () => {
    const { reads, read } = asking({
      ...estate,
      units: { ...estate.units, 'ou-prod': ['ou-work', 'ou-prod', 'r-abcd'] },
    });
    expect((await read()).problems).toEqual([]);
    // Of four parents, with a page more before and behind each of their seven units.
    expect(reads.counts.get('ListOrganizationalUnitsForParent')).toBe(4 + 2 * 6);
  });

  it.each<[string, Script, object]>([
    ['the account may not ask', { ListRoots: denied }, { code: 'access-denied' }],
    ['there is no root', { ListRoots: () => ({ Roots: [] }) }, { code: 'unexpected-answer' }],
    [
      'a root names no organization',
      { ListRoots: () => ({ Roots: [{ Id: 'r', Arn: 'x' }] }) },
      { code: 'unexpected-answer' },
    ],
    [
      'each unit has another below it',
      { ListOrganizationalUnitsForParent: input => ({ OrganizationalUnits: [unit(`${parent(input)}-x`)] }) },
      { code: 'unexpected-answer', message: expect.stringContaining('levels') },
    ],
    [
      'there are more units than AWS has',
      {
        ListOrganizationalUnitsForParent: () => ({
          OrganizationalUnits: Array.from({ length: 20_001 }, (_, at) => unit(`ou-${at}`)),
        }),
      },
      { code: 'unexpected-answer', message: expect.stringContaining('more than') },
    ],
    [
      'it is cancelled on the way',
      { ListAccountsForParent: () => new AccessError('cancelled', '') },
      { code: 'cancelled' },
    ],
  ])('are not told where %s', async (_what, script, error) => {
    await expect(asking(estate, script).read()).rejects.toMatchObject(error);
  });

  it.each<[string, Answer]>([
    ['no list', { Accounts: 7 }],
    ['an account without an id', { Accounts: [{}] }],
    ['an id that is none', { Accounts: [{ Id: 'x' }] }],
  ])('count as not read where AWS answers with %s', async (_what, answer) => {
    const { problems } = await asking(estate, { ListAccountsForParent: () => answer }).read();
    expect(problems.map(({ units, error }) => [units.join('/'), error.code])).toEqual(
      ['', 'Empty', 'Workloads', 'Workloads/Prod'].map(units => [units, 'unexpected-answer']),
    );
  });
});

describe('what is known of accounts after a reading', () => {
  const unit = (organization: string, ...units: string[]) => ({ organization, units, listedAt: 'before' });
  const known = new Map([
    [shop, unit('o-a', 'Old')],
    [archive, unit('o-b', 'Other')],
  ]);
  const reading = (isWhole: boolean) => ({
    organization: 'o-a',
    accounts: new Map([[management, ['New']]]),
    problems: isWhole ? [] : [{ units: [], error: denied() }],
  });
  const knownAfter = (isWhole: boolean) =>
    [...withReading(known, reading(isWhole), 'now')].map(([id, one]) => [id, one.units[0], one.listedAt]);

  it('is what it told, and of other organizations what was known', () => {
    expect(knownAfter(true)).toEqual([
      [archive, 'Other', 'before'],
      [management, 'New', 'now'],
    ]);
  });

  it('is also what was known before, where something could not be read', () => {
    expect(knownAfter(false)).toEqual([
      [shop, 'Old', 'before'],
      [archive, 'Other', 'before'],
      [management, 'New', 'now'],
    ]);
  });
});
