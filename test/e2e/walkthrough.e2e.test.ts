import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWorkbench } from './openWorkbench.ts';
import type { Workbench } from './workbench.ts';

describe('a newcomer without an account', () => {
  let workbench: Workbench;
  beforeAll(async () => {
    workbench = await openWorkbench({ seed: null, theme: 'light' });
    await workbench.openAccounts();
  });
  afterAll(() => workbench?.close());
  const step = (title: string) => workbench.page.locator('.getting-started-step', { hasText: title });
  const report = () => workbench.webview();

  /** Opens a step, and presses its button: forced, since the step is a button around it. */
  async function take(title: string, button: string): Promise<void> {
    const isOpen = async () => (await step(title).getAttribute('aria-expanded')) === 'true';
    const open = async () =>
      (await isOpen()) ||
      (await step(title)
        .press('Enter')
        .then(() => false));
    await expect.poll(open, { interval: 700, timeout: 20_000 }).toBe(true);
    await step(title).locator('.monaco-button', { hasText: button }).click({ force: true });
  }

  it('is led from the empty view to an emulator', async () => {
    await workbench.page.getByText('Take the five-minute tour').click();
    await step('Start a local AWS').waitFor();
    await workbench.screenshot('walkthrough-light');
    await take('Start a local AWS', 'Start Local Emulator');
    await workbench.treeItem('Emulator 111122223333').waitFor();
    await take('See what notifies whom', 'Show Accounts');
  });

  it('finds a broken chain, mends it, and takes that back', async () => {
    await take('Find out why nothing arrives', 'Why Is Nothing Arriving?');
    await report().getByRole('button', { name: 'Check Again' }).waitFor();
    // The gravest row is open: this one, once the hub above it has registered.
    const vault = report().locator('details', { hasText: 'Vault cctv-retention' });
    if ((await vault.getAttribute('open')) === null) await vault.locator('summary').click();
    await report().getByRole('button', { name: 'Add Statement…' }).click();
    await workbench.pressInDialog('Set Topic Policy');
    await report().getByText('Glacier is allowed to publish to ops-alerts.').waitFor();
    await workbench.pressInline(workbench.historyItem(/Policy set on topic/), 'Undo…');
    await workbench.pressInDialog('Undo');
    await expect.poll(() => workbench.historyItem(/Policy set on topic/).count()).toBe(2);
  });

  it('has every step ticked off', async () => {
    await workbench.page.getByRole('tab', { name: /^Welcome/ }).click();
    await expect.poll(() => workbench.page.locator('.getting-started-step[aria-checked=true]').count()).toBe(5);
    await workbench.screenshot('walkthrough-done-light');
  });
});
