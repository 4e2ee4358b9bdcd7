/** Time too short to be compared, in microseconds. */
const LEAST = 100;
const ROUNDS = 10;

/**
 * What a call takes, in microseconds: the processor's time counts what other threads of the process do meanwhile, the
 * clock's what other programs do, so that the less of both is nearer.
 */
export function timeOf(run: () => unknown): number {
  const [usage, started] = [process.cpuUsage(), performance.now()];
  run();
  const elapsed = (performance.now() - started) * 1_000;
  // Which part of it is the user's is only sampled: what is short may have none.
  const { user, system } = process.cpuUsage(usage);
  return Math.min(user + system, elapsed);
}

/**
 * Whether what is made for a length takes time that grows with that length, rather than with its square. One run at `long`
 * is set against as many at `short` as are as long together: what is done in proportion takes as long for both, so that a
 * busy machine is as much in the way of either. They take turns, and of each the least counts; `long` is a multiple of
 * `short`.
 */
export function growsWithLength(make: (length: number) => () => unknown, short: number, long: number): boolean {
  const times = long / short;
  const [atShort, atLong] = [make(short), make(long)];
  const inPieces = () => {
    for (let piece = 0; piece < times; piece += 1) atShort();
  };
  // The engine compiles at first.
  inPieces();
  atLong();
  let [pieces, whole] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let round = 0; round < ROUNDS; round += 1) {
    pieces = Math.min(pieces, timeOf(inPieces));
    whole = Math.min(whole, timeOf(atLong));
  }
  // What grows with the square takes `times` as long. Halfway to it, as powers go.
  return whole < Math.max(pieces, LEAST) * Math.sqrt(times);
}
