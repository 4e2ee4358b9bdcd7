/** Pairs of what is counted and its figure, for files given by path and text and the orders of their layers. */
export function facts(
  sources: ReadonlyMap<string, string>,
  orders: Readonly<Record<string, readonly string[]>>,
): readonly (readonly [string, string | number])[];
