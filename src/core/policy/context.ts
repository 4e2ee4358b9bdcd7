/**
 * What is known of a condition key in a call. `present` where AWS sends it and nobody here knows the value. A key that a
 * context does not name is unknown altogether.
 */
export type KeyState =
  | { readonly state: 'known'; readonly values: readonly string[] }
  | { readonly state: 'present' }
  | { readonly state: 'absent' }
  | { readonly state: 'unknown' };

const UNKNOWN: KeyState = { state: 'unknown' };

/** The condition keys of one call, by their names without case. */
export class Context {
  readonly #keys: ReadonlyMap<string, KeyState>;

  constructor(keys: Readonly<Record<string, KeyState>>) {
    this.#keys = new Map(Object.entries(keys).map(([name, state]) => [name.toLowerCase(), state]));
  }

  /** What is known of a key. */
  get(name: string): KeyState {
    return this.#keys.get(name.toLowerCase()) ?? UNKNOWN;
  }
}

/** One known value, or several. */
export const known = (...values: readonly string[]): KeyState => ({ state: 'known', values });

/** What we know of a call that an AWS service makes for a resource. */
export interface ServiceCall {
  /** The service's principal, such as `glacier.amazonaws.com`. */
  readonly service: string;
  /** Twelve digits: the account of the resource on whose behalf the service calls. */
  readonly sourceAccount: string;
  /** The resource on whose behalf it calls; null where AWS does not document that the service sends it. */
  readonly sourceArn: string | null;
  /** ISO 8601. */
  readonly now: string;
  /** Further keys, such as what a service is documented to send; they win. */
  readonly more?: Readonly<Record<string, KeyState>>;
}

/** Keys of a person's or a role's own call, which a service's call does not have. */
const NOT_OF_A_SERVICE = [
  'aws:PrincipalArn',
  'aws:PrincipalAccount',
  'aws:PrincipalOrgID',
  'aws:PrincipalOrgPaths',
  'aws:username',
  'aws:MultiFactorAuthPresent',
  'aws:MultiFactorAuthAge',
  'aws:SourceIp',
  'aws:VpcSourceIp',
  'aws:SourceVpc',
  'aws:SourceVpce',
] as const;

/**
 * The condition keys of a call that a service makes by its own principal. `aws:SourceOwner` and every key that is not named
 * are unknown: AWS does not say for which services SNS sets the former, nor what `aws:PrincipalType` and `aws:userid`, which
 * every signed call has, are for a service.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export function serviceContext({ service, sourceAccount, sourceArn, now, more }: ServiceCall): Context {
  return new Context({
    ...Object.fromEntries(NOT_OF_A_SERVICE.map(key => [key, { state: 'absent' } as const])),
    'aws:SourceAccount': known(sourceAccount),
    'aws:SourceArn': sourceArn === null ? UNKNOWN : known(sourceArn),
    'aws:PrincipalIsAWSService': known('true'),
    'aws:PrincipalServiceName': known(service),
    'aws:SecureTransport': known('true'),
    'aws:CurrentTime': known(now),
    'aws:EpochTime': known(String(Math.floor(Date.parse(now) / 1000))),
    ...more,
  });
}
