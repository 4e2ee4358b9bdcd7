import type { NodePath } from '../../core/inventory/nodes.ts';
import type { SweepRequest } from '../../core/inventory/sweep.ts';
import { kindOf } from '../../core/kinds/table.ts';
import type { Kind } from '../../core/model/kind.ts';
import { plainText } from '../../core/model/plainText.ts';
import type { KindId } from '../../core/model/resource.ts';
import { accountTitle } from '../../messages/nodeText.ts';
import type { HostServices } from '../services.ts';

/** What rows stand for, and what that is called. */
export interface RowScope {
  readonly requests: readonly Omit<SweepRequest, 'signal'>[];
  /** In words, such as `Vault tapes · Emulator 111122223333 · us-east-1`. */
  readonly about: string;
}

type Where = Pick<HostServices, 't' | 'explorer' | 'settings'>;

/** Every account that is shown, of these kinds. */
export async function everythingShown(
  { t, shown, settings }: Pick<HostServices, 't' | 'shown' | 'settings'>,
  kinds: readonly Kind[],
): Promise<RowScope> {
  const sources = await shown.sources();
  const requests = sources.length === 0 ? [] : [{ sources, regions: regionsOf(settings), kinds: idsOf(kinds) }];
  return { requests, about: t('All accounts shown') };
}

/** The Regions that the settings name; null for all. */
function regionsOf(settings: HostServices['settings']): SweepRequest['regions'] {
  const regions = settings.get('regions');
  return regions.length === 0 ? null : regions;
}

const idsOf = (kinds: readonly Kind[]): ReadonlySet<KindId> => new Set(kinds.map(({ id }) => id));

/** What rows of the tree stand for, of these kinds; no requests where they stand for none of them. */
export function scopeOf(host: Where, selected: readonly NodePath[], kinds: readonly Kind[]): RowScope {
  const parts = selected.flatMap(path => partOf(host, path, kinds) ?? []);
  const [first, ...others] = parts;
  const more = others.length === 0 ? '' : host.t(' and {0} more', String(others.length));
  return { requests: parts.map(({ request }) => request), about: `${first?.about ?? ''}${more}` };
}

/** What a row of the tree stands for. Undefined for lines that are no resource. */
function partOf({ t, explorer, settings }: Where, path: NodePath, kinds: readonly Kind[]) {
  const node = explorer.node(path);
  const where = explorer.whereabouts(path);
  if (node === undefined || where === undefined || node.type === 'note') return undefined;
  const { source, accountId, region, kind, row } = where;
  const asked = kind === null ? { kinds: regionKinds(node.type, kinds) } : kindsAt(kind, row?.name, kinds);
  if (asked.kinds.size === 0) return undefined;
  const regions = region === null ? regionsOf(settings) : [region];
  const what =
    row !== null ? `${kindOf(row.kind).label(t)} ${plainText(row.label)}` : kind === null ? '' : kindOf(kind).plural(t);
  const about = [what, accountTitle(source, accountId, t), region ?? ''].filter(part => part !== '').join(' · ');
  return { request: { sources: [source], regions, ...asked }, about };
}

/** Below a Region only what AWS keeps by Region: what is free of it belongs to the account. */
const regionKinds = (type: string, kinds: readonly Kind[]): ReadonlySet<KindId> =>
  idsOf(type === 'region' ? kinds.filter(({ regional }) => regional !== null) : kinds);

/** A kind that is meant, or those below it: of an application its one event stream, which has its name. */
function kindsAt(kind: KindId, name: string | undefined, kinds: readonly Kind[]): Pick<SweepRequest, 'kinds' | 'name'> {
  if (kinds.some(({ id }) => id === kind)) return { kinds: new Set([kind]), name };
  const below = kinds.filter(({ parent }) => parent === kind);
  const isOne = below.every(({ quota }) => quota === 1);
  return { kinds: idsOf(below), name: isOne ? name : undefined };
}
