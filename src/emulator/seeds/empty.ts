import type { StateDocument } from '../state/stateDocument.ts';

/** Nothing at all: no account, no resource. */
export const emptySeed = (): StateDocument => ({ version: 1, clock: { offsetSeconds: 0 }, accounts: {} });
