import { jsonValue } from '../../core/lint/jsonValue.ts';
import { isObject } from '../../core/model/answer.ts';
import { type Json, sameJson } from '../../core/model/json.ts';
import type { JsonNode, Range } from '../../core/model/jsonTree.ts';
import { readableJson } from '../editor/readableJson.ts';

/**
 * A document's text with other values in it, its layout kept wherever the values are the same, so that a comparison of
 * the two shows what differs and not how it is written.
 */
export function textWith(text: string, root: JsonNode, values: Json): string {
  let result = '';
  let done = 0;
  for (const { start, end, value } of replacements(text, root, values)) {
    result += text.slice(done, start) + written(value, indentAt(text, start));
    done = end;
  }
  return result + text.slice(done);
}

interface Replacement extends Range {
  readonly value: Json;
}

/** The smallest stretches to replace, in the order of the text. */
function replacements(text: string, node: JsonNode, value: Json): readonly Replacement[] {
  if (sameJson(jsonValue(node, text), value)) return [];
  const whole = [{ start: node.start, end: node.end, value }];
  if (node.kind !== 'object' || !isObject(value)) return whole;
  const wanted = new Map(Object.entries(value as { readonly [key: string]: Json }));
  const keys = node.members.map(({ key }) => key);
  if (keys.length !== wanted.size || new Set(keys).size !== keys.length) return whole;
  if (!keys.every(key => wanted.has(key))) return whole;
  return node.members.flatMap(({ key, value: inner }) =>
    inner === null ? [] : replacements(text, inner, wanted.get(key) ?? null),
  );
}

const written = (value: Json, indent: string): string => readableJson(value).trimEnd().replaceAll('\n', `\n${indent}`);

/** The blanks that the line of an offset begins with. */
function indentAt(text: string, offset: number): string {
  const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
  return /^[ \t]*/.exec(line)?.[0] ?? '';
}
