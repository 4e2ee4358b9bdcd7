import { describe, expect, it } from 'vitest';
import { HistoryRows } from '../../core/changes/historyRows.ts';
import { kindTable } from '../../core/kinds/table.ts';
import type { ForeignEntry, JournalEntry, JournalResult } from '../../core/model/journal.ts';
import { region } from '../../core/model/regions.ts';
import { english } from '../../core/model/translate.ts';
import { dayOf, historyFace, historyTooltip, timeText } from './historyFace.ts';

const now = new Date(2026, 10, 22, 6, 0).getTime();
const time = new Date(2026, 10, 22, 5, 10).toISOString();
const config = (name: string) => ({ SNSTopic: `arn:aws:sns:eu-west-1:111122223333:${name}`, Events: ['A'] });

function entry(id: string, result: JournalResult | null = 'done', more: Partial<JournalEntry> = {}): JournalEntry {
  return {
    ...{ id, time, source: { kind: 'profile', name: 'prod' }, accountId: '111122223333' },
    ...{ region: region('eu-west-1'), kind: 'vault', name: 'tapes', operation: 'SetVaultNotifications' },
    ...{ action: 'replace', request: {}, base: { config: config('old'), status: 'set' }, goal: config('new') },
    ...{ undo: { kind: 'by', operation: 'SetVaultNotifications', request: {} }, group: null, undoes: null },
    outcome: result === null ? null : { time, result, code: null, undo: null },
    ...more,
  };
}

const any = { accountId: null, resource: null, outcome: null };

function shown(entries: readonly JournalEntry[], more: Partial<HistoryRows['state']> = {}) {
  const rows = new HistoryRows({
    entries,
    foreign: [],
    unread: 0,
    underWay: new Set(),
    filter: null,
    limit: 10,
    dayOf,
    ...more,
  });
  const below = (path?: string): readonly string[] =>
    rows.children(path).flatMap(one => (one.startsWith('day:') ? rows.children(one) : [one]));
  const lines = (path?: string): readonly string[] =>
    below(path).map(one => {
      const row = rows.row(one);
      if (row === undefined) throw new Error(one);
      const { label, description, icon, contextValue } = historyFace(row, now, english, kindTable);
      return [icon, label, description, contextValue].join(' | ');
    });
  return { rows, lines };
}

describe('the history', () => {
  const where = 'prod (111122223333) · eu-west-1';
  const label = '05:10 tapes: old → new';

  it.each([
    ['done', `pass | ${label} | ${where} | change;showChange;copyChangeAs;changeInForm;undoChange;`],
    [
      'accepted',
      `watch | ${label} | accepted, not visible yet · ${where} | change;showChange;copyChangeAs;changeInForm;checkChange;`,
    ],
    ['failed', `error | ${label} | failed · ${where} | change;showChange;copyChangeAs;changeInForm;`],
    ['conflict', `warning | ${label} | conflict · ${where} | change;showChange;copyChangeAs;changeInForm;`],
    [
      'unknown',
      `question | ${label} | outcome unknown · ${where} | change;showChange;copyChangeAs;changeInForm;checkChange;`,
    ],
    [
      null,
      `question | ${label} | outcome unknown · ${where} | change;showChange;copyChangeAs;changeInForm;checkChange;`,
    ],
    [
      'dismissed',
      `circle-slash | ${label} | outcome unknown, dismissed · ${where} | change;showChange;copyChangeAs;changeInForm;`,
    ],
  ] as const)('shows a change that ended as %s', (result, line) => {
    expect(shown([entry('1', result)]).lines()).toEqual([line]);
  });

  it('shows a change that is being made as that, and offers no check', () => {
    const { lines } = shown([entry('1', null)], { underWay: new Set(['1']) });
    expect(lines()).toEqual([
      `loading~spin | ${label} | in progress · ${where} | change;showChange;copyChangeAs;changeInForm;`,
    ]);
  });

  it('offers to dismiss what AWS cannot tell', () => {
    const unknown = entry('1', 'unknown', {
      kind: 'push-registration',
      operation: 'CreatePushNotificationRegistration',
    });
    expect(shown([unknown]).lines()[0]).toContain('change;showChange;copyChangeAs;changeInForm;dismissChange;');
  });

  it('shows what was undone as that, and the undo as one that can be undone', () => {
    const [undo, undone] = shown([entry('2', 'done', { undoes: '1' }), entry('1')]).lines();
    expect(undo).toContain('05:10 Undo: tapes: old → new');
    expect(undo).toContain('undoChange');
    expect(undone).toMatch(/^discard .* undone .*change;showChange;copyChangeAs;changeInForm;$/);
  });

  it('puts changes made together under one row, with their counts', () => {
    const group = { group: 'g' };
    const { rows, lines } = shown([entry('3', 'failed', group), entry('2', 'done', group), entry('1')]);
    expect(lines()).toEqual([
      `warning | 05:10 2 Vaults → new | 1 done, 1 not · ${where} | group;copyChangeAs;undoChange;`,
      `pass | ${label} | ${where} | change;showChange;copyChangeAs;changeInForm;undoChange;`,
    ]);
    expect(rows.children('group:g')).toEqual(['change:3', 'change:2']);
    expect(rows.parent('change:2')).toBe('group:g');
    expect(rows.entriesOf(['change:2', 'group:g']).map(({ id }) => id)).toEqual(['3', '2']);
  });

  it('says of changes made together that they were undone, all or some', () => {
    const group = { group: 'g' };
    const [one, other] = [entry('1', 'done', group), entry('2', 'done', group)];
    const undo = (id: string) => entry(`undo-${id}`, 'done', { undoes: id, group: 'h' });
    const last = (entries: readonly JournalEntry[]) => shown(entries).lines().at(-1);
    expect(last([undo('1'), other, one])).toContain(' | 1 of 2 undone · ');
    expect(last([undo('2'), undo('1'), other, one])).toBe(
      `discard | 05:10 2 Vaults → new | undone · ${where} | group;copyChangeAs;`,
    );
  });

  it('is grouped by day, today and yesterday by name and open', () => {
    const at = (day: number) => entry(String(day), 'done', { time: new Date(2026, 10, day, 5, 10).toISOString() });
    const { rows } = shown([at(22), at(21), at(3)]);
    const faces = rows.children().map(path => {
      const row = rows.row(path);
      const { label, description, opens } = historyFace(row ?? { kind: 'more', hidden: 0 }, now, english, kindTable);
      return [label, description, opens];
    });
    expect(faces).toEqual([
      ['Today', '1 change', 'at once'],
      ['Yesterday', '1 change', 'at once'],
      ['2026-11-03', '1 change', 'on demand'],
    ]);
  });

  it('shows changes made together as under way while one of them is', () => {
    const group = { group: 'g' };
    const { lines } = shown([entry('2', null, group), entry('1', 'done', group)], { underWay: new Set(['2']) });
    expect(lines()).toEqual([
      `loading~spin | 05:10 2 Vaults → new | in progress · ${where} | group;copyChangeAs;undoChange;`,
    ]);
  });

  it('shows the difference below a change', () => {
    const { lines, rows } = shown([entry('1')]);
    expect(lines('change:1')).toEqual([
      `diff | SNSTopic: ${config('old').SNSTopic} → ${config('new').SNSTopic} |  | difference;`,
    ]);
    expect(rows.entriesOf(['change:1/0'])).toHaveLength(1);
  });

  it('shows only what a filter lets through, and the rest on demand', () => {
    const other = entry('2', 'done', { accountId: '444455556666' });
    const ofAccount = shown([other, entry('1')], { filter: { ...any, accountId: '444455556666' } });
    expect(ofAccount.rows.children('day:2026-11-22')).toEqual(['change:2']);
    const resource = { region: 'eu-west-1', kind: 'vault', names: ['films'], called: 'films' } as const;
    expect(shown([entry('1')], { filter: { ...any, accountId: '111122223333', resource } }).lines()).toEqual([]);
    expect(shown([other, entry('1')], { limit: 1 }).lines()[1]).toBe('ellipsis | Show older changes | 1 more | more;');
  });

  it('shows what another version wrote by its time, offers nothing for it, and counts what cannot be read', () => {
    const place = { source: 'profile:prod', accountId: '111122223333', region: 'eu-west-1', group: null, undoes: null };
    const made = {
      id: 'n',
      kind: 'alarm',
      name: 'low',
      operation: 'PutAlarm',
      action: 'create',
      result: null,
    } as const;
    const before = new Date(2026, 10, 22, 5, 5).toISOString();
    const foreign: readonly ForeignEntry[] = [{ ...place, ...made, time: before }];
    const { rows, lines } = shown([entry('2'), entry('1', 'done', { time: before })], { foreign, unread: 2 });
    const where = 'prod (111122223333) · eu-west-1';
    expect(lines()).toEqual([
      'warning | 2 lines of the journal cannot be read | The rest is shown. | unread;',
      expect.stringContaining('pass | 05:10 tapes: old → new'),
      expect.stringContaining('pass | 05:05 tapes: old → new'),
      `question | 05:05 PutAlarm: alarm low | ${where} · by another version | foreign;`,
    ]);
    expect(rows.entriesOf(['foreign:n', 'unread'])).toEqual([]);
    const filter = { ...any, accountId: '444455556666' };
    expect(shown([entry('2')], { foreign, filter }).lines()).toEqual([]);
    const took = foreign.map(one => ({ ...one, undoes: '2', result: 'done' as const }));
    expect(shown([entry('2')], { foreign: took }).lines()[0]).toMatch(/^discard .* undone /);
  });

  it('tells everything of a change when it is hovered', () => {
    const failed = entry('1', 'failed', { outcome: { time, result: 'failed', code: 'access-denied', undo: null } });
    const row = shown([failed]).rows.row('change:1');
    if (row === undefined) throw new Error('no row');
    const lines = Object.fromEntries(historyTooltip(row, [failed], now, english, kindTable));
    expect(lines).toMatchObject({
      Outcome: 'failed',
      Error: 'access-denied',
      'Can’t be undone': 'nothing was changed.',
    });
  });

  it('tells the day of a time that is not of today', () => {
    expect(timeText(new Date(2026, 10, 21, 5, 9).toISOString(), now)).toBe('2026-11-21 05:09');
    expect(timeText('not a time', now)).toBe('not a time');
  });
});
