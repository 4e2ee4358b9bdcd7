import assert from 'node:assert/strict';
import { appendFileSync } from 'node:fs';
import * as vscode from 'vscode';
import manifest from '../../package.json';
import type { HistoryPath } from '../../src/core/changes/historyRows.ts';
import type { NodePath } from '../../src/core/inventory/nodes.ts';
import type { TestApi } from '../../src/extension.ts';
import type { ConfirmQuestion, Prompter } from '../../src/host/prompts/prompter.ts';
import { type Act, ScriptedPrompter } from '../support/scriptedPrompter.ts';

/** How long something that is on its way may take to show. */
const LIMIT_MS = 20_000;

/** Prints a line among the results: what was measured. */
export function note(text: string): void {
  appendFileSync(process.env.NOTIFICATION_EXPLORER_TEST_REPORT ?? '', `${JSON.stringify({ note: text })}\n`);
}

/** The project's folder. */
export const projectFolder: string = process.env.NOTIFICATION_EXPLORER_TEST_PROJECT ?? '';

/** The extension as the tests see it: its test API, and a person who acts by a script. */
export async function extensionUnderTest(): Promise<TestApi> {
  const extension = vscode.extensions.getExtension<TestApi>(`${manifest.publisher}.${manifest.name}`);
  assert.ok(extension);
  const api = await extension.activate();
  assert.ok(api, 'the test API is given out in tests alone');
  return api;
}

/** From now on a person of the test answers in place of VS Code's windows. Returns how to go back. */
export async function answeredBy(person: Prompter): Promise<() => void> {
  const host = await (await extensionUnderTest()).host();
  const { prompter } = host;
  Object.assign(host, { prompter: person });
  return () => void Object.assign(host, { prompter });
}

/** Runs one of our commands while the script answers every question, and returns what was asked and said. */
export async function runScripted(
  command: string,
  path: NodePath | undefined,
  acts: readonly Act[] = [],
  yes: boolean | ((question: ConfirmQuestion) => boolean | Promise<boolean>) = true,
  selected?: readonly string[],
): Promise<ScriptedPrompter> {
  const person = new ScriptedPrompter(acts, yes);
  const back = await answeredBy(person);
  try {
    const rows = path === undefined ? [] : selected === undefined ? [path] : [path, selected];
    await vscode.commands.executeCommand(`notificationExplorer.${command}`, ...rows);
  } finally {
    back();
  }
  const said = person.told.map(({ text }) => text).join(' | ');
  assert.deepEqual(person.unused, [], `acts that no question used; what was said: ${said}`);
  return person;
}

/** What a tree row shows: label and description, the latter after a bar. */
export interface Line {
  readonly path: NodePath;
  readonly text: string;
  readonly icon: string;
  readonly contextValue: string;
}

/** The rows below a node as VS Code would paint them, once none of them is still loading. */
export async function linesBelow(path?: NodePath): Promise<readonly Line[]> {
  const { tree } = await extensionUnderTest();
  return eventually(async () => {
    const lines = (await tree.getChildren(path)).map((child): Line => {
      const { label, description, iconPath, contextValue = '' } = tree.getTreeItem(child);
      const icon = iconPath instanceof vscode.ThemeIcon ? iconPath.id : '';
      const text = [label, description].filter(part => part !== undefined && part !== '').join(' | ');
      return { path: child, text, icon, contextValue };
    });
    const loading = lines.filter(
      ({ text, icon }) => text === 'Loading…' || (icon !== 'loading~spin' && /reading…/.test(text)),
    );
    assert.deepEqual(loading, []);
    return lines;
  });
}

/** Opens rows one below the other by the beginning of their text. Returns the last one. */
export async function openLine(...texts: readonly string[]): Promise<Line> {
  let found: Line | undefined;
  for (const text of texts) {
    const below = found?.path;
    found = await eventually(async () => {
      const lines = await linesBelow(below);
      const line = lines.find(one => one.text === text || one.text.startsWith(`${text} | `));
      assert.ok(line, `${text} is not among ${lines.map(one => one.text).join(', ')}`);
      return line;
    });
  }
  assert.ok(found);
  return found;
}

/** The rows at the top of the history, those of each day in place of the day. */
export async function historyRows(): Promise<readonly HistoryPath[]> {
  const { history } = await extensionUnderTest();
  const top = await history.getChildren();
  return (await Promise.all(top.map(path => (path.startsWith('day:') ? history.getChildren(path) : [path])))).flat();
}

/** The result of a look that holds in the end. */
export async function eventually<T>(look: () => T | Promise<T>): Promise<T> {
  const deadline = Date.now() + LIMIT_MS;
  for (;;) {
    try {
      return await look();
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await new Promise(resolve => setTimeout(resolve, 50));
    }
  }
}

/** Asks the emulator's control plane. */
export async function emulator(method: string, path: string, body?: unknown): Promise<unknown> {
  const endpoint = process.env.NOTIFICATION_EXPLORER_TEST_ENDPOINT;
  const response = await fetch(`${endpoint}/_emulator/${path}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  assert.equal(response.status, 200, `${method} ${path}: ${response.status}`);
  return response.json();
}

/** How often each operation was asked for since the counts were last cleared, such as `glacier.ListVaults`. */
export async function requestCounts(): Promise<Readonly<Record<string, number>>> {
  const counts = (await emulator('GET', 'requests')) as Readonly<Record<string, { readonly count: number }>>;
  return Object.fromEntries(Object.entries(counts).map(([name, { count }]) => [name, count]));
}

/** The counted operations that change something. */
export async function writesCounted(): Promise<readonly string[]> {
  return Object.keys(await requestCounts()).filter(name =>
    /\.(?:Set|Put|Delete|Register|Deregister|Create)/.test(name),
  );
}

/** Puts the emulator back to its seed, without faults and with counts at zero, and lets the tree see it. */
export async function resetEmulator(): Promise<void> {
  await emulator('POST', 'reset');
  const { host } = await extensionUnderTest();
  (await host()).explorer.refresh();
  await settled();
  await topicsListed();
  await emulator('DELETE', 'requests');
}

/** Clears the counts once the emulator was asked for nothing in a while: what an earlier test began may still be on its way. */
export async function clearCounts(): Promise<void> {
  const asked = async () => JSON.stringify(await requestCounts());
  for (let before = '', now = await asked(); now !== before; before = now, now = await asked()) {
    await new Promise(resolve => setTimeout(resolve, 500));
  }
  await emulator('DELETE', 'requests');
}

/** Resolves when the topics were listed of all places whose vaults are shown, as they are after each reading. */
async function topicsListed(): Promise<void> {
  const { explorer } = await (await extensionUnderTest()).host();
  const places = (path: NodePath): number => {
    const node = explorer.node(path);
    if (node === undefined || node.type === 'note' || node.type === 'resource') return 0;
    if (node.type !== 'group') return node.type === 'account' && node.state === 'unasked' ? 0 : below(path, places);
    if (node.kind !== 'vault' || node.state === 'unasked') return 0;
    return explorer.children(path).some(child => isSet(child)) ? 1 : 0;
  };
  const below = (path: NodePath, count: (path: NodePath) => number): number =>
    explorer.children(path).reduce((sum, child) => sum + count(child), 0);
  const isSet = (path: NodePath): boolean => {
    const node = explorer.node(path);
    return node?.type === 'resource' && node.row.config !== null;
  };
  await eventually(async () => {
    const wanted = explorer.roots().reduce((sum, root) => sum + places(root), 0);
    assert.ok(((await requestCounts())['sns.ListTopics'] ?? 0) >= wanted);
  });
}

/** Resolves when nothing that was opened is loading any more. */
export async function settled(): Promise<void> {
  const { explorer } = await (await extensionUnderTest()).host();
  const loading = (path: NodePath): boolean => {
    const node = explorer.node(path);
    if (node !== undefined && 'state' in node && node.state === 'loading') return true;
    const opened = node === undefined || !('state' in node) || node.state !== 'unasked';
    return opened && node?.type !== 'region' && explorer.children(path).some(loading);
  };
  await eventually(() => assert.equal(explorer.roots().some(loading), false));
}

/** Lets a minute pass in the emulator as soon as it was asked for this, as hubs need to settle. */
export async function minutePassesAfter(operation: string, count: number): Promise<void> {
  await eventually(async () => assert.ok(((await requestCounts())[operation] ?? 0) >= count));
  await emulator('POST', 'clock', { advanceSeconds: 60 });
}
