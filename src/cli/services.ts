import { randomUUID } from 'node:crypto';
import { chosenProfile } from '../aws/config/environment.ts';
import type { AskMfaCode } from '../aws/credentials/credentialContext.ts';
import { openAws, type SignInPort } from '../aws/openAws.ts';
import type { Road } from '../core/changes/change.ts';
import { kindTable } from '../core/kinds/table.ts';
import { AppError, isCancelled } from '../core/model/errors.ts';
import { plainText } from '../core/model/plainText.ts';
import type { AccountDirectory, Discoveries, EmptyPlaces, MarkBook, UnitBook } from '../core/model/ports.ts';
import { errorLine } from '../messages/errorText.ts';
import { DiscoveriesFile } from '../state/discoveriesFile.ts';
import { EmptyPlacesFile } from '../state/emptyPlacesFile.ts';
import { EmulatorAddress } from '../state/emulatorAddress.ts';
import { exclusivelyIn } from '../state/fileLock.ts';
import { JournalFile } from '../state/journalFile.ts';
import { MarksFile } from '../state/marksFile.ts';
import { PushLedger } from '../state/pushLedger.ts';
import { ResourceLocks } from '../state/resourceLocks.ts';
import { stateFolderPath } from '../state/stateFolder.ts';
import { systemClock } from '../state/systemClock.ts';
import { UnitsFile } from '../state/unitsFile.ts';
import { type CommandIo, EXIT } from './commandLine.ts';
import { t } from './language.ts';

/** What the commands work with: the road, and the accounts that the shared config knows. */
export interface Services extends Road {
  readonly marks: MarkBook;
  readonly directory: AccountDirectory;
  readonly emptyPlaces: EmptyPlaces;
  readonly signIns: SignInPort;
  /** What sign-ins gave. */
  readonly discoveries: Discoveries;
  readonly units: UnitBook;
  /** Closes all connections. */
  dispose(): void;
}

/** Builds them. Reads nothing and calls nothing until a command does. Here a person says yes by `--yes`. */
export function openServices(io: CommandIo): Services {
  const folder = stateFolderPath(io);
  // The command line reaches an emulator as any tool of AWS does, by a profile's endpoint: it lists none of its accounts.
  // Only what a window changed there is undone there.
  const address = new EmulatorAddress(folder);
  const emulator = { endpoint: async () => (await address.read())?.endpoint, accountIds: async () => [] };
  const discoveries = new DiscoveriesFile(folder);
  const told = new Set<string>();
  const aws = openAws({
    ...{ env: io.env, emulator, clock: systemClock, random: Math.random },
    askMfaCode: mfaQuestion(io),
    exclusively: exclusivelyIn(folder),
    discoveries,
    // In VS Code the editor's own settings say which proxy is taken, and whom to trust.
    loadAgent: async () => (await import('../aws/clients/environmentAgents.ts')).environmentAgents(io.env),
    tellOfConfig: texts => {
      for (const text of texts.filter(one => !told.has(one))) {
        told.add(text);
        // Where stderr cannot be written, there is nobody to tell.
        io.stderr.line(plainText(text)).catch(() => undefined);
      }
    },
  });
  return {
    table: kindTable,
    gateway: aws.gateway,
    directory: aws.directory,
    emptyPlaces: new EmptyPlacesFile(folder, systemClock),
    signIns: aws.signIns,
    discoveries,
    units: new UnitsFile(folder),
    ledger: new PushLedger(folder),
    journal: new JournalFile(folder, kindTable),
    locks: new ResourceLocks(folder),
    marks: new MarksFile(folder, chosenProfile(io.env) ?? 'default'),
    clock: systemClock,
    newId: randomUUID,
    // Only who changes something loads the rules.
    validate: async (operation, request, { accountId, region }) => {
      const { lintRequest } = await import('../core/lint/lintRequest.ts');
      const today = new Date(systemClock.now()).toISOString().slice(0, 10);
      return lintRequest(operation, request, { account: accountId, region, today });
    },
    // Likewise the checks.
    lookAhead: async signal => {
      const [{ LookingAhead }, { kindChecks }] = await Promise.all([
        import('../core/preflight/lookAhead.ts'),
        import('../core/kinds/checkTable.ts'),
      ]);
      return new LookingAhead({ gateway: aws.gateway, checks: kindChecks, clock: systemClock }, signal);
    },
    forbidden: () => null,
    dispose: () => aws.dispose(),
  };
}

/**
 * Runs the work of a command with services that are its own, and closes them. What AWS, a file of the state folder or the
 * person stopped is told in words, and ends with 1.
 */
export async function withServices(io: CommandIo, work: (services: Services) => Promise<number>): Promise<number> {
  const services = openServices(io);
  try {
    return await work(services);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    await io.stderr.line(isCancelled(error) ? t('Cancelled.') : errorLine(error, t));
    return EXIT.failed;
  } finally {
    services.dispose();
  }
}

/** Asks for the code of an MFA device until six digits come; undefined where there is no terminal to ask on. */
export function mfaQuestion({ askSecret }: Pick<CommandIo, 'askSecret'>): AskMfaCode | undefined {
  if (askSecret === undefined) return undefined;
  return async (serialNumber, profile, signal) => {
    const question = t('MFA code of {0} for profile {1}', plainText(serialNumber), plainText(profile));
    for (let asked = question; ; asked = t('{0} (six digits)', question)) {
      const code = (await askSecret(`${asked}: `, signal)).trim();
      if (/^\d{6}$/.test(code)) return code;
    }
  };
}
