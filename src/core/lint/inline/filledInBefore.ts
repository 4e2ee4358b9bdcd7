/** How long what is filled in before a shell reads a text is, by where it starts: whatever the quoting. */
export type FilledIn = ReadonlyMap<number, number>;

/** `${…}`, with what stands between braces in it and the dollar that keeps it for the shell. No line is left. */
const BRACED = String.raw`\$?\$\{(?!!)(?:[^{}\r\n]|\{[^{}\r\n]{0,200}\}){1,200}\}`;

/** Variables of Azure Pipelines and Tekton, `$(config)`, `$[variables.config]`; inputs of GitLab, `$[[ inputs.config ]]`. */
const OF_PIPELINES = String.raw`\$\([\w.-]{1,100}(?:\[(?:\*|\d{1,9}|"[\w.-]{1,100}"|'[\w.-]{1,100}')\]){0,3}\)|\$\[\[[^\]\r\n]{1,200}\]\]|\$\[[^\][\r\n]{1,200}\]`;

/** What `Fn::Sub`, Serverless and Cloud Build put in: `${Config}`, `${self:custom.config, 'x'}`, `$_CONFIG`. */
const OF_SUB = String.raw`${BRACED}|\$_[A-Z]\w{0,100}`;

const OF_COMPOSE = String.raw`${BRACED}|\$?\$[A-Za-z_]\w{0,100}`;

/** How a file of YAML shows that it is of one of these; a pipeline of GitLab has a list of services. */
const IS_COMPOSE = /^services:[^\n]*\n(?:[ \t]*(?:#[^\n]*)?\n){0,20}[ \t]+[\w.-]+:/m;
const HAS_SUB = /(?:!|\bFn::)Sub\b|^(?:service|provider|custom|substitutions):/m;
const HAS_STEPS = /^steps:/m;
const HAS_SUBSTITUTION = /\$\{?_[A-Z]/;

/** What no shell takes: an attribute or a call between braces, a directive of Terraform's templates, a doubled dollar before a brace. */
const OF_TEMPLATE = /\$\{[ \t]*[A-Za-z_]\w*(?:\.[A-Za-z_]|\()|%\{[ ~]*(?:for|if|else|endif|endfor)\b|\$\$\{/;

/** What is filled in before a shell sees what it runs out of a file of YAML. */
export function filledInYaml(text: string, start: number, end: number): FilledIn {
  const part = text.slice(start, end);
  if (IS_COMPOSE.test(part)) return found(part, start, `${OF_PIPELINES}|${OF_COMPOSE}`);
  const hasSub = HAS_SUB.test(part) || OF_TEMPLATE.test(part) || (HAS_STEPS.test(part) && HAS_SUBSTITUTION.test(part));
  if (hasSub) return found(part, start, `${OF_PIPELINES}|${OF_SUB}`);
  return new Map([...found(part, start, OF_PIPELINES), ...foreignNames(part, start)]);
}

/** What is filled in before a shell sees a script: it is a template, or names what it sets nowhere as templates do. */
export function filledInScript(text: string, start: number, end: number): FilledIn {
  const part = text.slice(start, end);
  return OF_TEMPLATE.test(part) ? found(part, start, BRACED) : foreignNames(part, start);
}

const found = (part: string, start: number, pattern: string): FilledIn =>
  new Map([...part.matchAll(new RegExp(pattern, 'g'))].map(({ index, 0: whole }) => [start + index, whole.length]));

/** Variables of the environment are written in capitals; a script sets its others itself. */
const SMALL_NAME = /\$\{([a-z][a-z\d_]{0,100})\}/g;
const SETS = /\b([a-z_][a-z\d_]{0,100})(?:\[[^\]\n]{0,50}\])?\+?=/g;
const NAMES =
  /\b(?:for|read|select|mapfile|readarray|getopts|local|declare|typeset|export|readonly|printf)[ \t]([^\n;]{0,200})/g;

/** Names in small letters between braces that a script sets nowhere: Terraform's `templatefile` or Flux fills them in. */
function foreignNames(part: string, start: number): FilledIn {
  const names = [...part.matchAll(SMALL_NAME)];
  if (names.length === 0) return new Map();
  const set = new Set([
    ...[...part.matchAll(SETS)].map(([, name = '']) => name),
    ...[...part.matchAll(NAMES)].flatMap(([, words = '']) => words.split(/\W+/)),
  ]);
  return new Map(
    names.flatMap(({ index, 0: whole, 1: name = '' }) =>
      set.has(name) ? [] : [[start + index, whole.length] as const],
    ),
  );
}
