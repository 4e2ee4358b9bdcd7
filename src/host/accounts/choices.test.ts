import { describe, expect, it } from 'vitest';
import { fakeHost, fakeMemento } from '../../../test/support/fakeHost.ts';
import { InMemoryGateway } from '../../../test/support/inMemoryGateway.ts';
import { ManualClock } from '../../../test/support/manualClock.ts';
import { accountPath } from '../../core/inventory/paths.ts';
import { ChoiceMemory, IdMemory, NoticeMemory } from './choices.ts';

describe('what a person chose', () => {
  const memory = (stored: unknown) =>
    new ChoiceMemory({ get: () => stored as never, keys: () => [], update: async () => undefined });

  it('is read back, and what is no account is left out', () => {
    expect(memory({ shown: ['profile:a', 'nonsense', 7], hidden: ['emulator:111122223333'] }).accounts).toEqual({
      shown: [{ kind: 'profile', name: 'a' }],
      hidden: [{ kind: 'emulator', accountId: '111122223333' }],
    });
  });

  it.each([undefined, null, 'text', 7])('counts as nothing where %o is stored', stored => {
    expect(memory(stored).accounts).toBeNull();
  });
});

describe('a dismissed notice', () => {
  it('stays dismissed in its account alone', async () => {
    const memento = fakeMemento(new Map());
    await new NoticeMemory(memento).dismiss('111122223333', ['a', 'b']);
    await new NoticeMemory(memento).dismiss('111122223333', ['b', 'c']);
    const kept = new NoticeMemory(memento);
    expect(['a', 'b', 'c', 'd'].map(one => kept.isDismissed('111122223333', one))).toEqual([true, true, true, false]);
    expect(kept.isDismissed('444455556666', 'a')).toBe(false);
  });

  it.each([undefined, null, 'text', [7]])('is none where %o is stored', async stored => {
    const memory = new NoticeMemory({ get: () => stored as never, keys: () => [], update: async () => undefined });
    expect(memory.isDismissed('111122223333', 'a')).toBe(false);
  });
});

describe('the ids of accounts met before', () => {
  it('are kept, written only when they change, and never for the emulator', async () => {
    const stored = new Map<string, unknown>();
    let writes = 0;
    const update = async (key: string, value: unknown) => {
      writes += 1;
      stored.set(key, value);
    };
    const memory = new IdMemory({ get: (key: string) => stored.get(key) as never, keys: () => [], update });
    const prod = { kind: 'profile', name: 'prod' } as const;
    expect(memory.of(prod)).toBeNull();
    await memory.remember(prod, '111122223333');
    await memory.remember(prod, '111122223333');
    await memory.remember({ kind: 'emulator', accountId: '444455556666' }, '444455556666');
    expect([memory.of(prod), writes]).toEqual(['111122223333', 1]);
    stored.set('accountIds', { 'profile:prod': 'nonsense' });
    expect(memory.of(prod)).toBeNull();
  });

  it('are those of accounts that the tree meets, until following stops', async () => {
    const aws = new InMemoryGateway();
    const prod = { kind: 'profile', name: 'prod' } as const;
    const other = { kind: 'profile', name: 'other' } as const;
    aws.account('111122223333', prod);
    aws.account('444455556666', other);
    const clock = new ManualClock();
    const host = fakeHost({ aws, clock });
    const memory = new IdMemory(host.memory.everywhere);
    const stop = memory.follow(host);
    host.explorer.show([prod, other], []);
    host.explorer.children(accountPath(prod));
    await clock.advance(1_000);
    expect([memory.of(prod), memory.of(other)]).toEqual(['111122223333', null]);
    stop();
    host.explorer.children(accountPath(other));
    await clock.advance(1_000);
    expect(memory.of(other)).toBeNull();
  });
});
