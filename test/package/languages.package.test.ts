import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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

describe('a person whose language is none', () => {
  let workbench: Workbench;
  let names: ReadonlySet<string>;
  beforeAll(async () => {
    workbench = await openWorkbench({ pseudo: true, theme: 'light' });
    const state = JSON.stringify(await workbench.emulator('GET', 'state'));
    names = new Set(state.match(/[\p{L}_][\p{L}\p{N}_.-]*/gu));
    await workbench.page.getByRole('tab', { name: 'AWS Notifications' }).click();
  });
  afterAll(async () => {
    await workbench?.screenshot('pseudo-language');
    await workbench?.close();
  });
  const texts = (selector: string) => workbench.page.locator(selector).allInnerTexts();

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
});

async function expandInSideBar(workbench: Workbench, label: string, level: number): Promise<void> {
  const row = workbench.page.locator(`.sidebar [role="treeitem"][aria-level="${level}"]`, { hasText: label }).first();
  await row.waitFor();
  if ((await row.getAttribute('aria-expanded')) !== 'true') await row.locator('.monaco-tl-twistie').click();
}
