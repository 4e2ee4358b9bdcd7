import { kindOf } from '../../core/kinds/table.ts';
import type { OfferedWrite } from '../../core/model/kind.ts';
import { namedRow } from './draft.ts';

/** Stands for a name, to see where an operation puts it. */
const PROBE = '\u0000';

/** The member of a request that names what the operation starts from; undefined where it starts from the account. */
export function targetMember({ target, preset }: OfferedWrite): string | undefined {
  if (target === 'account') return undefined;
  const probe = preset(namedRow(kindOf(target), PROBE));
  return Object.keys(probe).find(key => probe[key] === PROBE);
}
