import { type Aws, openAws } from '../aws/openAws.ts';
import type { Journal, Ledger, Locks } from '../core/model/ports.ts';
import { EmulatorAddress } from '../state/emulatorAddress.ts';
import { JournalFile } from '../state/journalFile.ts';
import { PushLedger } from '../state/pushLedger.ts';
import { ResourceLocks } from '../state/resourceLocks.ts';
import { stateFolderPath } from '../state/stateFolder.ts';
import { systemClock } from '../state/systemClock.ts';
import type { CommandIo } from './commandLine.ts';

/** What the commands work with. */
export interface Services {
  readonly aws: Aws;
  readonly ledger: Ledger;
  readonly journal: Journal;
  readonly locks: Locks;
  /** Closes all connections. */
  dispose(): void;
}

/** Builds them. Reads nothing and calls nothing until a command does. */
export function openServices(io: CommandIo): Services {
  const folder = stateFolderPath(io);
  // The command line reaches an emulator as any tool of AWS does, by a profile's endpoint: it lists none of its accounts.
  // Only what a window changed there is undone there.
  const address = new EmulatorAddress(folder);
  const emulator = { endpoint: async () => (await address.read())?.endpoint, accountIds: async () => [] };
  const aws = openAws({ env: io.env, emulator, clock: systemClock, random: Math.random });
  const stores = { ledger: new PushLedger(folder), journal: new JournalFile(folder), locks: new ResourceLocks(folder) };
  return { aws, ...stores, dispose: () => aws.dispose() };
}
