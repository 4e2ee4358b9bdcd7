import type { WriteRow } from '../kinds/kindTable.ts';
import type { JournalIntent, JournalOutcome, JournalResult, Undo } from '../model/journal.ts';
import type { Answer } from '../model/ports.ts';
import { serverNote } from '../model/server.ts';
import type { Intent, Outcome, Plan } from './change.ts';

const isoTime = (milliseconds: number): string => new Date(milliseconds).toISOString();

/** The journal's line for a change that is about to be sent. */
export function intentOf(id: string, now: number, intent: Intent, plan: Plan): JournalIntent {
  const { source, accountId, region, kind, name, operation, action, request, base, goal, undo } = plan;
  return {
    ...{ id, time: isoTime(now), source, accountId, region, kind, name, operation, action, request },
    ...serverNote(source, intent.server),
    ...{ base: { config: base.config, status: base.status }, goal, undo },
    group: intent.group ?? null,
    undoes: intent.undoes ?? null,
    ...(intent.file === undefined ? {} : { file: intent.file }),
  };
}

/** The journal's line for how a change ended that was written down before. */
export function outcomeOf(outcome: Outcome, now: number, row: WriteRow, intent: Intent): JournalOutcome {
  const code = 'error' in outcome ? outcome.error.code : null;
  const undo = 'answer' in outcome ? undoByAnswer(outcome.plan.undo, outcome.answer, row, intent) : null;
  return { time: isoTime(now), result: resultOf(outcome), code, undo };
}

function resultOf(outcome: Outcome): JournalResult {
  switch (outcome.kind) {
    case 'done':
    case 'unrecorded':
      return 'done';
    case 'accepted':
    case 'conflict':
    case 'unknown':
      return outcome.kind;
    default:
      return 'failed';
  }
}

/** What is deleted to take back a registration is known only by its answer, which the ledger reads too. */
function undoByAnswer(
  undo: Undo,
  answer: Answer,
  { write }: WriteRow,
  { accountId, region, request }: Intent,
): Undo | null {
  if (undo.kind === 'not') return null;
  let note: ReturnType<NonNullable<typeof write.bookkeeping>> | undefined;
  try {
    note = write.bookkeeping?.(request, answer, { accountId, region });
  } catch {
    return { kind: 'not', reason: 'base-unknown' };
  }
  if (note?.kind !== 'record') return null;
  return { ...undo, request: { ...undo.request, RegistrationId: note.entry.registrationId } };
}
