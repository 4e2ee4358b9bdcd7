/** Time too short to be compared, in microseconds. */
const LEAST = 100;
const ROUNDS = 20;

/** In microseconds: the process's time counts the work of its other threads, the clock's that of other programs. */
function timeOf(run: () => void): number {
  const [usage, started] = [process.cpuUsage(), performance.now()];
  run();
  const elapsed = (performance.now() - started) * 1_000;
  return Math.min(process.cpuUsage(usage).user, elapsed);
}

/**
 * Whether what is made for a length takes time that grows with that length, rather than with its square, by the time it
 * takes at `short` and at `long`. Each counts with the least of some rounds, since others may spoil one, after one that the
 * engine has for compiling.
 */
export function growsWithLength(make: (length: number) => () => void, short: number, long: number): boolean {
  const [atShort, atLong] = [make(short), make(long)];
  atShort();
  atLong();
  const rounds = Array.from({ length: ROUNDS });
  const least = Math.max(Math.min(...rounds.map(() => timeOf(atShort))), LEAST);
  // Halfway between the length and its square, as powers go.
  const most = least * (long / short) ** 1.5;
  return rounds.some(() => timeOf(atLong) < most);
}
