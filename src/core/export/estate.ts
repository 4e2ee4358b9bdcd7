import { concurrently } from '../changes/concurrently.ts';
import { unreadIn } from '../fleet/exportFleet.ts';
import { type Found, inReadingOrder } from '../inventory/found.ts';
import { type Estate, sweep } from '../inventory/sweep.ts';
import type { KindTable } from '../kinds/kindTable.ts';
import type { AccountSource, Place } from '../model/account.ts';
import { asAccessError } from '../model/errors.ts';
import { type HclEntry, isAbsent, type KindExport } from '../model/export.ts';
import type { JsonObject } from '../model/json.ts';
import type { Kind } from '../model/kind.ts';
import type { Region } from '../model/regions.ts';
import type { KindId } from '../model/resource.ts';
import { scopeIn } from '../model/scope.ts';

/** One thing to write in an export. */
export interface Exported extends Place {
  readonly kind: Kind;
  readonly row: KindExport;
  readonly name: string;
  /** The body that is set, or null where nothing is set on what is there all the same. */
  readonly config: JsonObject | null;
  /** What Terraform's resource holds beside it. */
  readonly beside: readonly HclEntry[];
  /** The attributes of it that could not be read. */
  readonly unread: readonly string[];
}

/** What there is to export, and what could not be read of it, each with its error. */
export interface ExportedEstate {
  readonly things: readonly Exported[];
  /** As the sweep found it, in reading order. */
  readonly found: readonly Found[];
  readonly missing: readonly Found[];
}

/** What exports work with. */
export interface ExportTools extends Omit<Estate, 'kinds'> {
  readonly table: KindTable;
  readonly exports: readonly KindExport[];
  /** Told for each thing that was found. */
  readonly tell?: () => void | Promise<void>;
}

/** What is to be exported. */
export interface ExportRequest {
  readonly sources: readonly AccountSource[];
  /** Null: all Regions of each account's partition. */
  readonly regions: readonly Region[] | null;
  readonly kinds: ReadonlySet<KindId>;
  readonly name?: string | undefined;
  /** True where Terraform is to hold it: all that its resources hold is read. */
  readonly isForTerraform: boolean;
  readonly signal?: AbortSignal | undefined;
}

/** Vaults whose policy and tags are asked for at once; how many calls are under way is the gateway's decision. */
const READ_AT_ONCE = 32;

/** Reads what is to be exported. Only reads; never rejects. */
export async function readEstate(request: ExportRequest, tools: ExportTools): Promise<ExportedEstate> {
  const collected: Found[] = [];
  for await (const one of sweep({ ...tools, kinds: tools.table.rows }, request)) {
    collected.push(one);
    await tools.tell?.();
  }
  return estateOf(collected, request, tools);
}

/** What was found, as there is to export of it. Never rejects. */
export async function estateOf(
  collected: readonly Found[],
  request: Pick<ExportRequest, 'sources' | 'isForTerraform' | 'signal'>,
  tools: ExportTools,
): Promise<ExportedEstate> {
  const { table, exports } = tools;
  const found = inReadingOrder(collected, request.sources, table.rows);
  const things = exportedOf(found, table, exports);
  const missing = unreadIn(found, table.rows);
  if (!request.isForTerraform) return { things, found, missing };
  const whole = await withBeside(things, tools, request.signal);
  return { things: whole.things, found, missing: [...missing, ...whole.missing] };
}

/** What of a sweep can be written: known for certain and not on its way out; of two sources of one account, the first. */
export function exportedOf(
  found: readonly Found[],
  table: KindTable,
  exports: readonly KindExport[],
): readonly Exported[] {
  const things = new Map<string, Exported>();
  for (const { kind: id, name, row, status, error, source, accountId, region } of found) {
    const own = exports.find(one => one.kind === id);
    if (own === undefined || name === null || row === null || error !== null) continue;
    if (accountId === null || region === null) continue;
    const kind = table.of(id);
    const fleet = kind.document?.fleet;
    const isLeaving = fleet?.as === 'names' && fleet.leaving.includes(status);
    if (isLeaving || (row.config === null && status !== 'none')) continue;
    const key = JSON.stringify([accountId, region, id, name]);
    const thing = { source, accountId, region, kind, row: own, name, config: row.config, beside: [], unread: [] };
    if (!things.has(key)) things.set(key, thing);
  }
  return [...things.values()];
}

/** The same with what Terraform's resources hold beside it. */
async function withBeside(
  things: readonly Exported[],
  { gateway, ledger }: ExportTools,
  signal: AbortSignal | undefined,
): Promise<{ readonly things: readonly Exported[]; readonly missing: readonly Found[] }> {
  const whole = [...things];
  const missing: Found[] = [];
  await concurrently(things, READ_AT_ONCE, async (thing, index) => {
    const { terraform } = thing.row;
    if (isAbsent(terraform) || signal?.aborted === true) return;
    const scope = scopeIn(thing, gateway.reader(thing.source), ledger, { signal });
    const beside: HclEntry[] = [];
    const unread: string[] = [];
    for (const companion of terraform.beside) {
      try {
        beside.push(...(await companion.read(scope, thing.name)));
      } catch (error) {
        unread.push(...companion.attributes);
        missing.push({ ...thing, kind: thing.kind.id, row: null, status: 'error', error: asAccessError(error) });
      }
    }
    whole[index] = { ...thing, beside, unread };
  });
  return { things: whole, missing };
}
