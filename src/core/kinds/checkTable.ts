import type { KindChecks } from '../model/check.ts';
import { eventStreamChecks } from './eventStream/checks.ts';
import { hubChecks } from './hub/checks.ts';
import { pushRegistrationChecks } from './pushRegistration/checks.ts';
import { vaultChecks } from './vault/checks.ts';

/** What the preflight looks at for each kind. Beside the rows and not in them, so that activation does not load it. */
export const kindChecks: readonly KindChecks[] = [hubChecks, vaultChecks, eventStreamChecks, pushRegistrationChecks];
