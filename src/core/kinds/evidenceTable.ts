import type { KindEvidence } from '../model/evidence.ts';
import { eventStreamEvidence } from './eventStream/evidence.ts';
import { hubEvidence } from './hub/evidence.ts';
import { pushRegistrationEvidence } from './pushRegistration/evidence.ts';
import { vaultEvidence } from './vault/evidence.ts';

/** What can be looked for of each kind, on demand. Beside the rows and not in them, so that activation does not load it. */
export const kindEvidence: readonly KindEvidence[] = [
  hubEvidence,
  vaultEvidence,
  eventStreamEvidence,
  pushRegistrationEvidence,
];
