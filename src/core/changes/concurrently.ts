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
