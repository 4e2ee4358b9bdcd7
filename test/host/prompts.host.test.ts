import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Prompter } from '../../src/host/prompts/prompter.ts';
import { ScriptedPrompter } from '../support/scriptedPrompter.ts';
import {
  answeredBy,
  emulator,
  eventually,
  extensionUnderTest,
  openLine,
  resetEmulator,
  writesCounted,
} from './extensionUnderTest.ts';
import { afterEach, describe, it } from './testing.ts';

/** What fills a box takes a moment; accepting too early accepts nothing. */
const pause = () => new Promise(resolve => setTimeout(resolve, 800));
const press = (command: string) => vscode.commands.executeCommand(`workbench.action.${command}`);
const [accept, back, close] = ['acceptSelectedQuickOpenItem', 'quickInputBack', 'closeQuickOpen'] as const;

/** Runs a command through VS Code's own boxes, while keys are pressed as each box shows; a script confirms. */
async function pressing(command: string, path: string, keys: readonly string[]): Promise<ScriptedPrompter> {
  const { prompter: windows } = await (await extensionUnderTest()).host();
  const script = new ScriptedPrompter();
  let boxes = 0;
  const shown = <T>(ask: () => T): T => {
    boxes += 1;
    return ask();
  };
  const half: Prompter = {
    pick: question => shown(() => windows.pick(question)),
    find: question => shown(() => windows.find(question)),
    pickMany: question => shown(() => windows.pickMany(question)),
    text: question => shown(() => windows.text(question)),
    sheet: head => windows.sheet(head),
    confirm: question => script.confirm(question),
    choose: question => script.choose(question),
    tell: (...told) => script.tell(...told),
    busy: (title, work) => windows.busy(title, work),
  };
  const goBack = await answeredBy(half);
  try {
    const running = Promise.resolve(vscode.commands.executeCommand(`notificationExplorer.${command}`, path));
    for (const [index, key] of keys.entries()) {
      await eventually(() => assert.equal(boxes, index + 1));
      await pause();
      await press(key);
    }
    await running;
  } finally {
    goBack();
  }
  return script;
}

describe('VS Code’s own boxes', () => {
  afterEach(resetEmulator);
  const vault = () => openLine('Emulator 111122223333', 'us-east-1', 'Vaults', 'email-journal');

  it('lead through the fields, back, and on to the confirmation', async () => {
    const row = await openLine('Emulator 111122223333', 'us-east-1', 'Vaults', 'cctv-retention');
    const script = await pressing('setVaultNotifications', row.path, [accept, back, accept, accept]);
    assert.match(script.told[0]?.text ?? '', /already up to date/);
  });

  it('change nothing when one of them is closed', async () => {
    await emulator('DELETE', 'requests');
    const script = await pressing('setVaultNotifications', (await vault()).path, [accept, close]);
    assert.deepEqual([script.confirmed, script.told, await writesCounted()], [[], [], []]);
  });

  it('stay open while what is ticked cannot be taken', async () => {
    await emulator('DELETE', 'requests');
    const { prompter: windows } = await (await extensionUnderTest()).host();
    const running = windows.pickMany({
      ...{ title: 'Events', step: 1, steps: 1, prompt: 'Which?' },
      options: [{ label: 'One', value: 1, picked: false }],
      fault: async values => (values.length === 0 ? 'At least one.' : undefined),
    });
    await pause();
    await press(accept);
    await pause();
    await press(close);
    assert.deepEqual(await running, { kind: 'stop' });
  });
});
