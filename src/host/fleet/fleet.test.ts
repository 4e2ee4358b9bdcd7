import { describe, expect, it } from 'vitest';
import { fakeHost } from '../../../test/support/fakeHost.ts';
import { refusal } from '../../../test/support/inMemoryOperations.ts';
import { config, id, prod, roadWorld, timed } from '../../../test/support/roadWorld.ts';
import type { Act } from '../../../test/support/scriptedPrompter.ts';
import type { FleetCheck } from '../../core/fleet/fleetDrift.ts';
import type { AccountSource } from '../../core/model/account.ts';
import { type Region, region } from '../../core/model/regions.ts';
import { english } from '../../core/model/translate.ts';
import { driftText, driftTitle } from '../../messages/driftText.ts';
import { exportFleetFile } from '../exporting/exporting.ts';
import type { OpenText } from '../services.ts';
import { CheckOrder } from './checkOrder.ts';
import { comparedWithin, marksOf, movedMarks } from './driftMarks.ts';
import { applyFleetFile, type Checks, checkFleetFile, planFleetFile } from './fleetCommands.ts';

const other: AccountSource = { kind: 'profile', name: 'other' };
const denied = refusal('access-denied', 'AccessDeniedException', 403);
const ofVaults = (vaults: object, key = id) => ({ accounts: { [key]: { regions: { 'eu-west-1': { vaults } } } } });

/** A document in an editor over a small estate, and a person before it. */
function desk(document: object | string, acts: readonly Act[] = [], yes = true, regions: readonly Region[] = []) {
  const world = roadWorld();
  const { aws, ledger, clock, journal, locks, road } = world;
  const checks: FleetCheck[] = [];
  const shown: AccountSource[] = [prod];
  const text = typeof document === 'string' ? document : JSON.stringify(document, null, 2);
  const front = { name: 'all.notifications.json', text };
  const host = fakeHost({
    ...{ aws, ledger, journal, locks, clock, newId: road.newId, validate: road.validate },
    ...{ acts, yes, shown, front, regions },
  });
  const { prompter, explorer, texts, opened, distrust } = host;
  explorer.show([prod], []);
  const order = new CheckOrder(() => clock.now());
  const fleet: OpenText = { isOwn: true, ...front, fileName: `/${front.name}`, uri: host.extensionUri };
  const desks: Checks = {
    checking: () => {
      const check = order.begin(fleet);
      return { document: fleet, show: found => check.take() && checks.push(found) > 0, dispose: () => undefined };
    },
  };
  const run = (command: typeof planFleetFile) => timed(clock, command(host, undefined, desks));
  const runExport = (paths: readonly string[] = []) => timed(clock, exportFleetFile(host, paths));
  return { ...world, host, prompter, texts, opened, checks, shown, explorer, run, runExport, distrust, text };
}

describe('planning a fleet file', () => {
  it('shows every change by account and Region, what is not read, not reached and left alone, and writes nothing', async () => {
    const file = {
      accounts: {
        ...ofVaults({ tapes: null, locked: null, bare: config('new') }).accounts,
        '444455556666': { notificationHubs: ['us-east-1'] },
      },
    };
    const { account, aws, run, texts, prompter, writes } = desk(file);
    account
      .vault('eu-west-1', 'locked', config('x'))
      .vault('eu-west-1', 'bare')
      .vault('eu-west-1', 'mine', config('y'));
    aws.fail({ operation: 'GetVaultNotifications', input: { vaultName: 'locked' } }, denied);
    await run(planFleetFile);
    expect(prompter.sheets.at(-1)?.steps.map(({ label }) => label)).toEqual(['Copy as…', 'Show as Text']);
    await prompter.sheets.at(-1)?.steps[1]?.run();
    const plan = texts.get('all.notifications.json: plan');
    expect(
      plan?.replace(/^( +)(Access denied).*$/m, '$1$2'),
    ).toBe(`all.notifications.json: 1 to set, 1 to unset, accounts not reached: 1, 1 not compared.

To change
  prod (111122223333)
    eu-west-1
      - Delete Vault Notifications: Vault tapes
          SNSTopic: removed, was arn:aws:sns:eu-west-1:111122223333:old
          Events: removed, was ArchiveRetrievalCompleted
          Messages may still come for a while after deleting.
      + Set Vault Notifications: Vault bare
          SNSTopic: set to arn:aws:sns:eu-west-1:111122223333:new
          Events: set to ArchiveRetrievalCompleted

Accounts not reached
  No account shown, and no profile in the configuration, is known to be 444455556666. Add it with Choose Accounts.

Not read, so not compared
  prod (111122223333)
    eu-west-1
      Vault locked
          Access denied

Not in the file, so left unchanged
  prod (111122223333) · eu-west-1 · Vaults: mine
`);
    expect(prompter.told).toEqual([]);
    expect(writes()).toEqual([]);
  });

  it('works in an untrusted workspace, where applying is refused with the reason', async () => {
    const { run, prompter, distrust, writes } = desk(ofVaults({ tapes: null }), [{ press: 'Apply 1 Change' }]);
    distrust();
    await run(planFleetFile);
    expect(prompter.sheets.at(-1)?.rows).toMatchObject([{ name: 'Vault tapes', status: 'removes what is set' }]);
    await run(applyFleetFile);
    expect(prompter.told.at(-1)).toMatchObject({
      tone: 'error',
      text: 'This workspace is not trusted, so nothing can be changed from it.',
    });
    expect(writes()).toEqual([]);
  });

  it.each([
    ['{', 'error', 'all.notifications.json is not valid JSON. Fix what is underlined first.'],
    [
      '{"accounts":{"a":{"notificationHubs":["x","x"]}}}',
      'error',
      expect.stringMatching(/can’t be read as a fleet file/),
    ],
  ] as const)('says what keeps %s from being planned', async (text, tone, told) => {
    const { run, prompter, aws } = desk(text);
    await run(planFleetFile);
    expect(prompter.told).toMatchObject([{ tone, text: told }]);
    expect(aws.calls).toEqual([]);
  });

  it('asks no account that is known to be none of the file’s', async () => {
    const { run, aws, shown, explorer, clock } = desk(ofVaults({ tapes: null }));
    aws.account('999999999999', other);
    shown.push(other);
    explorer.show([prod, other], []);
    explorer.children('profile%3Aother');
    await timed(clock, Promise.resolve());
    aws.calls.length = 0;
    await run(planFleetFile);
    expect(aws.calls.map(call => call.source)).not.toContain('profile:other');
  });
});

describe('applying a fleet file', () => {
  it('asks once with account and id, makes one group, and checks for drift afterwards', async () => {
    const file = {
      accounts: {
        [id]: { notificationHubs: ['us-east-1', 'eu-west-1'], ...ofVaults({ tapes: config('new') }).accounts[id] },
      },
    };
    const { run, prompter, journal, checks, tapes, texts } = desk(file, [{ press: 'Apply 2 Changes' }]);
    await run(applyFleetFile);
    expect(prompter.confirmed).toHaveLength(1);
    expect(prompter.confirmed[0]).toMatchObject({
      message: 'all.notifications.json: plan',
      verb: 'Apply 2 Changes',
    });
    expect(prompter.confirmed[0]?.detail).toContain('prod (111122223333)');
    expect(tapes()).toEqual(config('new'));
    expect(new Set(journal.entries.map(({ group }) => group)).size).toBe(1);
    expect(journal.entries).toHaveLength(2);
    expect(prompter.told.at(-1)).toMatchObject({ tone: 'information', text: 'Apply all.notifications.json: 2 done.' });
    expect(checks.map(({ drifts }) => drifts)).toEqual([[]]);
    expect([...texts.keys()]).toEqual([]);
    expect(prompter.sheets.at(-1)?.rows.map(({ status }) => status)).toEqual(['done', 'done']);
  });

  it('changes nothing without a yes', async () => {
    const { run, writes, checks } = desk(ofVaults({ tapes: null }), [{ press: 'Apply 1 Change' }], false);
    await run(applyFleetFile);
    expect(writes()).toEqual([]);
    expect(checks).toEqual([]);
  });

  it('asks nothing where all is so already', async () => {
    const { run, prompter } = desk(ofVaults({ tapes: config('old') }));
    await run(applyFleetFile);
    expect(prompter.confirmed).toEqual([]);
    expect(prompter.told).toMatchObject([{ tone: 'information', text: 'all.notifications.json: already up to date.' }]);
  });

  it('says of each item how it ended, and plans anew what is left', async () => {
    const { run, aws, prompter, texts, tapes, clock, account } = desk(
      ofVaults({ tapes: config('new'), more: config('new') }),
      [{ press: 'Apply 2 Changes' }, { press: 'Apply 1 Change' }],
    );
    account.vault('eu-west-1', 'more');
    aws.fail({ operation: 'SetVaultNotifications', input: { vaultName: 'tapes' } }, denied, 1);
    await run(applyFleetFile);
    expect(prompter.told.at(-1)).toMatchObject({
      tone: 'warning',
      text: 'Apply all.notifications.json: 1 done, 1 failed.',
    });
    const retry = prompter.told.at(-1)?.next[0];
    await prompter.press('Show Results');
    expect(texts.get('Apply all.notifications.json: results')).toMatch(/Not done\n {2}Vault tapes/);
    expect(retry?.label).toBe('Retry 1…');
    await timed(clock, Promise.resolve(retry?.run()));
    expect(prompter.confirmed).toHaveLength(2);
    expect(tapes()).toEqual(config('new'));
  });
});

describe('checking a fleet file for drift', () => {
  it('marks what differs and what was not read, and says both', async () => {
    const { run, prompter, checks, aws, account } = desk(ofVaults({ tapes: config('new'), locked: null }));
    account.vault('eu-west-1', 'locked', config('x'));
    aws.fail({ operation: 'GetVaultNotifications', input: { vaultName: 'locked' } }, denied);
    await run(checkFleetFile);
    const drifts = checks[0]?.drifts ?? [];
    expect(drifts.map(drift => driftTitle(drift, english))).toEqual([
      'differs from AWS: SNSTopic',
      'not compared with AWS: Access denied',
    ]);
    expect(driftText(drifts[0] as never, english)).toBe(
      'Differs from AWS: SNSTopic: arn:aws:sns:eu-west-1:111122223333:old → arn:aws:sns:eu-west-1:111122223333:new.',
    );
    expect(prompter.told).toMatchObject([
      { text: 'all.notifications.json: 1 entry differs from AWS, 1 not compared. See the Problems panel.' },
    ]);
  });

  it('says that there is no drift only where all was read', async () => {
    const { run, prompter } = desk(ofVaults({ tapes: config('old') }));
    await run(checkFleetFile);
    expect(prompter.told).toMatchObject([
      { tone: 'information', text: 'all.notifications.json: no drift. Everything in the file matches AWS.' },
    ]);
    const away = desk(ofVaults({ tapes: config('old') }, '444455556666'));
    await away.run(checkFleetFile);
    expect(away.prompter.told).toMatchObject([{ tone: 'warning' }]);
  });
});

describe('checks of a fleet file at the same time', () => {
  it('show and say what the one found that began last, also where an older one ends later', async () => {
    const { run, clock, aws, account, prompter, checks } = desk(ofVaults({ tapes: config('old') }));
    let answer = (): void => undefined;
    const answered = new Promise<void>(resolve => {
      answer = resolve;
    });
    aws.onCall = async ({ operation }) => {
      if (operation !== 'GetVaultNotifications') return undefined;
      aws.onCall = undefined;
      account.vault('eu-west-1', 'tapes', config('new'));
      await answered;
      return { vaultNotificationConfig: config('old') };
    };
    const older = run(checkFleetFile);
    while (aws.onCall !== undefined) await clock.advance(1);
    await run(checkFleetFile);
    answer();
    await older;
    expect(checks).toMatchObject([{ drifts: [{ kind: 'differs' }] }]);
    expect(prompter.told).toMatchObject([{ tone: 'warning' }]);
  });

  it('are told apart for each document, and have the time at which they began', () => {
    let now = 1_000;
    const order = new CheckOrder(() => now);
    const [document, beside] = [{}, {}];
    const [older, other] = [order.begin(document), order.begin(beside)];
    now = 2_000;
    const newer = order.begin(document);
    now = 3_000;
    expect([older.began, newer.began]).toEqual([1_000, 2_000]);
    expect([newer.take(), older.take(), other.take(), newer.take()]).toEqual([true, false, true, true]);
  });
});

describe('the marks of a check', () => {
  const at = (name: string) => ['accounts', id, 'regions', 'eu-west-1', 'vaults', name];

  async function marked() {
    const { run, checks, text } = desk(ofVaults({ tapes: config('new'), more: config('new') }));
    await run(checkFleetFile);
    const [check] = checks;
    if (check === undefined) throw new Error('not checked');
    const marks = marksOf(check, text);
    const edit = (from: string, to: string) => {
      const changes = [{ rangeOffset: text.indexOf(from), rangeLength: from.length, text: to }];
      const left = movedMarks(marks, changes);
      const edited = text.replace(from, to);
      return {
        drifts: left.drifts.map(({ key }) => edited.slice(key.start, key.end)),
        looked: left.looked.map(({ key }) => edited.slice(key.start, key.end)),
      };
    };
    return { marks, edit };
  }

  it('move with edits beside them, and go with an edit in them or in a key above', async () => {
    const { edit } = await marked();
    expect(edit('{', '{\n\n').drifts).toEqual(['"tapes"', '"more"']);
    expect(edit(':new', ':x')).toEqual({ drifts: ['"more"'], looked: [] });
    expect(edit('"eu-west-1"', '"eu-west-2"').drifts).toEqual([]);
  });

  it('are found in a time that grows with their number', () => {
    const accounts = Array.from({ length: 60_000 }, (_, at) => ['accounts', `${at}`]);
    const text = `{"accounts":{${accounts.map(([, key]) => `"${key}":{}`).join()}}}`;
    const drifts = accounts.map(
      path => ({ path, kind: 'not-read', why: { by: 'outcome', outcome: { kind: 'cancelled' } } }) as const,
    );
    const marks = marksOf({ drifts, looked: accounts }, text);
    expect([marks.drifts.length, marks.looked.length]).toEqual([accounts.length, accounts.length]);
    expect(marks.looked.every(({ drifts }) => drifts.length === 1)).toBe(true);
  });

  it('lead to what is live beside what the file says, for one entry or for all in a place', async () => {
    const { marks } = await marked();
    expect(comparedWithin(marks, at('tapes'))).toEqual({ live: config('old'), file: config('new') });
    expect(comparedWithin(marks, ['accounts', id, 'regions', 'eu-west-1'])).toEqual({
      live: { vaults: { tapes: config('old') } },
      file: { vaults: { tapes: config('new') } },
    });
    expect(comparedWithin(marks, at('more'))).toBeUndefined();
  });
});

describe('exporting a fleet file', () => {
  it('opens what exists as a document that has no drift', async () => {
    const { runExport, opened, account, prompter } = desk('');
    account.vault('eu-west-1', 'bare');
    await runExport();
    expect(prompter.confirmed).toEqual([]);
    expect(JSON.parse(opened[0] ?? '')).toEqual({
      accounts: {
        [id]: {
          notificationHubs: ['us-east-1'],
          regions: { 'eu-west-1': { vaults: { bare: null, tapes: config('old') } } },
        },
      },
    });
    const again = desk(opened[0] ?? '');
    again.account.vault('eu-west-1', 'bare');
    await again.run(checkFleetFile);
    expect(again.checks).toMatchObject([{ drifts: [] }]);
  });

  it('asks which accounts where several are shown, with those ticked that were opened before', async () => {
    const { runExport, opened, clock, shown, aws, explorer, prompter } = desk('', [{ tick: ['other'] }]);
    aws.account('999999999999', other).vault('eu-west-1', 'theirs');
    shown.push(other);
    explorer.show([prod, other], [region('eu-west-1')]);
    explorer.children('profile%3Aprod');
    await timed(clock, Promise.resolve());
    await runExport();
    expect(prompter.asked[0]?.offered).toEqual(['[x] prod (111122223333)', '[ ] other']);
    expect(Object.keys(JSON.parse(opened[0] ?? '').accounts)).toEqual(['999999999999']);
  });

  it('names what could not be read before a file leaves it out', async () => {
    const { runExport, opened, aws, prompter, texts } = desk('', [], false);
    aws.fail({ operation: 'ListNotificationHubs' }, denied);
    await runExport(['profile%3Aprod']);
    expect(prompter.confirmed[0]?.detail).toMatch(
      /will not include:\nprod \(111122223333\) · us-east-1 · Notification Hubs: Access denied/,
    );
    expect(opened).toEqual([]);
    const willing = desk('');
    willing.aws.fail({ operation: 'ListNotificationHubs' }, denied);
    await willing.runExport();
    expect(willing.opened).toHaveLength(1);
    expect(willing.texts.get('Export as Fleet file: not read')).toMatch(/Access denied/);
    expect(texts.size).toBe(0);
  });

  it('says so where an account has nothing', async () => {
    const { runExport, opened, account, prompter } = desk('');
    account.hubs.clear();
    account.in('eu-west-1').vaults.clear();
    await runExport();
    expect(opened).toEqual([]);
    expect(prompter.told).toMatchObject([
      { tone: 'information', text: 'Nothing was exported: there is nothing to export.' },
    ]);
  });

  it('names the Regions that alone are read, where only some are set: before, with the file, and where nothing is there', async () => {
    const only = [region('eu-west-1'), region('us-east-1')];
    const { runExport, opened, shown, aws, prompter } = desk('', [{ tick: ['prod'] }], true, only);
    aws.account('999999999999', other);
    shown.push(other);
    await runExport();
    expect(prompter.asked[0]?.prompt).toBe('Choose accounts. Only these Regions are read: eu-west-1, us-east-1');
    expect(opened).toHaveLength(1);
    const text = 'Only these Regions were read: eu-west-1, us-east-1.';
    expect(prompter.told).toMatchObject([{ tone: 'information', text }]);
    const bare = desk('', [], true, only);
    bare.account.hubs.clear();
    bare.account.in('eu-west-1').vaults.clear();
    await bare.runExport();
    expect(bare.prompter.told).toMatchObject([{ text: `Nothing was exported: there is nothing to export. ${text}` }]);
  });

  it('opens nothing where nothing could be read', async () => {
    const { runExport, opened, aws, prompter } = desk('');
    aws.fail({ operation: 'GetCallerIdentity' }, denied);
    await runExport();
    expect(opened).toEqual([]);
    expect(prompter.told).toMatchObject([{ tone: 'error', text: 'Nothing was exported: nothing could be read.' }]);
  });
});
