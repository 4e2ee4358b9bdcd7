import type { HclEntry } from '../model/export.ts';
import type { Json } from '../model/json.ts';
import { TREACHEROUS } from '../model/plainText.ts';
import { byCode } from './script.ts';

/** A block of HCL as `terraform fmt` leaves it. */
export function hclBlock(header: string, body: readonly HclEntry[], indent = ''): string {
  const inner = `${indent}  `;
  const attributes = body.flatMap(entry => ('block' in entry ? [] : [attributeOf(entry, inner)]));
  const blocks = body.flatMap(entry =>
    'block' in entry ? [`${inner}${hclBlock(entry.block, entry.body, inner)}`] : [],
  );
  const parts = [...(attributes.length === 0 ? [] : [pairs(attributes, inner)]), ...blocks];
  return `${header} {\n${parts.join('\n\n')}\n${indent}}`;
}

type Pair = readonly [key: string, value: string];

function attributeOf(entry: Exclude<HclEntry, { readonly block: string }>, indent: string): Pair {
  if ('value' in entry) return [entry.attribute, hclValue(entry.value, indent)];
  if ('expression' in entry) return [entry.attribute, entry.expression];
  return [entry.attribute, `jsonencode(${hclValue(entry.jsonencode, indent)})`];
}

/** Lines of keys and values: the equals signs of those that follow each other, each on one line, stand in one column. */
function pairs(all: readonly Pair[], indent: string): string {
  const lines: string[] = [];
  for (let start = 0; start < all.length; ) {
    const isLong = ([, value]: Pair): boolean => value.includes('\n');
    const next = all.slice(start).findIndex(isLong);
    const end = next < 0 ? all.length : start + Math.max(next, 1);
    const run = all.slice(start, end);
    const width = Math.max(...run.map(([key]) => key.length));
    lines.push(...run.map(([key, value]) => `${indent}${key.padEnd(width)} = ${value}`));
    start = end;
  }
  return lines.join('\n');
}

/** A JSON value as HCL writes it. */
export function hclValue(value: Json, indent = ''): string {
  if (typeof value === 'string') return hclText(value);
  if (value === null || typeof value !== 'object') return String(value);
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    if (value.every(item => typeof item !== 'object' || item === null))
      return `[${value.map(item => hclValue(item)).join(', ')}]`;
    return `[\n${value.map(item => `${inner}${hclValue(item, inner)},\n`).join('')}${indent}]`;
  }
  const members = Object.entries(value).map(([key, one]): Pair => [hclKey(key), hclValue(one, inner)]);
  return members.length === 0 ? '{}' : `{\n${pairs(members, inner)}\n${indent}}`;
}

const hclKey = (key: string): string => (/^[A-Za-z]\w*$/.test(key) && !RESERVED.has(key) ? key : hclText(key));
/** Names that are no plain key of an object. */
const RESERVED = new Set(['for', 'null', 'true', 'false', 'if']);

/**
 * A text as a string of HCL, in which `${` and `%{` begin nothing. What could make it look like another is written by its
 * code.
 * @see https://developer.hashicorp.com/terraform/language/expressions/strings
 */
export function hclText(text: string): string {
  const plain = text.replace(/["\\]/g, '\\$&').replace(/[$%](?=\{)/g, '$&$&');
  return `"${plain.replace(TREACHEROUS, byCode)}"`;
}

/** A name that may stand as a label, and no two alike. */
export class Labels {
  readonly #taken = new Set<string>();
  readonly #separator: string;

  /** @param separator What stands before the number of a label that is taken already. */
  constructor(separator = '_') {
    this.#separator = separator;
  }

  /** The label of a name: letters, digits and underscores, not beginning with a digit. */
  of(name: string): string {
    const plain = name.replace(/\W/g, '_').replace(/^(?=\d)/, '_');
    for (let count = 1; ; count += 1) {
      const label = count === 1 ? plain : `${plain}${this.#separator}${count}`;
      if (this.#taken.has(label)) continue;
      this.#taken.add(label);
      return label;
    }
  }
}
