import type { Fix, Part, Step } from '../model/fix.ts';
import type { Json } from '../model/json.ts';
import type { ArrayNode, ObjectNode, Range } from '../model/jsonTree.ts';

/** One replacement in the text. */
export interface TextEdit extends Range {
  readonly text: string;
}

/** A fix ready to be applied: its edits stand in the order of the text and do not overlap. */
export interface FixEdits {
  readonly title: Fix['title'];
  readonly text: string;
  readonly edits: readonly TextEdit[];
  readonly sure: boolean;
}

/** How values and keys are written in one notation. */
export interface Notation {
  readonly value: (value: Json) => string;
  readonly key: (key: string) => string;
  /** A part of a string, as it stands between the quotes of that string. */
  readonly inside: (text: string) => string;
  readonly separator: string;
}

/** Plain JSON. */
export const JSON_NOTATION: Notation = {
  value: value =>
    Array.isArray(value) ? `[${value.map(item => JSON.stringify(item)).join(', ')}]` : JSON.stringify(value),
  key: key => JSON.stringify(key),
  inside: text => JSON.stringify(text).slice(1, -1),
  separator: ': ',
};

/** A fix as edits of the text, or undefined where its steps cannot be carried out together. */
export function fixEdits(fix: Fix, text: string, notation: Notation): FixEdits | undefined {
  const edits = fix.steps.flatMap(step => stepEdits(step, text, notation)).sort((a, b) => a.start - b.start);
  const apart = edits.every((edit, index) => index === 0 || edit.start >= (edits[index - 1]?.end ?? 0));
  return apart ? { title: fix.title, text: fix.text, edits, sure: fix.sure } : undefined;
}

function stepEdits(step: Step, text: string, notation: Notation): readonly TextEdit[] {
  switch (step.kind) {
    case 'replace':
      return [{ start: step.node.start, end: step.node.end, text: notation.value(step.value) }];
    case 'replace-part':
      return [{ ...partRange(step.part, text), text: notation.inside(step.text) }];
    case 'rename-key':
      return [{ start: step.key.start, end: step.key.end, text: notation.key(step.text) }];
    case 'remove-member':
      return [removal(step.owner.members, indexAt(step.owner.members, step.member.start))];
    case 'remove-item':
      return [removal(step.owner.items, step.index)];
    case 'add-member': {
      const member = `${notation.key(step.key)}${separatorOf(step.owner, text, notation)}${notation.value(step.value)}`;
      return [addition(step.owner, step.owner.members, member, text, notation)];
    }
    case 'add-item':
      return [addition(step.owner, step.owner.items, notation.value(step.value), text, notation)];
    case 'unwrap':
      return [
        { start: step.outer.start, end: step.inner.start, text: '' },
        { start: step.inner.end, end: step.outer.end, text: '' },
      ];
    case 'text':
      return [{ ...step.range, text: step.text }];
    default:
      return step satisfies never;
  }
}

/** The index of what starts at an offset, among neighbours in the order of the text. */
function indexAt(all: readonly Range[], start: number): number {
  let low = 0;
  let high = all.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((all[middle]?.start ?? 0) < start) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Takes one of several neighbours out, with the comma before or after it. */
function removal(all: readonly Range[], index: number): TextEdit {
  const own = all[index] ?? { start: 0, end: 0 };
  const next = all[index + 1];
  if (next !== undefined) return { start: own.start, end: next.start, text: '' };
  return { start: all[index - 1]?.end ?? own.start, end: own.end, text: '' };
}

/** Adds one more at the end, laid out like those that are there. */
function addition(
  owner: ObjectNode | ArrayNode,
  all: readonly Range[],
  added: string,
  text: string,
  notation: Notation,
): TextEdit {
  const first = all[0];
  const last = all.at(-1);
  if (first === undefined || last === undefined) {
    // A list in shorthand has no bracket of its own.
    const at = notation === JSON_NOTATION ? owner.start + 1 : owner.end;
    return { start: at, end: at, text: added };
  }
  return { start: last.end, end: last.end, text: `,${gapOf(owner, first, all[1], text, notation)}${added}` };
}

/** What stands between a comma and the next neighbour. */
function gapOf(owner: Range, first: Range, second: Range | undefined, text: string, notation: Notation): string {
  if (notation !== JSON_NOTATION) return '';
  const lead = text.slice(owner.start + 1, first.start);
  const lineBreak = /\r\n|\r|\n/.exec(lead)?.[0];
  if (lineBreak !== undefined) return `${lineBreak}${/[ \t]*$/.exec(lead)?.[0] ?? ''}`;
  if (second !== undefined) return text.slice(first.end, second.start).endsWith(' ') ? ' ' : '';
  return / *: /.test(text.slice(first.start, first.end)) || lead.includes(' ') ? ' ' : '';
}

function separatorOf(owner: ObjectNode, text: string, notation: Notation): string {
  const first = owner.members[0];
  if (notation !== JSON_NOTATION || first?.value == null) return notation.separator;
  return text.slice(first.keyRange.end, first.value.start);
}

/**
 * Where a part of a string's value stands in the text. Escapes are followed; where the text does not hold the value as
 * it is, the whole string.
 */
export function partRange({ node, from, to }: Part, text: string): Range {
  const raw = text.slice(node.start, node.end);
  if (raw === node.value) return { start: node.start + from, end: node.start + to };
  const inner = raw.slice(1, 1 + node.value.length);
  if (inner === node.value) return { start: node.start + 1 + from, end: node.start + 1 + to };
  if (raw[0] !== '"') return { start: node.start, end: node.end };
  const start = rawOffset(raw, from);
  return { start: node.start + start, end: node.start + rawOffset(raw, to, start, from) };
}

/** How far into a quoted string its value's offset is. */
function rawOffset(raw: string, offset: number, at = 1, done = 0): number {
  let position = at;
  for (let index = done; index < offset && position < raw.length; index += 1) {
    position += raw[position] !== '\\' ? 1 : raw[position + 1] === 'u' ? 6 : 2;
  }
  return Math.min(position, raw.length);
}

/** The text with edits applied. They must be in order and must not overlap. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  let result = '';
  let done = 0;
  for (const edit of edits) {
    result += text.slice(done, edit.start) + edit.text;
    done = edit.end;
  }
  return result + text.slice(done);
}
