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
import { longestTasks } from './profile.ts';

const id = '444455556666';
const COUNT = 1_000;
const TOPICS = 3;
const GOAL_MS = 50;

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

/** Tells how long each turn of the event loop takes: no task in it is longer. */
function followTurns(tell: (milliseconds: number) => void): () => void {
  let last = performance.now();
  let next: NodeJS.Immediate;
  const turn = () => {
    const now = performance.now();
    tell(now - last);
    last = now;
    next = setImmediate(turn);
  };
  next = setImmediate(turn);
  return () => clearImmediate(next);
}

describe('a preflight of a thousand vaults', () => {
  it('leaves the extension host responsive', async () => {
    await plantVaults();
    (await (await extensionUnderTest()).host()).explorer.refresh();
    const group = await openLine(`Emulator ${id}`, 'us-east-1', 'Vaults');
    // The first loads what is behind the report.
    for (const round of ['the first time', 'again']) {
      await emulator('DELETE', 'requests');
      const begun = performance.now();
      let turn = 0;
      const tasks = await longestTasks(async () => {
        const stop = followTurns(milliseconds => {
          turn = Math.max(turn, milliseconds);
        });
        await runScripted('preflight', group.path);
        stop();
      });
      const calls = Object.values(await requestCounts()).reduce((sum, count) => sum + count, 0);
      const [longest] = tasks;
      assert.ok(longest !== undefined && calls > COUNT);
      const over = tasks.filter(({ milliseconds }) => milliseconds > GOAL_MS).length;
      note(
        `${round}: ${((performance.now() - begun) / 1000).toFixed(1)} s, ${calls} calls; longest turn of the event loop ` +
          `${turn.toFixed(0)} ms (goal: ${GOAL_MS}); longest stretch of turns without a pause ` +
          `${longest.milliseconds.toFixed(0)} ms, ${over} over ${GOAL_MS} ms`,
      );
      for (const { milliseconds, spentIn } of tasks.slice(0, 3))
        note(`  ${milliseconds.toFixed(0)} ms: ${spentIn.join(', ')}`);
    }
  }, 300_000);
});
