import { describe, expect, it } from 'vitest';
import type { ForeignEntry, JournalEntry } from '../model/journal.ts';
import { region } from '../model/regions.ts';
import { HistoryRows, passes } from './historyRows.ts';

const id = '111122223333';
const entry = (name: string, more: Partial<JournalEntry> = {}): JournalEntry => ({
  ...{ id: name, time: '2026-11-22T05:10:00.000Z', source: { kind: 'profile', name: 'prod' }, accountId: id },
  ...{ region: region('eu-west-1'), kind: 'vault', name: 'tapes', operation: 'SetVaultNotifications' },
  ...{
    action: 'replace',
    request: {},
    base: { config: { SNSTopic: 'old' }, status: 'set' },
    goal: { SNSTopic: 'new' },
  },
  ...{ undo: { kind: 'by', operation: 'SetVaultNotifications', request: {} }, group: null, undoes: null },
  outcome: { time: '2026-11-22T05:10:01.000Z', result: 'done', code: null, undo: null },
  ...more,
});
const cannotBeUndone = { undo: { kind: 'not', reason: 'first-hub' } } as const;
const foreign: ForeignEntry = {
  ...{ id: 'f', time: '2026-11-21T05:10:00.000Z', source: 'profile:prod', accountId: id, region: 'eu-west-1' },
  ...{ kind: 'alarm', name: 'tapes', operation: 'PutAlarm', action: 'create', group: null, undoes: null, result: null },
};

const rowsOf = (more: Partial<HistoryRows['state']>) =>
  new HistoryRows({ entries: [], foreign: [], unread: 0, underWay: new Set(), filter: null, limit: 10, ...more });

describe('the rows of the history', () => {
  it.each<[string, Partial<JournalEntry>, boolean]>([
    ['the resource itself', {}, true],
    ['one of its name in another account', { accountId: '444455556666' }, false],
    ['one of its name in another Region', { region: region('us-east-1') }, false],
    ['one of its name and another kind', { kind: 'event-stream' }, false],
    ['one of another name', { name: 'other' }, false],
  ])('tell of one resource only the changes of that one, and not of %s', (_what, more, isShown) => {
    const resource = { region: 'eu-west-1', kind: 'vault', name: 'tapes' } as const;
    expect(passes(entry('a', more), { accountId: id, resource })).toBe(isShown);
    expect(passes(entry('a', more), null)).toBe(true);
    expect(passes(entry('a', more), { accountId: id, resource: null })).toBe(more.accountId === undefined);
  });

  it('have a place of their own for what cannot be read, for what another version wrote and for what is not shown', () => {
    const rows = rowsOf({ entries: [entry('a'), entry('b')], foreign: [foreign], unread: 2, limit: 3 });
    expect(rows.children()).toEqual(['unread', 'change:a', 'change:b', 'foreign:f']);
    expect([rows.row('unread'), rows.row('more')]).toEqual([{ kind: 'unread', lines: 2 }, undefined]);
    const fewer = rowsOf({ entries: [entry('a'), entry('b')], limit: 1 });
    expect(fewer.children()).toEqual(['change:a', 'more']);
    expect([fewer.row('unread'), fewer.row('more')]).toEqual([undefined, { kind: 'more', hidden: 1 }]);
    expect(rowsOf({}).children()).toEqual([]);
  });

  it('are those of a group where several were made together, and count what can be taken back', () => {
    const together = { group: 'g' };
    const rows = rowsOf({
      entries: [
        entry('a', together),
        entry('b'),
        entry('c', { ...together, ...cannotBeUndone }),
        entry('d', { group: 'h' }),
      ],
      underWay: new Set(['c']),
    });
    expect(rows.children()).toEqual(['group:g', 'change:b', 'change:d']);
    expect(rows.row('group:g')).toMatchObject({ kind: 'group', id: 'g', undoable: 1, underWay: 1 });
    expect(rows.children('group:g')).toEqual(['change:a', 'change:c']);
    expect([rows.parent('change:a'), rows.parent('change:b')]).toEqual(['group:g', undefined]);
    expect(rows.row('change:c')).toMatchObject({ kind: 'change', underWay: true });
  });

  it('never take a group for a change that has the group’s name', () => {
    const rows = rowsOf({ entries: [entry('x', { group: 'a' }), entry('a'), entry('y', { group: 'a' })] });
    expect(rows.children()).toEqual(['group:a', 'change:a']);
    expect(rows.children('group:a')).toEqual(['change:x', 'change:y']);
  });

  it('stand for the changes below and above them, newest first and each once', () => {
    const together = { group: 'g' };
    const rows = rowsOf({
      entries: [entry('a', together), entry('b', together), entry('c')],
      foreign: [foreign],
      unread: 1,
    });
    const [line = ''] = rows.children('change:c');
    expect([line, rows.parent(line)]).toEqual(['change:c/0', 'change:c']);
    expect(rows.row(line)).toMatchObject({ kind: 'difference', difference: { path: 'SNSTopic' } });
    expect(rows.entriesOf([line, 'change:b', 'group:g']).map(one => one.id)).toEqual(['a', 'b', 'c']);
    expect(rows.entriesOf(['unread', 'foreign:f', 'change:gone', ''])).toEqual([]);
    for (const path of ['unread', 'foreign:f', 'change:gone', line]) expect(rows.children(path)).toEqual([]);
  });
});
