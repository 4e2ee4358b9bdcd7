import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { NodePath } from '../../../src/core/inventory/nodes.ts';
import { readAll } from '../../../src/core/inventory/readAll.ts';
import type { AccountReader, Answer } from '../../../src/core/model/ports.ts';
import { ResourceFinder } from '../../../src/host/tree/findResource.ts';
import { extensionUnderTest, note, openLine } from '../../host/extensionUnderTest.ts';
import { describe, it } from '../../host/testing.ts';
import { usedMb } from './profile.ts';

const id = '111122223333';
const COUNT = 50_000;
const PAGE = 1_000;
const GOAL_MS = 50;
const GOAL_MB = 100;
const KEYS = ['v', 'va', 'vault-1', 'vault-10', 'topic-2 vault-3', 'no notif', 'vault-49999', 'nothing at all'];
const ROUNDS = 5;

const nameOf = (index: number): string => `vault-${String(index).padStart(5, '0')}`;

function listVaults(marker: unknown): Answer {
  const start = typeof marker === 'string' ? Number(marker) : 0;
  const VaultList = Array.from({ length: Math.min(PAGE, COUNT - start) }, (_, offset) => {
    const VaultName = nameOf(start + offset);
    return { VaultName, VaultARN: `arn:aws:glacier:us-east-1:${id}:vaults/${VaultName}`, NumberOfArchives: 7 };
  });
  return { VaultList, ...(start + PAGE < COUNT ? { Marker: String(start + PAGE) } : {}) };
}

/** All lead to one of ten topics. */
function notifications(name: unknown): Answer {
  const index = Number(String(name).slice(-5));
  const SNSTopic = `arn:aws:sns:us-east-1:${id}:topic-${index % 10}`;
  return { vaultNotificationConfig: { SNSTopic, Events: ['ArchiveRetrievalCompleted'] } };
}

/** An account of more vaults than AWS allows, without a network. */
const reader: Omit<AccountReader, 'source'> = {
  identity: async () => ({ accountId: id, arn: `arn:aws:iam::${id}:user/bench` }),
  endpoint: async () => null,
  server: async () => null,
  read: async (operation, _region, input): Promise<Answer> => {
    if (operation === 'ListVaults') return listVaults(input.marker);
    if (operation === 'GetVaultNotifications') return notifications(input.vaultName);
    if (operation === 'ListTopics')
      return { Topics: Array.from({ length: 10 }, (_, n) => ({ TopicArn: `arn:aws:sns:us-east-1:${id}:topic-${n}` })) };
    return {};
  },
};

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
const ms = (value: number): string => `${value.toFixed(1)} ms`;

/** Milliseconds from a key until VS Code's list says that it shows what follows from it. */
async function answered(box: vscode.QuickPick<vscode.QuickPickItem>, key: () => void): Promise<number> {
  const begun = performance.now();
  const shown = new Promise<void>(resolve => {
    const stop = box.onDidChangeActive(() => {
      stop.dispose();
      resolve();
    });
  });
  key();
  await shown;
  return performance.now() - begun;
}

describe('finding one of fifty thousand vaults', () => {
  it('answers each key at once, within the memory that the view may take', async () => {
    const { host: open } = await extensionUnderTest();
    const host = await open();
    const { explorer } = host;
    Object.assign(host.aws.gateway, { reader: (source: AccountReader['source']) => ({ ...reader, source }) });
    const empty = await usedMb();
    const group: NodePath = (await openLine(`Emulator ${id}`, 'us-east-1', 'Vaults')).path;
    await readAll(explorer, [group], new AbortController().signal);
    assert.equal(explorer.children(group).length, COUNT);
    await vscode.commands.executeCommand('notificationExplorer.accounts.focus');
    await new Promise(resolve => setTimeout(resolve, 2_000));
    const shown = (await usedMb()) - empty;

    const begun = performance.now();
    const finder = new ResourceFinder(host);
    await finder.indexed;
    const indexing = performance.now() - begun;
    const withIndex = (await usedMb()) - empty;

    const looking = KEYS.map(text =>
      Array.from({ length: ROUNDS }, () => {
        const started = performance.now();
        finder.offer(text);
        return performance.now() - started;
      }),
    );
    const worst = Math.max(...looking.flat());

    const ours: number[] = [];
    const own: number[] = [];
    const mine = vscode.window.createQuickPick();
    mine.show();
    for (let round = 0; round < ROUNDS * 4; round += 1) {
      const text = `vault-${10 + round}`;
      ours.push(
        await answered(mine, () => {
          const { options } = finder.offer(text);
          mine.items = options.map(({ label, description = '' }) => ({ label, description, alwaysShow: true }));
        }),
      );
    }
    mine.dispose();
    const all = vscode.window.createQuickPick();
    all.matchOnDescription = true;
    const handed = performance.now();
    const items = explorer.children(group).map(path => ({ label: path.split('/').at(-1) ?? '', description: 'Vault' }));
    await answered(all, () => {
      all.items = items;
      all.show();
    });
    const handing = performance.now() - handed;
    for (let round = 0; round < ROUNDS * 4; round += 1) {
      own.push(await answered(all, () => Object.assign(all, { value: `vault-${10 + round}` })));
    }
    all.dispose();
    finder.dispose();
    note(
      [
        `${COUNT} vaults: index made in ${ms(indexing)}; looked through at most in ${ms(worst)}, median ${ms(median(looking.flat()))}`,
        `from the key to VS Code's word that the list is shown, median and most: ours ${ms(median(ours))}, ${ms(Math.max(...ours))}; VS Code's own list of all ${ms(median(own))}, ${ms(Math.max(...own))}, after ${ms(handing)} to hand it over`,
        `memory over an empty host: ${shown.toFixed(1)} MB with all read and the view open, ${withIndex.toFixed(1)} MB with the index`,
        `goal: ${GOAL_MS} ms a key ${median(ours) <= GOAL_MS && worst <= GOAL_MS ? 'held' : 'missed'}; ${GOAL_MB} MB ${withIndex <= GOAL_MB ? 'held' : 'missed'}`,
      ].join('\n'),
    );
  }, 240_000);
});
