import { parseJson } from '../../core/json/parse.ts';
import type { JsonNode, Range } from '../../core/json/tree.ts';
import { lintKinds } from '../../core/kinds/lintTable.ts';
import { Collector } from '../../core/lint/collect.ts';
import type { DocumentKind, Subject, Target } from '../../core/lint/model/subject.ts';
import { readDocument } from '../../core/lint/readDocument.ts';

/** The spot of a value in a document. */
export interface FieldSpot {
  readonly kind: Subject['kind'];
  /** AWS's own name of the field. */
  readonly field: string;
  /** What stands there now, quotes included; empty where nothing does. */
  readonly range: Range;
  /** Where the document itself says that its config is to be. */
  readonly target: Target;
}

/** The field whose value is, or is about to be, at an offset of a JSON document; undefined where there is none. */
export function fieldAt(text: string, kind: DocumentKind, offset: number): FieldSpot | undefined {
  const { root } = parseJson(text, true);
  if (root === undefined) return undefined;
  const collector = new Collector({ intrinsics: kind === 'cloudformation', complete: false });
  readDocument(kind, root, collector, lintKinds);
  for (const subject of collector.subjects) {
    for (const { name: field, node } of subject.fields) {
      const range = valueRange(node, offset);
      if (range !== undefined) return { kind: subject.kind, field, range, target: subject.target };
    }
  }
  return emptySpot(text, collector.subjects, offset);
}

/** The part of a value that is being written: a string, an item of a list, or the spot of a new item. */
function valueRange(node: JsonNode, offset: number): Range | undefined {
  if (node.type === 'string') return node.start < offset && offset < node.end ? node : undefined;
  if (node.type !== 'array' || offset <= node.start || offset >= node.end) return undefined;
  const inside = node.items.find(item => item.start < offset && offset < item.end);
  if (inside !== undefined) return inside.type === 'string' ? inside : undefined;
  return { start: offset, end: offset };
}

/** The spot behind a key that has no value yet. */
function emptySpot(text: string, subjects: readonly Subject[], offset: number): FieldSpot | undefined {
  const field = /"(\w+)"\s*:\s*$/.exec(text.slice(Math.max(0, offset - 200), offset))?.[1];
  if (field === undefined || !/^\s*(?:[,}\]]|$)/.test(text.slice(offset, offset + 200))) return undefined;
  const around = subjects.findLast(({ node }) => node.start < offset && offset <= node.end);
  if (around === undefined) return undefined;
  return { kind: around.kind, field, range: { start: offset, end: offset }, target: around.target };
}
