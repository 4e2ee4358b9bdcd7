import { describe, expect, it } from 'vitest';
import { english } from '../../core/model/translate.ts';
import { readToSheet, type SheetPlanView, type SheetView, type ToSheet } from '../../shared/plan/messages.ts';
import { SheetSession } from './planSheet.ts';

const planOf = (id: string): SheetPlanView => ({
  id,
  facts: [],
  groups: [],
  count: 0,
  apply: { one: '1 Change', many: '{0} Changes' },
});

/** A sheet without a window, and what its page was told. */
function sheetWorld(fills = true) {
  const told: ToSheet[] = [];
  const form = { fields: [], text: '{}', choose: () => undefined, stopChoosing: () => void told.length };
  const session = new SheetSession(
    { title: 'Set', about: '', ...(fills ? { form } : {}) },
    english,
    message => {
      if (readToSheet(message) === undefined) throw new Error(`refused by the page: ${JSON.stringify(message)}`);
      told.push(message);
    },
    (_title, work) => work(() => undefined, new AbortController().signal),
  );
  const shown = (): SheetView => {
    const last = told.findLast(message => message.kind === 'show');
    if (last === undefined) throw new Error('nothing was shown');
    return last.sheet;
  };
  return { session, told, shown };
}

describe('a sheet', () => {
  it('takes a yes to the plan that is shown, and to no other', async () => {
    const { session } = sheetWorld();
    session.show({ plan: planOf('old') });
    session.show({ plan: planOf('new') });
    const reply = session.reply();
    await session.receive({ kind: 'apply', plan: 'old', leftOut: [] });
    await session.receive({ kind: 'apply', plan: 'new', leftOut: [2] });
    expect(await reply).toEqual({ kind: 'apply', leftOut: new Set([2]) });
  });

  it('takes no yes to a plan of fields that say something else by now', async () => {
    const { session, shown } = sheetWorld();
    session.show({ plan: planOf('a') });
    const reply = session.reply();
    await session.receive({ kind: 'edited', text: '{"b":1}' });
    expect(shown()).toMatchObject({ plan: null, text: '{"b":1}' });
    await session.receive({ kind: 'apply', plan: 'a', leftOut: [] });
    await session.receive({ kind: 'review', text: '{"b":1}' });
    expect(await reply).toEqual({ kind: 'review', text: '{"b":1}' });
  });

  it('takes neither a yes nor other values while changes are made, and can be stopped from the page', async () => {
    const { session, shown, told } = sheetWorld();
    session.show({ plan: planOf('a') });
    let stopped = false;
    await session.busy('Set', async (say, signal) => {
      say('1 of 2');
      expect(told.at(-1)).toEqual({ kind: 'progress', text: 'Set: 1 of 2' });
      await session.receive({ kind: 'edited', text: '{"b":1}' });
      await session.receive({ kind: 'apply', plan: 'a', leftOut: [] });
      await session.receive({ kind: 'cancel' });
      stopped = signal.aborted;
    });
    expect(stopped).toBe(true);
    expect(shown()).toMatchObject({ text: '{}', plan: { id: 'a' }, progress: null });
  });

  it('shows a page that was built anew what it showed, with what was left out', async () => {
    const { session, told, shown } = sheetWorld(false);
    session.show({ plan: planOf('a') });
    await session.receive({ kind: 'leave-out', rows: [1] });
    told.length = 0;
    await session.receive({ kind: 'ready' });
    expect(shown()).toMatchObject({ plan: { id: 'a' }, leftOut: [1] });
    session.show({ plan: planOf('b') });
    expect(shown().leftOut).toEqual([]);
  });

  it('does not tell the plan again at each of its changes, but to a page that was built anew', async () => {
    const { session, told, shown } = sheetWorld(false);
    session.show({ plan: planOf('a') });
    told.length = 0;
    await session.busy('Set', async say => {
      for (let ended = 0; ended < 50; ended += 1) say(`${ended} of 50`);
      expect(told.filter(({ kind }) => kind === 'show')).toEqual([]);
      await session.receive({ kind: 'ready' });
      expect(shown().progress).toBe('Set: 49 of 50');
    });
    expect(told.at(-1)).toEqual({ kind: 'progress', text: null });
  });

  it('does only the steps that are offered', async () => {
    const { session, shown } = sheetWorld(false);
    const done: string[] = [];
    session.show({ plan: null, steps: [{ label: 'Retry', run: () => void done.push('retry') }] });
    expect(shown().steps).toEqual([{ id: '0', label: 'Retry', primary: true }]);
    await session.receive({ kind: 'step', id: '0' });
    session.show({ plan: null, steps: [{ label: 'Undo', run: () => void done.push('undo') }] });
    await session.receive({ kind: 'step', id: '0' });
    expect(done).toEqual(['retry']);
  });

  it('that is closed waits for nothing', async () => {
    const { session, told } = sheetWorld();
    const reply = session.reply();
    session.close();
    expect([await reply, await session.reply()]).toEqual([{ kind: 'closed' }, { kind: 'closed' }]);
    told.length = 0;
    session.show({ plan: planOf('a') });
    expect(told).toEqual([]);
  });
});
