import { JsonEditor, type TextEdit } from '../json/edit.ts';
import type { ArrayNode, ObjectNode, Range } from '../json/tree.ts';
import type { Json } from '../model/json.ts';
import type { Fix, FixStep, Part } from './model/fix.ts';

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

/** Writes the fixes of one text as edits. */
export class FixWriter {
  readonly #editor: JsonEditor;

  constructor(
    readonly text: string,
    readonly notation: Notation,
  ) {
    this.#editor = new JsonEditor(text);
  }

  /** A fix as edits, or undefined where its steps cannot be carried out together. */
  edits(fix: Fix): FixEdits | undefined {
    const edits = [...this.#removals(fix), ...fix.steps.flatMap(step => this.#step(step))].sort(
      (a, b) => a.start - b.start,
    );
    const apart = edits.every((edit, index) => index === 0 || edit.start >= (edits[index - 1]?.end ?? 0));
    return apart ? { title: fix.title, text: fix.text, edits, sure: fix.sure } : undefined;
  }

  /** What is taken out of one object or list goes at once: the comma that is left depends on all of it. */
  #removals({ steps }: Fix): readonly TextEdit[] {
    const gone = new Map<ObjectNode | ArrayNode, number[]>();
    for (const step of steps) {
      if (step.kind !== 'remove-member' && step.kind !== 'remove-item') continue;
      const index = step.kind === 'remove-item' ? step.index : indexAt(step.owner.members, step.member.start);
      gone.set(step.owner, [...(gone.get(step.owner) ?? []), index]);
    }
    return [...gone].flatMap(([owner, indexes]) => this.#editor.removal(owner, indexes));
  }

  #step(step: FixStep): readonly TextEdit[] {
    const { notation } = this;
    switch (step.kind) {
      case 'replace':
        return [{ start: step.node.start, end: step.node.end, text: notation.value(step.value) }];
      case 'replace-part':
        return [{ ...partRange(step.part, this.text), text: notation.inside(step.text) }];
      case 'rename-key':
        return [{ start: step.key.start, end: step.key.end, text: notation.key(step.text) }];
      case 'remove-member':
      case 'remove-item':
        return []; // together: see #removals
      case 'add-member':
        return this.#addition(
          step.owner,
          `${notation.key(step.key)}${this.#separator(step.owner)}${notation.value(step.value)}`,
        );
      case 'add-item':
        return this.#addition(step.owner, notation.value(step.value));
      case 'unwrap':
        return [
          this.#stripped(step.outer.start, step.inner.start, ''),
          this.#stripped(step.inner.end, step.outer.end, '\n'),
        ];
      case 'text':
        return [{ ...step.range, text: step.text }];
      default:
        return step satisfies never;
    }
  }

  /** What surrounds the inside goes, its comments stay. */
  #stripped(start: number, end: number, lead: string): TextEdit {
    const comments = commentsIn(this.text.slice(start, end));
    if (comments.length === 0) return { start, end, text: '' };
    return { start, end, text: lead === '' ? `${comments.join('\n')}\n` : `${lead}${comments.join('\n')}` };
  }

  #addition(owner: ObjectNode | ArrayNode, added: string): readonly TextEdit[] {
    if (this.notation === JSON_NOTATION) return this.#editor.addition(owner, () => added);
    // A list in shorthand has no bracket of its own.
    const isFirst = (owner.type === 'object' ? owner.members : owner.items).length === 0;
    return [{ start: owner.end, end: owner.end, text: isFirst ? added : `,${added}` }];
  }

  #separator({ members: [first] }: ObjectNode): string {
    if (this.notation !== JSON_NOTATION || first?.value == null) return this.notation.separator;
    return this.text.slice(first.keyRange.end, first.value.start);
  }
}

/** The comments in a stretch of JSON with comments, strings passed over. */
function commentsIn(text: string): readonly string[] {
  const tokens = text.match(/"(?:[^"\\]|\\.)*"|\/\/[^\r\n]*|\/\*[\s\S]*?\*\//g) ?? [];
  return tokens.filter(token => !token.startsWith('"'));
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
