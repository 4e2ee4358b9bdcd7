import type { Whereabouts } from '../../core/inventory/nodes.ts';
import { kindOf } from '../../core/kinds/table.ts';
import type { AccountSource, Place } from '../../core/model/account.ts';
import type { JsonObject } from '../../core/model/json.ts';
import type { Kind, Offered, OfferedWrite } from '../../core/model/kind.ts';
import { placeholderIn } from '../../core/model/placeholder.ts';
import { plainText } from '../../core/model/plainText.ts';
import type { Input } from '../../core/model/ports.ts';
import type { Region } from '../../core/model/regions.ts';
import type { Row } from '../../core/model/resource.ts';
import { type Scope, scopeIn } from '../../core/model/scope.ts';
import type { Translate } from '../../core/model/translate.ts';
import { accountTitle } from '../../messages/nodeText.ts';
import type { HostServices } from '../services.ts';

/** What is known so far of an operation that is being put together. */
export interface Draft {
  readonly operation: Offered;
  readonly source: AccountSource | null;
  /** The account ID that the person was shown; null before it is known. */
  readonly accountId: string | null;
  readonly region: Region | null;
  /** The row it starts from; null where it starts from none, or from one not chosen yet. */
  readonly target: Row | null;
  readonly request: JsonObject;
  /** What is live of the resource, as the fields' first values; null where nothing is set or it was not read. */
  readonly before: JsonObject | null;
  /** What was selected when the palette asked for it: offered first where something is asked. */
  readonly near?: Whereabouts;
}

/** A draft in which account and Region are settled. */
export type Located = Draft & Place;

/** What putting an operation together uses of the window. */
export type AskHost = Pick<
  HostServices,
  't' | 'prompter' | 'explorer' | 'aws' | 'state' | 'road' | 'settings' | 'lists'
>;

/** A draft that knows nothing yet but its operation and the place it starts from. */
export function newDraft(operation: Offered, place: Whereabouts | null): Draft {
  const target = place?.row ?? null;
  return {
    operation,
    source: place?.source ?? null,
    accountId: place?.accountId ?? null,
    region: place?.region ?? null,
    target,
    request: {},
    before: null,
  };
}

/** The draft with account and Region settled, or undefined where one is missing. */
export function located(draft: Draft): Located | undefined {
  const { source, accountId, region } = draft;
  return source === null || accountId === null || region === null ? undefined : { ...draft, source, accountId, region };
}

/** What the operation takes from the row it starts from. */
export function presetOf(operation: Offered, target: Row | null): Input {
  return operation.effect === 'read' ? operation.request(target) : operation.preset(target);
}

/** Where something is read, with the credentials of the account that was shown. */
export function scopeAt(
  { aws, state }: Pick<HostServices, 'aws' | 'state'>,
  place: Place,
  signal?: AbortSignal,
): Scope {
  // A profile may lead elsewhere by now: what another account has is not shown as this one's.
  return scopeIn(place, aws.gateway.reader(place.source), state.ledger, { signal });
}

/** A row that someone named instead of picking it. */
export function namedRow(kind: Kind, name: string): Row {
  return {
    kind: kind.id,
    name,
    label: name,
    status: 'unread',
    mood: 'unread',
    config: null,
    arn: null,
    fields: [],
    notices: [],
    error: null,
  };
}

/** Stands for a name, to see where an operation puts it. */
const PROBE = '\u0000';

/** The member of a request that names what the operation starts from; undefined where it starts from the account. */
export function targetMember({ startsFrom, preset }: OfferedWrite): string | undefined {
  if (startsFrom === 'account') return undefined;
  const probe = preset(namedRow(kindOf(startsFrom), PROBE));
  return Object.keys(probe).find(key => probe[key] === PROBE);
}

/** The row that an operation starts from, where the request names it. */
export function namedTarget(operation: OfferedWrite, request: JsonObject): Row | null {
  const { startsFrom } = operation;
  const member = targetMember(operation);
  const name = member === undefined ? undefined : request[member];
  const isName = typeof name === 'string' && name !== '' && placeholderIn(name) === undefined;
  return isName && startsFrom !== 'account' ? namedRow(kindOf(startsFrom), name) : null;
}

/** The operation, and all that is known of where: the title of every question. */
export function draftTitle(draft: Draft, t: Translate): string {
  const where = [
    draft.source === null ? '' : accountTitle(draft.source, draft.accountId, t),
    draft.region ?? '',
    draft.target === null ? '' : plainText(draft.target.label),
  ].filter(part => part !== '');
  return where.length === 0 ? draft.operation.title(t) : `${draft.operation.title(t)}: ${where.join(' · ')}`;
}
