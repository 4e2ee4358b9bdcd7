import { describe, expect, it } from 'vitest';
import { changesText, planEnding } from '../../src/cli/changes/changesText.ts';
import { preparedView } from '../../src/cli/changes/changeView.ts';
import { journalText } from '../../src/cli/changes/journalView.ts';
import { listText } from '../../src/cli/list/listText.ts';
import { performBulk, planBulk } from '../../src/core/changes/bulk.ts';
import type { Road } from '../../src/core/changes/change.ts';
import { HistoryRows } from '../../src/core/changes/historyRows.ts';
import { readRequest } from '../../src/core/changes/requestDocument.ts';
import { performChange } from '../../src/core/changes/road.ts';
import { settle } from '../../src/core/changes/settle.ts';
import { undoing } from '../../src/core/changes/undo.ts';
import { readEstate } from '../../src/core/export/estate.ts';
import { exportTargets, writeExport } from '../../src/core/export/targets.ts';
import { applyFleet } from '../../src/core/fleet/applyFleet.ts';
import { exportFleet } from '../../src/core/fleet/exportFleet.ts';
import { driftOf } from '../../src/core/fleet/fleetDrift.ts';
import { fleetFile } from '../../src/core/fleet/fleetFile.ts';
import { planFleet } from '../../src/core/fleet/planFleet.ts';
import type { Found } from '../../src/core/inventory/found.ts';
import { sweep } from '../../src/core/inventory/sweep.ts';
import { KindTable } from '../../src/core/kinds/kindTable.ts';
import { lintKinds } from '../../src/core/kinds/lintTable.ts';
import { kindTable } from '../../src/core/kinds/table.ts';
import { lintText } from '../../src/core/lint/lintText.ts';
import { region } from '../../src/core/model/regions.ts';
import { english } from '../../src/core/model/translate.ts';
import { LiveFiles, liveText } from '../../src/host/documents/liveFiles.ts';
import { liveMemory } from '../../src/host/documents/liveMemory.ts';
import { historyFace, historyTooltip } from '../../src/host/history/historyFace.ts';
import { LIVE_SCHEME } from '../../src/host/manifest/ids.ts';
import { livePath, liveResource } from '../../src/host/manifest/liveResource.ts';
import { outcomeText } from '../../src/messages/changeText.ts';
import { applyText } from '../../src/messages/documentText.ts';
import { changeTitle } from '../../src/messages/settlingText.ts';
import { intentLine, JournalContent } from '../../src/state/journalContent.ts';
import { fakeHost } from '../support/fakeHost.ts';
import { InMemoryJournal, InMemoryLocks } from '../support/inMemoryJournal.ts';
import { InMemoryLedger } from '../support/inMemoryLedger.ts';
import { InMemoryMarks } from '../support/inMemoryMarks.ts';
import { ALARM, AlarmAccount, alarm, alarmExport, alarmLint, DELETE_ALARM, PUT_ALARM } from '../support/madeUpKind.ts';
import { ManualClock } from '../support/manualClock.ts';
import { id, prod, timed } from '../support/roadWorld.ts';

const four = kindTable.rows.filter(({ document }) => document !== undefined).slice(0, 4);
/** Five rows, one of them made up: what composition roots hand to every engine. */
const table = new KindTable([...four, alarm]);
const where = region('eu-west-1');
const here = { source: prod, accountId: id, region: where };
const fleet = { accounts: { prod: { regions: { [where]: { alarms: { low: { Threshold: '1' } } } } } } };

function world() {
  const gateway = new AlarmAccount(id);
  const clock = new ManualClock();
  const journal = new InMemoryJournal();
  let ids = 0;
  const road: Road = {
    ...{
      table,
      gateway,
      journal,
      clock,
      ledger: new InMemoryLedger(),
      locks: new InMemoryLocks(),
      marks: new InMemoryMarks(),
    },
    newId: () => {
      ids += 1;
      return `id-${ids}`;
    },
    validate: async () => [],
    forbidden: () => null,
  };
  const directory = { list: async () => ({ sources: [], problems: [], warnings: [] }), initial: async () => [] };
  const perform = (Alarm: { readonly Threshold: string } | null) => {
    const change = table.setting(ALARM, 'low', Alarm);
    return timed(clock, performChange({ ...here, ...change }, { ...road, confirm: async () => true }));
  };
  return { ...road, gateway, clock, journal, directory, perform, kinds: table.rows };
}

describe('a kind that is nothing but a row', () => {
  it('has five rows to stand among', () => expect(table.rows).toHaveLength(5));

  it('is listed, also as text', async () => {
    const { gateway, ledger, kinds } = world();
    gateway.alarms.set('low', { Threshold: '1' });
    const found: Found[] = [];
    const options = { sources: [prod], regions: [where], kinds: new Set([ALARM]) };
    for await (const one of sweep({ gateway, ledger, kinds }, options)) found.push(one);
    expect(found).toMatchObject([{ kind: ALARM, name: 'low', status: 'set', error: null }]);
    expect(listText(found, { ...options, format: 'text' }, table)).toContain('    Alarm  low  set\n');
  });

  it('is changed on the road, journalled, and told from what is there already', async () => {
    const { gateway, journal, perform } = world();
    const outcome = await perform({ Threshold: '1' });
    expect(outcome).toMatchObject({ kind: 'done', plan: { kind: ALARM, action: 'create', name: 'low' } });
    expect(outcomeText(outcome, english, table).text).toContain(`${PUT_ALARM}: low (prod`);
    expect(gateway.alarms.get('low')).toEqual({ Threshold: '1' });
    expect(journal.entries).toMatchObject([{ kind: ALARM, operation: PUT_ALARM, outcome: { result: 'done' } }]);
    expect((await perform({ Threshold: '1' })).kind).toBe('nothing-to-do');
  });

  it('stands in the journal as it was written, and in its text', async () => {
    const { journal, perform } = world();
    await perform({ Threshold: '1' });
    const [entry] = await journal.list();
    if (entry === undefined) throw new Error('not journalled');
    const { outcome, ...intent } = entry;
    const content = new JournalContent(table);
    content.add(
      [{ intent: intentLine(intent) }, { end: { id: entry.id, ...outcome } }].map(line => JSON.stringify(line)),
    );
    expect(content.reading()).toEqual({ entries: [entry], foreign: [], unread: 0 });
    expect(journalText([entry], table)).toContain(`(${id}) · ${where} · Alarm low`);
    const without = new JournalContent(kindTable);
    without.add([JSON.stringify({ intent: intentLine(intent) })]);
    expect(without.reading()).toMatchObject({ entries: [], foreign: [{ kind: ALARM, name: 'low' }], unread: 0 });
  });

  it('is undone', async () => {
    const { journal, gateway, clock, perform, ...road } = world();
    await perform({ Threshold: '1' });
    await perform({ Threshold: '2' });
    for (const before of [{ Threshold: '1' }, undefined]) {
      const entries = await journal.list();
      const last = entries.find(one => undoing(one, entries).kind === 'by' && one.undoes === null);
      const undo = last === undefined ? undefined : undoing(last, entries);
      if (undo?.kind !== 'by') throw new Error('cannot be undone');
      const needs = { ...road, journal, gateway, clock };
      const items = await timed(clock, planBulk([undo.intent], needs));
      const results = await timed(clock, performBulk(items, needs, 'undo'));
      expect(results.map(({ outcome }) => outcome.kind)).toEqual(['done']);
      expect(gateway.alarms.get('low')).toEqual(before);
    }
    expect((await journal.list())[0]).toMatchObject({ operation: DELETE_ALARM });
  });

  it('is settled by a live read', async () => {
    const { journal, gateway, clock, perform, ...road } = world();
    const end = journal.end.bind(journal);
    journal.end = () => Promise.reject(new Error('killed'));
    await perform({ Threshold: '1' });
    journal.end = end;
    const settled = await timed(clock, settle('id-1', { ...road, journal, gateway, clock }));
    expect(settled).toMatchObject({ kind: 'settled', entry: { outcome: { result: 'done' } } });
    const [entry] = await journal.list();
    expect(entry === undefined ? '' : changeTitle(entry, english, table)).toBe(
      `Put Alarm · Alarm low · prod (${id}) · ${where}`,
    );
  });

  it('is planned, drifts, is applied and exported as a fleet file says', async () => {
    const { gateway, clock, ...needs } = world();
    gateway.alarms.set('low', { Threshold: '0' });
    const road = { ...needs, gateway, clock };
    const file = fleetFile(fleet, table.rows);
    const plan = await timed(clock, planFleet(file, [], road));
    expect(plan.items).toMatchObject([{ planning: { kind: 'planned', plan: { kind: ALARM, action: 'replace' } } }]);
    const path = ['accounts', 'prod', 'regions', where, 'alarms', 'low'];
    expect(driftOf(file, plan, table).drifts).toMatchObject([{ path, as: 'configs', live: { Threshold: '0' } }]);
    const view = preparedView({ items: plan.items, unmanaged: [], problems: [] });
    expect(changesText(view, planEnding(view), table)).toContain('    ~ Alarm low\n        Threshold: 0 → 1\n');
    const results = await timed(clock, applyFleet(plan.items, road, 'group'));
    expect(results.map(({ outcome }) => outcome.kind)).toEqual(['done']);
    const { document } = await timed(clock, exportFleet([prod], [where], { ...road, kinds: [alarm] }));
    expect(document).toEqual({ accounts: { [id]: fleet.accounts.prod } });
  });

  it('says what applying a document of it does', () => {
    expect(applyText(table.documentOf(ALARM), 'low', english)).toBe('Raise alarm low…');
  });

  it('stands in the rows of the history, and offers what can be done with it', async () => {
    const { journal, perform } = world();
    await perform({ Threshold: '1' });
    const state = { ...(await journal.read()), underWay: new Set<string>(), filter: null, limit: 10 };
    const rows = new HistoryRows(state);
    const [path = ''] = rows.children(rows.children()[0]);
    const row = rows.row(path);
    if (row === undefined) throw new Error('no row');
    expect(historyFace(row, 0, english, table)).toMatchObject({
      label: expect.stringMatching(/^\d\d:\d\d PutAlarm: low$/),
      contextValue: 'change;showChange;copyChangeAs;changeInForm;undoChange;',
    });
    const tooltip = Object.fromEntries(historyTooltip(row, state.entries, 0, english, table));
    expect(tooltip).toMatchObject({
      Operation: `Put Alarm (${PUT_ALARM})`,
      ...{ Alarm: 'low', 'Undo would do': 'Delete Alarm: low' },
    });
  });

  it('opens as a live document, and is set by saving it', async () => {
    const address = livePath({ ...here, kind: ALARM, name: 'low' });
    const uri = { scheme: LIVE_SCHEME, path: address, toString: () => `${LIVE_SCHEME}:${address}` };
    expect(liveResource(uri, kindTable)).toBeUndefined();
    expect(liveResource(uri, table)).toEqual({ ...here, kind: ALARM, name: 'low' });
    const { gateway, clock, directory, perform: _perform, ...road } = world();
    gateway.alarms.set('low', { Threshold: '0' });
    const host = { ...fakeHost({ clock }), aws: { gateway, directory }, road: { ...road, gateway, clock } };
    liveMemory(host.memory.workspace).open(uri.toString());
    const told = (text: unknown) => new Error(String(text));
    const files = new LiveFiles(host, { refused: told, notFound: told });
    expect(Buffer.from(await files.read(uri)).toString('utf8')).toBe(liveText({ Threshold: '0' }));
    await timed(clock, files.write(uri, Buffer.from('{ "Threshold": "1" }')));
    expect(gateway.alarms.get('low')).toEqual({ Threshold: '1' });
    expect(host.prompter.confirmed).toMatchObject([{ detail: expect.stringContaining('Alarm low') }]);
  });

  it('is linted in a document of its own, told by name or keys, and in a fleet file', () => {
    const kinds = [...lintKinds, alarmLint];
    const said = (fileName: string, document: object) => {
      const { kind, findings } = lintText(JSON.stringify(document), { fileName, kinds }, { today: '2026-11-22' });
      return [kind, ...findings.map(({ rule }) => rule)];
    };
    expect(said('low.alarm.json', { AlarmName: 'low', Alarm: { Threshold: '' } })).toEqual([ALARM, 'alarm/quiet']);
    expect(said('low.alarm.json', { AlarmName: 'low', Alarm: { Treshold: '1' } })).toContain('document/unknown-key');
    expect(said('any.json', { Threshold: '' })).toEqual([ALARM, 'alarm/quiet']);
    const { prod: account } = fleet.accounts;
    const silent = structuredClone(account);
    silent.regions[where] = { alarms: { low: { Threshold: '' } } };
    expect(said('any.json', { accounts: { [id]: account } })).toEqual(['fleet']);
    expect(said('any.json', { accounts: { [id]: silent } })).toEqual(['fleet', 'alarm/quiet']);
  });

  it('is exported', async () => {
    const { gateway, ledger } = world();
    gateway.alarms.set('low', { Threshold: '1' });
    const asked = { sources: [prod], regions: [where], kinds: new Set([ALARM]), isForTerraform: true };
    const estate = await readEstate(asked, { gateway, ledger, table, exports: [alarmExport] });
    const written = (target: (typeof exportTargets)[number]) =>
      writeExport(target, estate, { table, t: english, head: [], isWhole: true });
    const texts = new Map(
      exportTargets.filter(({ script }) => script === undefined).map(one => [one.id, written(one)]),
    );
    expect(texts.get('terraform')?.files[1]?.text).toContain('resource "aws_alarm" "low" {\n  threshold = "1"\n}');
    expect(texts.get('fleet')?.files[0]?.text).toContain('"alarms"');
    expect(texts.get('cloudformation')).toMatchObject({ files: [], gaps: [{ names: ['low'], why: 'Too loud.' }] });
  });

  it('is told by a document of it, and by its keys', () => {
    const lintKindsAndIt = [...lintKinds, alarmLint];
    const reading = (fileName: string, document: object, name?: string) =>
      readRequest(JSON.stringify(document), fileName, name, lintKindsAndIt);
    const request = { AlarmName: 'low', Alarm: { Threshold: '1' } };
    expect(reading('low.alarm.json', request)).toMatchObject({ operation: PUT_ALARM, request });
    expect(reading('any.json', request.Alarm, 'low')).toMatchObject({ operation: PUT_ALARM, request });
    expect(reading('any.json', request.Alarm)).toMatchObject({ type: 'name-needed', kind: ALARM });
    expect(readRequest(JSON.stringify(request.Alarm), 'any.json', 'low')).toMatchObject({ type: 'none', kind: null });
  });
});
