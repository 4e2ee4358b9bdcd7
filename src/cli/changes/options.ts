import type { AccountSource } from '../../core/model/account.ts';
import type { Region } from '../../core/model/regions.ts';
import { accountFlags, accountSources, confirmedAccounts, namesAccounts, regionOption } from '../accountOptions.ts';
import { parseArguments, UsageError } from '../commandLine.ts';
import { t } from '../language.ts';

/** What `plan` and `apply` were asked for. */
export interface ChangeOptions {
  /** A fleet file, a request, a body or, for `apply`, a saved plan. */
  readonly file: string;
  /** The profiles given, each once; the default chain where none is. */
  readonly sources: readonly AccountSource[];
  /** Whether profiles were given: those alone are reached then. */
  readonly isConfined: boolean;
  readonly region: Region | null;
  readonly name: string | undefined;
  /** Where `plan` saves. */
  readonly out: string | undefined;
  /** Whether `apply` may change anything. */
  readonly yes: boolean;
  /** The production accounts in which it may take something away. */
  readonly confirm: readonly string[];
  readonly json: boolean;
}

/** Checks the arguments of `plan` or `apply`. Throws UsageError. */
export function parseChangeOptions(args: readonly string[], command: 'plan' | 'apply'): ChangeOptions {
  const { values, positionals } = parseArguments(args, {
    ...accountFlags,
    region: { type: 'string' },
    name: { type: 'string' },
    out: { type: 'string' },
    yes: { type: 'boolean' },
    confirm: { type: 'string', multiple: true },
    json: { type: 'boolean' },
  });
  const [file, stray] = positionals;
  if (file === undefined) throw new UsageError(t('Name a file.'));
  if (stray !== undefined) throw new UsageError(t('Name only one file.'));
  if (command === 'plan' && values.yes === true) throw new UsageError(t('plan changes nothing: --yes is for apply.'));
  if (command === 'plan' && values.confirm !== undefined)
    throw new UsageError(t('plan changes nothing: --confirm is for apply.'));
  if (command === 'apply' && values.out !== undefined) throw new UsageError(t('--out is for plan.'));
  if (values.name === '') throw new UsageError(t('--name needs a name.'));
  return {
    file,
    sources: accountSources(values),
    isConfined: namesAccounts(values),
    region: values.region === undefined ? null : regionOption(values.region),
    name: values.name,
    out: values.out,
    yes: values.yes === true,
    confirm: confirmedAccounts(values.confirm),
    json: values.json === true,
  };
}
