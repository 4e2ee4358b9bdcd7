import assert from 'node:assert/strict';
import { appendFileSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import manifest from '../../package.json';
import { takeOverProduction } from '../../src/host/accounts/takeOverProduction.ts';
import { MarksFile } from '../../src/state/marksFile.ts';
import { UnitsFile } from '../../src/state/unitsFile.ts';
import { ScriptedPrompter } from '../support/scriptedPrompter.ts';
import {
  answeredBy,
  emulator,
  eventually,
  extensionUnderTest,
  linesBelow,
  openLine,
  requestCounts,
  resetEmulator,
  runScripted,
} from './extensionUnderTest.ts';
import { afterEach, beforeEach, describe, it } from './testing.ts';

const texts = async (path?: string) => (await linesBelow(path)).map(({ text }) => text);

describe('the Accounts view', () => {
  beforeEach(async () => {
    await vscode.commands.executeCommand('notificationExplorer.accounts.focus');
  });
  afterEach(async () => {
    await emulator('DELETE', 'faults');
    await resetEmulator();
  });

  it('shows hubs, Regions, vaults, applications with their stream and instances', async () => {
    await runScripted('chooseRegions', undefined, [{ tick: ['us-east-1', 'eu-west-1'] }]);
    const account = await openLine('Emulator 111122223333');
    await eventually(async () => {
      // Above them, what happened to the account's services, and its hubs.
      assert.deepEqual((await texts(account.path)).slice(-2), ['eu-west-1', 'us-east-1']);
    });
    const hubs = await linesBelow((await openLine('Emulator 111122223333', 'Notification Hubs')).path);
    assert.deepEqual(hubs.map(({ text, icon }) => `${text} ${icon}`).sort(), [
      'ap-southeast-2 | REGISTERING loading~spin',
      'eu-west-1 | ACTIVE broadcast',
      'us-east-1 | ACTIVE broadcast',
    ]);
    await openLine('Emulator 111122223333', 'Notification Hubs | 3 of 3');
    const region = ['Emulator 111122223333', 'us-east-1'] as const;
    await openLine(...region, 'Vaults', 'cctv-retention | → ops-alerts');
    const apps = await openLine(...region, 'Pinpoint Apps');
    const [first] = await linesBelow(apps.path);
    assert.ok(first);
    assert.match((await texts(first.path)).join(), /^Event Stream \| → deliverystream\/mobile-events-to-s3$/);
    await openLine(...region, 'Connect Instances');
  });

  it('takes no menu of a row that is just being read anew for the palette', async () => {
    const vault = await openLine('Emulator 111122223333', 'us-east-1', 'Vaults', 'email-journal');
    // VS Code gives undefined for a row whose handle it does not know at the moment.
    for (const given of [
      [undefined, undefined],
      [undefined, null],
      [vault.path, [vault.path, undefined]],
    ]) {
      const person = new ScriptedPrompter([], true);
      const back = await answeredBy(person);
      try {
        await vscode.commands.executeCommand('notificationExplorer.deleteVaultNotifications', ...given);
      } finally {
        back();
      }
      assert.deepEqual(
        person.told.map(({ text }) => text),
        ['The view was refreshing this row. Try again.'],
      );
    }
  });

  it('follows what accounts are marked as elsewhere: words, red, groups, and an account that is left out', async () => {
    const elsewhere = new MarksFile(process.env.NOTIFICATION_EXPLORER_HOME ?? '', 'default');
    const { tree, host } = await extensionUnderTest();
    const { marks } = await host();
    try {
      await elsewhere.change('111122223333', () => ({ production: true, readOnly: true, group: 'Payments' }));
      await elsewhere.change('444455556666', () => ({ hidden: true }));
      await eventually(async () => {
        assert.deepEqual(
          (await texts()).filter(text => /Payments|Emulator/.test(text)),
          ['Payments | 1'],
        );
      });
      const group = await openLine('Payments');
      const marked = await openLine('Payments', 'Emulator 111122223333 | production · read-only');
      const { iconPath, resourceUri } = tree.getTreeItem(marked.path);
      assert.equal(iconPath instanceof vscode.ThemeIcon && iconPath.color?.id, 'charts.red');
      // By it VS Code asks for the letters beside the name, and for its colour.
      assert.equal(resourceUri?.path, `/${marked.path}`);
      assert.equal(tree.getParent(marked.path), group.path);
      writeFileSync(elsewhere.file, '{ "111122223333": { "readonly": true } }');
      await eventually(() => assert.match(marks.problem?.message ?? '', /“readonly”/));
    } finally {
      rmSync(elsewhere.file, { force: true });
    }
    await eventually(async () => {
      assert.equal(marks.problem, null);
      assert.ok((await texts()).some(text => text === 'Emulator 444455556666'));
    });
  });

  it('groups accounts by organizational unit, follows what others list of them, and stops on a click', async () => {
    const folder = process.env.NOTIFICATION_EXPLORER_HOME ?? '';
    const top = async () => (await texts()).filter(text => /Workloads|Emulator/.test(text));
    const units = (...names: readonly string[]) => names.map(name => `Workloads / ${name} | 1`);
    // Those of profiles may be in a unit, too.
    await runScripted('chooseAccounts', undefined, [{ tick: ['Emulator 111122223333', 'Emulator 444455556666'] }]);
    try {
      await runScripted('groupByUnit', undefined, [{ pick: 'Emulator 111122223333' }]);
      await eventually(async () => assert.deepEqual(await top(), units('Production', 'Staging')));
      await openLine('Workloads / Staging', 'Emulator 444455556666');
      const accounts = new Map([['444455556666', ['Workloads', 'Test']]]);
      const reading = { organization: 'o-exampleorgid', accounts, problems: [] };
      await new UnitsFile(folder).keep(reading, '2026-11-22T02:00:00.000Z');
      await eventually(async () => assert.deepEqual(await top(), ['Emulator 111122223333', ...units('Test')]));
    } finally {
      await runScripted('groupByUnit', undefined, [{ pick: 'Stop Grouping by Organizational Unit' }]);
    }
    await eventually(async () => assert.deepEqual(await top(), ['Emulator 111122223333', 'Emulator 444455556666']));
  });

  it('takes no account for production because a workspace says so', async () => {
    const settings = vscode.workspace.getConfiguration('notificationExplorer');
    const host = await (await extensionUnderTest()).host();
    await settings.update('productionAccounts', ['111122223333'], vscode.ConfigurationTarget.Workspace);
    try {
      assert.deepEqual(host.settings.get('productionAccounts'), ['111122223333']);
      assert.deepEqual(host.settings.ofPerson('productionAccounts'), []);
      await takeOverProduction(host);
      assert.equal(host.marks.all.size, 0);
    } finally {
      await settings.update('productionAccounts', undefined, vscode.ConfigurationTarget.Workspace);
    }
  });

  it('marks a service that the Region does not have, and asks nothing there', async () => {
    await openLine('Emulator 111122223333', 'eu-west-1');
    await emulator('DELETE', 'requests');
    const absent = await openLine('Emulator 111122223333', 'eu-west-1', 'Connect Instances');
    assert.deepEqual(absent.icon, 'circle-slash');
    assert.equal(absent.text, 'Connect Instances | not offered in this Region');
    assert.equal((await requestCounts())['connect.ListInstances'], undefined);
  });

  const failures: readonly { readonly fault: object; readonly says: string; readonly icon: string }[] = [
    { fault: { kind: 'error', status: 403, code: 'AccessDeniedException' }, says: 'Access denied', icon: 'lock' },
    // It is asked again for half a minute before it counts as throttled: once is enough.
    ...(manifest.engines.vscode === `^${vscode.version}`
      ? []
      : [
          {
            fault: { kind: 'error', status: 400, code: 'ThrottlingException' },
            says: 'Throttled by AWS',
            icon: 'watch',
          },
        ]),
    {
      fault: { kind: 'error', status: 400, code: 'NoLongerSupportedException' },
      says: 'Not a Glacier customer',
      icon: 'info',
    },
    { fault: { kind: 'malformed', as: 'html' }, says: 'Unexpected response', icon: 'error' },
  ];
  for (const { fault, says, icon } of failures) {
    it(`shows “${says}” as a line of its own and never as an empty list`, async () => {
      const vaults = await openLine('Emulator 444455556666', 'us-east-1', 'Vaults');
      await emulator('POST', 'faults', [{ service: 'glacier', operation: 'ListVaults', ...fault }]);
      await vscode.commands.executeCommand('notificationExplorer.refreshNode', vaults.path);
      const note = await eventually(async () => {
        const line = (await linesBelow(vaults.path)).find(({ text }) => text.startsWith(says));
        assert.ok(line);
        return line;
      });
      assert.equal(note.icon, icon);
      await emulator('DELETE', 'faults');
      await vscode.commands.executeCommand('notificationExplorer.refreshNode', vaults.path);
      await eventually(async () => assert.ok((await texts(vaults.path)).some(text => text.startsWith('ci-artifacts'))));
    }, 60_000);
  }

  it('shows names from AWS as text alone, in rows and in tooltips', async () => {
    const name = '[x](command:workbench.action.quit) <img src=x> $(bug)';
    const vaults = await openLine('Emulator 444455556666', 'us-east-1', 'Vaults');
    const { tree, host } = await extensionUnderTest();
    const { explorer } = await host();
    const [path] = explorer.children(vaults.path);
    assert.ok(path);
    const node = explorer.node(path);
    assert.equal(node?.type, 'resource');
    // AWS allows no such vault name today; an application or an instance alias may be anything.
    Object.assign(node.row, { label: name, fields: [['Name', name]] });
    const item = await tree.resolveTreeItem(tree.getTreeItem(path), path);
    assert.ok(item.tooltip instanceof vscode.MarkdownString);
    assert.ok(!item.tooltip.isTrusted && !item.tooltip.supportHtml);
    assert.doesNotMatch(item.tooltip.value, /(?<!\\)\[x(?<!\\)\]\(command/);
  });

  it('shows the silent vaults after one choice, says so, and shows all again', async () => {
    const vaults = await openLine('Emulator 111122223333', 'us-east-1', 'Vaults');
    const all = await texts(vaults.path);
    await runScripted('filterAccounts', undefined, [{ pick: 'No notifications' }]);
    const silent = await texts(vaults.path);
    assert.ok(silent.length > 0 && silent.length < all.length, silent.join());
    assert.deepEqual(
      silent,
      all.filter(text => /none set|no notifications/i.test(text)),
    );
    const { tree } = await extensionUnderTest();
    await eventually(() => assert.match(tree.message, /Filter: No notifications\. /));
    await runScripted('clearAccountsFilter', undefined);
    assert.deepEqual(await texts(vaults.path), all);
    await eventually(() => assert.doesNotMatch(tree.message, /Filter/));
  });

  it('shows without a click that the topic of a vault is gone', async () => {
    const state = Object(await emulator('GET', 'state'));
    const { topics } = state.accounts['111122223333']['us-east-1'].sns;
    delete topics['ops-alerts'];
    await emulator('PUT', 'state', state);
    const vaults = await openLine('Emulator 111122223333', 'us-east-1', 'Vaults');
    await vscode.commands.executeCommand('notificationExplorer.refreshNode', vaults.path);
    await eventually(async () => {
      const row = (await linesBelow(vaults.path)).find(({ text }) => text.startsWith('cctv-retention'));
      assert.equal(row?.icon, 'warning', row?.text);
    });
    await runScripted('arrangeAccounts', undefined, [{ pick: 'Group by topic or stream (used by)' }]);
    const account = await openLine('Emulator 111122223333');
    const gone = (await linesBelow(account.path)).find(({ text }) => text.startsWith('ops-alerts'));
    assert.equal(gone?.icon, 'warning', gone?.text);
    assert.ok((await texts(gone.path)).some(text => text.startsWith('cctv-retention')));
    await runScripted('arrangeAccounts', undefined, [{ pick: 'Group by Region' }]);
  });

  it('finds a resource wherever it is, goes to its row, and shows what is set there', async () => {
    await openLine('Emulator 111122223333', 'us-east-1', 'Vaults');
    await runScripted('filterAccounts', undefined, [{ pick: 'No notifications' }]);
    await runScripted('findResource', undefined, [{ type: 'ops-alerts cctv' }, { pick: 'cctv-retention' }]);
    await eventually(() => {
      assert.equal(vscode.window.tabGroups.activeTabGroup.activeTab?.label, 'cctv-retention.jsonc');
    });
    assert.match(vscode.window.activeTextEditor?.document.getText() ?? '', /"SNSTopic": ".*:ops-alerts"/);
    await runScripted('clearAccountsFilter', undefined);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  const back = ['prod', 'Emulator 111122223333', 'Emulator 444455556666'];

  it('keeps what a person chose to see, and reads the config again when it changes', async () => {
    const file = process.env.AWS_CONFIG_FILE ?? '';
    const endpoint = process.env.NOTIFICATION_EXPLORER_TEST_ENDPOINT;
    writeFileSync(
      file,
      `[profile prod]\nregion = us-east-1\nendpoint_url = ${endpoint}\naws_access_key_id = 111122223333\naws_secret_access_key = x\n`,
    );
    appendFileSync(file, '[profile b(2)]\nregion = us-east-1\n');
    const person = await runScripted('chooseAccounts', undefined, [{ tick: ['prod', 'Emulator 444455556666'] }]);
    assert.ok(person.asked[0]?.offered.includes('[ ] b(2)'));
    assert.deepEqual(await texts(), ['Emulator 444455556666', 'prod']);
    await runScripted('chooseAccounts', undefined, [{ tick: back }]);
    assert.deepEqual((await texts()).sort(), [...back].sort());
  });

  it('loads all accounts, and shows later what one of them held last until AWS answers', async () => {
    const { tree } = await extensionUnderTest();
    const shown = (path?: string) =>
      tree.getChildren(path).then(paths => paths.map(one => tree.getTreeItem(one))) as Promise<vscode.TreeItem[]>;
    const person = await runScripted('loadEverything', undefined);
    assert.match(person.told.at(-1)?.text ?? '', /^Accounts loaded: 3\./);
    const folder = join(process.env.NOTIFICATION_EXPLORER_HOME ?? '', 'seen');
    await eventually(() => {
      const file = readdirSync(folder).find(name => /^111122223333-\w+\.json$/.test(name)) ?? '';
      assert.match(readFileSync(join(folder, file), 'utf8'), /"vault us-east-1"/);
    });
    await runScripted('chooseAccounts', undefined, [{ tick: ['Emulator 444455556666'] }]);
    await runScripted('chooseAccounts', undefined, [{ tick: ['prod', 'Emulator 444455556666'] }]);
    await emulator('POST', 'faults', [{ service: 'glacier', kind: 'latency', ms: 3_000 }]);
    const vaults = await openLine('prod', 'us-east-1', 'Vaults');
    const first = async () => (await shown(vaults.path))[0];
    await eventually(async () => assert.match(String((await first())?.description), /as of /));
    const label = (await first())?.label;
    await emulator('DELETE', 'faults');
    await eventually(async () => {
      assert.equal((await first())?.label, label);
      assert.doesNotMatch(String((await first())?.description), /as of /);
    });
    await runScripted('chooseAccounts', undefined, [{ tick: back }]);
  }, 60_000);
});
