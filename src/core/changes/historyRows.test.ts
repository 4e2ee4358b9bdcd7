import { describe, expect, it } from 'vitest';
import type { ForeignEntry, JournalEntry, JournalResult } from '../model/journal.ts';
import { region } from '../model/regions.ts';
import { type HistoryOutcome, HistoryRows, passes } from './historyRows.ts';

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

const any = { accountId: null, resource: null, outcome: null };

/** The rows below the days, and those beside them. */
const topOf = (rows: HistoryRows): readonly string[] =>
  rows.children().flatMap(path => (path.startsWith('day:') ? rows.children(path) : [path]));

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
    const resource = { region: 'eu-west-1', kind: 'vault', names: ['tapes'], called: 'tapes' } as const;
    expect(passes(entry('a', more), { ...any, accountId: id, resource }, [])).toBe(isShown);
    expect(passes(entry('a', more), null, [])).toBe(true);
    expect(passes(entry('a', more), { ...any, accountId: id }, [])).toBe(more.accountId === undefined);
  });

  it('have a place of their own for what cannot be read, for what another version wrote and for what is not shown', () => {
    const rows = rowsOf({ entries: [entry('a'), entry('b')], foreign: [foreign], unread: 2, limit: 3 });
    expect(topOf(rows)).toEqual(['unread', 'change:a', 'change:b', 'foreign:f']);
    expect([rows.row('unread'), rows.row('more')]).toEqual([{ kind: 'unread', lines: 2 }, undefined]);
    const fewer = rowsOf({ entries: [entry('a'), entry('b')], limit: 1 });
    expect(topOf(fewer)).toEqual(['change:a', 'more']);
    expect([fewer.row('unread'), fewer.row('more')]).toEqual([undefined, { kind: 'more', hidden: 1 }]);
    expect(topOf(rowsOf({}))).toEqual([]);
  });

  it('are those of a group where several were made together, and count what can be taken back', () => {
    const together = { group: 'g' };
    const rows = rowsOf({
      entries: [
        entry('a', together),
        entry('b'),
        entry('c', { ...together, ...cannotBeUndone }),
        entry('d', { group: 'h' }),
        entry('e', together),
      ],
      underWay: new Set(['c']),
    });
    expect(topOf(rows)).toEqual(['group:g', 'change:b', 'change:d']);
    expect(rows.row('group:g')).toMatchObject({ kind: 'group', id: 'g', undoable: 2, underWay: 1 });
    expect(rows.children('group:g')).toEqual(['change:a', 'change:c', 'change:e']);
    expect([rows.parent('change:a'), rows.parent('change:b')]).toEqual(['group:g', 'day:2026-11-22']);
    expect(rows.row('change:c')).toMatchObject({ kind: 'change', underWay: true });
  });

  it('are put under the day they were made on, on the calendar that is given, and stand for all that is below', () => {
    const late = entry('late', { time: '2026-11-22T23:30:00.000Z' });
    const early = entry('early', { time: '2026-11-22T00:30:00.000Z' });
    const rows = rowsOf({ entries: [late, early], dayOf: iso => (iso === late.time ? '2026-11-23' : '2026-11-22') });
    expect(rows.children()).toEqual(['day:2026-11-23', 'day:2026-11-22']);
    expect(rows.row('day:2026-11-23')).toEqual({ kind: 'day', day: '2026-11-23', count: 1 });
    expect(rows.parent('change:early')).toBe('day:2026-11-22');
    expect(rows.entriesOf(['day:2026-11-22']).map(({ id: one }) => one)).toEqual(['early']);
  });

  it.each<[HistoryOutcome, readonly string[]]>([
    ['done', ['undo', 'fine']],
    ['undone', ['taken']],
    ['failed', ['failed', 'conflict']],
    ['unknown', ['open', 'accepted']],
  ])('are those that ended as %s where a filter asks for them', (outcome, ids) => {
    const ended = (result: JournalResult) => ({ outcome: { time: '', result, code: null, undo: null } });
    const entries = [
      entry('undo', { undoes: 'taken' }),
      ...[entry('taken'), entry('fine'), entry('failed', ended('failed')), entry('conflict', ended('conflict'))],
      ...[entry('open', { outcome: null }), entry('accepted', ended('accepted'))],
    ];
    const rows = rowsOf({ entries, filter: { ...any, outcome } });
    expect(topOf(rows)).toEqual(ids.map(one => `change:${one}`));
  });

  it('are told below a group by name, and as they were made where each rests on the one before', () => {
    const one = (name: string) => entry(name, { group: 'g', name });
    const entries = ['tapes-10', 'films', 'tapes-9'].map(one);
    expect(rowsOf({ entries }).children('group:g')).toEqual(['change:films', 'change:tapes-9', 'change:tapes-10']);
    const steps = rowsOf({ entries, isStep: ({ name }) => name === 'films' });
    expect(steps.children('group:g')).toEqual(['change:tapes-10', 'change:films', 'change:tapes-9']);
  });

  it('never take a group for a change that has the group’s name', () => {
    const rows = rowsOf({ entries: [entry('x', { group: 'a' }), entry('a'), entry('y', { group: 'a' })] });
    expect(topOf(rows)).toEqual(['group:a', 'change:a']);
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
