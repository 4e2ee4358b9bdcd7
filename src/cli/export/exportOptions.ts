import { kindTable } from '../../core/kinds/table.ts';
import type { KindId } from '../../core/model/resource.ts';
import { parseOptions, UsageError } from '../commandLine.ts';
import { t } from '../language.ts';
import { type ListOptions, whereOf, whereOptions } from '../list/listOptions.ts';

/** The formats of `--as`. */
export const targetIds = ['cli', 'powershell', 'boto3', 'cloudformation', 'terraform', 'fleet'] as const;

/** What `export` was asked for. */
export interface ExportOptions extends Omit<ListOptions, 'format'> {
  readonly as: (typeof targetIds)[number];
  /** One resource; undefined: all. */
  readonly name: string | undefined;
  readonly out: string | undefined;
}

/** The kinds that can be exported: what is only browsed is no wiring. */
export const exportedKinds = kindTable.rows.filter(({ document }) => document !== undefined);

/** Checks the arguments of `export`. Throws UsageError. */
export function parseExportOptions(args: readonly string[]): ExportOptions {
  const text = { type: 'string' } as const;
  const values = parseOptions(args, { ...whereOptions, as: text, name: text, out: text });
  const as = targetIds.find(id => id === values.as);
  if (as === undefined) {
    const wrong = values.as === undefined ? t('Choose a format') : t("There is no format '{0}'", values.as);
    throw new UsageError(t('{0}: use --as {1}.', wrong, targetIds.join('|')));
  }
  if (values.name === '') throw new UsageError(t('--name needs a name.'));
  if (values.out === '') throw new UsageError(t('--out needs a file or a folder.'));
  const where = whereOf(values, exportedKinds);
  const { name, out } = values;
  const kinds =
    as === 'fleet' && name !== undefined ? namedOneByOne(where.kinds, values.kind !== undefined) : where.kinds;
  return { ...where, kinds, as, name, out };
}

/**
 * The kinds of which a fleet file can name one alone. Of the others it says the whole set, such as of hubs: naming one would
 * say that the rest is to go. Throws UsageError where such a kind was asked for.
 */
function namedOneByOne(kinds: ReadonlySet<KindId>, areAsked: boolean): ReadonlySet<KindId> {
  const sets = exportedKinds.filter(({ id, document }) => document?.fleet?.as === 'names' && kinds.has(id));
  if (areAsked && sets.length > 0) {
    const ids = sets.map(({ id }) => id).join(', ');
    throw new UsageError(t('--name can’t be used with a fleet file, which lists all of kind {0}.', ids));
  }
  return new Set([...kinds].filter(id => !sets.some(one => one.id === id)));
}
