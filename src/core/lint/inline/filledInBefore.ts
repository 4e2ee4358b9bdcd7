import type { Range } from '../../json/tree.ts';
import { Expansions } from './shellExpansions.ts';
import type { FilledIn } from './shellWords.ts';

/** `${…}`, with what stands between braces in it and the dollar that keeps it for the shell. No line is left. */
const BRACED = String.raw`\$?\$\{(?!!)(?:[^{}\r\n]|\{[^{}\r\n]{0,200}\}){1,200}\}`;

/**
 * Variables of Azure Pipelines and Tekton, `$(config)`, `$[variables.config]`; inputs of GitLab, `$[[ inputs.config ]]`;
 * expressions of GitHub, whose strings may hold braces.
 */
const OF_PIPELINES = String.raw`\$\{\{(?:[^{}'\r\n]|'[^'\r\n]{0,500}'){1,1000}\}\}|\$\([\w.-]{1,100}(?:\[(?:\*|\d{1,9}|"[\w.-]{1,100}"|'[\w.-]{1,100}')\]){0,3}\)|\$\[\[[^\]\r\n]{1,200}\]\]|\$\[[^\][\r\n]{1,200}\]`;

/** What `Fn::Sub`, Serverless and Cloud Build put in: `${Config}`, `${self:custom.config, 'x'}`, `$_CONFIG`. */
const OF_SUB = String.raw`${BRACED}|\$_[A-Z]\w{0,100}`;

const OF_COMPOSE = String.raw`${BRACED}|\$?\$[A-Za-z_]\w{0,100}`;

/** How a file of YAML shows that it is of one of these; a pipeline of GitLab has a list of services. */
const IS_COMPOSE = /^services:[^\n]*\n(?:[ \t]*(?:#[^\n]*)?\n){0,20}[ \t]+[\w.-]+:/m;
const HAS_SUB = /(?:!|\bFn::)Sub\b|^(?:service|provider|custom|substitutions):/m;
const HAS_STEPS = /^steps:/m;
const HAS_SUBSTITUTION = /\$\{?_[A-Z]/;

/** What only templates of Terraform have: one of its functions, a directive, a doubled dollar before a brace. */
const OF_TEMPLATE =
  /\$\{[ \t]*(?:jsonencode|yamlencode|base64encode|base64gzip|templatefile|indent|trimspace|lookup|join|split|replace|lower|upper|length|format|coalesce|element)\(|%\{[ ~]*(?:for|if|else|endif|endfor)\b|\$\$\{/;

const DIRECTIVE = String.raw`%\{[^{}\r\n]{1,300}\}`;

/** What no shell takes wherever it stands: an attribute, a call or blanks between braces. */
const NO_SHELLS = String.raw`\$\{(?=[ \t]|[A-Za-z_]\w{0,100}(?:\.[A-Za-z_]|\(|[ \t]))(?:[^{}\r\n]|\{[^{}\r\n]{0,200}\}){1,200}\}`;

/** What is filled in before a shell sees what it runs out of a file of YAML. */
export const filledInYaml = (text: string, start: number, end: number): (() => FilledIn) =>
  once(() => inYaml(text, start, end));

function inYaml(text: string, start: number, end: number): FilledIn {
  const part = text.slice(start, end);
  if (IS_COMPOSE.test(part)) return found(part, start, `${OF_PIPELINES}|${OF_COMPOSE}`);
  const isTemplate = OF_TEMPLATE.test(part);
  const hasSub = HAS_SUB.test(part) || isTemplate || (HAS_STEPS.test(part) && HAS_SUBSTITUTION.test(part));
  const ofSub = hasSub ? found(part, start, `${OF_PIPELINES}|${OF_SUB}`) : [];
  if (isTemplate) return new Map([...ofSub, ...inTemplate(text, start, end, new Set())]);
  if (hasSub) return new Map(ofSub);
  return new Map([...found(part, start, `${OF_PIPELINES}|${NO_SHELLS}`), ...foreignNames(part, start)]);
}

/**
 * What is filled in before a shell sees a script: all but its own names where it is a template, else what no shell takes, and
 * names that it sets nowhere.
 */
export const filledInScript = (text: string, start: number, end: number): (() => FilledIn) =>
  once(() => {
    const inner = yamlWritten(text, start, end).flatMap(one => [...inYaml(text, one.start, one.end)]);
    return new Map([...inScript(text, start, end), ...inner]);
  });

function once(find: () => FilledIn): () => FilledIn {
  let found: FilledIn | undefined;
  return () => {
    found ??= find();
    return found;
  };
}

function inScript(text: string, start: number, end: number): FilledIn {
  const part = text.slice(start, end);
  return OF_TEMPLATE.test(part)
    ? inTemplate(text, start, end, namesSet(part))
    : new Map([...found(part, start, NO_SHELLS), ...foreignNames(part, start)]);
}

/** What a template of Terraform fills in: its directives, and whatever is between braces but for some names. */
function inTemplate(text: string, start: number, end: number, own: ReadonlySet<string>): FilledIn {
  const part = text.slice(start, end);
  const values = new Expansions(text, end, false);
  const all = new Map(found(part, start, DIRECTIVE));
  for (const { index, 0: opening } of part.matchAll(/\$?\$\{/g)) {
    const at = start + index;
    const length = values.lengthAt(at + opening.length - 2);
    if (length > 0 && !own.has(text.slice(at + opening.length, at + opening.length - 3 + length)))
      all.set(at, opening.length - 2 + length);
  }
  return all;
}

/** A line that writes a file of YAML by a heredoc. */
const YAML_WRITTEN =
  /^[^\n]{0,300}?(?:\.ya?ml\b[^\n]{0,300}?<<-?[ \t]*(["']?)(\w{1,80})\1|<<-?[ \t]*(["']?)(\w{1,80})\3[^\n]{0,300}?\.ya?ml\b)[^\n]*$/gm;

/** No file that is written so is longer, and so many whose end is further are looked for. */
const LONGEST_WRITTEN = 50_000;
const MOST_ENDLESS = 20;

/** The files of YAML that a script writes by heredocs. */
function yamlWritten(text: string, start: number, end: number): readonly Range[] {
  const found: Range[] = [];
  let endless = 0;
  for (const match of text.slice(start, end).matchAll(YAML_WRITTEN)) {
    const from = start + match.index + match[0].length;
    if (from < (found.at(-1)?.end ?? start) || endless > MOST_ENDLESS) continue;
    const mark = match[2] ?? match[4] ?? '';
    const length = new RegExp(`\\n[ \\t]{0,40}${mark}[ \\t\\r]*(?=\\n|$)`).exec(
      text.slice(from, from + LONGEST_WRITTEN),
    )?.index;
    if (length === undefined) endless += 1;
    else found.push({ start: from, end: from + length });
  }
  return found;
}

const found = (part: string, start: number, pattern: string): FilledIn =>
  new Map([...part.matchAll(new RegExp(pattern, 'g'))].map(({ index, 0: whole }) => [start + index, whole.length]));

/** Variables of the environment are written in capitals; a script sets its others itself. */
const NAME = /\$\{([A-Za-z_]\w{0,100})\}/g;
const COMMENT = /(?:^|[ \t])#[^\n]*/gm;

/** Where a command begins, in a list of YAML too, with what a script may set by it: `name=`, but to itself, `read name`. */
const BEGINS = String.raw`(?:^[ \t]*(?:-[ \t]+){0,9}(?:[\w-]{1,40}:[ \t]+)?["']?|[;&|({)][ \t]*|\b(?:do|then|else|while|until|if)\s[ \t]*)`;
const DECLARES = String.raw`(?:(?:export|local|declare|typeset|readonly)[ \t]+(?:-\w+[ \t]+)?)?`;
const SETS = new RegExp(String.raw`${BEGINS}${DECLARES}(\w{1,100})(?:\[[^\]\n]{0,50}\])?\+?=(?!["']?\$\{\1\})`, 'gm');
const LOOPS = /\bfor[ \t]+(\w{1,100})[ \t]+in\b/g;
const READS = new RegExp(
  String.raw`${BEGINS}(?:\w{1,40}=\S{0,40}[ \t]+)?(?:read|select|mapfile|readarray|getopts|printf[ \t]+-v|local|declare|typeset|readonly)[ \t]([^\n;]{0,200})`,
  'gm',
);

/** The value behind a name, and what is filled in: no names that are set. */
const VALUES = /=(?:"[^"]*"|'[^']*'|\S*)|\$\{[^}]*\}/g;

/** Names with small letters between braces that a script sets nowhere: Terraform's `templatefile` or Flux fills them in. */
function foreignNames(part: string, start: number): FilledIn {
  const names = [...part.matchAll(NAME)].filter(([, name = '']) => /[a-z]/.test(name));
  if (names.length === 0) return new Map();
  const set = namesSet(part);
  return new Map(
    names.flatMap(({ index, 0: whole, 1: name = '' }) =>
      set.has(name) ? [] : [[start + index, whole.length] as const],
    ),
  );
}

/** The names that a script sets itself. */
function namesSet(part: string): ReadonlySet<string> {
  const script = part.replace(COMMENT, '');
  return new Set([
    ...[...script.matchAll(SETS), ...script.matchAll(LOOPS)].map(([, name = '']) => name),
    ...[...script.matchAll(READS)].flatMap(([, words = '']) => words.replace(VALUES, '').split(/\W+/)),
  ]);
}
