import { statementsOf, texts } from '../policies.ts';
import { isRecord } from '../wire/shape.ts';

/** What a caller of AssumeRole brings that a trust policy may ask for. */
export interface Brought {
  readonly externalId: string | undefined;
  /** An MFA device and its code were given. */
  readonly withMfa: boolean;
}

/** The values a condition has for a key; operators and keys are told apart without case. */
function wanted(condition: unknown, operator: string, key: string): readonly string[] | undefined {
  const find = (holder: unknown, name: string): unknown =>
    isRecord(holder) ? Object.entries(holder).find(([one]) => one.toLowerCase() === name)?.[1] : undefined;
  const found = find(find(condition, operator), key);
  return found === undefined ? undefined : texts(found);
}

/**
 * Whether a role's trust policy lets in a caller who brings this. Only what the caller brings is weighed: an external id
 * and MFA. Whom the policy names is not, since the emulator's callers are whoever their access key says.
 */
export function letsIn(trustPolicy: string, { externalId, withMfa }: Brought): boolean {
  const statements = statementsOf(trustPolicy) ?? [];
  const allowing = statements.filter(one => one.Effect === 'Allow');
  if (allowing.length === 0) return true;
  return allowing.some(({ Condition }) => {
    const ids = wanted(Condition, 'stringequals', 'sts:externalid');
    const mfa = wanted(Condition, 'bool', 'aws:multifactorauthpresent');
    return (
      (ids === undefined || ids.includes(externalId ?? '')) && (mfa === undefined || mfa.includes(String(withMfa)))
    );
  });
}
