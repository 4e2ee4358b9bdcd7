import { type Profiler, Session } from 'node:inspector/promises';

/** How often the profiler looks, in microseconds. */
const EVERY_US = 500;
/** What one look may stand for, in microseconds: while another process has the processor there is none. */
const LOOK_US = 2 * EVERY_US;

/** A stretch of time, in microseconds of the clock that the profiler goes by, which is `process.hrtime`'s. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** Where a thread spent the most of its own time in a stretch, as `function file:line 12.3 ms`, the most first. */
export type SpentIn = (stretch: Stretch) => readonly string[];

/** Profiles this thread while something runs. */
export async function profiled(run: () => Promise<void>): Promise<SpentIn> {
  const session = new Session();
  session.connect();
  try {
    await session.post('Profiler.enable');
    await session.post('Profiler.setSamplingInterval', { interval: EVERY_US });
    await session.post('Profiler.start');
    await run();
    const { profile } = await session.post('Profiler.stop');
    return stretch => spentIn(profile, stretch);
  } finally {
    session.disconnect();
  }
}

/** Megabytes of the host's heap and buffers in use, after what is not used was let go. */
export async function usedMb(): Promise<number> {
  const session = new Session();
  session.connect();
  await session.post('HeapProfiler.collectGarbage');
  session.disconnect();
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / 1_048_576;
}

function spentIn({ nodes, startTime, samples = [], timeDeltas = [] }: Profiler.Profile, { from, to }: Stretch) {
  const frames = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]));
  const spent = new Map<string, number>();
  let at = startTime;
  for (const [index, id] of samples.entries()) {
    at += timeDeltas[index] ?? 0;
    const frame = frames.get(id);
    if (at < from || at > to || frame === undefined) continue;
    const { functionName, url, lineNumber } = frame;
    const where = `${functionName || '(anonymous)'} ${url.split('/').at(-1)}:${lineNumber + 1}`;
    spent.set(where, (spent.get(where) ?? 0) + Math.min(timeDeltas[index + 1] ?? 0, LOOK_US));
  }
  const parts = [...spent].sort(([, a], [, b]) => b - a);
  return parts.slice(0, 12).map(([where, time]) => `${where} ${(time / 1000).toFixed(1)} ms`);
}
