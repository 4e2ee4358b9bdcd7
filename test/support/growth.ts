/** Time too short to be compared, in microseconds. */
const LEAST = 1_000;
const ROUNDS = 5;

const processorTime = (run: () => void): number => {
  const before = process.cpuUsage().user;
  run();
  return process.cpuUsage().user - before;
};

/**
 * Whether what is made for a length takes time that grows with that length, rather than with its square, by the time it
 * takes at `short` and at `long`. Each counts with the least of a few rounds, after one that the engine has for compiling:
 * threads share the clock of their process, so that another test's work may count as this one's.
 */
export function growsWithLength(make: (length: number) => () => void, short: number, long: number): boolean {
  const [atShort, atLong] = [make(short), make(long)];
  atShort();
  atLong();
  const rounds = Array.from({ length: ROUNDS });
  const least = Math.max(Math.min(...rounds.map(() => processorTime(atShort))), LEAST);
  // Halfway between the length and its square, as powers go.
  const most = least * (long / short) ** 1.5;
  return rounds.some(() => processorTime(atLong) < most);
}
