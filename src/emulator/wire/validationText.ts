import type { Problem } from './shape.ts';

/** A value in a message, not longer than what stays readable. What is nested is left out: it may be so thousands deep. */
function shown(value: unknown): string {
  if (value === undefined || value === null) return 'null';
  if (Array.isArray(value)) return `'[${value.length === 0 ? '' : '…'}]'`;
  if (typeof value === 'object') return "'{…}'";
  return `'${String(value).slice(0, 200)}'`;
}

/** Problems in the sentence that AWS's own validation writes: `1 validation error detected: Value '…' at '…' failed …`. */
export function validationText(problems: readonly Problem[]): string {
  const lines = problems.map(({ path, rule, value }) => {
    const member = path.charAt(0).toLowerCase() + path.slice(1);
    return `Value ${shown(value)} at '${member}' failed to satisfy constraint: ${rule}`;
  });
  return `${lines.length} validation error${lines.length === 1 ? '' : 's'} detected: ${lines.join('; ')}`;
}
