import type { NodePath } from '../../core/inventory/nodes.ts';
import type { SweepRequest } from '../../core/inventory/sweep.ts';
import { kindChecks } from '../../core/kinds/checkTable.ts';
import { kindOf, kinds } from '../../core/kinds/table.ts';
import type { Kind } from '../../core/model/kind.ts';
import { plainText } from '../../core/model/plainText.ts';
import type { KindId } from '../../core/model/resource.ts';
import { accountTitle } from '../../messages/nodeText.ts';
import type { HostServices } from '../services.ts';

/** What is to be checked, and what that is called. */
export interface PreflightScope {
  readonly requests: readonly Omit<SweepRequest, 'signal'>[];
  /** In words, such as `Vault tapes · Emulator 111122223333 · us-east-1`. */
  readonly about: string;
}

/** The kinds that have a chain to follow. */
const checked: readonly Kind[] = kinds.filter(({ id }) => kindChecks.some(({ kind }) => kind === id));
const all: ReadonlySet<KindId> = new Set(checked.map(({ id }) => id));

type Where = Pick<HostServices, 't' | 'explorer' | 'settings'>;

/** Every account that is shown. */
export async function everything({
  t,
  shown,
  settings,
}: Pick<HostServices, 't' | 'shown' | 'settings'>): Promise<PreflightScope> {
  const sources = await shown.sources();
  const requests = sources.length === 0 ? [] : [{ sources, regions: regionsOf(settings), kinds: all }];
  return { requests, about: t('All accounts shown') };
}

/** The Regions that the settings name; null for all. */
function regionsOf(settings: HostServices['settings']): SweepRequest['regions'] {
  const regions = settings.get('regions');
  return regions.length === 0 ? null : regions;
}

/** What rows of the tree stand for; no requests where there is nothing to check. */
export function scopeOf(host: Where, selected: readonly NodePath[]): PreflightScope {
  const parts = selected.flatMap(path => partOf(host, path) ?? []);
  const [first, ...others] = parts;
  const more = others.length === 0 ? '' : host.t(' and {0} more', String(others.length));
  return { requests: parts.map(({ request }) => request), about: `${first?.about ?? ''}${more}` };
}

/** What a row of the tree stands for. Undefined for lines that are no resource. */
function partOf({ t, explorer, settings }: Where, path: NodePath) {
  const node = explorer.node(path);
  const where = explorer.whereabouts(path);
  if (node === undefined || where === undefined || node.type === 'note') return undefined;
  const { source, accountId, region, kind, row } = where;
  const asked = kind === null ? { kinds: regionKinds(node.type) } : kindsAt(kind, row?.name);
  if (asked.kinds.size === 0) return undefined;
  const regions = region === null ? regionsOf(settings) : [region];
  const what =
    row !== null ? `${kindOf(row.kind).label(t)} ${plainText(row.label)}` : kind === null ? '' : kindOf(kind).plural(t);
  const about = [what, accountTitle(source, accountId, t), region ?? ''].filter(part => part !== '').join(' · ');
  return { request: { sources: [source], regions, ...asked }, about };
}

/** Below a Region only what AWS keeps by Region: what is free of it belongs to the account. */
const regionKinds = (type: string): ReadonlySet<KindId> =>
  type === 'region' ? new Set(checked.filter(({ regional }) => regional !== null).map(({ id }) => id)) : all;

/** A kind with a chain, or those below it: of an application its one event stream, which has its name. */
function kindsAt(kind: KindId, name: string | undefined): Pick<SweepRequest, 'kinds' | 'name'> {
  if (all.has(kind)) return { kinds: new Set([kind]), name };
  const below = checked.filter(({ parent }) => parent === kind);
  const isOne = below.every(({ quota }) => quota === 1);
  return { kinds: new Set(below.map(({ id }) => id)), name: isOne ? name : undefined };
}
