import type { KindLint } from '../lint/model/kindLint.ts';
import { eventStreamLint } from './eventStream/lint.ts';
import { hubLint } from './hub/lint.ts';
import { pushRegistrationLint } from './pushRegistration/lint.ts';
import { vaultLint } from './vault/lint.ts';

/** What the linter knows of each kind, in the order in which documents are told by their keys. */
export const lintKinds: readonly KindLint[] = [vaultLint, eventStreamLint, hubLint, pushRegistrationLint];
