import { JsonEditor, type TextEdit } from '../json/edit.ts';
import type { ArrayNode, ObjectNode, Range, StringNode } from '../json/tree.ts';
import type { Json } from '../model/json.ts';
import type { Fix, FixStep, Part } from './model/fix.ts';

/** A fix ready to be applied: its edits stand in the order of the text and do not overlap. */
export interface FixEdits {
  readonly title: Fix['title'];
  readonly text: string;
  readonly edits: readonly TextEdit[];
  readonly sure: boolean;
}

/**
 * How values and keys are written in one notation. Each is told what stands there now, whose quoting it may keep, and what
 * stands before it; it gives undefined where it cannot be written there.
 */
export interface Notation {
  readonly value: (value: Json, instead?: string, before?: string) => string | undefined;
  readonly key: (key: string, instead?: string) => string | undefined;
  /** A part of a string, as it stands between the quotes of that string. */
  readonly inside: (text: string, whole: string) => string | undefined;
  readonly separator: string;
  /** What takes out and adds neighbours, where they are not kept apart by commas. */
  readonly neighbours?: (text: string) => Neighbours;
}

/** Takes some of several neighbours out of a text, and adds others; undefined where it cannot be done without harm. */
export interface Neighbours {
  readonly removal: (owner: ObjectNode | ArrayNode, indexes: readonly number[]) => readonly TextEdit[] | undefined;
  readonly addition: (owner: ObjectNode | ArrayNode, added: string) => readonly TextEdit[] | undefined;
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
  readonly places: PartPlaces;
  readonly #neighbours: Neighbours;

  constructor(
    readonly text: string,
    readonly notation: Notation,
  ) {
    this.places = new PartPlaces(text);
    this.#neighbours = notation.neighbours?.(text) ?? betweenCommas(text, notation === JSON_NOTATION);
  }

  /** A fix as edits, or undefined where its steps cannot be carried out together. */
  edits(fix: Fix): FixEdits | undefined {
    const parts = [...this.#removals(fix), ...fix.steps.map(step => this.#step(step))];
    if (parts.some(part => part === undefined)) return undefined;
    const edits = parts.flatMap(part => part ?? []).sort((a, b) => a.start - b.start);
    const apart = edits.every((edit, index) => index === 0 || edit.start >= (edits[index - 1]?.end ?? 0));
    return apart ? { title: fix.title, text: fix.text, edits, sure: fix.sure } : undefined;
  }

  /** What is taken out of one object or list goes at once: the comma that is left depends on all of it. */
  #removals({ steps }: Fix): readonly (readonly TextEdit[] | undefined)[] {
    const gone = new Map<ObjectNode | ArrayNode, number[]>();
    for (const step of steps) {
      if (step.kind !== 'remove-member' && step.kind !== 'remove-item') continue;
      const index = step.kind === 'remove-item' ? step.index : indexAt(step.owner.members, step.member.start);
      gone.set(step.owner, [...(gone.get(step.owner) ?? []), index]);
    }
    return [...gone].map(([owner, indexes]) => this.#neighbours.removal(owner, indexes));
  }

  #step(step: FixStep): readonly TextEdit[] | undefined {
    const { notation } = this;
    switch (step.kind) {
      case 'replace':
        return this.#replacement(step.node, (raw, before) => notation.value(step.value, raw, before));
      case 'replace-part':
        return this.#partReplacement(step.part, step.text);
      case 'rename-key':
        return this.#replacement(step.key, raw => notation.key(step.text, raw));
      case 'remove-member':
      case 'remove-item':
        return []; // together: see #removals
      case 'add-member':
        return this.#added(step.owner, [
          notation.key(step.key),
          this.#separator(step.owner),
          notation.value(step.value),
        ]);
      case 'add-item':
        return this.#added(step.owner, [notation.value(step.value)]);
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

  #replacement(
    { start, end }: Range,
    write: (raw: string, before: string) => string | undefined,
  ): readonly TextEdit[] | undefined {
    const text = write(this.text.slice(start, end), this.text.slice(Math.max(0, start - REACH), start));
    return text === undefined ? undefined : [{ start, end, text }];
  }

  #partReplacement(part: Part, added: string): readonly TextEdit[] | undefined {
    const { node, from, to } = part;
    const range = this.places.of(part);
    const isWhole = range.start === node.start && range.end === node.end;
    // Of a string that is written in some other way than it reads, a part is nowhere by itself.
    if (isWhole && (from > 0 || to < node.value.length)) return undefined;
    const text = this.notation.inside(added, this.text.slice(node.start, node.end));
    return text === undefined ? undefined : [{ ...range, text }];
  }

  #added(owner: ObjectNode | ArrayNode, parts: readonly (string | undefined)[]): readonly TextEdit[] | undefined {
    return parts.includes(undefined) ? undefined : this.#neighbours.addition(owner, parts.join(''));
  }

  #separator({ members: [first] }: ObjectNode): string {
    if (this.notation !== JSON_NOTATION || first?.value == null) return this.notation.separator;
    return this.text.slice(first.keyRange.end, first.value.start);
  }
}

/** Neighbours with commas between them; in shorthand a list may have no brackets of its own. */
function betweenCommas(text: string, isJson: boolean): Neighbours {
  const editor = new JsonEditor(text);
  return {
    removal: (owner, indexes) => editor.removal(owner, indexes),
    addition: (owner, added) => {
      // What is missing altogether has no brackets to add something between.
      if (isJson) return /[{[]/.test(text[owner.start] ?? '') ? editor.addition(owner, () => added) : undefined;
      const last = (owner.type === 'object' ? owner.members : owner.items).at(-1);
      const at = last?.end ?? (/[[{]/.test(text[owner.start] ?? '') ? owner.end - 1 : owner.end);
      return [{ start: at, end: at, text: last === undefined ? added : `,${added}` }];
    },
  };
}

/** How much of what stands before a value is told to who writes another in its place. */
const REACH = 40;

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

/** Where parts of the values of strings stand in one text. What is known of a long string is kept for its other parts. */
export class PartPlaces {
  readonly #known = new Map<StringNode, Uint32Array | undefined>();

  constructor(readonly text: string) {}

  /** Escapes are followed; where the text does not hold the value as it is, the whole string. */
  of({ node, from, to }: Part): Range {
    const { start, end, value } = node;
    const before = end - start === value.length ? 0 : 1;
    if (end - start >= value.length + before && this.text.startsWith(value, start + before)) {
      return { start: start + before + from, end: start + before + to };
    }
    if (!this.#known.has(node)) this.#known.set(node, offsetsIn(this.text.slice(start, end), value));
    const offsets = this.#known.get(node);
    if (offsets === undefined) return { start, end };
    return { start: start + (offsets[from] ?? 0), end: start + (offsets[to] ?? end - start) };
  }
}

/**
 * How far into a string each unit of its value is, and its end; undefined for what is not JSON's way of writing it: other
 * notations have escapes of other lengths.
 */
function offsetsIn(raw: string, value: string): Uint32Array | undefined {
  if (!isJsonOf(raw, value)) return undefined;
  const offsets = new Uint32Array(value.length + 1);
  let position = 1;
  for (let index = 0; index <= value.length; index += 1) {
    offsets[index] = position;
    position += raw[position] !== '\\' ? 1 : raw[position + 1] === 'u' ? 6 : 2;
  }
  return offsets;
}

function isJsonOf(raw: string, value: string): boolean {
  if (raw[0] !== '"') return false;
  try {
    return JSON.parse(raw) === value;
  } catch {
    return false;
  }
}
