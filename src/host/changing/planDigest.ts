import { createHash } from 'node:crypto';
import type { Plan } from '../../core/changes/change.ts';
import { sourceKey } from '../../core/model/account.ts';

/**
 * Stands for what a person was shown of planned changes: where, what is live and what will be. What is said yes to is
 * carried out only where its plans still have the same one.
 */
export function planDigest(plans: readonly Plan[]): string {
  const shown = plans.map(({ source, accountId, region, operation, name, request, base, goal }) => [
    ...[sourceKey(source), accountId, region, operation, name, request],
    ...[base.status, base.config, goal],
  ]);
  return createHash('sha256').update(JSON.stringify(shown, inOrder)).digest('hex');
}

/** In which order an object's members were put says nothing. */
function inOrder(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
