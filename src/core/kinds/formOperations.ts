import type { OfferedWrite } from '../model/kind.ts';
import { offeredWrites } from './table.ts';

/** The operations that have a form: every write that takes more than the name of what it is about. */
export const formOperations: readonly OfferedWrite[] = offeredWrites.filter(({ fields }) => fields.length > 0);

/** The operation of a name, or undefined where none of that name has a form. */
export function formOperation(name: string): OfferedWrite | undefined {
  return formOperations.find(one => one.name === name);
}
