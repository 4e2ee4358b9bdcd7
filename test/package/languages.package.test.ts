import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { english } from '../../src/core/model/translate.ts';
import { commandRows } from '../../src/host/manifest/commands.ts';
import { openWorkbench } from '../e2e/openWorkbench.ts';
import type { Workbench } from '../e2e/workbench.ts';
import { pseudo } from '../harness/pseudoLanguage.ts';

const account = pseudo('Emulator {0}').replace('{0}', '111122223333');

/** Words that are the same in every language: names of ours and of AWS, and words of AWS's API. */
const NAMES = /^(?:AWS|Notifications?|Explorer|for|ACTIVE|REGISTERING|ARN|CLI|JSON|KMS|SNS|SQS)$/;

/**
 * What of some texts is not translated: words outside the marks that are neither names in AWS nor those in `NAMES`. What
 * stands between marks came from a translation, values and all.
 */
function untranslated(texts: readonly string[], names: ReadonlySet<string>): readonly string[] {
  return texts.filter(text => {
    // The ids of rules are their names.
    let bare = text.replaceAll(/\b[a-z-]+\/[a-z-]+\b/g, ' ');
    for (let before = ''; before !== bare; ) {
      before = bare;
      bare = bare.replaceAll(/⟦[^⟦⟧]*⟧/g, ' ');
    }
    const words = bare.match(/[\p{L}_][\p{L}\p{N}_.-]*/gu) ?? [];
    return words.some(word => word.length > 2 && !NAMES.test(word) && !names.has(word));
  });
}

/** Every text of a page, those for screen readers and of placeholders too, also in the parts that draw themselves. */
const textsOf = (body: Locator): Promise<readonly string[]> =>
  body.evaluate(root => {
    const found = new Set<string>();
    const visit = (given: unknown): void => {
      const node = Object(given);
      if (node.nodeType === node.TEXT_NODE) found.add(node.textContent);
      // What is edited there, and what is there to copy, is the person's own and AWS's.
      if (/^(?:SCRIPT|STYLE|PRE|CODE)$/.test(node.tagName) || node.classList?.contains('cm-editor')) return;
      for (const name of ['aria-label', 'placeholder', 'title']) found.add(node.getAttribute?.(name) ?? '');
      for (const child of [...node.childNodes, ...(node.shadowRoot?.childNodes ?? [])]) visit(child);
    };
    visit(root);
    return [...found].filter(text => /\p{L}/u.test(text));
  });

/** Texts that do not fit where they stand: what is too long for a part that hides the rest, or for the page. */
const cutOff = (body: Locator): Promise<readonly string[]> =>
  body.evaluate(root => {
    const found: string[] = [];
    const visit = (given: unknown): void => {
      const element = Object(given);
      if (element.classList.contains('cm-editor')) return;
      const { overflowX } = element.ownerDocument.defaultView.getComputedStyle(element);
      const hides = overflowX === 'hidden' || overflowX === 'clip';
      const isSeen = element.clientWidth > 1 && element.clientHeight > 1;
      if (hides && isSeen && element.scrollWidth > element.clientWidth + 1) found.push(element.textContent.trim());
      for (const child of [...element.children, ...(element.shadowRoot?.children ?? [])]) visit(child);
    };
    visit(root);
    const page = Object(root).ownerDocument.documentElement;
    const texts = found.filter(text => text !== '');
    return page.scrollWidth > page.clientWidth + 1 ? [...texts, 'the page itself'] : texts;
  });

/** Documents with mistakes, told by their names. */
const documents = {
  'tapes.vault-notifications.json': JSON.stringify({ SNSTopic: 'nowhere', Events: ['Never'], Topic: 1 }),
  'all.notifications.json': JSON.stringify({ accounts: { prod: { notificationHubs: ['nowhere-1'], region: {} } } }),
  'shop.event-stream.json': JSON.stringify({ DestinationStreamArn: 'arn:aws:s3:::shop' }),
};

describe('a person whose language is none', () => {
  let workbench: Workbench;
  let names: ReadonlySet<string>;
  beforeAll(async () => {
    workbench = await openWorkbench({ pseudo: true, theme: 'light', files: documents });
    const state = JSON.stringify(await workbench.emulator('GET', 'state'));
    names = new Set(state.match(/[\p{L}_][\p{L}\p{N}_.-]*/gu));
    await workbench.page.getByRole('tab', { name: 'AWS Notifications' }).click();
  });
  afterAll(async () => {
    await workbench?.screenshot('pseudo-language');
    await workbench?.close();
  });
  const texts = (selector: string) => workbench.page.locator(selector).allInnerTexts();
  /** A view by its place: its header is translated too. */
  const rows = (view: number) => workbench.page.locator('.sidebar .pane').nth(view).getByRole('treeitem');
  const vault = () => rows(0).filter({ has: workbench.page.locator('.label-name', { hasText: /^cctv-retention$/ }) });
  const shown = () => workbench.webview().locator('body');
  const button = (label: string) => workbench.webview().getByRole('button', { name: pseudo(label) });

  it('reads the tree and its notices in it', async () => {
    await expandInSideBar(workbench, account, 1);
    await expandInSideBar(workbench, 'us-east-1', 2);
    await expandInSideBar(workbench, pseudo('Vaults'), 3);
    await expect.poll(() => texts('.sidebar .label-name')).toContain('cctv-retention');
    await expect.poll(() => texts('.sidebar .label-description')).not.toContain(pseudo('reading…'));
    const said = [
      ...(await texts('.sidebar .label-name')),
      ...(await texts('.sidebar .label-description')),
      ...(await texts('.sidebar .pane-header .title')),
    ];
    expect(untranslated(said, names)).toEqual([]);
    expect(said.filter(text => text.includes('⟦')).length).toBeGreaterThan(5);
  });

  it('finds every command under its translated title', async () => {
    await workbench.page.keyboard.press('F1');
    await workbench.typeInput('>AWS Notifications: ');
    // Below each title VS Code writes what it is in English.
    const titles = workbench.page.locator('.quick-input-list-rows > .quick-input-list-row:first-child .label-name', {
      hasText: /^AWS Notifications:/,
    });
    await expect.poll(() => titles.count()).toBeGreaterThan(5);
    expect(untranslated(await titles.allInnerTexts(), names)).toEqual([]);
    await workbench.page.keyboard.press('Escape');
  });

  it('sees a form in it, and nothing of it cut off in a narrow editor', async () => {
    await workbench.chooseFromMenu(vault(), pseudo(commandRows.openForm.title(english)));
    await workbench.webview().locator('vscode-checkbox[aria-label="InventoryRetrievalCompleted"]').click();
    await button('Review').click();
    await button('Apply').waitFor();
    await workbench.screenshot('pseudo-form');
    expect(untranslated(await textsOf(shown()), names)).toEqual([]);
    expect(await cutOff(shown())).toEqual([]);
    await workbench.resizeSideBar(900);
    await workbench.screenshot('pseudo-form-narrow');
    expect(await cutOff(shown())).toEqual([]);
    await workbench.resizeSideBar(330);
    await workbench.runCommand('View: Close All Editors');
  });

  it('fills in and reads a plan of many changes in it, and nothing of it cut off', async () => {
    const vaults = rows(0)
      .filter({ hasText: pseudo('Vaults') })
      .first();
    await workbench.chooseFromMenu(vaults, pseudo(commandRows.applyToMany.title(english)));
    await workbench.option(pseudo('Choose topic and events…')).click();
    await workbench.webview().getByRole('option').first().click();
    await button('Review').click();
    await workbench.webview().locator('.apply').waitFor();
    await workbench.screenshot('pseudo-plan');
    expect(untranslated(await textsOf(shown()), names)).toEqual([]);
    expect(await cutOff(shown())).toEqual([]);
    await workbench.runCommand('View: Close All Editors');
  });

  it('is told of problems in documents in it', async () => {
    for (const file of Object.keys(documents)) await workbench.openFile(file);
    await workbench.runCommand('Problems: Focus on Problems View');
    const details = workbench.page.locator('.markers-panel .marker-message-details-container');
    const told = () => details.allInnerTexts();
    await expect.poll(async () => (await told()).length).toBeGreaterThan(1);
    await workbench.screenshot('pseudo-problems');
    // Behind a message stand who says it, its rule's id and the place: those are names.
    const messages = (await told()).map(text => text.split('\n')[0] ?? '');
    expect(untranslated(messages, names)).toEqual([]);
    await workbench.runCommand('View: Close All Editors');
  });

  it('reads a report, a question and the History in it', async () => {
    await workbench.chooseFromMenu(vault(), pseudo(commandRows.preflight.title(english)));
    await button('Check Again').waitFor();
    await workbench.screenshot('pseudo-report');
    expect(untranslated(await textsOf(shown()), names)).toEqual([]);
    expect(await cutOff(shown())).toEqual([]);
    await button('Add Statement…').click();
    expect(untranslated((await workbench.dialogText()).split('\n'), names)).toEqual([]);
    await workbench.screenshot('pseudo-question');
    await workbench.pressInDialog(pseudo('Set Topic Policy'));
    const change = rows(1).filter({ hasText: 'ops-alerts' });
    await change.waitFor();
    expect(untranslated([await workbench.rowText(change)], names)).toEqual([]);
  });
});

async function expandInSideBar(workbench: Workbench, label: string, level: number): Promise<void> {
  const row = workbench.page.locator(`.sidebar [role="treeitem"][aria-level="${level}"]`, { hasText: label }).first();
  await row.waitFor();
  if ((await row.getAttribute('aria-expanded')) !== 'true') await row.locator('.monaco-tl-twistie').click();
}
