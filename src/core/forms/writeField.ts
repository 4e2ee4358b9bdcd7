import { applyEdits, JsonEditor } from '../json/edit.ts';
import { type ArrayNode, type JsonNode, memberOf, type ObjectNode } from '../json/tree.ts';
import { jsonValue } from '../json/values.ts';
import { type Json, sameJson } from '../model/json.ts';
import { type FieldValue, type RequestField, readFields, requestRoot } from './fieldValues.ts';
import { secretNotation } from './secretNotation.ts';

/**
 * The text with a field's value in it. Formatting, comments, the order of keys and everything that is not the field's
 * stay. A text that cannot be read, or that holds something else in the field's place, comes back as it is.
 */
export function writeField(text: string, field: RequestField, value: FieldValue): string {
  const reading = readFields(text, [field]);
  const now = reading.kind === 'read' ? reading.values[0] : undefined;
  if (now === undefined || now.kind === 'other' || value.kind === 'other' || sameJson(now, value)) return text;
  const json = jsonOf(field, value);
  if (requestRoot(text).kind === 'blank') {
    return json === undefined || isEmpty(value) ? text : written('{}', field.path, json);
  }
  return json === undefined ? removed(text, field.path) : written(text, field.path, json, isEmpty(value));
}

const isEmpty = (value: FieldValue): boolean =>
  value.kind === 'absent' ||
  (value.kind === 'text' && value.text === '') ||
  (value.kind === 'list' && value.items.length === 0) ||
  (value.kind === 'flag' && !value.on);

/** The value as JSON; undefined where the member is to go, as an empty one does that is not needed. */
function jsonOf({ path, input, required }: RequestField, value: FieldValue): Json | undefined {
  if (isEmpty(value) && !required) return undefined;
  switch (value.kind) {
    case 'text':
      return value.text;
    case 'list':
      return value.items;
    case 'flag':
      return value.on;
    case 'secret':
      return secretNotation(path.at(-1) ?? '');
    default:
      return input === 'choices' ? [] : input === 'flag' ? false : '';
  }
}

/** The way into a text as far as it exists. */
type Way =
  | { readonly kind: 'found'; readonly owner: ObjectNode; readonly value: JsonNode }
  | { readonly kind: 'ends'; readonly owner: ObjectNode; readonly missing: readonly string[] }
  | { readonly kind: 'blocked' };

function wayTo(root: ObjectNode, path: readonly string[]): Way {
  let owner = root;
  for (const [depth, key] of path.entries()) {
    const value = memberOf(owner, key)?.value;
    if (value === undefined || value === null) return { kind: 'ends', owner, missing: path.slice(depth) };
    if (depth === path.length - 1) return { kind: 'found', owner, value };
    if (value.type !== 'object') return { kind: 'blocked' };
    owner = value;
  }
  return { kind: 'blocked' };
}

/** An empty value is not added where there is no member: nothing was said of it. */
function written(text: string, path: readonly string[], json: Json, empty = false): string {
  const reading = requestRoot(text);
  if (reading.kind !== 'object') return text;
  const way = wayTo(withoutNulls(reading.root, path), path);
  switch (way.kind) {
    case 'blocked':
      return text;
    case 'ends':
      return empty ? text : withMember(text, way.owner, way.missing, json);
    case 'found':
      return withValue(text, way.value, json);
    default:
      return way satisfies never;
  }
}

/** A null on the way counts as nothing: it is taken for an empty object in its own place. */
function withoutNulls(root: ObjectNode, path: readonly string[]): ObjectNode {
  const [key = '', ...rest] = path;
  const member = memberOf(root, key);
  if (rest.length === 0 || member?.value?.type !== 'null') return root;
  const { start, end } = member.value;
  const value: ObjectNode = { type: 'object', start, end, members: [] };
  return { ...root, members: root.members.map(one => (one === member ? { ...one, value } : one)) };
}

function withMember(text: string, owner: ObjectNode, keys: readonly string[], json: Json): string {
  const [key = '', ...inner] = keys;
  const nested = inner.reduceRight<Json>((value, name) => ({ [name]: value }), json);
  const editor = new JsonEditor(text, { emptyOnLines: true });
  if (text.startsWith('null', owner.start)) {
    const { start, end } = owner;
    return applyEdits(text, [{ start, end, text: laidOut(editor, { [key]: nested }, editor.indentAt(start)) }]);
  }
  const member = (indent: string | null) => `${JSON.stringify(key)}${colonOf(text)}${laidOut(editor, nested, indent)}`;
  return applyEdits(text, editor.addition(owner, member));
}

/** What stands between keys and values in a text. */
const colonOf = (text: string): string => (/"\s*:\S/.test(text) && !/"\s*:\s/.test(text) ? ':' : ': ');

/** A value over several lines, below an indentation; on one line where there is none. */
function laidOut({ onLines, step, lineBreak }: JsonEditor, json: Json, indent: string | null): string {
  if (indent === null || !onLines) return JSON.stringify(json);
  return JSON.stringify(json, null, step).replaceAll('\n', `${lineBreak}${indent}`);
}

function withValue(text: string, node: JsonNode, json: Json): string {
  if (sameJson(jsonValue(node, text), json)) return text;
  if (node.type === 'array' && Array.isArray(json)) return withItems(text, node, json);
  const editor = new JsonEditor(text);
  const { start, end } = node;
  return applyEdits(text, [{ start, end, text: laidOut(editor, json, editor.indentAt(start)) }]);
}

/** Takes out and adds single items, so that the others keep their places and comments. */
function withItems(text: string, node: ArrayNode, items: readonly Json[]): string {
  const editor = new JsonEditor(text);
  const now = node.items.map(item => jsonValue(item, text));
  const gone = now.findLastIndex(item => !items.some(one => sameJson(one, item)));
  if (gone >= 0) return again(applyEdits(text, editor.removal(node, [gone])), node.start, items);
  const added = items.find(item => !now.some(one => sameJson(one, item)));
  if (added === undefined) return text;
  const edits = editor.addition(node, () => JSON.stringify(added));
  return again(applyEdits(text, edits), node.start, items);
}

function again(text: string, start: number, items: readonly Json[]): string {
  const reading = requestRoot(text);
  const node = reading.kind === 'object' ? arrayFrom(reading.root, start) : undefined;
  return node === undefined ? text : withItems(text, node, items);
}

/** The list that starts at an offset. */
function arrayFrom(node: JsonNode, start: number): ArrayNode | undefined {
  if (node.type === 'array') return node.start === start ? node : undefined;
  if (node.type !== 'object') return undefined;
  const member = node.members.find(({ value }) => value !== null && value.start <= start && start < value.end);
  return member?.value == null ? undefined : arrayFrom(member.value, start);
}

/** Without the member, however often it stands there. */
function removed(text: string, path: readonly string[]): string {
  const reading = requestRoot(text);
  if (reading.kind !== 'object') return text;
  const way = wayTo(reading.root, path);
  if (way.kind !== 'found') return text;
  const index = way.owner.members.findLastIndex(({ key }) => key === path.at(-1));
  return removed(applyEdits(text, new JsonEditor(text).removal(way.owner, [index])), path);
}
