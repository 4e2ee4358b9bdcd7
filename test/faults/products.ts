import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { noEmulator } from '../../src/aws/accounts/emulatorAccess.ts';
import { SharedConfig } from '../../src/aws/config/sharedConfig.ts';
import { AwsGateway } from '../../src/aws/gateway.ts';
import type { Road } from '../../src/core/changes/change.ts';
import { kindTable } from '../../src/core/kinds/table.ts';
import type { Clock } from '../../src/core/model/ports.ts';
import { validateRequest } from '../../src/core/schema/validateRequest.ts';
import { JournalFile } from '../../src/state/journalFile.ts';
import { MarksFile } from '../../src/state/marksFile.ts';
import { PushLedger } from '../../src/state/pushLedger.ts';
import { ResourceLocks } from '../../src/state/resourceLocks.ts';
import { ACCOUNT } from './estate.ts';

/** How the product is set up in one process of a run. */
export interface ProductOptions {
  readonly endpoint: string;
  readonly stateFolder: string;
  readonly clock: Clock;
  readonly random: () => number;
  /** Shows in every request, as the session token: whose it is. */
  readonly name: string;
  /** Milliseconds until an answer must begin. */
  readonly answerMs?: number;
}

/** More than any run writes: what is put aside could not be undone at its end. */
const JOURNAL_BYTES = 1024 * 1024 * 1024;

/** The product as windows and command lines have it, pointed at the emulator, with short timeouts. */
export function product({ endpoint, stateFolder, clock, random, name, answerMs = 400 }: ProductOptions) {
  const nowhere = join(stateFolder, 'no-such-file');
  const env = {
    AWS_ACCESS_KEY_ID: ACCOUNT,
    AWS_SECRET_ACCESS_KEY: 'not-a-secret',
    AWS_SESSION_TOKEN: name,
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: 'us-east-1',
    AWS_CONFIG_FILE: nowhere,
    AWS_SHARED_CREDENTIALS_FILE: nowhere,
  };
  const timeouts = { connectMs: 1_000, answerMs, silenceMs: answerMs };
  const gateway = new AwsGateway({
    env,
    config: new SharedConfig(env, clock),
    emulator: noEmulator,
    clock,
    random,
    timeouts,
  });
  const road: Road = {
    table: kindTable,
    ...{ gateway, clock, newId: randomUUID },
    ledger: new PushLedger(stateFolder),
    journal: new JournalFile(stateFolder, kindTable, JOURNAL_BYTES),
    locks: new ResourceLocks(stateFolder),
    marks: new MarksFile(stateFolder, 'default'),
    validate: async (operation, request) => validateRequest(operation, request),
    forbidden: () => null,
  };
  return { road, gateway };
}
