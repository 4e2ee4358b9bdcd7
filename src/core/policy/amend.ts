import { applyEdits, JsonEditor, type TextEdit } from '../json/edit.ts';
import { parseJson } from '../json/parse.ts';
import { type ArrayNode, type JsonNode, memberOf, type ObjectNode } from '../json/tree.ts';
import { jsonValue } from '../json/values.ts';
import type { Amendment } from '../model/amendment.ts';
import { isObject } from '../model/answer.ts';
import { type Json, type JsonObject, sameJson } from '../model/json.ts';

/**
 * A policy's text with an amendment in it; what the amendment does not touch keeps every character. The same text where it
 * says so already. Undefined where the text is no policy, or where the statement to be limited is not in it.
 */
export function amended(policy: string, amendment: Amendment): string | undefined {
  const { root, fault, duplicateKeys } = parseJson(policy);
  if (root?.type !== 'object' || fault !== undefined || duplicateKeys.length > 0) return undefined;
  const list = memberOf(root, 'Statement')?.value;
  if (list?.type !== 'array' && list?.type !== 'object') return undefined;
  const nodes = list.type === 'array' ? list.items : [list];
  const editor = new JsonEditor(policy);
  const edits =
    amendment.does === 'add'
      ? added(list, nodes, amendment.statement, editor)
      : limited(nodes, amendment.statement, amendment.condition, editor);
  return edits && applyEdits(policy, edits);
}

/** A statement behind the others, under a Sid that none of them has: what they let in, they still do. */
function added(
  list: ArrayNode | ObjectNode,
  nodes: readonly JsonNode[],
  statement: JsonObject,
  editor: JsonEditor,
): readonly TextEdit[] {
  const there = nodes.map(node => jsonValue(node, editor.text));
  if (there.some(one => sameJson(withoutSid(one), withoutSid(statement)))) return [];
  const sids = new Set(there.map(one => (isObject(one) ? one.Sid : undefined)));
  const write = (indent: string | null) => written(withFreeSid(statement, sids), indent, editor);
  if (list.type === 'array') return editor.addition(list, write);
  // AWS takes one statement without a list around it.
  const indent = editor.onLines ? editor.indentAt(list.start) : null;
  return [
    { start: list.start, end: list.start, text: '[' },
    { start: list.end, end: list.end, text: `, ${write(indent)}]` },
  ];
}

function limited(
  nodes: readonly JsonNode[],
  statement: JsonObject,
  condition: JsonObject,
  editor: JsonEditor,
): readonly TextEdit[] | undefined {
  const node = nodes.find(one => sameJson(jsonValue(one, editor.text), statement));
  if (node?.type !== 'object') return undefined;
  const before = memberOf(node, 'Condition')?.value;
  if (before == null) {
    return editor.addition(node, indent => `"Condition": ${written(condition, indent, editor)}`);
  }
  const indent = editor.onLines ? editor.indentAt(before.start) : null;
  return [{ start: before.start, end: before.end, text: written(condition, indent, editor) }];
}

/** A value laid out for a line of this indentation; on one line where that is null. */
function written(value: Json, indent: string | null, { step, lineBreak }: JsonEditor): string {
  if (indent === null) return JSON.stringify(value);
  return JSON.stringify(value, null, step).replaceAll('\n', `${lineBreak}${indent}`);
}

function withoutSid(value: Json): Json {
  if (!isObject(value)) return value;
  const { Sid: _, ...rest } = value as JsonObject;
  return rest;
}

function withFreeSid(statement: JsonObject, taken: ReadonlySet<unknown>): JsonObject {
  const { Sid } = statement;
  if (typeof Sid !== 'string' || !taken.has(Sid)) return statement;
  let number = 2;
  while (taken.has(`${Sid}${number}`)) number += 1;
  return { ...statement, Sid: `${Sid}${number}` };
}
