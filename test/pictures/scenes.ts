import { cp, mkdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { FormInWorkbench } from '../e2e/formInWorkbench.ts';
import { openWorkbench, type WorkbenchOptions } from '../e2e/openWorkbench.ts';
import type { Workbench } from '../e2e/workbench.ts';
import { cacheFolder, projectFolder } from '../harness/paths.ts';

const account = 'Emulator 111122223333';
const region = 'us-east-1';

/** A walk that takes pictures, into a folder like the project's. */
type Scene = (folder: string) => Promise<void>;

/** Takes a picture of a window. */
type Take = (file: string) => Promise<void>;

/** Has something done in a window of its own, once every hub of the demo has registered. */
async function inWindow(options: WorkbenchOptions, work: (workbench: Workbench, take: Take) => Promise<void>) {
  const workbench = await openWorkbench({ theme: 'dark', ...options });
  const { page } = workbench;
  const kind = (file: string) =>
    file.endsWith('.jpg') ? ({ type: 'jpeg', quality: 45 } as const) : ({ type: 'png' } as const);
  await workbench.emulator('POST', 'clock', { advanceSeconds: 1200 });
  await workbench.openAccounts();
  await workbench.treeItem(account).waitFor();
  await work(workbench, async path => {
    await mkdir(dirname(path), { recursive: true });
    await page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
    await page.screenshot({ path, animations: 'disabled', ...kind(path) });
  });
  await workbench.close();
}

async function openVaults(workbench: Workbench): Promise<void> {
  await workbench.expand(account, region, 'Vaults');
  await workbench.treeItem('cctv-retention').waitFor();
  await workbench.page.getByText('reading…').first().waitFor({ state: 'detached' });
}

/** Asks why nothing arrives at what a row stands for: unless told otherwise at a vault whose topic Glacier may not publish to. */
async function ask(workbench: Workbench, row = 'cctv-retention'): Promise<void> {
  await workbench.chooseFromMenu(workbench.treeItem(row), 'Why Is Nothing Arriving?');
  await workbench.webview().getByRole('button', { name: 'Check Again' }).waitFor();
}

/** Adds the statement that lacks, with a look at the question. */
async function mend(workbench: Workbench, look: () => Promise<void> = async () => undefined): Promise<void> {
  await workbench.webview().getByRole('button', { name: 'Add Statement…' }).click();
  await workbench.page.locator('.monaco-dialog-box').waitFor();
  await look();
  await workbench.pressInDialog('Set Topic Policy');
  await workbench.webview().getByText('Glacier is allowed to publish to ops-alerts.').waitFor();
}

/** What is shipped is small. */
const walkthrough: Scene = folder =>
  inWindow({ size: { width: 900, height: 560 } }, async (workbench, take) => {
    const step = (name: string) => take(join(folder, 'media', 'walkthrough', `${name}.jpg`));
    await workbench.resizeSideBar(330);
    // The edge that was dragged is lit while the pointer is on it.
    await workbench.page.mouse.move(600, 300);
    await step('start');
    await openVaults(workbench);
    await step('look');
    await ask(workbench);
    await step('ask');
    await mend(workbench, () => step('mend'));
    await workbench.historyItem(/ops-alerts/).hover();
    await step('undo');
  });

const onPage = (folder: string, name: string) => join(folder, 'docs', 'images', `${name}-dark.png`);

const reports: Scene = folder =>
  inWindow({ size: { width: 1280, height: 800 } }, async (workbench, take) => {
    await workbench.resizeSideBar(420);
    await openVaults(workbench);
    await workbench.treeItem('db-snapshots-orders').click();
    await workbench.page.getByRole('tab', { name: 'db-snapshots-orders.jsonc' }).waitFor();
    await take(onPage(folder, 'accounts'));
    await workbench.runCommand('View: Close All Editors');
    await ask(workbench, account);
    await take(onPage(folder, 'preflight'));
    await mend(workbench);
    await workbench.dismissNotifications();
    await workbench.historyItem(/ops-alerts/).click();
    await workbench.page.getByRole('tab', { name: 'before ↔ after' }).waitFor();
    await workbench
      .historyItem(/ops-alerts/)
      .locator('.monaco-tl-twistie')
      .click();
    await workbench.historyItem(/^Statement 2/).waitFor();
    await take(onPage(folder, 'history'));
  });

const form: Scene = folder =>
  inWindow({ size: { width: 1280, height: 1100 } }, async (workbench, take) => {
    await openVaults(workbench);
    await workbench.chooseFromMenu(workbench.treeItem('email-journal'), 'Open in Form…');
    const opened = new FormInWorkbench(workbench);
    await opened.pick('SNSTopic', 'vault-events');
    await opened.button('Review').click();
    await opened.button('Apply').scrollIntoViewIfNeeded();
    await take(onPage(folder, 'form'));
  });

const lint: Scene = async folder => {
  const file = 'vaults.tf';
  const text = await readFile(join(projectFolder, 'test', 'harness', 'demoWorkspace', file), 'utf8');
  await inWindow({ size: { width: 1280, height: 800 }, files: { [file]: text } }, async workbench => {
    await workbench.openFile(file);
    await workbench.squiggles().first().waitFor();
    await workbench.goToNextProblem();
    await workbench.quickFix('Rename to notification_hub_region', 'picture-lint');
    // Taken while the list is open: it closes with whatever else is pressed.
    await cp(join(cacheFolder, 'screenshots', 'picture-lint.png'), onPage(folder, 'lint'));
  });
};

/** All walks: together they take every picture of the README, of docs/ and of the walkthrough. */
export const scenes: Readonly<Record<string, Scene>> = { walkthrough, reports, form, lint };
