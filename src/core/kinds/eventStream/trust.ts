import { optionalText } from '../../model/answer.ts';
import type { Answer } from '../../model/ports.ts';
import { isRead, type PolicyDocument, type Principal, readPolicy } from '../../policy/document.ts';

/** Pinpoint as the trust policies of roles name it. */
export const PINPOINT = 'pinpoint.amazonaws.com';

/** Pinpoint of one Region, as Terraform's documentation names it. */
export const regionalPinpoint = (region: string): string => `pinpoint.${region}.amazonaws.com`;

const REGIONAL = /^pinpoint\.([a-z0-9-]+)\.amazonaws\.com$/;

/** A role's trust policy, which IAM writes as RFC 3986 writes an address. Undefined where it can't be read. */
export function trustOf(role: Answer): PolicyDocument | undefined {
  const written = optionalText(role, 'AssumeRolePolicyDocument') ?? '';
  try {
    return readPolicy(decodeURIComponent(written));
  } catch {
    return readPolicy(written);
  }
}

/** The services that a statement lets assume the role. */
const servicesIn = (policy: PolicyDocument): readonly Principal[] =>
  policy.statements
    .filter(isRead)
    .filter(one => one.effect === 'Allow' && one.principals?.except === false)
    .flatMap(({ principals }) => principals?.items ?? [])
    .filter(({ type }) => type === 'Service');

/** True where a statement lets Pinpoint, of whatever Region, assume the role; conditions may still say no. */
export const trustsPinpoint = (policy: PolicyDocument): boolean =>
  servicesIn(policy).some(({ value }) => value === PINPOINT || REGIONAL.test(value));

/** The Regions whose Pinpoint a policy names. */
export const pinpointRegionsOf = (policy: PolicyDocument): readonly string[] =>
  servicesIn(policy).flatMap(({ value }) => REGIONAL.exec(value)?.[1] ?? []);
