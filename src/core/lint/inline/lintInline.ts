import { parseJson } from '../../json/parse.ts';
import type { JsonNode } from '../../json/tree.ts';
import { Collector } from '../collect.ts';
import { addPolicyText } from '../documents/vaultPolicy.ts';
import { JSON_NOTATION, type Notation } from '../edits.ts';
import type { LintFinding } from '../finding.ts';
import { Gathered, LEFT_TO_READERS, type PieceOptions } from '../gathered.ts';
import { type LintResult, lengthOver, lintText, runRules, tooLongResult } from '../lintText.ts';
import { decidesByName, mayBeOurs } from '../marks.ts';
import type { LintContext, LintDocument } from '../model/rule.ts';
import { type MemberShape, shape } from '../model/shape.ts';
import type { SubjectField } from '../model/subject.ts';
import { LONGEST_PARSED } from '../parsers.ts';
import { ABOUT_ANSWERS } from '../ruleTable.ts';
import type { CommandOption } from './commandOptions.ts';
import { kindCalledIn, optionOf, type ReadScript, readShell, type ShellCommand } from './commands.ts';
import { outside } from './firstFrom.ts';
import { type Fragment, filesGiven, fragmentsOf, type Given, givenBy } from './fragments.ts';
import { contentOf, type Heredoc, JSON_BEGINS } from './heredocs.ts';
import { parseShorthand, SHORTHAND_NOTATION } from './parseShorthand.ts';
import { barePolicyIn, policyTexts } from './policies.ts';
import { type InlineLanguage, shellTexts } from './regions.ts';
import type { ShellText } from './shellWords.ts';
import type { Unquoted } from './unquoted.ts';

/** Lints the JSON that stands inside a shell script, a Makefile, a workflow or a Markdown page. Nothing is run. */
export function lintInline(
  text: string,
  language: InlineLanguage,
  options: PieceOptions,
  context: LintContext,
): LintResult {
  const tooLong = lengthOver(text, {
    ...context,
    longest: Math.min(context.longest ?? LONGEST_PARSED, LONGEST_PARSED),
  });
  if (tooLong !== undefined) {
    const kind = kindCalledIn(text);
    return kind === undefined
      ? { kind: null, findings: [], leftFor: 'length' }
      : tooLongResult(kind, tooLong, options, context);
  }
  const forReaders = language === 'markdown' || language === 'restructuredtext';
  const seen = new Inline(text, options, { ...context, filledIn: true, forReaders });
  for (const shell of shellTexts(text, language)) seen.read(shell);
  return seen.gathered.result(text, language !== 'shell' && language !== 'make');
}

class Inline {
  readonly gathered: Gathered;

  constructor(
    readonly text: string,
    options: PieceOptions,
    readonly context: LintContext,
  ) {
    this.gathered = new Gathered(options);
  }

  /** @param isWritten True for a script that another one writes: those that it writes itself are read as they stand. */
  read(shell: ShellText, isWritten = false): void {
    const { commands, heredocs, scripts } = readShell(shell, isWritten);
    const { openings = [] } = shell;
    const elsewhere = heredocs.filter(({ runsElsewhere }) => runsElsewhere);
    for (const script of scripts) this.#script(shell, script);
    const pages = heredocs.filter(({ forPeople }) => forPeople);
    const run = new Set(outside(pages, commands));
    const here = new Set(outside(elsewhere, commands));
    for (const command of outside(scripts, commands)) {
      this.gathered.kind ??= command.kind.kind;
      const region = here.has(command) ? command.region : null;
      const context = contextOf({ options: command.options, region }, this.#contextOf(!run.has(command)));
      const fragments = fragmentsOf(command).filter(one => !isForWindows(shell, one));
      const inner = fragments.flatMap(fragment => this.#fragment(command, fragment, context));
      // What is said of the config in a call is not said of the whole call again.
      const isSaid = ({ rule, start }: LintFinding): boolean =>
        start === command.start && inner.some(one => one.rule === rule);
      const outer = this.#command(command, context).filter(one => !isSaid(one));
      this.#keep([command.lineStart, ...openings], [...outer, ...inner], context);
    }
    const files = filesGiven(shell, heredocs, commands);
    for (const heredoc of outside(scripts, heredocs)) {
      const given = givenBy(shell, heredoc, commands) ?? (heredoc.isInput ? undefined : files.get(heredoc));
      if (given === 'rewritten') continue;
      if (given !== undefined) this.#given(shell, heredoc, given);
      else if (!heredoc.isInput) this.#heredoc(shell, heredoc);
    }
  }

  /** The context of what a person only reads, or that runs. */
  #contextOf(forPeople: boolean): LintContext {
    return forPeople ? { ...this.context, forReaders: true } : this.context;
  }

  /** Keeps findings, but for those about what is left to readers. */
  #keep(openings: readonly number[], findings: readonly LintFinding[], { forReaders }: LintContext): void {
    const isLeft = ({ rule }: LintFinding): boolean => forReaders === true && LEFT_TO_READERS.includes(rule);
    this.gathered.keep(
      openings,
      findings.filter(one => !isLeft(one)),
    );
  }

  /** What a script writes with backslashes is read as a shell will run it. */
  #script(shell: ShellText, { heredoc, region: around }: ReadScript): void {
    const content = contentOf(shell, heredoc);
    const { text } = content;
    const region = heredoc.runsElsewhere ? undefined : regionAround({ region: around }, this.context);
    const context = { ...this.#contextOf(heredoc.forPeople), region };
    const inner = new Inline(text, this.gathered.options, context);
    const filledIn = new Map(content.expansions.map(({ from, to }) => [from, to - from]));
    const whole = { text, start: 0, end: text.length, make: false, openings: [], filledIn: () => filledIn };
    inner.read({ ...shell, ...whole }, true);
    const { kind, findings } = inner.gathered.result(text, false);
    this.gathered.kind ??= kind;
    this.#keep(
      [heredoc.opened, ...(shell.openings ?? [])],
      findings.map(one => content.finding(one)),
      context,
    );
  }

  /** What a script gives to a call, in place or by a file that it writes. */
  #given(shell: ShellText, heredoc: Heredoc, { command, fragment, isCertain }: Given): void {
    const content = contentOf(shell, heredoc);
    if (!JSON_BEGINS.test(content.text) || content.holdsPieces()) return;
    const found = this.#piece(command, fragment, content, true, contextOf(command, this.context));
    const findings = isCertain ? found : found.map(inDoubt);
    this.#keep([heredoc.opened, command.lineStart, ...(shell.openings ?? [])], findings, this.context);
  }

  /** What no call is given is told by its name or its keys. */
  #heredoc(shell: ShellText, heredoc: Heredoc): void {
    const { fileName } = heredoc;
    const raw = shell.text.slice(heredoc.start, heredoc.end);
    if (!decidesByName(fileName) && !(JSON_BEGINS.test(raw) && mayBeOurs(raw))) return;
    const content = contentOf(shell, heredoc);
    if (content.holdsPieces()) return;
    const json = content.withQuotedExpansions();
    const context = this.#contextOf(heredoc.forPeople);
    const { leaveOut = [] } = this.gathered.options;
    // What goes on to a call in another way may be a part of its request, and is no answer that was kept.
    const isPart = !decidesByName(fileName);
    const options = { ...this.gathered.options, leaveOut: [...leaveOut, ...ABOUT_ANSWERS], fileName, isPart };
    const result = lintText(json.text, options, context);
    const isBroken = result.findings.some(({ rule }) => rule === 'document/syntax');
    const isDoubted = isPart || (isBroken && json !== content);
    this.gathered.kind ??= result.kind;
    this.#keep(
      [heredoc.opened, ...(shell.openings ?? [])],
      result.findings.map(one => json.finding(isDoubted ? inDoubt(one) : one)),
      context,
    );
  }

  /** What there is to say about the options themselves. */
  #command(command: ShellCommand, context: LintContext): readonly LintFinding[] {
    const { start, end } = command;
    const node: JsonNode = { type: 'string', value: '', start, end };
    const { forReaders } = context;
    const collector = new Collector({ intrinsics: false, complete: false, forReaders });
    const whole = shape(command.name, {}, [], true);
    const beside = command.options.flatMap(option => fieldOf(command, option) ?? []);
    const { kind, effect } = command;
    collector.addBare(node, { kind, writtenAs: 'command', shape: whole, effect }, beside);
    return runRules(documentOf(command, collector, node), this.text, COMMAND_NOTATION, this.gathered.options, context);
  }

  #fragment(command: ShellCommand, fragment: Fragment, context: LintContext): readonly LintFinding[] {
    const { value } = fragment.option;
    if (/^(?:file|fileb|https?):\/\//.test(value.text) || isAllExpansion(value.text, value.expansions)) return [];
    if (/^<[^<>{}]*>$/.test(value.text)) return [];
    if (context.forReaders === true && WORD.test(value.text)) return [];
    const isJson = /^\s*[{["]/.test(value.text) || fragment.writtenAs === 'request';
    // What a variable is joined with cannot be told apart from a file's name or a pair.
    if (!isJson && !value.text.includes('=') && value.expansions.length > 0) return [];
    if (isJson && value.holdsPieces()) return [];
    const isOpen = !isJson && context.forReaders === true;
    return this.#piece(command, fragment, isOpen ? value.withFilledIn(IN_BRACKETS) : value, isJson, context);
  }

  /** Judges what an option is given, be it in place or in a file. */
  #piece(
    command: ShellCommand,
    fragment: Fragment,
    value: Unquoted,
    isJson: boolean,
    context: LintContext,
  ): readonly LintFinding[] {
    const inner = isJson ? value.withQuotedExpansions() : value;
    const parsed = isJson ? parseJson(inner.text) : parseShorthand(inner.text);
    const notation = isJson ? JSON_NOTATION : SHORTHAND_NOTATION;
    const isWhole = parsed.fault === undefined || parsed.fault.fault === 'trailing-comma';
    const holdsMore = !isJson && holdsPairs(value);
    if (!isWhole && (holdsMore || (context.forReaders === true && ELIDED.test(inner.text.replace(STRINGS, '""')))))
      return [];
    const complete = isWhole && !holdsMore;
    const { forReaders } = context;
    const collector = new Collector({ intrinsics: false, complete, shorthand: !isJson, forReaders });
    const { kind } = command;
    const { root } = parsed;
    const barePolicy =
      root?.type === 'object' ? barePolicyIn(root, fragment.shape, isJson && complete ? inner : undefined) : undefined;
    if (barePolicy !== undefined) collector.addPolicy(barePolicy.node);
    else if (root?.type === 'object') {
      collector.add(root, { kind, ...fragment });
      for (const text of policyTexts(root, fragment.shape)) addPolicyText(text, collector);
    } else if (root !== undefined && complete) {
      collector.faults.wrongTypes.push({ key: fragment.option.name, node: root, wanted: 'object' });
    }
    // What shorthand takes for another item of a list may be a pair.
    if (holdsMore) collector.faults.wrongTypes.length = 0;
    const document = collector.document({
      kind: kind.kind,
      told: { by: 'caller' },
      lookalike: null,
      root,
      syntax: parsed.fault,
      duplicateKeys: parsed.duplicateKeys,
      barePolicy,
    });
    const found = runRules(document, inner.text, notation, this.gathered.options, context);
    const isOpen = isJson ? inner !== value : value.expansions.length > 0;
    return found.map(one => inner.finding(isOpen && !isWhole ? inDoubt(one) : one));
  }
}

/** JSON as PowerShell and Windows want it: another mark, or another of the same, before each quotation mark. */
const FOR_WINDOWS = /^(?:'\s*\{\s*(?:\\"|"")|"\s*\{\s*(?:`"|""))/;

const isForWindows = ({ text, isOfAnyShell }: ShellText, { option }: Fragment): boolean =>
  isOfAnyShell === true && FOR_WINDOWS.test(text.slice(option.start, option.start + 100));

/** What a page writes for a value of shorthand: `SNSTopic={topic-arn}`; events stand between such brackets themselves. */
const IN_BRACKETS = /(?<==)\{[^{}=,"'$]{1,80}\}|(?<=(?<!Events)=)\[[^[\]=,"'$]{1,80}\]/g;

/** What a page leaves out of JSON, or to its readers, but for strings: `...`, `[<EVENTS>]`, `{config}`, `[CONFIG]`, `: topic-arn`. */
const ELIDED =
  /\.{3}|…|<[^<>]{1,80}>|\{[ \t]*(?![ \t\d])[^[\]{}"':,]{1,80}\}|^\s*\[[^[\]{}"':,]{1,80}\]\s*$|(?:"\s{0,9}:|[[,])\s{0,9}(?!(?:true|false|null|none|allow|deny|customer|apns\w*|gcm|fcm|adm|baidu|\w{0,20}retrieval\w{0,20})\b)[a-z][\w-]{0,80}\s{0,9}[,\]}]/i;
const STRINGS = /"(?:[^"\\]|\\.)*(?:"|$)/gs;

/** What a page calls a config or a policy: a word. */
const WORD = /^(?!\w*Retrieval)[@%(«]?[\p{L}][\p{L}\w-]{0,80}[%)»]?$/u;

/** True where what is filled in may be pairs of shorthand, and not only a value: it ends one that it did not begin. */
const holdsPairs = ({ text, expansions }: Unquoted): boolean =>
  expansions.some(
    ({ from, to, hasComma }) =>
      text[from - 1] !== '=' && (hasComma || /^(?:[,\s]|$|\w{1,100}=)/.test(text.slice(to, to + 102))),
  );

/**
 * What may be for something else, or become something else, is no error, and no fix alters it of itself. So too what is broken as
 * it stands, where something filled in outside its strings may mend it.
 */
const inDoubt = (finding: LintFinding): LintFinding => ({
  ...finding,
  severity: finding.severity === 'error' ? 'warning' : finding.severity,
  fixes: finding.fixes.map(fix => ({ ...fix, sure: false })),
});

function documentOf(command: ShellCommand, collector: Collector, root: JsonNode): LintDocument {
  return collector.document({
    kind: command.kind.kind,
    told: { by: 'caller' },
    lookalike: null,
    root,
    syntax: undefined,
    duplicateKeys: [],
    command: command.faults,
  });
}

const isAllExpansion = (text: string, expansions: readonly { from: number; to: number }[]): boolean =>
  text === '' || expansions.some(({ from, to }) => from === 0 && to === text.length);

/** The context of a call: what its own options say goes before what is known of the file. */
function contextOf(command: Pick<ShellCommand, 'options' | 'region'>, context: LintContext): LintContext {
  const region = givenValue(command, '--region', regionAround(command, context));
  const account = givenValue(command, '--account-id', context.account);
  return { ...context, region, account: account === '-' ? context.account : account };
}

/** The Region that is around a call: the one that its script exports, else what is known of the file. */
const regionAround = ({ region }: Pick<ShellCommand, 'region'>, context: LintContext): string | undefined =>
  region === undefined ? context.region : (region ?? undefined);

/** An option's value, undefined where it is filled in later; what is known otherwise where the option is absent. */
function givenValue(
  { options }: Pick<ShellCommand, 'options'>,
  name: string,
  otherwise: string | undefined,
): string | undefined {
  const option = options.findLast(one => one.name === name);
  if (option === undefined) return otherwise;
  return option.filledIn ?? (option.value.expansions.length > 0 ? undefined : option.value.text);
}

/** An option that takes text, as the field it gives. */
function fieldOf({ shape, kind }: ShellCommand, option: CommandOption): SubjectField | undefined {
  // Where xargs, find or parallel put their own.
  if (/\{\}|^:::$/.test(option.value.text)) return undefined;
  const range = { start: option.start, end: option.end };
  const node: JsonNode = { type: 'string', value: option.value.text, ...range };
  if (option.name === '--endpoint-url')
    return { name: 'endpointUrl', key: option.name, keyRange: range, shape: TEXT, node };
  if (option.name === '--region') {
    const value = option.filledIn ?? option.value.text;
    return {
      name: 'region',
      key: option.name,
      keyRange: range,
      shape: TEXT,
      node: { ...node, value },
      filledIn: option.filledIn !== undefined,
    };
  }
  for (const [name, member] of shape?.members ?? []) {
    if (member.type !== 'string' || optionOf(name) !== option.name) continue;
    const role = kind.roles[name] ?? 'text';
    return { name, key: option.name, keyRange: range, shape: { type: 'string', role }, node };
  }
  return undefined;
}

const TEXT: MemberShape = { type: 'string', role: 'text' };

/** How an option's value is written: as it is, or between single quotes. */
const COMMAND_NOTATION: Notation = {
  value: value => shellQuoted(String(value)),
  key: key => key,
  inside: text => text,
  separator: ' ',
};

const shellQuoted = (text: string): string =>
  /^[\w./:=@%+,-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
