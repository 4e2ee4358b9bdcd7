import { noEmulator } from '../aws/accounts/emulatorAccess.ts';
import { type Aws, openAws } from '../aws/openAws.ts';
import type { Ledger } from '../core/model/ports.ts';
import { PushLedger } from '../state/pushLedger.ts';
import { stateFolderPath } from '../state/stateFolder.ts';
import { systemClock } from '../state/systemClock.ts';
import type { CommandIo } from './commandLine.ts';

/** What the commands work with. */
export interface Services {
  readonly aws: Aws;
  readonly ledger: Ledger;
  /** Closes all connections. */
  dispose(): void;
}

/** Builds them. Reads nothing and calls nothing until a command does. */
export function openServices(io: CommandIo): Services {
  // The command line reaches an emulator as any tool of AWS does: by a profile's endpoint.
  const aws = openAws({ env: io.env, emulator: noEmulator, clock: systemClock, random: Math.random });
  const ledger = new PushLedger(stateFolderPath(io));
  return { aws, ledger, dispose: () => aws.dispose() };
}
