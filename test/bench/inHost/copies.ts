/** Copies of each of the two extensions. */
export const ROUNDS = 7;

/** The name of a copy. */
export const copyName = (kind: 'control' | 'ours', round: number): string => `activation-${kind}-${round}`;
