import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { offered } from '../../src/core/kinds/table.ts';
import { english } from '../../src/core/model/translate.ts';
import { operationTitle } from '../../src/host/manifest/operationCommand.ts';
import { openWorkbench, type WorkbenchOptions } from '../e2e/openWorkbench.ts';
import type { Workbench } from '../e2e/workbench.ts';
import { type VscodeRelease, vscodeReleases } from '../harness/vscodeRelease.ts';

const file = 'notificationconfig.json';
const topic = 'arn:aws:sns:us-east-1:111122223333:ops-alerts';
const config = (event: string) => `{ "SNSTopic": "${topic}", "Events": ["${event}"] }\n`;
const wrong = config('InventoryRetrievalComplete');
const right = config('InventoryRetrievalCompleted');

const { current, oldest } = vscodeReleases;

/** What a person may have open when the extension is installed, and how they come to a document there. */
const workspaces: readonly {
  readonly what: string;
  /** The releases that it is tried in: where they differ, both. */
  readonly releases: readonly VscodeRelease[];
  readonly options: WorkbenchOptions;
  readonly openDocument: (workbench: Workbench) => Promise<void>;
  /** Where the document is kept, below the folder. */
  readonly kept: string;
}[] = [
  {
    what: 'an untrusted folder',
    // In the current one `untrusted.package.test.ts` tries more.
    releases: [oldest],
    options: { trusted: false, files: { [file]: wrong } },
    openDocument: workbench => workbench.openFile(file),
    kept: file,
  },
  {
    what: 'no folder',
    releases: [current],
    // A file can be opened by itself.
    options: { opened: 'nothing', files: { [file]: wrong } },
    openDocument: workbench => workbench.openFile(file),
    kept: file,
  },
  {
    what: 'several folders',
    releases: [current],
    options: { opened: 'several folders', files: { [`one/${file}`]: wrong, 'two/other.json': '{}' } },
    openDocument: workbench => workbench.openFile(`one/${file}`),
    kept: `one/${file}`,
  },
  {
    what: 'a folder that is on no disk',
    releases: [current, oldest],
    options: { opened: 'virtual folder', files: { [file]: wrong } },
    openDocument: workbench => workbench.openInExplorer(file),
    kept: file,
  },
];

const openings = workspaces.flatMap(one => one.releases.map(release => ({ ...one, release })));
const erase = offered.find(({ name }) => name === 'DeleteVaultNotifications');
const eraseTitle = erase === undefined ? '' : operationTitle(erase, english);

describe.each(openings)(
  'installed from its file in VS Code $release.version, with $what',
  ({ what, release, options, openDocument, kept }) => {
    let workbench: Workbench;
    beforeAll(async () => {
      workbench = await openWorkbench({ release, theme: 'light', ...options });
    });
    afterAll(async () => {
      await workbench?.screenshot(`installed-${release.label}-${what.replaceAll(' ', '-')}`);
      await workbench?.close();
    });

    it('the linter mends a document', async () => {
      await openDocument(workbench);
      await workbench.squiggles().first().waitFor();
      await workbench.goToNextProblem();
      await workbench.quickFix('Replace with InventoryRetrievalCompleted');
      await expect.poll(() => workbench.editorText()).toContain('"InventoryRetrievalCompleted"');
      await workbench.page.keyboard.press('Control+S');
      await expect.poll(() => readFile(join(workbench.folder, kept), 'utf8')).toBe(right);
    });

    it('the tree shows what is set', async () => {
      await workbench.openAccounts();
      await workbench.expand('Emulator 111122223333', 'us-east-1', 'Vaults');
      const row = workbench.treeItem('cctv-retention');
      await expect.poll(() => workbench.rowText(row)).toContain('ops-alerts');
    });

    it.skipIf(options.trusted === false)('a change is made after a question, and is in the History', async () => {
      await workbench.chooseFromMenu(workbench.treeItem('cctv-retention'), eraseTitle);
      await workbench.pressInDialog(eraseTitle.replace('…', ''));
      await workbench.historyItem(/cctv-retention/).waitFor();
      expect(await workbench.writes()).toEqual(['glacier.DeleteVaultNotifications']);
    });

    it.runIf(options.trusted === false)('a change is refused, with the reason', async () => {
      await workbench.chooseFromMenu(workbench.treeItem('cctv-retention'), eraseTitle);
      await workbench.notification(/not trusted/).waitFor();
      expect(await workbench.writes()).toEqual([]);
    });
  },
);
