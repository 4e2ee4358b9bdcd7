import { describe, expect, it } from 'vitest';
import type { AccountSource } from './account.ts';
import { type AccountMark, markedAccount } from './accountMarks.ts';

const id = '111122223333';
const signedIn = { kind: 'sso', session: 'corp', accountId: id, role: 'ReadOnlyAccess' } as const;
const profile = (name: string): AccountSource => ({ kind: 'profile', name });
const marked = (marks: Record<string, AccountMark>, source: AccountSource, accountId: string | null = id) =>
  markedAccount(new Map(Object.entries(marks)), { source, accountId }, 'chosen');

describe('a mark holds', () => {
  it.each<readonly [string, string, AccountSource, string | null]>([
    ['for an account by whatever way it is reached', id, profile('any'), id],
    [
      'for an account of the emulator, whose id is known before it is asked',
      id,
      { kind: 'emulator', accountId: id },
      null,
    ],
    ['for a profile, whatever account it leads to', 'prod', profile('prod'), '444455556666'],
    ['for a profile whose account is not known yet', 'prod', profile('prod'), null],
    ['for a profile in another case', 'PROD', profile('Prod'), id],
    ['for the default chain where that takes the profile', 'chosen', { kind: 'default' }, id],
    ['for an account that a sign-in gave', id, signedIn, null],
    [
      'for an account that a sign-in’s credentials belong to, whatever it names',
      '444455556666',
      signedIn,
      '444455556666',
    ],
    ['for a role that a sign-in gave, in every account', '*/readonlyaccess', signedIn, id],
    ['for every name that ends so', '*-prod', profile('payments-prod'), id],
    ['for every name that holds it', '*prod*', profile('eu-prod-1'), id],
    ['for every name with these parts in this order', 'a*b*c', profile('a--b--c'), id],
    ['for account ids that begin so', '1111*', profile('any'), id],
    ['for all', '*', profile('any'), id],
  ])('%s', (_name, key, source, accountId) => {
    expect(marked({ [key]: { readOnly: true } }, source, accountId).readOnly).toBe(key);
  });

  it.each<readonly [string, string, AccountSource]>([
    ['another account', '444455556666', profile('any')],
    ['another profile', 'prod', profile('prod-2')],
    ['a profile of the same name as the chain, where the chain takes another', 'default', { kind: 'default' }],
    ['a name that begins otherwise', 'prod*', profile('my-prod')],
    ['a name in which a part would reach into the end', '*ab*b', profile('ab')],
    ['a name whose parts overlap', 'ab*ba', profile('aba')],
    ['a name whose parts come in another order', '*b*a*', profile('ab')],
    ['a name that has one part where two are asked for', '*prod*prod*', profile('prod')],
  ])('and not for %s', (_name, key, source) => {
    expect(marked({ [key]: { production: true } }, source).production).toBeNull();
  });
});

describe('marks of one account', () => {
  it('add up, so that none takes another away', () => {
    expect(
      marked({ [id]: { pinned: true }, prod: { production: true }, '*': { readOnly: true } }, profile('prod')),
    ).toEqual({
      ...{ production: 'prod', readOnly: '*', group: null, colour: null, pinned: true, hidden: null },
    });
  });

  it('give group and colour as the id has them, then the profile, then the first pattern', () => {
    const marks = {
      '*': { group: 'all', colour: 'blue' },
      prod: { group: 'live', colour: 'green' },
      [id]: { group: 'own' },
    } as const;
    expect(marked(marks, profile('prod'))).toMatchObject({ group: 'own', colour: 'green' });
    expect(marked(marks, profile('test'), '444455556666')).toMatchObject({ group: 'all', colour: 'blue' });
  });

  it('are looked up in a time that grows with the length of name and pattern', () => {
    const name = 'a'.repeat(20_000);
    expect(marked({ [`${'*a'.repeat(60)}*b`]: { readOnly: true } }, profile(name)).readOnly).toBeNull();
  });
});
