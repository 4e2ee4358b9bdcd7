import { type Profiler, Session } from 'node:inspector/promises';

/** How often the profiler looks, in microseconds. */
const EVERY_US = 500;
/** What one look may stand for, in microseconds: while another process has the processor there is none. */
const LOOK_US = 2 * EVERY_US;

/** What the host's thread did without a pause. */
export interface Task {
  readonly milliseconds: number;
  /** Where it spent the most of its own time, as `function file:line`, the most first. */
  readonly spentIn: readonly string[];
}

/** Profiles this thread while something runs. Returns what ran longest without a pause, the longest first. */
export async function longestTasks(run: () => Promise<void>): Promise<readonly Task[]> {
  const session = new Session();
  session.connect();
  try {
    await session.post('Profiler.enable');
    await session.post('Profiler.setSamplingInterval', { interval: EVERY_US });
    await session.post('Profiler.start');
    await run();
    return tasksOf((await session.post('Profiler.stop')).profile);
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

/** Splits a profile at the samples in which nothing of JavaScript ran. */
function tasksOf({ nodes, samples = [], timeDeltas = [] }: Profiler.Profile): readonly Task[] {
  const frames = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]));
  const tasks: Task[] = [];
  let spent = new Map<string, number>();
  const end = () => {
    const parts = [...spent].sort(([, a], [, b]) => b - a);
    const total = parts.reduce((sum, [, time]) => sum + time, 0);
    const told = parts.slice(0, 6).map(([where, time]) => `${where} ${(time / 1000).toFixed(1)} ms`);
    if (total > 0) tasks.push({ milliseconds: total / 1000, spentIn: told });
    spent = new Map();
  };
  for (const [index, id] of samples.entries()) {
    const frame = frames.get(id);
    if (frame === undefined || frame.functionName === '(idle)' || frame.functionName === '(program)') {
      end();
      continue;
    }
    const { functionName, url, lineNumber } = frame;
    const where = `${functionName || '(anonymous)'} ${url.split('/').at(-1)}:${lineNumber + 1}`;
    spent.set(where, (spent.get(where) ?? 0) + Math.min(timeDeltas[index + 1] ?? 0, LOOK_US));
  }
  end();
  return tasks.sort((a, b) => b.milliseconds - a.milliseconds);
}
