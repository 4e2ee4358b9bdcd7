/** Does something when it is first asked for, and once: all who ask share it. What failed is tried again by the next to ask. */
export function onFirstUse<T>(work: () => Promise<T>): () => Promise<T> {
  let done: Promise<T> | undefined;
  return () => {
    done ??= work().catch((error: unknown) => {
      done = undefined;
      throw error;
    });
    return done;
  };
}
