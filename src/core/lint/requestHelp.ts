import { lintKinds } from '../kinds/lintTable.ts';
import type { WriteOperation } from '../model/operations.ts';
import type { Shape } from './model/shape.ts';

/** What a member of an operation's request means, in the schema's own words; of the whole for an empty path. */
export function requestHelp(operation: WriteOperation, path: readonly string[]): string | undefined {
  let shape: Shape | undefined = lintKinds.find(one => one.operations[operation] !== undefined)?.operations[operation];
  let help = shape?.help;
  for (const step of path) {
    const member = shape?.members.get(step);
    help = member?.help;
    shape = member?.shape;
  }
  return help;
}
