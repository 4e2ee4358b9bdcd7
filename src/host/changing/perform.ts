import type { Intent, Outcome } from '../../core/changes/change.ts';
import { performChange } from '../../core/changes/road.ts';
import { undoing } from '../../core/changes/undo.ts';
import { sourceText } from '../../core/model/account.ts';
import { newestFirst } from '../../core/model/journal.ts';
import type { OfferedWrite } from '../../core/model/kind.ts';
import { noUndoText } from '../../messages/fleetText.ts';
import { changeTitle } from '../../messages/settlingText.ts';
import type { Located } from '../asking/draft.ts';
import type { HostServices } from '../services.ts';
import { confirmation, confirmChanges, stepText } from './confirm.ts';
import { type AftermathHost, tellOutcome } from './outcome.ts';
import { refreshTouched } from './touched.ts';

/** What making a change uses of the window. */
export type ChangeHost = AftermathHost & Pick<HostServices, 'road'>;

/** Performs a finished write on the one road, with a person to confirm it, and tells how it ended. */
export function performWrite(host: ChangeHost, draft: Located, operation: OfferedWrite): Promise<Outcome> {
  const { source, accountId, region, request } = draft;
  return performIntent(host, { source, accountId, region, operation: operation.name, request });
}

/**
 * Performs an intent on the one road, with a person to confirm it, and tells how it ended.
 *
 * @param isTold False for ends that whoever asks for the change tells in a way of their own.
 */
export async function performIntent(
  host: ChangeHost,
  intent: Intent,
  isTold: (outcome: Outcome) => boolean = () => true,
): Promise<Outcome> {
  const { t, prompter, road, log } = host;
  const { write } = road.table.writeRow(intent.operation);
  const outcome = await prompter.busy(write.title(t), (say, signal) =>
    performChange(
      intent,
      {
        ...road,
        confirm: async plan => {
          const typed = await confirmChanges(
            host,
            [plan],
            confirmation(plan, t, road.table, intent.undoes !== undefined),
          );
          return typed?.has(plan.accountId) === true ? 'typed' : typed !== undefined;
        },
        progress: step => {
          say(stepText(step, t));
          // While AWS settles, the tree already shows what it says.
          if (step === 'verifying') refreshTouched(host, intent);
        },
      },
      signal,
    ),
  );
  log.info(
    'change ended',
    `${outcome.kind} ${write.name} ${sourceText(intent.source)} ${intent.accountId} ${intent.region}`,
  );
  if (reachedAws(outcome)) refreshTouched(host, intent);
  if (isTold(outcome)) tellEnd(host, outcome, intent);
  return outcome;
}

/** Tells how a change ended, with what can be done next on the one road. */
export function tellEnd(host: ChangeHost, outcome: Outcome, intent: Intent): void {
  const undo = async (entry: string): Promise<void> => {
    const undoes = await undoIntent(host, entry);
    if (undoes !== undefined) await performIntent(host, undoes);
  };
  tellOutcome(host, outcome, intent, { overwrite: () => performIntent(host, overWhatIsThere(intent)), undo });
}

/** The change that takes back one of the journal, by its id there; undefined where none does, which is told. */
export async function undoIntent(
  { t, prompter, road }: Pick<ChangeHost, 't' | 'prompter' | 'road'>,
  id: string,
): Promise<Intent | undefined> {
  const reading = await road.journal.read();
  const entry = reading.entries.find(one => one.id === id);
  const undo = entry && undoing(entry, newestFirst(reading));
  if (undo?.kind === 'by') return undo.intent;
  const why = undo === undefined ? t('it is no longer in the journal.') : noUndoText(undo.reason, t);
  prompter.tell('warning', t('{0} can’t be undone: {1}', entry === undefined ? id : changeTitle(entry, t), why));
  return undefined;
}

/** The change, to be planned over whatever is there now. */
export const overWhatIsThere = ({ over: _before, ...intent }: Intent): Intent => intent;

/** False where nothing can be other than it was before. */
export function reachedAws({ kind }: Outcome): boolean {
  return !['declined', 'cancelled', 'forbidden', 'invalid', 'marked'].includes(kind);
}
