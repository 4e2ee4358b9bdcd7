/** Does work on every item, so many at once, in the items' order of starting. Work must not reject. */
export async function concurrently<T>(
  items: readonly T[],
  atOnce: number,
  work: (item: T, index: number) => Promise<void>,
): Promise<void> {
  const pending = items.entries();
  const worker = async (): Promise<void> => {
    for (const [index, item] of pending) await work(item, index);
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, worker));
}

/**
 * The same with so many at once in each lane, and the lanes beside each other: what shares a limit is in one lane, so that
 * no lane waits for another.
 */
export async function concurrentlyInLanes<T>(
  items: readonly T[],
  laneOf: (item: T) => string,
  atOnce: number,
  work: (item: T, index: number) => Promise<void>,
): Promise<void> {
  const lanes = new Map<string, { readonly item: T; readonly index: number }[]>();
  for (const [index, item] of items.entries()) {
    const lane = lanes.get(laneOf(item));
    if (lane === undefined) lanes.set(laneOf(item), [{ item, index }]);
    else lane.push({ item, index });
  }
  const lanesWork = [...lanes.values()].map(lane => concurrently(lane, atOnce, ({ item, index }) => work(item, index)));
  await Promise.all(lanesWork);
}
