import { type AccountSource, sourceKey, sourceText } from '../model/account.ts';
import { AccessError, type AppError } from '../model/errors.ts';
import type { JsonObject } from '../model/json.ts';
import type { Kind } from '../model/kind.ts';
import type { Region } from '../model/regions.ts';
import type { KindId, Row } from '../model/resource.ts';

/** One thing that a sweep found: a row, or a place where it could not look. */
export interface Found {
  readonly source: AccountSource;
  /** Twelve digits, or null where the account never answered. */
  readonly accountId: string | null;
  /** Null where the whole account failed; the control plane's Region for kinds that are free of Region. */
  readonly region: Region | null;
  readonly kind: KindId;
  /** Null where the name is not known: a place that failed before it told its rows. */
  readonly name: string | null;
  /** What was read of it, or null. */
  readonly row: Row | null;
  /** As in `ListRow`. */
  readonly status: string;
  readonly error: AppError | null;
  /** Where AWS was not asked, because the place held nothing within the last day: when that was. Milliseconds since 1970. */
  readonly emptyAt?: number;
}

/** One row of `list --json`: a contract with those who read it. */
export interface ListRow {
  readonly account: { readonly id: string | null; readonly source: string };
  readonly region: string | null;
  readonly kind: KindId;
  readonly name: string | null;
  /** AWS's own word, else `set`, `none`, `retired`, `recorded`, `region-not-enabled` or `error`. */
  readonly status: string;
  readonly config: JsonObject | null;
  /** `code` is AWS's own where AWS answered with one, else that of our AppError. */
  readonly error: { readonly code: string; readonly message: string; readonly requestId?: string } | null;
}

/** How an inventory is written for others: rows of JSON as `list --json` has them, CSV, or tables of Markdown. */
export const INVENTORY_FORMATS = ['json', 'csv', 'markdown'] as const;
export type InventoryFormat = (typeof INVENTORY_FORMATS)[number];

/** A finding of a sweep as a row of `list --json`. */
export function listRow(found: Found): ListRow {
  return {
    account: { id: found.accountId, source: sourceText(found.source) },
    region: found.region,
    kind: found.kind,
    name: found.name,
    status: found.status,
    config: found.row?.config ?? null,
    error: found.error === null ? null : errorMember(found.error),
  };
}

/** An error as rows of JSON show it. */
export function errorMember(error: AppError): NonNullable<ListRow['error']> {
  if (!(error instanceof AccessError)) return { code: error.code, message: error.message };
  const { awsCode, requestId } = error.details;
  const named = awsCode !== undefined && !awsCode.startsWith('Unknown');
  const member = { code: named ? awsCode : error.code, message: error.message };
  return requestId === undefined ? member : { ...member, requestId };
}

/**
 * How a failure to look stands in a list: a Region that the account has not enabled, and a service that is closed to
 * the account, are states and no errors; AWS's own word is the status of the latter.
 */
export function standing(error: AppError): Pick<Found, 'status' | 'error'> {
  if (error.code === 'region-not-enabled') return { status: 'region-not-enabled', error: null };
  if (error instanceof AccessError && error.code === 'not-a-customer') {
    return { status: error.details.awsCode ?? 'NoLongerSupportedException', error: null };
  }
  return { status: 'error', error };
}

/**
 * The findings in the order in which people read them: accounts as they were asked for, then by Region, by kind as the
 * table has them and by name; what concerns a whole account comes first, what concerns a whole place after its rows.
 */
export function inReadingOrder<One extends Pick<Found, 'source' | 'region' | 'kind' | 'name'>>(
  found: readonly One[],
  sources: readonly AccountSource[],
  kinds: readonly Kind[],
): readonly One[] {
  const sourceRank = new Map(sources.map((source, index) => [sourceKey(source), index]));
  const kindRank = new Map(kinds.map((kind, index) => [kind.id, index]));
  return [...found].sort(
    (a, b) =>
      (sourceRank.get(sourceKey(a.source)) ?? 0) - (sourceRank.get(sourceKey(b.source)) ?? 0) ||
      byText(a.region ?? '', b.region ?? '') ||
      (kindRank.get(a.kind) ?? 0) - (kindRank.get(b.kind) ?? 0) ||
      Number(a.name === null) - Number(b.name === null) ||
      byText(a.name ?? '', b.name ?? ''),
  );
}

/** The order of code units, which is the same everywhere. */
function byText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
