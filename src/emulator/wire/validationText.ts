import type { Problem } from './shape.ts';

/** Problems in the sentence that AWS's own validation writes: `1 validation error detected: Value '…' at '…' failed …`. */
export function validationText(problems: readonly Problem[]): string {
  const lines = problems.map(({ path, rule, value }) => {
    const shown = value === undefined ? 'null' : `'${typeof value === 'string' ? value : JSON.stringify(value)}'`;
    const member = path.charAt(0).toLowerCase() + path.slice(1);
    return `Value ${shown.slice(0, 200)} at '${member}' failed to satisfy constraint: ${rule}`;
  });
  return `${lines.length} validation error${lines.length === 1 ? '' : 's'} detected: ${lines.join('; ')}`;
}
