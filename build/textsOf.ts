import { parseAst } from 'vitest/node';

/** What a source file says to people. */
export interface FileTexts {
  /** Each text once, in the order of the file. */
  readonly texts: readonly string[];
  /** Calls whose text cannot be told from the source, or whose values do not fit it: sentences with file and line. */
  readonly faults: readonly string[];
}

interface Node {
  readonly type: string;
  readonly start: number;
  readonly [member: string]: unknown;
}

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && 'type' in value;

/**
 * The texts of a file: the first argument of every call of `t`, the translate function, whatever holds it. It has to be a
 * literal, and to name each value that follows it, by `{0}`, `{1}` ….
 */
export function textsOf(file: string, source: string): FileTexts {
  const texts = new Set<string>();
  const faults: string[] = [];
  const fault = ({ start }: Node, what: string): void => {
    faults.push(`${file}:${source.slice(0, start).split('\n').length}: ${what}`);
  };
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) for (const item of value) visit(item);
    else if (isNode(value)) {
      if (value.type === 'CallExpression' && isTranslate(value.callee)) {
        const [first, ...values] = Array.isArray(value.arguments) ? value.arguments.filter(isNode) : [];
        const text = first === undefined ? undefined : literalText(first);
        if (typeof text !== 'string') fault(value, 'the text is no literal');
        else {
          texts.add(text);
          if (!isFilled(text, values)) fault(value, `the text and its values do not fit: ${text}`);
        }
      }
      if (isSaid(value)) fault(value, 'a text that a person reads is not translated: t is to give it');
      for (const inner of Object.values(value)) visit(inner);
    }
  };
  visit(parseAst(source, { lang: file.endsWith('x') ? 'tsx' : 'ts' }).body);
  return { texts: [...texts], faults };
}

/** The text of a literal, also of one in backticks that holds no value. */
function literalText({ type, value, quasis }: Node): unknown {
  if (type === 'Literal') return value;
  const [only, ...more] = type === 'TemplateLiteral' && Array.isArray(quasis) ? quasis.filter(isNode) : [];
  return only === undefined || more.length > 0 ? undefined : Object(only.value).cooked;
}

/** True where the command line refuses its arguments in words that did not come from `t`. */
function isSaid({ type, callee, arguments: args }: Node): boolean {
  const isRefusal = type === 'NewExpression' && isNode(callee) && callee.name === 'UsageError';
  const [first] = isRefusal && Array.isArray(args) ? args.filter(isNode) : [];
  return first !== undefined && /^(?:Literal|TemplateLiteral)$/.test(first.type);
}

/** True for `t` and for any `….t`. */
function isTranslate(callee: unknown): boolean {
  if (!isNode(callee)) return false;
  const name = callee.type === 'MemberExpression' && callee.computed !== true ? callee.property : callee;
  return isNode(name) && name.type === 'Identifier' && name.name === 't';
}

/** True where the text names as many values as it is given; how many a spread gives is not known. */
function isFilled(text: string, values: readonly Node[]): boolean {
  if (values.some(({ type }) => type === 'SpreadElement')) return true;
  const named = new Set([...text.matchAll(/\{(\d+)\}/g)].map(([, index]) => Number(index)));
  return named.size === values.length && [...named].every(index => index < values.length);
}
