import { awsModels } from '../awsModels.ts';
import { arnOf, partitionOf } from '../regions.ts';
import { awsJsonInput, awsJsonService } from '../wire/awsJson.ts';
import { offsetOf, tokenAfter } from '../wire/pages.ts';
import { errorsOf } from '../wire/serviceError.ts';
import { integer, object, optional, type Problem, type Shape, string } from '../wire/shape.ts';
import type { EmulatorCall, EmulatorOperation, World } from '../world.ts';
import type { Member, OrganizationDocument } from './organizationDocument.ts';

const statuses = {
  AWSOrganizationsNotInUseException: 400,
  AccessDeniedException: 400,
  InvalidInputException: 400,
  ParentNotFoundException: 400,
} as const;
const fail = errorsOf(statuses);

/** Where the organizations of all partitions are kept. */
const HOME_REGION = 'us-east-1';

/** Where AWS has a host for it: one Region of each partition. */
const REGIONS: ReadonlySet<string> = new Set(['us-east-1', 'us-gov-west-1', 'cn-northwest-1', 'eusc-de-east-1']);

/** The reasons that a broken rule of the input is given; AWS's texts are known for a pattern alone. */
function invalid([problem]: readonly Problem[]) {
  const { kind, rule } = problem ?? { kind: 'constraint', rule: '' };
  if (kind === 'missing') {
    return fail('InvalidInputException', 'You must specify all required parameters.', { Reason: 'INPUT_REQUIRED' });
  }
  const [Reason, text] = rule.includes('value less')
    ? ['MAX_VALUE_EXCEEDED', 'You provided a value that is larger than allowed.']
    : rule.includes('value greater')
      ? ['MIN_VALUE_EXCEEDED', 'You provided a value that is smaller than allowed.']
      : ['INVALID_PATTERN', 'You provided a value that does not match the required pattern.'];
  return fail('InvalidInputException', text, { Reason });
}

const inputOf = <T>(shape: Shape<T>, call: EmulatorCall): T => awsJsonInput(shape, call.body, invalid);

/** An organization as one of its accounts meets it. */
interface Organization {
  readonly management: string;
  readonly id: string;
  readonly rootId: string;
  readonly document: OrganizationDocument;
  readonly members: readonly (readonly [id: string, member: Member])[];
}

/**
 * The organization of the caller.
 * @throws {ServiceError} where it is in none, or neither manages it nor was delegated to
 */
function organizationOf(call: EmulatorCall): Organization {
  for (const [management, region, document] of call.world.organizations.all()) {
    if (region !== HOME_REGION) continue;
    const { id = `o-${management.slice(0, 10)}`, rootId = `r-${management.slice(-4)}`, delegated = [] } = document;
    const members =
      document.accounts === undefined
        ? call.world.accounts().map(one => [one, {}] as const)
        : [...document.accounts.entries()];
    const isMember = call.account === management || members.some(([one]) => one === call.account);
    if (!isMember) continue;
    if (call.account !== management && !delegated.includes(call.account)) {
      throw fail('AccessDeniedException', "You don't have permissions to access this resource.");
    }
    return { management, id, rootId, document, members };
  }
  throw fail('AWSOrganizationsNotInUseException', 'Your account is not a member of an organization.');
}

const PATTERN = /^(?:r-[0-9a-z]{4,32}|ou-[0-9a-z]{4,32}-[0-9a-z]{8,32})$/;
const paging = { MaxResults: optional(integer({ min: 1, max: 20 })), NextToken: optional(string({ max: 100_000 })) };
const anywhere = object(paging);
const below = object({ ParentId: string({ max: 100, pattern: PATTERN }), ...paging });

/** AWS documents no size of a page that the request does not name. */
const PAGE = 20;

/** A page of a list, in the order of the state: AWS promises none. */
function pageOf<T>(
  { document: { emptyPages } }: Organization,
  all: readonly T[],
  { MaxResults: limit = PAGE, NextToken: token }: { readonly MaxResults?: number; readonly NextToken?: string },
) {
  const from = offsetOf(token, () =>
    fail('InvalidInputException', 'You specified an invalid value for nextToken.', { Reason: 'INVALID_NEXT_TOKEN' }),
  );
  if (emptyPages === true && token === undefined) return { items: [], next: { NextToken: tokenAfter(0, 1) } };
  const NextToken = tokenAfter(from + limit, all.length);
  return { items: all.slice(from, from + limit), next: NextToken === undefined ? {} : { NextToken } };
}

/** The ids from the root down to a parent; empty where the state leads nowhere, or round in a circle. */
function pathTo({ document: { units }, rootId }: Organization, parent: string = rootId): readonly string[] {
  const path: string[] = [];
  let at = parent;
  while (at !== rootId) {
    const unit = units.get(at);
    if (unit === undefined || path.includes(at)) return [];
    path.unshift(at);
    at = unit.parent ?? rootId;
  }
  return [rootId, ...path];
}

const arnIn = ({ region }: EmulatorCall, { management, id }: Organization, kind: string, name: string): string =>
  arnOf('organizations', '', management, `${kind}/${id}/${name}`).replace('arn:aws:', `arn:${partitionOf(region)}:`);

const listRoots: EmulatorOperation = {
  name: 'ListRoots',
  effect: 'read',
  run(call) {
    const organization = organizationOf(call);
    const input = inputOf(anywhere, call);
    const { rootId: Id } = organization;
    const root = { Id, Arn: arnIn(call, organization, 'root', Id), Name: 'Root', PolicyTypes: [] };
    const { items, next } = pageOf(organization, [root], input);
    return { body: { Roots: items, ...next } };
  },
};

/** @throws {ServiceError} InvalidInputException, ParentNotFoundException */
function parentOf(call: EmulatorCall, organization: Organization) {
  const { ParentId: parent, ...paged } = inputOf(below, call);
  if (parent === organization.rootId || organization.document.units.get(parent) !== undefined) {
    return { isBelow: (one: { readonly parent?: string }) => (one.parent ?? organization.rootId) === parent, paged };
  }
  throw fail('ParentNotFoundException', "We can't find a root or OU with the ParentId that you specified.");
}

const listOrganizationalUnitsForParent: EmulatorOperation = {
  name: 'ListOrganizationalUnitsForParent',
  effect: 'read',
  run(call) {
    const organization = organizationOf(call);
    const { isBelow, paged } = parentOf(call, organization);
    const all = [...organization.document.units.entries()].filter(([, unit]) => isBelow(unit));
    const { items, next } = pageOf(organization, all, paged);
    const OrganizationalUnits = items.map(([Id, { name: Name }]) => ({
      ...{ Id, Name, Arn: arnIn(call, organization, 'ou', Id) },
      Path: `${[organization.id, ...pathTo(organization, Id)].join('/')}/`,
    }));
    return { body: { OrganizationalUnits, ...next } };
  },
};

const listAccountsForParent: EmulatorOperation = {
  name: 'ListAccountsForParent',
  effect: 'read',
  run(call) {
    const organization = organizationOf(call);
    const { isBelow, paged } = parentOf(call, organization);
    const all = organization.members.filter(([, member]) => isBelow(member));
    const { items, next } = pageOf(organization, all, paged);
    const Accounts = items.map(([Id, { name: Name = Id, parent, state = 'ACTIVE', joinedAt }]) => ({
      ...{ Id, Name, Arn: arnIn(call, organization, 'account', Id), Email: `aws+${Id}@example.com` },
      // AWS writes the first of these until it is retired, and knows fewer states there.
      ...{ Status: STATUSES[state] ?? state, State: state, JoinedMethod: 'CREATED' },
      JoinedTimestamp: Date.parse(joinedAt ?? '2020-01-01T00:00:00Z') / 1000,
      Paths: [`${[organization.id, ...pathTo(organization, parent), Id].join('/')}/`],
    }));
    return { body: { Accounts, ...next } };
  },
};

/** The states that `Status` has no word for. */
const STATUSES: Readonly<Record<string, string>> = { PENDING_ACTIVATION: 'ACTIVE', CLOSED: 'SUSPENDED' };

/** AWS Organizations, 2016-11-28: which account is in which unit. No call makes one here: the state does. */
export const organizations = {
  ...awsJsonService<World>({
    name: 'organizations',
    target: 'AWSOrganizationsV20161128',
    model: awsModels.organizations,
    operations: [listAccountsForParent, listOrganizationalUnitsForParent, listRoots],
    statuses,
    codes: { throttled: ['TooManyRequestsException', 400], internal: ['ServiceException', 500] },
  }),
  regions: REGIONS,
};
