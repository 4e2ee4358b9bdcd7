import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { NodePath } from '../../../src/core/inventory/nodes.ts';
import { emulator, extensionUnderTest, note, requestCounts, runScripted } from '../../host/extensionUnderTest.ts';
import { describe, it } from '../../host/testing.ts';
import { usedMb } from './profile.ts';
import { noteTurns } from './turns.ts';

const ACCOUNTS = 40;
const REGIONS = ['us-east-1', 'eu-west-1'] as const;
const VAULTS = 50;
const MANY = 50_000;

const idOf = (index: number): string => String(100_000_000_000 + index);
const topic = (id: string, region: string, index: number) => `arn:aws:sns:${region}:${id}:topic-${index % 10}`;

/** Puts so many vaults, each with notifications, into Regions of accounts. */
async function plant(accounts: number, vaults: number): Promise<void> {
  const vaultsOf = (id: string, region: string) =>
    Object.fromEntries(
      Array.from({ length: vaults }, (_, index) => {
        const notifications = { SNSTopic: topic(id, region, index), Events: ['ArchiveRetrievalCompleted'] };
        return [`vault-${String(index).padStart(5, '0')}`, { notifications }];
      }),
    );
  const ids = Array.from({ length: accounts }, (_, index) => idOf(index));
  const regions = accounts === 1 ? REGIONS.slice(0, 1) : REGIONS;
  const state = (id: string) =>
    Object.fromEntries(regions.map(region => [region, { glacier: { vaults: vaultsOf(id, region) } }]));
  await emulator('PUT', 'state', { version: 1, accounts: Object.fromEntries(ids.map(id => [id, state(id)])) });
}

const rowsShown = async (): Promise<number> => {
  const { explorer } = await (await extensionUnderTest()).host();
  const below = (path: NodePath): number => {
    const node = explorer.node(path);
    if (node?.type === 'resource') return 1;
    if (node === undefined || node.type === 'note' || ('state' in node && node.state === 'unasked')) return 0;
    return explorer.children(path).reduce((sum, child) => sum + below(child), 0);
  };
  return explorer.roots().reduce((sum, root) => sum + below(root), 0);
};

/** Takes the thread for 5 seconds, a millisecond at a time. */
async function millisecondTasks(): Promise<void> {
  for (let task = 0; task < 5_000; task += 1) {
    const begun = performance.now();
    while (performance.now() - begun < 1);
    await new Promise(resolve => setImmediate(resolve));
  }
}

const ESTATES = [
  { what: `${ACCOUNTS} accounts`, accounts: ACCOUNTS, vaults: VAULTS, rounds: ['the first time', 'again'] },
  { what: 'one Region', accounts: 1, vaults: MANY, rounds: ['the first time'] },
] as const;

describe('reading everything', () => {
  for (const { what, accounts, vaults, rounds } of ESTATES) {
    it(`of ${what} leaves the extension host responsive`, async () => {
      const host = await (await extensionUnderTest()).host();
      await plant(accounts, vaults);
      await vscode.commands.executeCommand('notificationExplorer.accounts.focus');
      const empty = await usedMb();
      await noteTurns('tasks of a millisecond, for comparison', millisecondTasks);
      for (const round of rounds) {
        await emulator('DELETE', 'requests');
        await noteTurns(`${what}, ${round}`, () => runScripted('loadEverything', undefined));
        const calls = Object.values(await requestCounts()).reduce((sum, count) => sum + count, 0);
        const rows = await rowsShown();
        note(`  ${calls} calls; ${((await usedMb()) - empty).toFixed(1)} MB over an empty view, with ${rows} rows`);
        assert.equal(rows, accounts === 1 ? vaults : accounts * REGIONS.length * vaults);
        // What a person looks at is painted while it is read again.
        const [root] = host.explorer.roots();
        await host.reveal(`${root}/region/us-east-1/vault/vault-00007`);
      }
    }, 420_000);
  }
});
