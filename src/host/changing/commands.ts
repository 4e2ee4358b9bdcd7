import type { Offered } from '../../core/model/kind.ts';
import { draftOperation } from '../asking/draftOperation.ts';
import type { HostCommand } from '../services.ts';
import { toldForbidden, toldReadOnly } from './confirm.ts';
import { performWrite } from './perform.ts';
import { showAnswer } from './showAnswer.ts';

/** The command of an operation: asks for what it takes, then reads and shows, or writes on the one road. */
export function operate(operation: Offered): HostCommand {
  return async (host, { path, near }) => {
    const where = path === undefined ? undefined : host.explorer.whereabouts(path);
    const isWrite = operation.effect !== 'read';
    if (isWrite && (toldForbidden(host) || (where !== undefined && toldReadOnly(host, where)))) return;
    const draft = await draftOperation(host, operation, path, near);
    if (draft === undefined) return;
    if (operation.effect === 'read') await showAnswer(host, draft, operation);
    else await performWrite(host, draft, operation);
  };
}
