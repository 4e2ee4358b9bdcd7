import { parseJson } from '../json/parse.ts';
import { type JsonNode, memberOf, type ObjectNode } from '../json/tree.ts';
import type { Field } from '../model/kind.ts';
import { secretNotation } from './secretNotation.ts';

/** As much of a field as tells where its value stands in a text, and how. */
export type RequestField = Pick<Field, 'path' | 'input' | 'required'>;

/** What a text says of a field. */
export type FieldValue =
  | { readonly kind: 'absent' } // no member, or null
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | { readonly kind: 'flag'; readonly on: boolean }
  | { readonly kind: 'secret' } // the notation that stands for the field's own value
  | { readonly kind: 'other' }; // something that the field cannot show and must not overwrite

/** A text read for a form. */
export type FieldsReading =
  | { readonly kind: 'read'; readonly values: readonly FieldValue[] } // in the order of the fields
  | { readonly kind: 'unreadable'; readonly offset: number };

/** A request's text taken apart, or where it cannot be: then nothing may be written into it either. */
export type RequestRoot =
  | { readonly kind: 'object'; readonly root: ObjectNode }
  | { readonly kind: 'blank' }
  | { readonly kind: 'unreadable'; readonly offset: number };

/** The object that a text holds; comments and trailing commas are allowed. */
export function requestRoot(text: string): RequestRoot {
  if (text.replace(/^\ufeff/, '').trim() === '') return { kind: 'blank' };
  const { root, fault } = parseJson(text, true);
  if (fault !== undefined) return { kind: 'unreadable', offset: fault.range.start };
  return root?.type === 'object' ? { kind: 'object', root } : { kind: 'unreadable', offset: root?.start ?? 0 };
}

/** What a text says of each field. Never throws. */
export function readFields(text: string, fields: readonly RequestField[]): FieldsReading {
  const reading = requestRoot(text);
  switch (reading.kind) {
    case 'unreadable':
      return reading;
    case 'blank':
      return { kind: 'read', values: fields.map(() => ({ kind: 'absent' })) };
    case 'object':
      return { kind: 'read', values: fields.map(field => valueAt(reading.root, text, field)) };
    default:
      return reading satisfies never;
  }
}

function valueAt(root: ObjectNode, text: string, field: RequestField): FieldValue {
  let node: JsonNode | null = root;
  for (const key of field.path) {
    if (node.type !== 'object') return { kind: 'other' };
    const value: JsonNode | null = memberOf(node, key)?.value ?? null;
    if (value === null || value.type === 'null') return { kind: 'absent' };
    node = value;
  }
  return fieldValueOf(node, text, field);
}

function fieldValueOf(node: JsonNode, text: string, { input, path }: RequestField): FieldValue {
  if (node.type === 'string' && (input === 'text' || input === 'choice')) return { kind: 'text', text: node.value };
  if (node.type === 'boolean' && input === 'flag') return { kind: 'flag', on: text.startsWith('true', node.start) };
  if (node.type === 'array' && input === 'choices') return listOf(node.items);
  if (node.type === 'string' && input === 'secret') return secretOf(node.value, path.at(-1) ?? '');
  return { kind: 'other' };
}

function secretOf(value: string, member: string): FieldValue {
  if (value === '') return { kind: 'absent' };
  return value === secretNotation(member) ? { kind: 'secret' } : { kind: 'other' };
}

function listOf(nodes: readonly JsonNode[]): FieldValue {
  const items = nodes.flatMap(node => (node.type === 'string' ? [node.value] : []));
  return items.length === nodes.length ? { kind: 'list', items } : { kind: 'other' };
}
