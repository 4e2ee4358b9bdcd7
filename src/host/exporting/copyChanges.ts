import type { ScriptCall } from '../../core/export/script.ts';
import { exportTargets } from '../../core/export/targets.ts';
import { kindTable } from '../../core/kinds/table.ts';
import type { Place } from '../../core/model/account.ts';
import type { Undo } from '../../core/model/journal.ts';
import type { JsonObject } from '../../core/model/json.ts';
import type { WriteOperation } from '../../core/model/operations.ts';
import type { TargetKind } from '../../core/model/resource.ts';
import type { Server } from '../../core/model/server.ts';
import { changedTitle, undoReasonText } from '../../messages/changeText.ts';
import type { HostServices } from '../services.ts';
import { askFormat, copied } from './exporting.ts';

/** A change as far as it can be copied. */
export interface CopiedChange extends Place {
  readonly kind: TargetKind;
  readonly name: string;
  readonly operation: WriteOperation;
  /** Free of secrets. */
  readonly request: JsonObject;
  /** Who answered, as far as that was kept. */
  readonly server?: Server | undefined;
  /** Null where it is not known what was there before. */
  readonly undo: Undo | null;
}

/**
 * Puts changes on the clipboard as calls that make them, and below those, as comments, the calls that undo them, the last
 * change first: pasted, only the change is made.
 */
export async function copyChangesAs(
  host: Pick<HostServices, 't' | 'prompter' | 'workbench' | 'emulator'>,
  changes: readonly CopiedChange[],
): Promise<void> {
  const { t, prompter, emulator } = host;
  if (changes.length === 0) {
    prompter.tell('information', t('There is nothing to copy here.'));
    return;
  }
  const target = await askFormat(
    host,
    t('Copy as'),
    exportTargets.filter(({ script }) => script !== undefined),
  );
  if (target?.script === undefined) return;
  const calls = [...changes.flatMap(change => callOf(change, host.t)), ...changes.toReversed().flatMap(undoOf)];
  await copied(host, target, target.script({ calls, head: [], endpoint: await emulator.endpoint() }, t));

  function undoOf({ undo, ...change }: CopiedChange): readonly ScriptCall[] {
    if (undo?.kind !== 'by') return [];
    const about = t('To undo it: {0}', aboutOf(change, t));
    return asSent({ ...change, operation: undo.operation, request: undo.request, about, isComment: true });
  }
}

/** A call with what AWS takes of its request; none where that is known only once the change is planned. */
function asSent(call: ScriptCall): readonly ScriptCall[] {
  const { sent } = kindTable.writeRow(call.operation).write;
  const request = sent === undefined ? call.request : sent(call.request);
  return request === undefined ? [] : [{ ...call, request }];
}

function callOf({ undo, ...change }: CopiedChange, t: HostServices['t']): readonly ScriptCall[] {
  const about = aboutOf(change, t);
  const final = undo?.kind === 'not' ? t('Can’t be undone: {0}', undoReasonText(undo.reason, t)) : '';
  return asSent({ ...change, about: final === '' ? about : `${about}. ${final}` });
}

const aboutOf = ({ operation, kind, name }: Omit<CopiedChange, 'undo'>, t: HostServices['t']): string =>
  [kindTable.writeRow(operation).write.title(t), changedTitle({ kind, name }, t)].join(' · ');
