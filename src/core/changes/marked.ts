import { isProduction, type MarkedAccount } from '../model/accountMarks.ts';
import { type Finding, finding } from '../model/finding.ts';
import type { Outcome, Plan, Road } from './change.ts';

/** True for a change that takes away or replaces what is live. */
export const isDestructive = ({ action }: Pick<Plan, 'action'>): boolean => action !== 'create';

/** True for a change for which the account's id is typed. */
export const needsTyping = (plan: Pick<Plan, 'action'>, marked: MarkedAccount): boolean =>
  isProduction(marked) && isDestructive(plan);

/**
 * The end of a change that the marks of its account, as they are now, do not let through; null where they do. Throws
 * StateError where they cannot be told.
 */
export async function stoppedByMark(
  plan: Plan,
  { marks, typed }: Pick<Road, 'marks' | 'typed'>,
): Promise<Extract<Outcome, { kind: 'marked' }> | null> {
  const marked = await marks.of(plan);
  if (marked.readOnly !== null) return { kind: 'marked', plan, as: 'read-only', mark: marked.readOnly };
  if (marked.production === null || !needsTyping(plan, marked) || typed?.has(plan.accountId) === true) return null;
  return { kind: 'marked', plan, as: 'production', mark: marked.production };
}

/** What a plan says of its account's marks. Planning changes nothing, so none of it is an error. */
export function markFindings({ production, readOnly }: MarkedAccount): readonly Finding[] {
  return [
    ...(production === null ? [] : [finding('account/production', 'information', { mark: production })]),
    ...(readOnly === null ? [] : [finding('account/read-only', 'warning', { mark: readOnly })]),
  ];
}
