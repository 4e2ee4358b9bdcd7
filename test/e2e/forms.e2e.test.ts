import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Clicks } from './clicks.ts';
import { FormInWorkbench } from './formInWorkbench.ts';
import { openWorkbench } from './openWorkbench.ts';
import type { Workbench } from './workbench.ts';

const id = '111122223333';
const account = `Emulator ${id}`;
const staging = 'Emulator 444455556666';
const region = 'us-east-1';
const token = 'fcm-token-that-must-not-show-0123456789';
const shopMobile = '5f1c0d8e7b2a49368e4d1f6a0b9c7d52';
const fieldService = '0c9e4a7b2d6f48159b3e7d1a5c8f2e60';

describe('the form', () => {
  let workbench: Workbench;
  let form: FormInWorkbench;
  beforeAll(async () => {
    workbench = await openWorkbench();
    form = new FormInWorkbench(workbench);
    await workbench.openAccounts();
  });
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await workbench.screenshot(`form-failed-${task.name.replaceAll(/\W+/g, '-')}`);
    await workbench.runCommand('View: Close All Editors');
  });
  afterAll(() => workbench?.close());

  /** A part of the emulator's state, by its path. */
  const state = async (...path: readonly string[]): Promise<unknown> => {
    let at: unknown = Object(await workbench.emulator('GET', 'state')).accounts;
    for (const step of path) at = Object(at)[step];
    return at;
  };
  const vault = (name: string) => state(id, region, 'glacier', 'vaults', name, 'notifications');
  const stream = (name: string) => state(id, region, 'pinpoint', 'apps', name, 'eventStream');
  const hubs = async () => Object.keys(Object(await state('444455556666', region, 'notifications', 'hubs')));
  const registrations = async () => JSON.stringify(await state(id, region, 'connect'));

  /** Lets a minute pass in the emulator once so many hubs were asked for: they take that long to come. */
  const settled = async (count: number) => {
    for (;;) {
      const asked = Object(await workbench.emulator('GET', 'requests'))['notifications.RegisterNotificationHub'];
      if ((asked?.count ?? 0) >= count) break;
      await workbench.page.waitForTimeout(100);
    }
    await workbench.emulator('POST', 'clock', { advanceSeconds: 60 });
  };

  /** Closes a group of rows, so that those below it are in sight. */
  const fold = async (label: string) => {
    const row = workbench.treeItem(label, 3).first();
    if ((await row.getAttribute('aria-expanded')) === 'true') await row.locator('.monaco-tl-twistie').click();
  };

  /** Types into the quick input and accepts what it leads to. */
  const accept = async (text: string) => {
    await form.type(text);
    await workbench.option(text).and(workbench.page.locator('.focused')).waitFor();
    await form.press('Enter');
  };

  /** Resolves when the quick input asks something else than before; gives what. */
  const nextQuestion = async (before: string): Promise<string> => {
    const title = workbench.page.locator('.quick-input-widget .quick-input-title');
    const read = async () => ((await title.isVisible()) ? (await title.allInnerTexts()).join('') : '');
    await expect.poll(read, { timeout: 20_000 }).toSatisfy(text => text !== '' && text !== before);
    return read();
  };

  /** Opens a form from the palette with the keyboard alone: each answer is typed and accepted. */
  const openByKeyboard = async (...answers: readonly string[]) => {
    await form.press('F1');
    await workbench.page.locator('.quick-input-widget').waitFor();
    await accept('AWS Notifications: Open in Form…');
    let question = '';
    for (const answer of answers) {
      question = await nextQuestion(question);
      await accept(answer);
    }
    await form.ready();
  };

  /** Reviews and applies with the keyboard alone. */
  const applyByKeyboard = async () => {
    await form.tabTo('Review');
    await form.press('Enter');
    await form.button('Apply').waitFor();
    await form.tabTo('Apply');
    await form.press('Enter');
  };

  it('finds the vaults that notify nobody', async () => {
    const vaults = await workbench.expand(account, region, 'Vaults');
    // Where they lead is looked at last: VS Code reads the rows anew then, and knows none of them meanwhile.
    await expect.poll(() => workbench.rowText(vaults), { timeout: 20_000 }).toContain('with warnings');
    const clicks = new Clicks(workbench);
    await clicks.inTitle('Filter Accounts…');
    await clicks.on('No notifications', workbench.option('No notifications'));
    clicks.took('Find the vaults that notify nobody');
    await workbench.treeItem('cctv-retention').waitFor({ state: 'hidden' });
    await workbench.treeItem('email-journal').waitFor();
    await workbench.pressInTitle('Clear Filter');
    await workbench.treeItem('cctv-retention').waitFor();
  });

  it('sets vault notifications by mouse', async () => {
    await workbench.expand(account, region, 'Vaults');
    const clicks = new Clicks(workbench);
    await clicks.inMenu('row', workbench.treeItem('email-journal'), 'Open in Form…');
    // The list is open, and every event is ticked.
    await clicks.on('topic', form.content.getByRole('option', { name: 'vault-events' }).first());
    await clicks.on('Review', form.button('Review'));
    await form.button('Apply').waitFor();
    await workbench.screenshot('form-vault-review');
    await clicks.on('Apply', form.button('Apply'));
    clicks.took('Set one vault in its form');
    expect(await form.outcome()).toContain('Notifications set for vault');
    expect(await vault('email-journal')).toEqual({
      SNSTopic: `arn:aws:sns:${region}:${id}:vault-events`,
      Events: ['ArchiveRetrievalCompleted', 'InventoryRetrievalCompleted'],
    });
  });

  it('sets vault notifications by the menu alone, in as many clicks', async () => {
    const name = 'finance-ledger-2013';
    const clicks = new Clicks(workbench);
    await clicks.inMenu('row', workbench.treeItem(name), 'Set Vault Notifications…');
    await clicks.on('topic', workbench.option('vault-events').first());
    await clicks.on('events', workbench.page.locator('.quick-input-widget').getByRole('button', { name: 'OK' }));
    await workbench.dialogText();
    await workbench.screenshot('menu-vault-confirm');
    const yes = workbench.page.locator('.monaco-dialog-box').getByRole('button', { name: 'Set Vault Notifications' });
    await clicks.on('yes', yes);
    clicks.took('Set one vault by its menu');
    const said = workbench.notification('Notifications set for vault');
    await said.waitFor();
    await workbench.screenshot('menu-vault-done');
    expect(await vault(name)).toMatchObject({ SNSTopic: expect.stringMatching(/:vault-events$/) });
    await said.getByRole('button', { name: 'Undo' }).click();
    expect(await workbench.dialogText()).toContain('Undo in');
    await workbench.pressInDialog('Undo');
    await expect.poll(() => vault(name), { timeout: 20_000 }).toBeFalsy();
  });

  it('sets vault notifications by keyboard', async () => {
    await openByKeyboard('Set Vault Notifications', account, region, 'finance-ledger-2013');
    await form.tabTo('Topic (SNSTopic)');
    await form.type('vault-ev');
    await form.content.getByRole('option', { name: 'vault-events' }).first().waitFor();
    await form.press('ArrowDown', 'Enter');
    await form.tabTo('InventoryRetrievalCompleted');
    await form.press('Space');
    await applyByKeyboard();
    expect(await form.outcome()).toContain('Notifications set for vault');
    expect(await vault('finance-ledger-2013')).toEqual({
      SNSTopic: `arn:aws:sns:${region}:${id}:vault-events`,
      Events: ['ArchiveRetrievalCompleted'],
    });
  });

  it('shows a conflict, and sets what is wanted only after another review', async () => {
    const clicks = new Clicks(workbench);
    await clicks.inMenu('row', workbench.treeItem('cctv-retention'), 'Open in Form…');
    await clicks.on('event', form.checkbox('InventoryRetrievalCompleted'));
    await clicks.on('Review', form.button('Review'));
    await form.button('Apply').waitFor();
    const all = Object(await workbench.emulator('GET', 'state'));
    const theirs = `arn:aws:sns:${region}:${id}:theirs`;
    all.accounts[id][region].glacier.vaults['cctv-retention'].notifications.SNSTopic = theirs;
    await workbench.emulator('PUT', 'state', all);
    await clicks.on('Apply', form.button('Apply'));
    const said = await form.outcome();
    expect(said).toContain('was changed in AWS');
    expect(said).toContain(theirs);
    await workbench.screenshot('form-conflict');
    await clicks.on('Overwrite…', form.button('Overwrite…'));
    await clicks.on('Apply', form.button('Apply'));
    await clicks.inDialog('Set Vault Notifications');
    clicks.took('Set a vault over what a colleague set meanwhile');
    await form.content.getByText('Notifications set for vault').waitFor();
    expect(JSON.stringify(await vault('cctv-retention'))).not.toContain(theirs);
  });

  it('puts an event stream by mouse', async () => {
    await fold('Vaults');
    await workbench.expand(account, region, 'Pinpoint Apps');
    const clicks = new Clicks(workbench);
    await clicks.inMenu('row', workbench.treeItem('shop-mobile'), 'Open in Form…');
    for (const [field, value] of [
      ['DestinationStreamArn', 'clickstream'],
      ['RoleArn', 'pinpoint-events'],
    ] as const) {
      await clicks.on(field, form.content.getByRole('combobox', { name: field }));
      await clicks.on(value, form.content.getByRole('option', { name: value }).first());
    }
    await clicks.on('Review', form.button('Review'));
    await clicks.on('Apply', form.button('Apply'));
    clicks.took('Lead an event stream elsewhere');
    expect(await form.outcome()).toContain('Event stream set for app');
    expect(JSON.stringify(await stream(shopMobile))).toContain('stream/clickstream');
  });

  it('puts an event stream by keyboard', async () => {
    await openByKeyboard('Set Event Stream', account, region, 'field-service');
    await form.tabTo('Stream (DestinationStreamArn)');
    await form.press('Control+A');
    await form.type('clickstr');
    await form.content.getByRole('option', { name: 'clickstream' }).first().waitFor();
    await form.press('ArrowDown', 'Enter');
    await applyByKeyboard();
    expect(await form.outcome()).toContain('Event stream set');
    expect(JSON.stringify(await stream(fieldService))).toContain('stream/clickstream');
  });

  it('registers a device by mouse', async () => {
    await fold('Pinpoint Apps');
    await workbench.expand(account, region, 'Connect Instances');
    const clicks = new Clicks(workbench);
    await clicks.inMenu('row', workbench.treeItem('example-support'), 'Open in Form…');
    // The list is open.
    await clicks.on('application', form.content.getByRole('option', { name: 'shop-mobile' }).first());
    const type = form.selection('DeviceType');
    await clicks.on('type', type);
    await clicks.on('GCM', type.getByRole('option', { name: 'GCM', exact: true }));
    for (const [field, text] of [
      ['Device token (DeviceToken)', token],
      ['Contact (ContactId)', 'contact-by-mouse'],
    ] as const) {
      await clicks.on(field, form.input(field));
      await form.input(field).fill(text);
    }
    await clicks.on('Review', form.button('Review'));
    await form.button('Apply').waitFor();
    await workbench.screenshot('form-registration-review');
    expect(await form.content.locator('body').innerHTML()).not.toContain(token);
    await clicks.on('Apply', form.button('Apply'));
    expect(await form.outcome()).toContain('Push registration created');
    expect(await registrations()).toContain('contact-by-mouse');
    await clicks.on('Undo', form.button('Undo'));
    await clicks.inDialog('Undo');
    clicks.took('Register a device, and take that back');
    await expect.poll(registrations, { timeout: 20_000 }).not.toContain('contact-by-mouse');
  });

  it('registers a device by keyboard, and keeps all but the token over a reload of the window', async () => {
    await openByKeyboard('Create Push Notification Registration', account, region, 'example-support');
    await form.tabTo('Application (PinpointAppArn)');
    await form.type('shop-mob');
    await form.content.getByRole('option', { name: 'shop-mobile' }).first().waitFor();
    await form.press('ArrowDown', 'Enter');
    await form.tabTo('Device type (DeviceType)');
    await form.press('Space', 'ArrowDown', 'Enter');
    await form.tabTo('Device token (DeviceToken)');
    await form.type(token);
    await form.tabTo('Contact (ContactId)');
    await form.type('contact-by-keyboard');
    await workbench.page.waitForTimeout(500);
    const before = await form.json();
    await Promise.all([workbench.page.waitForEvent('load'), workbench.runCommand('Developer: Reload Window')]);
    await form.ready();
    await expect.poll(() => form.json()).toBe(before);
    expect(before).toContain('"DeviceToken": "${secret:DeviceToken}"');
    expect(await form.content.locator('vscode-textfield[type="password"] input').inputValue()).toBe('');
    await form.content.locator('h1').click();
    await form.tabTo('Device token (DeviceToken)');
    await form.type(token);
    await applyByKeyboard();
    expect(await form.outcome()).toContain('Push registration created');
    expect(await registrations()).toContain('contact-by-keyboard');
  });

  it('registers a hub by mouse', async () => {
    await workbench.openAccounts();
    // Until this account's hubs are there, those of another one would be the only ones.
    await workbench.pressInTitle('Collapse All');
    await workbench.treeItem('Notification Hubs').first().waitFor({ state: 'hidden' });
    await workbench.expand(staging);
    await workbench.chooseFromMenu(workbench.treeItem('Notification Hubs'), 'Open in Form…');
    await form.content.getByText('444455556666').first().waitFor();
    await form.pick('notificationHubRegion', 'eu-west-1');
    await Promise.all([form.reviewAndApply(), settled(1)]);
    expect(await form.outcome()).toContain('Notification hub registered');
    expect(await hubs()).toContain('eu-west-1');
  });

  it('registers a hub by keyboard', async () => {
    await openByKeyboard('Register Notification Hub', staging);
    await form.tabTo('Region (notificationHubRegion)');
    await form.type('eu-central-1');
    await form.press('Escape');
    await Promise.all([applyByKeyboard(), settled(2)]);
    expect(await form.outcome()).toContain('Notification hub registered');
    expect(await hubs()).toContain('eu-central-1');
  });

  it('exchanges a hub for a fourth one', async () => {
    await workbench.runCommand('View: Close All Editors');
    const clicks = new Clicks(workbench);
    await clicks.inMenu('group', workbench.treeItem('Notification Hubs'), 'Register Notification Hub…');
    await workbench.typeInput('ap-northeast-1');
    await clicks.on('Region', workbench.option('ap-northeast-1').first());
    await clicks.on('Exchange Hubs…', workbench.page.getByRole('button', { name: 'Exchange Hubs…' }));
    await clicks.on('the one to go', workbench.option('eu-central-1'));
    const passing = setInterval(() => void workbench.emulator('POST', 'clock', { advanceSeconds: 60 }), 500);
    try {
      await clicks.inDialog('Exchange Hubs');
      clicks.took('Register a fourth hub');
      await expect
        .poll(async () => (await hubs()).toSorted(), { timeout: 60_000 })
        .toEqual(['ap-northeast-1', 'eu-west-1', 'us-east-1']);
      await workbench.historyItem(/Exchanged hubs: eu-central-1 → ap-northeast-1/).waitFor({ timeout: 60_000 });
    } finally {
      clearInterval(passing);
    }
  });
});
