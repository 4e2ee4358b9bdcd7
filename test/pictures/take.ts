/**
 * `npm run pictures`: takes the pictures of the walkthrough in a real VS Code on the demo's emulator, as a person who follows it
 * sees them. They are shipped, so they are small. Needs the packed extension: `npm run package` first.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { openWorkbench } from '../e2e/openWorkbench.ts';
import { projectFolder } from '../harness/paths.ts';

const account = 'Emulator 111122223333';
const folder = join(projectFolder, 'media', 'walkthrough');

/** Of the window, so that no edge of an editor is cut. */
const size = { width: 900, height: 560 };

async function follow(): Promise<void> {
  const workbench = await openWorkbench({ theme: 'dark', size });
  const { page } = workbench;
  const take = async (step: string): Promise<void> => {
    await page.mouse.move(size.width / 2, size.height - 2);
    await page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
    await page.screenshot({ path: join(folder, `${step}.jpg`), type: 'jpeg', quality: 75, animations: 'disabled' });
  };
  const report = workbench.webview();
  await workbench.openAccounts();
  await workbench.resizeSideBar(330);
  await workbench.treeItem(account).waitFor();
  await workbench.dismissNotifications();
  await take('start');
  await workbench.expand(account, 'us-east-1', 'Vaults');
  await workbench.treeItem('cctv-retention').waitFor();
  await take('look');
  await workbench.chooseFromMenu(workbench.treeItem('cctv-retention'), 'Why Is Nothing Arriving?');
  await report.getByRole('button', { name: 'Check Again' }).waitFor();
  await take('ask');
  await report.getByRole('button', { name: 'Add Statement…' }).click();
  await page.locator('.monaco-dialog-box').waitFor();
  await take('mend');
  await workbench.pressInDialog('Set Topic Policy');
  await report.getByText('Glacier may publish to ops-alerts.').waitFor();
  await workbench.historyItem(/ops-alerts/).hover();
  await page.screenshot({ path: join(folder, 'undo.jpg'), type: 'jpeg', quality: 75, animations: 'disabled' });
  await workbench.close();
}

await mkdir(folder, { recursive: true });
await follow();
process.exit(0);
