import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { walkthroughSteps } from '../../src/host/manifest/walkthrough.ts';
import { openWorkbench } from '../e2e/openWorkbench.ts';
import type { Workbench } from '../e2e/workbench.ts';
import { vscodeReleases } from '../harness/vscodeRelease.ts';
import { type Hands, keyboard, mouse } from './hands.ts';

const by = { mouse, keyboard };
const { current, oldest } = vscodeReleases;

describe.each([
  { release: current, how: 'mouse', theme: 'light' },
  { release: current, how: 'keyboard', theme: 'dark' },
  { release: oldest, how: 'mouse', theme: 'dark' },
  { release: oldest, how: 'keyboard', theme: 'light' },
] as const)('a newcomer without an account, by $how in VS Code $release.version', ({ release, how, theme }) => {
  let workbench: Workbench;
  let hands: Hands;
  beforeAll(async () => {
    // VS Code gives a step the focus only once it has moved into place: quick hands are somewhere else by then.
    const settings = { 'workbench.reduceMotion': 'on' };
    workbench = await openWorkbench({ release, seed: null, theme, settings });
    hands = by[how](workbench.page);
  });
  afterAll(async () => {
    await workbench?.screenshot(`walkthrough-${release.label}-${how}-${theme}`);
    await workbench?.close();
  });
  const report = () => workbench.webview();
  const step = (id: string): Locator => {
    const title = walkthroughSteps.find(one => one.id === id)?.title ?? '';
    return workbench.page.locator('.getting-started-step', { hasText: title });
  };
  const dialogButton = (name: string) =>
    workbench.page.locator('.monaco-dialog-box').getByRole('button', { name, exact: true });

  /** Opens a step unless it is, and presses its button if it has one. */
  async function take(id: string): Promise<void> {
    const isOpen = async () => (await step(id).getAttribute('aria-expanded')) === 'true';
    if (!(await isOpen())) await hands.press(step(id));
    await expect.poll(isOpen).toBe(true);
    await hands.press(step(id).locator('.monaco-button'));
  }

  it('is led from the empty view to an emulator', async () => {
    await hands.openAccounts();
    const isOpen = () =>
      step('start')
        .waitFor({ timeout: 3_000 })
        .then(
          () => true,
          () => false,
        );
    // VS Code shows its own tour where it does not know ours yet: 1.104 takes five seconds where it reaches no network.
    for (let tries = 3; tries > 0; tries -= 1) {
      await hands.press(workbench.page.getByText('Take the five-minute tour'));
      if (await isOpen()) break;
      if (how === 'keyboard') await hands.openAccounts();
    }
    await step('start').waitFor();
    await take('start');
    await workbench.treeItem('Emulator 111122223333').waitFor();
    await take('look');
  });

  it('finds a broken chain', async () => {
    await take('ask');
    await report().getByRole('button', { name: 'Check Again' }).waitFor();
    const open = report().locator('details[open]', { hasText: 'Vault cctv-retention' });
    await open.getByText('Glacier is not allowed to publish to ops-alerts.').first().waitFor();
  });

  it('mends it', async () => {
    await hands.press(report().getByRole('button', { name: 'Add Statement…' }).first());
    await hands.press(dialogButton('Set Topic Policy'));
    await report().getByText('Glacier is allowed to publish to ops-alerts.').waitFor();
  });

  it('takes that back', async () => {
    await hands.goTo(workbench.page.getByRole('tab', { name: /^(?:Welcome|Walkthrough)/ }));
    await take('undo');
    await hands.chooseFirst();
    await hands.press(dialogButton('Undo'));
    await expect.poll(() => workbench.historyItem(/Policy set on topic/).count()).toBe(2);
  });

  it('has every step ticked off', async () => {
    const ticked = workbench.page.locator('.getting-started-step[aria-checked=true]');
    await expect.poll(() => ticked.count()).toBe(walkthroughSteps.length);
  });
});
