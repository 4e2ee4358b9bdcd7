import { describe, expect, it } from 'vitest';
import { type AccountSource, sourceFromKey, sourceKey, sourceText } from './account.ts';

describe('the key of a source', () => {
  it.each<readonly [string, AccountSource]>([
    ['default', { kind: 'default' }],
    ['profile:a b/c', { kind: 'profile', name: 'a b/c' }],
    ['emulator:111122223333', { kind: 'emulator', accountId: '111122223333' }],
    [
      'sso:corp/111122223333/Read.Only+x@y',
      { kind: 'sso', session: 'corp', accountId: '111122223333', role: 'Read.Only+x@y' },
    ],
    [
      'sso:https://corp.awsapps.com/start/111122223333/Admin',
      { kind: 'sso', session: 'https://corp.awsapps.com/start', accountId: '111122223333', role: 'Admin' },
    ],
    [
      'sso:a/444455556666/b/111122223333/Admin',
      { kind: 'sso', session: 'a/444455556666/b', accountId: '111122223333', role: 'Admin' },
    ],
  ])('%s comes back as the same source', (key, source) => {
    expect([sourceKey(source), sourceFromKey(key)]).toEqual([key, source]);
  });

  it.each(['', 'sso:corp', 'sso:corp/1234/Admin', 'sso:/111122223333/Admin', 'sso:corp/111122223333/', 'profile:'])(
    '%s is none',
    key => {
      expect(sourceFromKey(key)).toBeUndefined();
    },
  );

  it('is what people read of a sign-in’s account', () => {
    const source = { kind: 'sso', session: 'corp', accountId: '111122223333', role: 'Admin' } as const;
    expect(sourceText(source)).toBe('sso:corp/111122223333/Admin');
  });
});
