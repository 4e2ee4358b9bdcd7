import { JsonEditor, type TextEdit } from '../../json/edit.ts';
import type { ArrayNode, ObjectNode, Range } from '../../json/tree.ts';
import type { Json } from '../../model/json.ts';
import type { Neighbours, Notation } from '../edits.ts';

/** Words that mean the same with quotes and without. */
const PLAIN = /^[A-Za-z/][\w./:@+=-]*$/;
const KEYWORD = /^(?:true|false|null|yes|no|on|off|y|n)$|:$/i;

/** A text in the quotes of what it replaces; undefined in place of a block, whose lines may be folded. */
function scalarText(text: string, instead: string): string | undefined {
  if (/^[|>]/.test(instead)) return undefined;
  if (instead.startsWith("'")) return `'${text.replaceAll("'", "''")}'`;
  if (instead.startsWith('"') || !PLAIN.test(text) || KEYWORD.test(text)) return JSON.stringify(text);
  return text;
}

function valueText(value: Json, instead = ''): string | undefined {
  if (typeof value === 'string') return scalarText(value, instead);
  if (!Array.isArray(value)) return undefined;
  const items = value.map(item => (typeof item === 'string' ? scalarText(item, instead) : undefined));
  return items.includes(undefined) ? undefined : `[${items.join(', ')}]`;
}

/** A part of a string: between quotes as those ask for it, without quotes only what needs none. */
function insideText(text: string, whole: string): string | undefined {
  if (whole.startsWith('"')) return JSON.stringify(text).slice(1, -1);
  if (whole.startsWith("'")) return text.replaceAll("'", "''");
  return /^[\w./:@+=-]*$/.test(text) && !/^[|>]/.test(whole) ? text : undefined;
}

/** Takes whole lines out of a block, and what commas keep apart out of brackets. It adds nothing. */
class YamlNeighbours implements Neighbours {
  constructor(readonly text: string) {}

  removal(owner: ObjectNode | ArrayNode, indexes: readonly number[]): readonly TextEdit[] | undefined {
    const all: readonly Range[] = owner.type === 'object' ? owner.members : owner.items;
    const source = this.text.slice(owner.start, owner.end);
    if (/^[[{]/.test(source)) {
      return source.includes('#') ? undefined : new JsonEditor(this.text).removal(owner, indexes);
    }
    // A block of which nothing is left would mean something else.
    if (indexes.length >= all.length) return undefined;
    const cuts = indexes.map(index => this.#lines(all[index], owner.type === 'array'));
    if (cuts.includes(undefined)) return undefined;
    return cuts.flatMap(cut => (cut === undefined ? [] : [{ ...cut, text: '' }])).sort((a, b) => a.start - b.start);
  }

  addition(): undefined {
    return undefined;
  }

  /** The lines that one takes up; undefined where something else stands on them, or more than its value may follow. */
  #lines(one: Range | undefined, isItem: boolean): Range | undefined {
    if (one === undefined) return undefined;
    const start = Math.max(this.text.lastIndexOf('\n', one.start - 1), this.text.lastIndexOf('\r', one.start - 1)) + 1;
    if (!(isItem ? /^[ \t]*-[ \t]+$/ : /^[ \t]*$/).test(this.text.slice(start, one.start))) return undefined;
    // The text of a block ends with a line break of its own.
    if (/[\r\n]$/.test(this.text.slice(one.start, one.end))) return { start, end: one.end };
    const behind = /^[ \t]*(?:[ \t]#[^\r\n]*)?(?:\r\n|\r|\n|$)/.exec(this.text.slice(one.end));
    return behind === null ? undefined : { start, end: one.end + behind[0].length };
  }
}

/** YAML as templates are written in: what is replaced keeps its quotes. */
export const YAML_NOTATION: Notation = {
  value: valueText,
  key: (key, instead = '') => scalarText(key, instead),
  inside: insideText,
  separator: ': ',
  neighbours: text => new YamlNeighbours(text),
};
