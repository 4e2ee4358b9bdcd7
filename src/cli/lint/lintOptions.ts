import { kindTable } from '../../core/kinds/table.ts';
import { type DocumentKind, OTHER_DOCUMENTS } from '../../core/lint/model/subject.ts';
import { isAccountId } from '../../core/model/account.ts';
import { parseSeverity, SEVERITIES, type Severity } from '../../core/model/finding.ts';
import type { Region } from '../../core/model/regions.ts';
import { regionOption } from '../accountOptions.ts';
import { parseArguments, UsageError } from '../commandLine.ts';
import { t } from '../language.ts';

/** What `lint` was asked to do. */
export interface LintCommandOptions {
  /** Files and patterns, in the order in which they were given. */
  readonly files: readonly string[];
  /** Whether one document comes from the standard input, and under which name. */
  readonly stdin: { readonly fileName: string } | null;
  /** Whether every file that was left alone is named. */
  readonly verbose: boolean;
  readonly format: 'human' | 'json' | 'sarif';
  readonly kind: DocumentKind | undefined;
  readonly account: string | undefined;
  readonly region: Region | undefined;
  readonly rules: Readonly<Record<string, 'off' | Severity>>;
  readonly failOn: Severity;
  /** Null where nothing is to be fixed; else the rules whose fixes are applied though they are not sure. */
  readonly fix: ReadonlySet<string> | null;
}

const text = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;

/** Reads the arguments of `lint`; `isRule` tells whether an id is a rule's. Throws UsageError. */
export function parseLintOptions(args: readonly string[], isRule: (id: string) => boolean): LintCommandOptions {
  const { fix, rest } = takeFix(args, isRule);
  const { values, positionals } = parseArguments(rest, {
    json: flag,
    sarif: flag,
    verbose: flag,
    stdin: flag,
    'stdin-filename': text,
    kind: text,
    account: text,
    region: text,
    rule: { type: 'string', multiple: true },
    'fail-on': text,
  });
  if (values.json === true && values.sarif === true) throw new UsageError(t('Use --json or --sarif, not both.'));
  if (values.stdin === true && positionals.length > 0) throw new UsageError(t('Use --stdin or files, not both.'));
  if (values.stdin !== true && positionals.length === 0) throw new UsageError(t('Name a file, or use --stdin.'));
  if (values.stdin !== true && values['stdin-filename'] !== undefined) {
    throw new UsageError(t('--stdin-filename needs --stdin.'));
  }
  if (fix !== null && values.stdin === true && (values.json === true || values.sarif === true)) {
    throw new UsageError(t('--fix with --stdin prints the text; --json and --sarif would print something else.'));
  }
  return {
    fix,
    files: positionals,
    stdin: values.stdin === true ? { fileName: values['stdin-filename'] ?? '' } : null,
    verbose: values.verbose === true,
    format: values.json === true ? 'json' : values.sarif === true ? 'sarif' : 'human',
    kind: values.kind === undefined ? undefined : kindFrom(values.kind),
    account: values.account === undefined ? undefined : accountFrom(values.account),
    region: values.region === undefined ? undefined : regionOption(values.region),
    rules: Object.fromEntries((values.rule ?? []).map(rule => switchFrom(rule, isRule))),
    failOn: values['fail-on'] === undefined ? 'error' : severityFrom(values['fail-on'], '--fail-on'),
  };
}

/** `--fix` may stand alone or name rules, `--fix=RULE,RULE`: an option that may have a value. */
function takeFix(args: readonly string[], isRule: (id: string) => boolean) {
  const end = args.indexOf('--');
  const isFix = (one: string, index: number): boolean =>
    (end === -1 || index < end) && (one === '--fix' || one.startsWith('--fix='));
  const given = args.filter(isFix);
  const named = given.flatMap(one => (one === '--fix' ? [] : one.slice('--fix='.length).split(',')));
  const unknown = named.find(id => !isRule(id));
  if (unknown !== undefined) throw new UsageError(t("--fix: there is no rule '{0}'.", unknown));
  return {
    fix: given.length === 0 ? null : new Set(named),
    rest: args.filter((one, index) => !isFix(one, index)),
  };
}

const severityList = (): string => SEVERITIES.join(', ');

function kindFrom(value: string): DocumentKind {
  const known: readonly DocumentKind[] = [...kindTable.changeable, ...OTHER_DOCUMENTS];
  const kind = known.find(one => one === value);
  if (kind === undefined) throw new UsageError(t("'{0}' is not a kind: {1}.", value, known.join(', ')));
  return kind;
}

function accountFrom(value: string): string {
  if (!isAccountId(value)) throw new UsageError(t("'{0}' is not an account ID, which has twelve digits.", value));
  return value;
}

function severityFrom(value: string, option: string): Severity {
  const severity = parseSeverity(value);
  if (severity === undefined) throw new UsageError(t("{0}: '{1}' is not one of {2}.", option, value, severityList()));
  return severity;
}

function switchFrom(value: string, isRule: (id: string) => boolean): readonly [string, 'off' | Severity] {
  const at = value.indexOf('=');
  const id = at === -1 ? value : value.slice(0, at);
  if (at === -1)
    throw new UsageError(t("--rule '{0}' needs a severity: {1}=off, or one of {2}.", value, id, severityList()));
  if (!isRule(id)) throw new UsageError(t("There is no rule '{0}'.", id));
  const wanted = value.slice(at + 1);
  return [id, wanted === 'off' ? 'off' : severityFrom(wanted, `--rule ${id}`)];
}
