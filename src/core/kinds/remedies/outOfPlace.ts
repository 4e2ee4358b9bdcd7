import type { Place } from '../../model/account.ts';
import { parseArn } from '../../model/arn.ts';
import { type Finding, finding } from '../../model/finding.ts';

/** A fault where an ARN is of another account than the one shown, or of another Region than the call goes to. */
export function outOfPlace(
  arn: string,
  { accountId, region }: Pick<Place, 'accountId' | 'region'>,
): readonly Finding[] {
  const owner = parseArn(arn);
  if (owner?.accountId === accountId && owner.region === region) return [];
  return [finding('remedy/elsewhere', 'error', { arn, account: accountId, region })];
}
