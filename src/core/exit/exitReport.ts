import { type Found, inReadingOrder } from '../inventory/found.ts';
import { type Estate, type SweepRequest, sweep } from '../inventory/sweep.ts';
import { app } from '../kinds/app/app.ts';
import { eventStream } from '../kinds/eventStream/eventStream.ts';
import { trustOf, trustsPinpoint } from '../kinds/eventStream/trust.ts';
import { type AccountSource, sourceKey } from '../model/account.ts';
import { object, objects, optionalFlag, text } from '../model/answer.ts';
import { parseArn } from '../model/arn.ts';
import { type AccessError, type AppError, asAccessError, isCancelled } from '../model/errors.ts';
import { pagesOf } from '../model/paging.ts';
import { controlPlaneOf, type Region } from '../model/regions.ts';
import { OWN_FIELDS } from '../model/resource.ts';
import { type Scope, scopeIn } from '../model/scope.ts';

/** What became of the event stream of one application. */
export interface StreamExit {
  readonly source: AccountSource;
  readonly accountId: string;
  readonly region: Region;
  readonly applicationId: string;
  /** Null where AWS told none. */
  readonly applicationName: string | null;
  /** `none` is “none set, or ended: AWS answers the same”. */
  readonly status: 'set' | 'none' | 'retired' | 'error';
  /** Where it sent its events; null where none is set, or AWS does not tell any more. */
  readonly destinationArn: string | null;
  readonly roleArn: string | null;
  /** When it was last set, and by whom, where AWS tells. */
  readonly changedAt: string | null;
  readonly changedBy: string | null;
  /** What AWS answers of a retired one. */
  readonly answered: string | null;
  /** Why it could not be read. */
  readonly error: AppError | null;
}

/** A role that Pinpoint was given, or may assume. */
export interface RoleExit {
  /** Whose it is, which may be another account than the streams'. */
  readonly accountId: string;
  readonly roleArn: string;
  /** `unknown` where it was not looked at, or its trust policy can't be read. */
  readonly trust: 'pinpoint' | 'others' | 'gone' | 'unknown';
  /** The applications whose streams name it. */
  readonly applicationIds: readonly string[];
  /** Why it was not looked at; null also for roles of other accounts, which IAM does not show. */
  readonly error: AccessError | null;
}

/** The roles of one account. */
export interface AccountRoles {
  readonly source: AccountSource;
  readonly accountId: string;
  /** Those that trust Pinpoint, and those that streams name. */
  readonly roles: readonly RoleExit[];
  /** Why not all roles of the account were looked at; null where they were. */
  readonly error: AccessError | null;
}

/** What Pinpoint's event streams did in some accounts, and what of them is left. */
export interface ExitReport {
  readonly streams: readonly StreamExit[];
  readonly roles: readonly AccountRoles[];
  /** Places whose applications could not be listed. */
  readonly unread: readonly Found[];
}

/** Where to look. */
export type ExitRequest = Pick<SweepRequest, 'sources' | 'regions' | 'signal'>;

/**
 * Reads what is left of Pinpoint's event streams. Only reads, and what can't be read hides nothing else. Ends early, with
 * what it has, when the signal aborts. Rejects only
 * where `tell` does.
 *
 * @param tell Told how many things were read so far.
 */
export async function exitReport(
  estate: Estate,
  request: ExitRequest,
  tell: (count: number) => void | Promise<void> = () => undefined,
): Promise<ExitReport> {
  const found: Found[] = [];
  for await (const one of sweep(estate, { ...request, kinds: new Set([app.id, eventStream.id]) })) {
    found.push(one);
    await tell(found.length);
  }
  const ordered = inReadingOrder(found, request.sources, estate.kinds);
  const names = new Map(ordered.flatMap(one => (one.kind === app.id && one.row ? [[keyOf(one), one.row.label]] : [])));
  const streams = ordered.flatMap(one => streamExit(one, names.get(keyOf(one)) ?? null));
  const roles = await Promise.all(request.sources.map(source => accountRoles(estate, request, source, streams)));
  const unread = ordered.filter(one => one.kind === app.id && one.error !== null);
  return { streams, roles: roles.flat(), unread };
}

const keyOf = ({ source, accountId, region, name }: Found): string =>
  [sourceKey(source), accountId, region, name].join('\n');

/** The stream of an application; none for a place that could not be listed, which is told once. */
function streamExit(found: Found, applicationName: string | null): readonly StreamExit[] {
  const { source, accountId, region, kind, name, row, error } = found;
  if (kind !== eventStream.id || accountId === null || region === null || name === null) return [];
  const fields = new Map(row?.fields);
  const config = row?.config ?? {};
  const told = (value: unknown): string | null => (typeof value === 'string' ? value : null);
  const status =
    found.status === 'set' || found.status === 'none' || found.status === 'retired' ? found.status : 'error';
  return [
    {
      ...{ source, accountId, region, applicationId: name, applicationName, status, error },
      destinationArn: told(config.DestinationStreamArn),
      roleArn: told(config.RoleArn),
      changedAt: fields.get('LastModifiedDate') ?? null,
      changedBy: fields.get('LastUpdatedBy') ?? null,
      answered: fields.get(OWN_FIELDS.answered) ?? null,
    },
  ];
}

/** Looks through all roles of an account; where that is denied, at those that its streams name. */
async function accountRoles(
  { gateway, ledger }: Estate,
  { signal }: ExitRequest,
  source: AccountSource,
  all: readonly StreamExit[],
): Promise<readonly AccountRoles[]> {
  const reader = gateway.reader(source);
  const identity = await reader.identity({ signal }).catch(() => undefined);
  // Why it does not answer stands among what was not read.
  if (identity === undefined) return [];
  const { accountId, arn } = identity;
  const scope = scopeIn({ accountId, region: controlPlaneOf(parseArn(arn)?.partition ?? 'aws') }, reader, ledger, {
    signal,
  });
  const named = rolesNamed(all.filter(one => sourceKey(one.source) === sourceKey(source)));
  try {
    return [{ source, accountId, error: null, roles: joined(accountId, named, await rolesTrusting(scope)) }];
  } catch (thrown) {
    if (isCancelled(thrown)) return [];
    const roles = await Promise.all(named.map(role => (role.accountId === accountId ? lookAt(role, scope) : role)));
    return [{ source, accountId, error: asAccessError(thrown), roles }];
  }
}

/** The roles that streams name, none of which was looked at. */
function rolesNamed(streams: readonly StreamExit[]): readonly RoleExit[] {
  const arns = [...new Set(streams.flatMap(({ roleArn }) => roleArn ?? []))];
  return arns.map(roleArn => ({
    ...({ roleArn, trust: 'unknown', error: null } as const),
    accountId: parseArn(roleArn)?.accountId ?? '',
    applicationIds: streams.filter(one => one.roleArn === roleArn).map(({ applicationId }) => applicationId),
  }));
}

/** Every role of the account, by ARN, with whether it trusts Pinpoint. Throws AccessError. */
async function rolesTrusting({ read }: Scope): Promise<ReadonlyMap<string, RoleExit['trust']>> {
  const pages = pagesOf(
    marker => read('ListRoles', marker === null ? {} : { Marker: marker }),
    answer => (optionalFlag(answer, 'IsTruncated') === true ? text(answer, 'Marker') : null),
  );
  const trusts = new Map<string, RoleExit['trust']>();
  for await (const page of pages) {
    for (const role of objects(page, 'Roles')) trusts.set(text(role, 'Arn'), trustIn(role));
  }
  return trusts;
}

function trustIn(role: Parameters<typeof trustOf>[0]): RoleExit['trust'] {
  const policy = trustOf(role);
  if (policy === undefined) return 'unknown';
  return trustsPinpoint(policy) ? 'pinpoint' : 'others';
}

/** The roles that streams name, then the others of the account that trust Pinpoint. */
function joined(
  accountId: string,
  named: readonly RoleExit[],
  trusts: ReadonlyMap<string, RoleExit['trust']>,
): readonly RoleExit[] {
  const known = new Set(named.map(({ roleArn }) => roleArn));
  const seen = named.map(role =>
    role.accountId === accountId ? { ...role, trust: trusts.get(role.roleArn) ?? 'gone' } : role,
  );
  const others = [...trusts].filter(([arn, trust]) => trust === 'pinpoint' && !known.has(arn));
  return [
    ...seen,
    ...others.map(([roleArn, trust]) => ({ accountId, roleArn, trust, applicationIds: [], error: null })),
  ];
}

async function lookAt(role: RoleExit, { read }: Scope): Promise<RoleExit> {
  const name = role.roleArn.slice(role.roleArn.lastIndexOf('/') + 1);
  try {
    return { ...role, trust: trustIn(object(await read('GetRole', { RoleName: name }), 'Role')) };
  } catch (thrown) {
    const error = asAccessError(thrown);
    return error.code === 'not-found' ? { ...role, trust: 'gone' } : { ...role, error };
  }
}
