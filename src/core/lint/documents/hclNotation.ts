import { JsonEditor, type TextEdit } from '../../json/edit.ts';
import type { ArrayNode, ObjectNode } from '../../json/tree.ts';
import type { Json } from '../../model/json.ts';
import type { Neighbours, Notation } from '../edits.ts';

const quoted = (text: string): string => JSON.stringify(text).replace(/([$%])(?=\{)/g, '$1$1');

/** Lists and objects as JSON writes them, which are Terraform's too: so they are right in a heredoc of JSON as well. */
function valueText(value: Json, instead?: string, before = ''): string | undefined {
  // The lines of a heredoc end at their own mark, and nothing in them is quoted.
  if (instead !== undefined && /^$|[\r\n]$/.test(instead)) return undefined;
  if (typeof value === 'string') return quoted(value);
  if (Array.isArray(value)) {
    const items = value.map(item => valueText(item));
    return items.includes(undefined) ? undefined : `[${items.join(', ')}]`;
  }
  // An object stands where a key is given a value; a list of texts takes none.
  if (typeof value !== 'object' || value === null || !/[=:][ \t]*$/.test(before)) return undefined;
  const members = Object.entries(value).map(([key, one]) =>
    typeof one === 'string' ? `${JSON.stringify(key)}: ${quoted(one)}` : undefined,
  );
  return members.includes(undefined) ? undefined : `{${members.join(', ')}}`;
}

/** How far a line is looked at. */
const LINE_REACH = 2000;

/** Lists are kept apart by commas, what stands in a block by lines. */
class HclNeighbours implements Neighbours {
  readonly #editor: JsonEditor;

  constructor(readonly text: string) {
    this.#editor = new JsonEditor(text);
  }

  removal(owner: ObjectNode | ArrayNode, indexes: readonly number[]): readonly TextEdit[] | undefined {
    if (owner.type === 'array') {
      const hasComment = this.text.slice(owner.start, owner.end).includes('#');
      return hasComment ? undefined : this.#editor.removal(owner, indexes);
    }
    const cuts = indexes.map(index => {
      const member = owner.members[index];
      const start = member === undefined ? -1 : this.#lineStart(member.start);
      const end = member === undefined ? -1 : this.#lineEnd(member.end);
      return start === -1 || end === -1 ? undefined : { start, end, text: '' };
    });
    return cuts.includes(undefined) ? undefined : cuts.flatMap(cut => cut ?? []).sort((a, b) => a.start - b.start);
  }

  addition(owner: ObjectNode | ArrayNode, added: string): readonly TextEdit[] | undefined {
    if (owner.type === 'array') {
      const hasComment = this.text.slice(owner.start, owner.end).includes('#');
      return hasComment ? undefined : this.#editor.addition(owner, () => added);
    }
    const last = owner.members.at(-1);
    if (last === undefined) {
      const isEmpty = /^\{\s*\}$/.test(this.text.slice(owner.start, owner.end));
      return isEmpty ? [{ start: owner.start, end: owner.end, text: `{ ${added} }` }] : undefined;
    }
    const lineStart = this.#lineStart(last.start);
    const end = this.#lineEnd(last.end);
    if (lineStart === -1 || end === -1) return undefined;
    const indent = this.text.slice(lineStart, last.start);
    return [{ start: end, end, text: `${indent}${added}${this.#editor.lineBreak}` }];
  }

  /** Where a line starts on which only blanks stand before an offset; -1 where something else does. */
  #lineStart(offset: number): number {
    const from = Math.max(0, offset - LINE_REACH);
    const blanks = /(?:^|[\r\n])([ \t]*)$/.exec(this.text.slice(from, offset));
    return blanks === null ? -1 : offset - (blanks[1]?.length ?? 0);
  }

  /** Where the next line starts, where nothing but a comma or a comment stands behind an offset; else -1. */
  #lineEnd(offset: number): number {
    const behind = /^[ \t]*,?[ \t]*(?:(?:#|\/\/)[^\r\n]*)?(?:\r\n|\r|\n)/.exec(
      this.text.slice(offset, offset + LINE_REACH),
    );
    return behind === null ? -1 : offset + behind[0].length;
  }
}

/** Terraform's language. */
export const HCL_NOTATION: Notation = {
  value: valueText,
  key: (key, instead = '') => (instead.startsWith('"') || !/^[A-Za-z_][\w-]*$/.test(key) ? quoted(key) : key),
  inside: (text, whole) => (whole.startsWith('"') ? quoted(text).slice(1, -1) : undefined),
  separator: ' = ',
  neighbours: text => new HclNeighbours(text),
};
