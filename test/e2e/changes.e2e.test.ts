import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sealedEnvironment } from '../harness/environment.ts';
import { projectFolder } from '../harness/paths.ts';
import { StartedProcess } from '../harness/startedProcess.ts';
import { vscodeReleases } from '../harness/vscodeRelease.ts';
import { Clicks } from './clicks.ts';
import { openWorkbench } from './openWorkbench.ts';
import type { Workbench } from './workbench.ts';

const id = '111122223333';
const vault = 'cctv-retention';
const topic = (name: string) => `arn:aws:sns:us-east-1:${id}:${name}`;
const events = ['ArchiveRetrievalCompleted', 'InventoryRetrievalCompleted'];
const [mine, theirs] = [
  { SNSTopic: topic('vault-events'), Events: events },
  { SNSTopic: topic('ops-alerts'), Events: ['InventoryRetrievalCompleted'] },
] as const;

/** Where many vaults are, apart from the others. */
const many = { account: '444455556666', count: 24, failing: 3 } as const;
const names = Array.from({ length: many.count }, (_, index) => `bulk-${String(index).padStart(2, '0')}`);

type Vaults = Record<string, { notifications?: unknown }>;

describe.each([
  { release: vscodeReleases.current, theme: 'dark' },
  { release: vscodeReleases.oldest, theme: 'light' },
] as const)('changes in VS Code $release.version', ({ release, theme }) => {
  let workbench: Workbench;
  beforeAll(async () => {
    workbench = await openWorkbench({ release, theme });
    await vaultsOf(many.account, vaults => {
      const [bare] = Object.values(vaults).map(({ notifications: _none, ...rest }) => rest);
      for (const name of Object.keys(vaults)) delete vaults[name];
      for (const name of names) vaults[name] = { ...bare };
      vaults['as-wanted'] = {
        ...bare,
        notifications: { ...theirs, SNSTopic: theirs.SNSTopic.replace(id, many.account) },
      };
    });
    await workbench.openAccounts();
    await workbench.expand(`Emulator ${id}`, 'us-east-1', 'Vaults');
  });
  afterAll(async () => {
    await workbench?.screenshot(`changes-${theme}-end`);
    await workbench?.close();
  });

  const shot = (name: string) => workbench.screenshot(`changes-${theme}-${name}`);

  /** What the emulator holds of vaults in us-east-1; a change is made as a colleague would, by other means. */
  async function vaultsOf(account: string, change?: (vaults: Vaults) => void): Promise<Vaults> {
    const state = Object(await workbench.emulator('GET', 'state'));
    const { vaults } = state.accounts[account]['us-east-1'].glacier;
    if (change === undefined) return vaults;
    change(vaults);
    await workbench.emulator('PUT', 'state', state);
    return vaults;
  }

  const setOn = async (name: string): Promise<unknown> => (await vaultsOf(id))[name]?.notifications ?? null;
  const colleagueSets = (name: string, notifications: unknown) =>
    vaultsOf(id, vaults => {
      vaults[name] = { ...vaults[name], notifications };
    });
  const tab = (name: string | RegExp): Locator => workbench.page.getByRole('tab', { name });

  /** Puts a text in place of all that the editor in front holds. */
  async function write(value: unknown, clicks = new Clicks(workbench)): Promise<void> {
    await clicks.on('editor', workbench.page.locator('.editor-group-container.active .view-lines').last());
    await workbench.page.keyboard.press('Control+A');
    // Typed text would be indented and closed as it comes.
    const text = JSON.stringify(JSON.stringify(value, null, 2));
    await workbench.page.evaluate(`navigator.clipboard.writeText(${text})`);
    await workbench.page.keyboard.press('Control+V');
  }

  it('stop where a colleague was faster, compare, and overwrite only what was shown', async () => {
    await workbench.chooseFromMenu(workbench.treeItem(vault), 'Delete Vault Notifications…');
    await workbench.dialogText();
    await colleagueSets(vault, mine);
    await workbench.pressInDialog('Delete Vault Notifications');
    await workbench.notification('was changed in AWS in the meantime').waitFor();
    await shot('conflict');
    await workbench.pressInNotification('was changed in AWS in the meantime', 'Compare');
    await tab(/cctv-retention: conflict/).waitFor();
    await workbench.page.locator('.editor.modified .view-line', { hasText: 'vault-events' }).first().waitFor();
    await workbench.notification('was changed in AWS in the meantime').waitFor();
    await shot('conflict-compared');
    expect(await setOn(vault)).toEqual(mine);
    await workbench.pressInNotification('was changed in AWS in the meantime', 'Overwrite…');
    expect(await workbench.dialogText()).toContain('vault-events');
    await workbench.pressInDialog('Delete Vault Notifications');
    await expect.poll(() => setOn(vault), { timeout: 20_000 }).toBeNull();
  });

  it('are taken back from the history, after showing what that does', async () => {
    const row = workbench.historyItem(new RegExp(`${vault}:`)).first();
    await expect.poll(() => workbench.rowText(row), { timeout: 20_000 }).toContain('→ no notifications');
    await row.click();
    await tab(/before ↔ after/).waitFor();
    await workbench.page.locator('.editor.original .view-line', { hasText: 'SNSTopic' }).first().waitFor();
    await shot('history');
    await workbench.pressInline(row, 'Undo…');
    expect(await workbench.dialogText()).toContain('vault-events');
    await shot('undo');
    await workbench.pressInDialog('Undo');
    await expect.poll(() => setOn(vault), { timeout: 20_000 }).toEqual(mine);
  });

  // AWS is watched for half a minute then: once is enough.
  it.runIf(release === vscodeReleases.current)(
    'are not sent any more after Cancel, and what became of what was sent is told',
    async () => {
      const set = { service: 'glacier', operation: 'DeleteVaultNotifications' };
      // Its answer is lost, and AWS takes its time: without Cancel it would be sent again.
      await workbench.emulator('POST', 'faults', [
        { ...set, kind: 'latency', ms: 3_000 },
        { ...set, kind: 'reset', count: 3 },
      ]);
      await workbench.emulator('DELETE', 'requests');
      await workbench.chooseFromMenu(workbench.treeItem(vault), 'Delete Vault Notifications…');
      await workbench.pressInDialog('Delete Vault Notifications');
      await workbench.pressInNotification('writing', 'Cancel');
      await workbench.notification('already sent, can’t be cancelled; checking the outcome').waitFor();
      await shot('cancelled');
      await workbench.emulator('DELETE', 'faults');
      await workbench
        .notification('Stopped: AWS did not carry out Delete Vault Notifications')
        .waitFor({ timeout: 60_000 });
      const counts = Object(await workbench.emulator('GET', 'requests'));
      expect(counts['glacier.DeleteVaultNotifications'].count).toBe(1);
      expect(await setOn(vault)).toEqual(mine);
      await workbench.dismissNotifications();
    },
  );

  it('are made by saving a document, over what a colleague set only after asking', async () => {
    const clicks = new Clicks(workbench);
    await clicks.inMenu(vault, workbench.treeItem(vault), 'View JSON');
    await tab(`${vault}.live.json`).waitFor();
    await write({ ...mine, SNSTopic: topic('ops-alerts') }, clicks);
    await workbench.page.keyboard.press('Control+S');
    expect(await workbench.dialogText()).toContain('vault-events → ');
    await shot('save');
    await clicks.inDialog('Set Vault Notifications');
    clicks.took('Set one vault in a document');
    await expect.poll(() => setOn(vault), { timeout: 20_000 }).toMatchObject({ SNSTopic: topic('ops-alerts') });

    await write(mine);
    await colleagueSets(vault, theirs);
    await workbench.page.keyboard.press('Control+S');
    expect(await workbench.dialogText()).toContain('was changed in AWS in the meantime');
    await shot('stale-save');
    await workbench.pressInDialog('Cancel');
    await workbench.notification('Failed to save').waitFor();
    await shot('stale-save-cancelled');
    expect(await setOn(vault)).toEqual(theirs);
    await workbench.page.keyboard.press('Control+S');
    await workbench.pressInDialog('Overwrite…');
    await workbench.pressInDialog('Set Vault Notifications');
    await expect.poll(() => setOn(vault), { timeout: 20_000 }).toEqual(mine);
    await workbench.notification('Failed to save').waitFor({ state: 'hidden' });
  });

  it('that a crash left open are checked by looking', async () => {
    const request = { accountId: '-', vaultName: 'db-snapshots-orders', vaultNotificationConfig: theirs };
    const file = join(workbench.folder, 'orders.vault-notifications.json');
    await writeFile(file, JSON.stringify(request));
    const hang = { service: 'glacier', operation: 'SetVaultNotifications', kind: 'hang' };
    await workbench.emulator('POST', 'faults', [hang]);
    const args = ['apply', file, '--profile', 'production', '--region', 'us-east-1', '--yes'];
    const environment = sealedEnvironment(workbench.home);
    const killed = new StartedProcess(process.execPath, [join(projectFolder, 'dist', 'cli.js'), ...args], {
      environment,
    });
    const row = workbench.historyItem(/db-snapshots-orders:/).first();
    await expect.poll(() => workbench.rowText(row), { timeout: 20_000 }).toContain('in progress');
    await killed.stop();
    await workbench.emulator('DELETE', 'faults');
    // What was on its way is carried out after all.
    await colleagueSets('db-snapshots-orders', theirs);
    await workbench.pressInTitle('Refresh History', 'History');
    await expect.poll(() => workbench.rowText(row), { timeout: 20_000 }).toContain('outcome unknown');
    await shot('crashed');
    const clicks = new Clicks(workbench);
    await clicks.inline(row, 'Check Outcome');
    await workbench.notification('done in AWS').waitFor();
    clicks.took('Learn what became of a change after a crash');
    await expect.poll(() => workbench.rowText(row), { timeout: 20_000 }).not.toContain('unknown');
    await shot('checked');
  });

  it('of many vaults are confirmed once, tried again where they failed, and stopped at half', async () => {
    const plan = () => workbench.webview();
    const done = async () => {
      const all = await vaultsOf(many.account);
      return names.filter(name => all[name]?.notifications != null).length;
    };
    const refused = { status: 403, code: 'AccessDeniedException', message: 'Not today' };
    const set = { service: 'glacier', operation: 'SetVaultNotifications' };
    await workbench.expand(`Emulator ${id}`).then(row => row.locator('.monaco-tl-twistie').click());
    await workbench.expand(`Emulator ${many.account}`, 'us-east-1', 'Vaults');
    await expect.poll(() => workbench.rowText(workbench.treeItem('as-wanted')), { timeout: 20_000 }).toContain('→');
    await workbench.emulator('POST', 'faults', [{ ...set, ...refused, kind: 'error', count: many.failing }]);
    await workbench.chooseFromMenu(workbench.treeItem('Vaults').first(), 'Apply to Many…');
    await workbench.option('Choose topic and events…').waitFor();
    await shot('bulk-values');
    await workbench.option('ops-alerts · inventory retrieval').first().click();
    await plan().getByText('Vault bulk-00').waitFor();
    await shot('bulk-plan');
    await expect.poll(() => plan().locator('.facts').textContent()).toContain(`${many.count} new`);
    await plan()
      .getByRole('button', { name: `Set Vault Notifications: ${many.count} Changes` })
      .click();
    const [most, few] = [many.count - many.failing, many.failing];
    await workbench.notification(`${most} done, ${few} failed`).waitFor();
    await shot('bulk-failed');
    await workbench.pressInNotification(`${most} done, ${few} failed`, `Retry ${few}…`);
    await plan()
      .getByRole('button', { name: `Set Vault Notifications: ${few} Changes` })
      .click();
    await workbench.notification(`${few} done`).waitFor();
    expect(await done()).toBe(many.count);
    await workbench.historyItem(new RegExp(` ${few} Vaults`)).waitFor();

    await workbench.emulator('POST', 'faults', [
      { ...set, operation: 'DeleteVaultNotifications', kind: 'latency', ms: 700 },
    ]);
    await workbench.pressInline(workbench.historyItem(new RegExp(` ${many.count} Vaults`)).first(), 'Undo…');
    await plan()
      .getByRole('button', { name: `Undo: ${most} Changes` })
      .waitFor();
    await shot('bulk-undo-plan');
    await plan()
      .getByRole('button', { name: `Undo: ${most} Changes` })
      .click();
    const progress = workbench.notification(new RegExp(`Undo.*(?:8|9|1\\d) of ${most}`, 's'));
    await progress.waitFor();
    await shot('bulk-progress');
    await progress.getByRole('button', { name: 'Cancel' }).click();
    const end = workbench.notification(/Undo: \d+ done, \d+ skipped/);
    await end.waitFor();
    await shot('bulk-stopped');
    const [, undone = '', skipped = ''] = /(\d+) done, (\d+) skipped/.exec((await end.textContent()) ?? '') ?? [];
    expect([Number(undone) + Number(skipped), await done()]).toEqual([most, few + Number(skipped)]);
    await workbench.emulator('DELETE', 'faults');
    await workbench.dismissNotifications();
    await workbench.runCommand('View: Close All Editors');
  });

  /** Scrolls the tree until a row can be clicked. */
  const reach = async (name: string): Promise<void> => {
    await workbench.page.locator('.part.sidebar .monaco-list').first().hover();
    await workbench.page.mouse.wheel(0, -10_000);
    const end = Date.now() + 20_000;
    while (!(await workbench.treeItem(name).isVisible())) {
      if (Date.now() > end) throw new Error(`no row ${name}`);
      await workbench.page.mouse.wheel(0, 66);
      await workbench.page.waitForTimeout(60);
    }
    // Whole, and not half below the edge.
    await workbench.page.mouse.wheel(0, 44);
    await workbench.page.waitForTimeout(60);
  };

  const selectRows = async (first: string, last: string): Promise<void> => {
    await reach(first);
    await workbench.treeItem(first).click();
    await reach(last);
    await workbench.treeItem(last).click({ modifiers: ['Shift'] });
  };

  it('of twelve vaults to one topic take six clicks, the selection included', async () => {
    await vaultsOf(many.account, vaults => {
      for (const name of names) vaults[name] = { ...vaults[name], notifications: undefined };
    });
    await workbench.runCommand('AWS Notifications: Refresh All');
    await expect
      .poll(async () => Object.values(await vaultsOf(many.account)).filter(one => one.notifications != null).length)
      .toBe(1);
    const clicks = new Clicks(workbench);
    const [first, last] = [names[0] ?? '', names[11] ?? ''];
    await reach(first);
    await clicks.on(first, workbench.treeItem(first));
    await reach(last);
    await clicks.on(last, workbench.treeItem(last), { modifiers: ['Shift'] });
    await clicks.inMenu('selection', workbench.treeItem(last), 'Apply to Many…');
    await clicks.on('value', workbench.option('ops-alerts · inventory retrieval').first());
    const yes = workbench.webview().locator('.apply');
    await yes.waitFor();
    await shot('bulk-twelve');
    await clicks.on('yes', yes);
    clicks.took('Set twelve vaults to a topic');
    await workbench.notification(/Set Vault Notifications: \d+ done/).waitFor();
    const all = await vaultsOf(many.account);
    expect(names.slice(0, 12).filter(name => all[name]?.notifications == null)).toEqual([]);
    await clicks.on('Undo…', workbench.webview().getByRole('button', { name: 'Undo…' }));
    await clicks.on('yes', workbench.webview().getByRole('button', { name: 'Undo: 12 Changes' }));
    clicks.took('Undo that');
    await workbench.notification('Undo: 12 done').waitFor();
  });

  it('of twelve vaults are chosen in the form, and removed by the menu of the selection', async () => {
    const clicks = new Clicks(workbench);
    const [first, last] = [names[12] ?? '', names[23] ?? ''];
    await workbench.dismissNotifications();
    await workbench.runCommand('View: Close All Editors');
    await selectRows(first, last);
    await clicks.inMenu('selection', workbench.treeItem(last), 'Apply to Many…');
    await clicks.on('Choose topic and events…', workbench.option('Choose topic and events…'));
    const page = workbench.webview();
    await page.getByRole('option').first().waitFor();
    await shot('bulk-form');
    await clicks.on('topic', page.getByRole('option').first());
    await clicks.on('Review', page.getByRole('button', { name: 'Review' }));
    await page.locator('.apply').waitFor();
    await shot('bulk-form-plan');
    await clicks.on('yes', page.locator('.apply'));
    expect(clicks.told).toEqual(['selection', 'Apply to Many…', 'Choose topic and events…', 'topic', 'Review', 'yes']);
    await workbench.notification(/Set Vault Notifications: \d+ done/).waitFor();
    await shot('bulk-form-done');
    const set = async () => {
      const all = await vaultsOf(many.account);
      return names.slice(12).filter(name => all[name]?.notifications != null).length;
    };
    expect(await set()).toBe(12);
    await workbench.dismissNotifications();
    await workbench.runCommand('View: Close All Editors');
    await selectRows(first, last);
    await workbench.chooseFromMenu(workbench.treeItem(last), 'Delete Vault Notifications…');
    await workbench.webview().locator('.apply').click();
    await workbench.notification('Delete Vault Notifications: 12 done').waitFor();
    expect(await set()).toBe(0);
  });
});
