import assert from 'node:assert/strict';
import {
  emulator,
  extensionUnderTest,
  note,
  openLine,
  requestCounts,
  runScripted,
} from '../../host/extensionUnderTest.ts';
import { describe, it } from '../../host/testing.ts';
import { noteTurns } from './turns.ts';

const id = '444455556666';
const COUNT = 1_000;
const TOPICS = 3;

/** More vaults than AWS allows are planted in the emulator's state, each with notifications to one of a few topics. */
async function plantVaults(): Promise<void> {
  const state = Object(await emulator('GET', 'state'));
  const { vaults } = state.accounts[id]['us-east-1'].glacier;
  const [like] = Object.values<object>(vaults);
  for (let index = 0; index < COUNT; index += 1) {
    const SNSTopic = `arn:aws:sns:us-east-1:${id}:topic-${index % TOPICS}`;
    const notifications = { SNSTopic, Events: ['ArchiveRetrievalCompleted'] };
    vaults[`vault-${String(index).padStart(4, '0')}`] = { ...like, notifications };
  }
  await emulator('PUT', 'state', state);
}

describe('a preflight of a thousand vaults', () => {
  it('leaves the extension host responsive', async () => {
    await plantVaults();
    (await (await extensionUnderTest()).host()).explorer.refresh();
    const group = await openLine(`Emulator ${id}`, 'us-east-1', 'Vaults');
    // The first loads what is behind the report.
    for (const round of ['the first time', 'again']) {
      await emulator('DELETE', 'requests');
      await noteTurns(round, () => runScripted('preflight', group.path));
      const calls = Object.values(await requestCounts()).reduce((sum, count) => sum + count, 0);
      note(`  ${calls} calls`);
      assert.ok(calls > COUNT);
    }
  }, 300_000);
});
