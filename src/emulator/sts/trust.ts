import { judge, statementsOf } from '../policies.ts';

/** Who asks to become a role, and what they bring that its trust policy may ask for. */
export interface Brought {
  readonly account: string;
  /** The user's, or the role's where a session asks. */
  readonly arn: string;
  readonly externalId: string | undefined;
  /** True where an MFA device and its code were given. */
  readonly withMfa: boolean;
  /** True where a session asks, of which AWS knows that it came without MFA; of keys it knows nothing. */
  readonly isSession: boolean;
  readonly sessionName: string;
}

/**
 * Whether a role's trust policy lets in a caller: whom it names, the external id, MFA and whatever else it asks for. A document
 * without statements, such as a seed's, says nothing, and lets everyone in.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export function letsIn(trustPolicy: string, brought: Brought): boolean {
  if (statementsOf(trustPolicy) === undefined) return true;
  const { account, arn, externalId, withMfa, isSession, sessionName } = brought;
  const mfa = withMfa
    ? { 'aws:MultiFactorAuthPresent': ['true'], 'aws:MultiFactorAuthAge': ['0'] }
    : isSession
      ? { 'aws:MultiFactorAuthPresent': ['false'] }
      : {};
  const keys = {
    ...mfa,
    ...(externalId === undefined ? {} : { 'sts:ExternalId': [externalId] }),
    ...{ 'sts:RoleSessionName': [sessionName], 'aws:PrincipalAccount': [account], 'aws:PrincipalArn': [arn] },
  };
  return (
    judge([trustPolicy], { principal: { account, arn }, action: 'sts:AssumeRole', resource: null, keys }) === 'allowed'
  );
}
