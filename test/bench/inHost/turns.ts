import { note } from '../../host/extensionUnderTest.ts';
import { longestTasks } from './profile.ts';

/** What a task of the extension host may take, in milliseconds. */
export const GOAL_MS = 50;

/**
 * Tells how long each turn of the event loop takes: no task in it is longer. While other programs have the processor this one uses
 * none: a turn is no longer than the time of the processor that went into it.
 */
function followTurns(tell: (milliseconds: number) => void): () => void {
  const used = () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1_000;
  };
  let last = { at: performance.now(), used: used() };
  let next: NodeJS.Immediate;
  const turn = () => {
    const now = { at: performance.now(), used: used() };
    tell(Math.min(now.at - last.at, now.used - last.used));
    last = now;
    next = setImmediate(turn);
  };
  next = setImmediate(turn);
  return () => clearImmediate(next);
}

/** Profiles the host while something runs, and notes how long its turns and tasks were. */
export async function noteTurns(what: string, work: () => Promise<unknown>, about: () => string): Promise<void> {
  const begun = performance.now();
  let turn = 0;
  const tasks = await longestTasks(async () => {
    const stop = followTurns(milliseconds => {
      turn = Math.max(turn, milliseconds);
    });
    await work();
    stop();
  });
  const longest = tasks[0]?.milliseconds ?? 0;
  const over = tasks.filter(({ milliseconds }) => milliseconds > GOAL_MS).length;
  note(
    `${what}: ${((performance.now() - begun) / 1000).toFixed(1)} s, ${about()}; longest turn of the event loop ` +
      `${turn.toFixed(0)} ms (goal: ${GOAL_MS}); longest stretch of turns without a pause ${longest.toFixed(0)} ms, ` +
      `${over} over ${GOAL_MS} ms`,
  );
  for (const { milliseconds, spentIn } of tasks.slice(0, 3))
    note(`  ${milliseconds.toFixed(0)} ms: ${spentIn.join(', ')}`);
}
