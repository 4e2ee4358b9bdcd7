import { PerformanceObserver } from 'node:perf_hooks';
import { note } from '../../host/extensionUnderTest.ts';
import { profiled, type Stretch } from './profile.ts';

/** What a turn of the extension host's event loop may take, in milliseconds. */
export const GOAL_MS = 50;

interface Turn extends Stretch {
  readonly milliseconds: number;
}

/** This thread's alone where Node can say that, or else what the collector's threads use as well. */
const usage: typeof process.cpuUsage = Reflect.get(process, 'threadCpuUsage') ?? process.cpuUsage;

const used = (): number => {
  const { user, system } = usage.call(process);
  return (user + system) / 1_000;
};
const nowUs = (): number => Number(process.hrtime.bigint() / 1_000n);

/**
 * Tells how long each turn of the event loop takes: no task in it is longer. While other programs have the processor this one uses
 * none: a turn is no longer than the time of the processor that went into it.
 */
function followTurns(tell: (turn: Turn) => void): () => void {
  let last = { at: nowUs(), used: used() };
  let next: NodeJS.Immediate;
  const turn = () => {
    const now = { at: nowUs(), used: used() };
    const milliseconds = Math.min((now.at - last.at) / 1_000, now.used - last.used);
    tell({ from: last.at, to: now.at, milliseconds });
    last = now;
    next = setImmediate(turn);
  };
  next = setImmediate(turn);
  return () => clearImmediate(next);
}

/** Collects the pauses of the garbage collector until it is stopped: each has ended by then, and is told a turn later. */
function followCollector(): { readonly pauses: readonly Stretch[]; readonly stop: () => Promise<void> } {
  const pauses: Stretch[] = [];
  const originUs = nowUs() - performance.now() * 1_000;
  const observer = new PerformanceObserver(list => {
    for (const { startTime, duration } of list.getEntries()) {
      const from = originUs + startTime * 1_000;
      pauses.push({ from, to: from + duration * 1_000 });
    }
  });
  observer.observe({ entryTypes: ['gc'] });
  const stop = async (): Promise<void> => {
    await new Promise(resolve => setTimeout(resolve, 100));
    observer.disconnect();
  };
  return { pauses, stop };
}

const within = ({ from, to }: Stretch, pauses: readonly Stretch[]): number =>
  pauses.reduce((sum, pause) => sum + Math.max(0, Math.min(to, pause.to) - Math.max(from, pause.from)), 0) / 1_000;

/** Profiles the host while something runs, and notes how long its turns were and what the longest did. */
export async function noteTurns(what: string, work: () => Promise<unknown>): Promise<void> {
  const begun = performance.now();
  const long: Turn[] = [];
  const collector = followCollector();
  const spentIn = await profiled(async () => {
    const stop = followTurns(turn => {
      if (turn.milliseconds > GOAL_MS / 2) long.push(turn);
    });
    await work();
    stop();
  });
  await collector.stop();
  long.sort((a, b) => b.milliseconds - a.milliseconds);
  const over = long.filter(({ milliseconds }) => milliseconds > GOAL_MS).length;
  const longest = long[0] === undefined ? `under ${GOAL_MS / 2}` : long[0].milliseconds.toFixed(0);
  note(
    `${what}: ${((performance.now() - begun) / 1000).toFixed(1)} s; longest turn of the event loop ` +
      `${longest} ms (goal: ${GOAL_MS}), ${over} over it, ${long.length} over ${GOAL_MS / 2} ms`,
  );
  for (const turn of long.slice(0, 5))
    note(
      `  ${turn.milliseconds.toFixed(0)} ms, ${within(turn, collector.pauses).toFixed(0)} of them the collector's: ${spentIn(turn).join(', ')}`,
    );
}
