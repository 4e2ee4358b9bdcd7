import type { KindExport } from '../model/export.ts';
import { eventStreamExport } from './eventStream/exports.ts';
import { hubExport } from './hub/exports.ts';
import { pushRegistrationExport } from './pushRegistration/exports.ts';
import { vaultExport } from './vault/exports.ts';

/** What exports know of each kind. Beside the rows and not in them, so that activation does not load it. */
export const kindExports: readonly KindExport[] = [hubExport, vaultExport, eventStreamExport, pushRegistrationExport];
