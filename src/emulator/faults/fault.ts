import {
  integer,
  list,
  number,
  object,
  optional,
  type Problem,
  type Shape,
  type ShapeOf,
  string,
} from '../wire/shape.ts';

/** What can be made to go wrong. */
export const FAULT_KINDS = [
  'throttle', // the service's own throttling error, with `retryAfterSeconds` as Retry-After
  'error', // the error of `code`, or one without a type where only `status` is given
  'reset', // the connection closes and nothing took effect
  'resetAfter', // the connection closes after the request took effect
  'hang', // no answer ever
  'malformed', // an answer that is not what the service writes, see `as`
  'latency', // `ms` more before the answer, on top of other faults
  'clockSkew', // the service's clock is `seconds` ahead of the caller's
] as const;

const fault = object(
  {
    service: string({ min: 1 }),
    operation: optional(string({ min: 1 })),
    /** Only requests of this account or for this Region. */
    account: optional(string({ pattern: /^\d{12}$/ })),
    region: optional(string({ min: 1 })),
    kind: string({ oneOf: FAULT_KINDS }),
    as: optional(string({ oneOf: ['html', 'truncated', 'wrongTypes'] })),
    status: optional(integer({ min: 200, max: 599 })),
    code: optional(string()),
    message: optional(string()),
    retryAfterSeconds: optional(integer({ min: 0, max: 86_400 })),
    ms: optional(integer({ min: 0, max: 600_000 })),
    seconds: optional(integer({ min: -(10 ** 9), max: 10 ** 9 })),
    nth: optional(integer({ min: 1 })),
    probability: optional(number),
    count: optional(integer({ min: 1 })),
  },
  { closed: true },
);

/** One fault as the control plane takes it. */
export type Fault = ShapeOf<typeof fault>;

/** What a fault list is checked against: the services there are, and their operations. */
export type Catalogue = ReadonlyMap<string, ReadonlySet<string>>;

function checked(one: Fault, path: string, catalogue: Catalogue, problems: Problem[]): void {
  const wrong = (member: string, rule: string): void => {
    problems.push({ path: `${path}.${member}`, kind: 'constraint', rule, value: undefined });
  };
  const operations = catalogue.get(one.service);
  if (operations === undefined) wrong('service', `Member must be one of ${[...catalogue.keys()].join(' ')}`);
  else if (one.operation !== undefined && !operations.has(one.operation)) {
    wrong('operation', `Member must be one of ${[...operations].join(' ')}`);
  }
  if (one.kind === 'error' && one.code === undefined && one.status === undefined) {
    wrong('code', "Member must not be null, or 'status' be given for an error without a type");
  }
  if (one.kind === 'error' && one.status !== undefined && one.status < 400)
    wrong('status', 'Member must be an error status');
  if (one.kind === 'latency' && one.ms === undefined) wrong('ms', 'Member must not be null');
  if (one.nth !== undefined && one.probability !== undefined)
    wrong('nth', "Member must not be given beside 'probability'");
  if (one.probability !== undefined && (one.probability < 0 || one.probability > 1)) {
    wrong('probability', 'Member must be between 0 and 1');
  }
}

/** The faults of a POST: a list, or one fault alone. */
export function faultList(catalogue: Catalogue): Shape<readonly Fault[]> {
  const many = list(fault);
  return {
    parse(value, path, problems) {
      const parsed = many.parse(Array.isArray(value) ? value : [value], path, problems);
      for (const [index, one] of (parsed ?? []).entries()) checked(one, String(index), catalogue, problems);
      return parsed;
    },
  };
}
