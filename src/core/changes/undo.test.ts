import { describe, expect, it } from 'vitest';
import { config, id, prod, where } from '../../../test/support/roadWorld.ts';
import type { JournalEntry, JournalResult } from '../model/journal.ts';
import { entriesOf, undoing, undoOf } from './undo.ts';

const outcome = (result: JournalResult) => ({ time: '2026-11-22T00:00:01.000Z', result, code: null, undo: null });

/** A change of `tapes` that was done, told apart from others by its id. */
const change = (name: string, more: Partial<JournalEntry> = {}): JournalEntry => ({
  ...{ id: name, time: '2026-11-22T00:00:00.000Z', source: prod, accountId: id, region: where },
  ...{ kind: 'vault', name: 'tapes', operation: 'SetVaultNotifications', action: 'create', request: {} },
  ...{ base: { config: null, status: 'none' }, goal: config('new'), group: null, undoes: null },
  undo: { kind: 'by', operation: 'DeleteVaultNotifications', request: { accountId: '-', vaultName: 'tapes' } },
  outcome: outcome('done'),
  ...more,
});

/** What is said of undoing the first of some entries. */
const said = (...entries: readonly [JournalEntry, ...JournalEntry[]]) => {
  const found = undoing(entries[0], entries);
  return found.kind === 'not' ? found.reason : found.intent;
};

describe('undoing', () => {
  it.each<[string, JournalEntry['outcome'], string]>([
    ['has no end yet', null, 'not-certain'],
    ['may or may not have been made', outcome('unknown'), 'not-certain'],
    ['is not seen yet', outcome('accepted'), 'not-certain'],
    ['was dismissed', outcome('dismissed'), 'not-certain'],
    ['failed', outcome('failed'), 'nothing-changed'],
    ['met a conflict', outcome('conflict'), 'nothing-changed'],
  ])('is not for a change that %s', (_what, end, reason) => {
    expect(said(change('a', { outcome: end }))).toBe(reason);
  });

  it('is made only over what the change left, in its place, and says what it undoes', () => {
    expect(said(change('a'))).toEqual({
      ...{ source: prod, accountId: id, region: where },
      ...{ operation: 'DeleteVaultNotifications', request: { accountId: '-', vaultName: 'tapes' } },
      ...{ over: config('new'), undoes: 'a', server: null },
    });
  });

  it('is made only where the change was made, by whichever credentials', () => {
    const rehearsed = change('a', { server: 'http://127.0.0.1:5000' });
    expect(undoing(rehearsed, [rehearsed], prod)).toMatchObject({ intent: { server: 'http://127.0.0.1:5000' } });
    const inEmulator = change('a', { source: { kind: 'emulator', accountId: id } });
    expect(undoing(inEmulator, [inEmulator], prod)).toMatchObject({ intent: { server: 'emulator' } });
  });

  it('uses other credentials where those are given', () => {
    const entry = change('a');
    const found = undoing(entry, [entry], { kind: 'default' });
    expect(found).toMatchObject({ kind: 'by', intent: { source: { kind: 'default' } } });
  });

  it('is by what the answer told, where it told of more than the request', () => {
    const undo = { kind: 'not', reason: 'registration-token' } as const;
    expect(undoOf(change('a', { outcome: { ...outcome('done'), undo } }))).toEqual(undo);
    expect(undoOf(change('a', { outcome: null }))).toMatchObject({ operation: 'DeleteVaultNotifications' });
  });

  it.each<[string, string | object, readonly JournalEntry[]]>([
    ['one that did', 'undone', [change('b', { undoes: 'a' })]],
    ['one that failed', { undoes: 'a' }, [change('b', { undoes: 'a', outcome: outcome('failed') })]],
    ['one of which nobody knows', { undoes: 'a' }, [change('b', { undoes: 'a', outcome: null })]],
    ['one that was taken back itself', { undoes: 'a' }, [change('c', { undoes: 'b' }), change('b', { undoes: 'a' })]],
    [
      'two, of which one was taken back itself',
      'undone',
      [change('d', { undoes: 'a' }), change('c', { undoes: 'b' }), change('b', { undoes: 'a' })],
    ],
    [
      'two, of which the later was taken back itself',
      'undone',
      [change('d', { undoes: 'c' }), change('c', { undoes: 'a' }), change('b', { undoes: 'a' })],
    ],
    ['a change of another', { undoes: 'a' }, [change('c', { undoes: 'b' })]],
  ])('is offered once, after others took it back: %s', (_what, expected, others) => {
    const found = said(change('a'), ...others);
    if (typeof expected === 'string') expect(found).toBe(expected);
    else expect(found).toMatchObject(expected);
  });
});

describe('undoing what was deleted since', () => {
  const undo = {
    kind: 'by',
    operation: 'DeletePushNotificationRegistration',
    request: { InstanceId: 'i', RegistrationId: 'r-1', ContactId: 'c-1' },
  } as const;
  const created = change('a', {
    ...{ kind: 'push-registration', name: 'c-1', operation: 'CreatePushNotificationRegistration', undo },
    outcome: { ...outcome('done'), undo },
  });
  const deleted = change('b', {
    ...{ kind: 'push-registration', name: 'r-1', operation: undo.operation, action: 'delete', goal: null },
    ...{ request: { ContactId: 'c-1', InstanceId: 'i', RegistrationId: 'r-1' }, time: '2026-11-22T14:05:00.000Z' },
    undo: { kind: 'not', reason: 'registration-token' },
  });

  it('is not offered, and says since when', () => {
    expect(undoing(created, [deleted, created])).toEqual({ kind: 'not', reason: 'deleted', since: deleted.time });
  });

  it.each<[string, Partial<JournalEntry>]>([
    ['failed', { outcome: outcome('failed') }],
    ['was of another registration', { request: { ...undo.request, RegistrationId: 'r-2' } }],
    ['was in another account', { accountId: '444455556666' }],
  ])('is offered where a deletion %s', (_what, more) => {
    expect(undoing(created, [{ ...deleted, ...more }, created]).kind).toBe('by');
  });

  it.each([
    ['not offered where a deletion came later, by a clock that was set back', 'not', [deleted, created], '2026-11-21'],
    ['offered where a deletion came before, by a clock that was set back', 'by', [created, deleted], '2026-11-23'],
  ] as const)('is %s', (_what, kind, entries, day) => {
    const all = entries.map(one => (one === deleted ? { ...one, time: `${day}T00:00:00.000Z` } : one));
    expect(undoing(created, all).kind).toBe(kind);
  });

  it('is offered for what can be made again under its name', () => {
    const removed = change('b', { operation: 'DeleteVaultNotifications', action: 'delete', goal: null });
    const set = change('a', { request: {} });
    const sameRequest = { ...removed, request: set.undo.kind === 'by' ? set.undo.request : {} };
    expect(undoing(set, [sameRequest, set]).kind).toBe('by');
  });
});

describe('undoing in a damaged journal', () => {
  it.each<[string, readonly [JournalEntry, ...JournalEntry[]]]>([
    ['itself', [change('a', { undoes: 'a' })]],
    ['one that takes it back', [change('a', { undoes: 'b' }), change('b', { undoes: 'a' })]],
    ['one of a ring', [change('a', { undoes: 'b' }), change('b', { undoes: 'c' }), change('c', { undoes: 'a' })]],
  ])('finds no change taken back that takes back %s', (_what, entries) => {
    expect(said(...entries)).toMatchObject({ undoes: 'a' });
  });
});

it('tells of a change that was taken back to and fro as quickly as of others', () => {
  const changes = Array.from({ length: 2_000 }, (_, index) =>
    change(`${index}`, index === 0 ? {} : { undoes: `${index - 1}` }),
  );
  const all = changes.reverse();
  const kinds = all.map(entry => undoing(entry, all).kind);
  expect(kinds.indexOf('not')).toBe(1);
  expect(kinds.filter(kind => kind === 'by')).toHaveLength(1_000);
});

describe('an id', () => {
  const entries = [change('a', { group: 'g' }), change('b', { group: 'h' }), change('c', { group: 'g' }), change('g')];

  it.each([
    ['a', ['a']],
    ['h', ['b']],
    ['g', ['g']],
    ['x', []],
  ])('stands for a change, else for those of a group: %s', (given, expected) => {
    expect(entriesOf(given, entries).map(one => one.id)).toEqual(expected);
  });

  it('of a group stands for its changes, newest first', () => {
    expect(entriesOf('g', entries.slice(0, 3)).map(one => one.id)).toEqual(['a', 'c']);
  });
});
