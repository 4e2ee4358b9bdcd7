import type { Intent, Outcome } from '../../core/changes/change.ts';
import { performChange } from '../../core/changes/road.ts';
import { sourceText } from '../../core/model/account.ts';
import type { OfferedWrite } from '../../core/model/kind.ts';
import type { Located } from '../asking/draft.ts';
import type { HostServices } from '../services.ts';
import { confirmation, stepText } from './confirm.ts';
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
        confirm: plan => prompter.confirm(confirmation(plan, t, road.table)),
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
  if (isTold(outcome)) tellOutcome(host, outcome, intent, () => performOver(host, intent));
  return outcome;
}

/** Plans the change over whatever is there now, shows it, and asks. */
async function performOver(host: ChangeHost, { over: _before, ...intent }: Intent): Promise<void> {
  await performIntent(host, intent);
}

/** False where nothing can be other than it was before. */
export function reachedAws({ kind }: Outcome): boolean {
  return !['declined', 'cancelled', 'forbidden', 'invalid', 'marked'].includes(kind);
}
