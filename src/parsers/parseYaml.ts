import { type CST, Lexer, Parser, CST as syntax } from 'yaml';
import { type DuplicateKey, MAX_DEPTH } from '../core/json/parse.ts';
import type { JsonNode, Member, ObjectNode, Range } from '../core/json/tree.ts';
import type { ParsedText } from '../core/lint/parsers.ts';

/** A mapping takes up to two places of the parser's stack, a document one. */
const MAX_STACK = MAX_DEPTH * 2;

/**
 * Takes the first document of a YAML text apart. Of a broken one it gives what can be read. What YAML's tags and aliases
 * stand for is not a value here: CloudFormation's short form is given as its long form, `!Ref x` as `{"Ref": "x"}`.
 */
export function parseYaml(text: string): ParsedText {
  const { document, complete } = firstDocument(text);
  const tree = new Tree();
  const root = document?.value === undefined ? undefined : tree.node(document.value, document.start);
  return { root, complete: complete && !tree.isBroken, duplicateKeys: tree.duplicateKeys };
}

/** Lexeme by lexeme, so that what is nested too deep ends the reading before it ends the stack. */
function firstDocument(text: string): { readonly document: CST.Document | undefined; readonly complete: boolean } {
  const parser = new Parser();
  let complete = true;
  let document: CST.Document | undefined;
  const take = (token: CST.Token): boolean => {
    if (token.type === 'error') complete = false;
    if (token.type === 'document') document ??= token;
    return document?.value !== undefined;
  };
  for (const lexeme of new Lexer().lex(text)) {
    for (const token of parser.next(lexeme)) if (take(token)) return { document, complete };
    if (parser.stack.length > MAX_STACK) return { document: undefined, complete: false };
  }
  for (const token of parser.end()) if (take(token)) break;
  return { document, complete };
}

type Item = CST.CollectionItem;
type Props = readonly CST.Token[] | undefined;

/** Makes nodes of the tokens that the parser put together. */
class Tree {
  readonly duplicateKeys: DuplicateKey[] = [];
  isBroken = false;

  /** @param props What stands before the value: its tag and its anchor are among it. */
  node(token: CST.Token, props: Props): JsonNode {
    const node = this.#untagged(token);
    const tag = props?.find(one => one.type === 'tag');
    return tag?.type === 'tag' ? tagged(tag, node) : node;
  }

  #untagged(token: CST.Token): JsonNode {
    switch (token.type) {
      case 'block-map':
        return this.#object(token.items, { start: token.offset, end: token.offset });
      case 'block-seq':
        return this.#array(token.items, { start: token.offset, end: token.offset });
      case 'flow-collection': {
        const closing = token.end.find(({ type }) => type === 'flow-map-end' || type === 'flow-seq-end');
        if (closing === undefined) this.isBroken = true;
        const range = { start: token.offset, end: (closing?.offset ?? token.offset) + 1 };
        if (isTemplate(token)) return openValue(range);
        return token.start.source === '{' ? this.#object(token.items, range) : this.#array(token.items, range);
      }
      case 'alias':
        return openValue({ start: token.offset, end: token.offset + token.source.length });
      default:
        return this.#scalar(token);
    }
  }

  #object(items: readonly Item[], { start, end }: Range): JsonNode {
    const members = items.flatMap(item => this.#member(item) ?? []);
    const object: ObjectNode = { type: 'object', start, end: Math.max(end, members.at(-1)?.end ?? start), members };
    // What is merged into it may hold any key.
    if (members.some(({ key }) => key === '<<')) return openValue(object);
    this.#findDuplicates(object);
    return object;
  }

  #member({ key, sep, value, start }: Item): Member | undefined {
    if (key === undefined || key === null) return undefined;
    const name = this.node(key, start);
    if (name.type !== 'string') return undefined;
    const keyRange = { start: name.start, end: name.end };
    const node = this.#value(value, sep, keyRange);
    return { key: name.value, keyRange, value: node, start: keyRange.start, end: Math.max(keyRange.end, node.end) };
  }

  #array(items: readonly Item[], { start, end }: Range): JsonNode {
    const nodes = items.flatMap(item => this.#item(item) ?? []);
    return { type: 'array', start, end: Math.max(end, nodes.at(-1)?.end ?? start), items: nodes };
  }

  /** An item of a list; in brackets a pair is a mapping of its own. */
  #item(item: Item): JsonNode | undefined {
    if (item.sep !== undefined) return this.#object([item], { start: item.key?.offset ?? 0, end: 0 });
    const dash = item.start.find(({ type }) => type === 'seq-item-ind');
    if (item.value === undefined && dash === undefined) return undefined;
    const start = dash?.offset ?? 0;
    return this.#value(item.value, item.start, { start, end: start + 1 });
  }

  /** A value, or the null that nothing stands for, which is told at its key or its dash. */
  #value(token: CST.Token | undefined, props: Props, { start, end }: Range): JsonNode {
    if (token !== undefined) return this.node(token, props);
    const tag = props?.find(one => one.type === 'tag');
    const nothing = { type: 'null', start, end } as const;
    return tag?.type === 'tag' ? tagged(tag, nothing) : nothing;
  }

  /** CloudFormation takes every scalar of ours as text: `12` is as good as `"12"`. */
  #scalar(token: CST.Token): JsonNode {
    const resolved = syntax.resolveAsScalar(token, true, () => {
      this.isBroken = true;
    });
    const start = token.offset;
    if (resolved === null || !('source' in token)) return { type: 'null', start, end: start };
    if (token.type === 'block-scalar') {
      const header = token.props.at(-1);
      const from = header !== undefined && 'source' in header ? header.offset + header.source.length : start;
      return { type: 'string', value: resolved.value, start, end: from + token.source.length };
    }
    const end = start + token.source.length;
    const isNull = token.type === 'scalar' && /^(?:~|null|Null|NULL)?$/.test(resolved.value);
    return isNull ? { type: 'null', start, end } : { type: 'string', value: resolved.value, start, end };
  }

  #findDuplicates(owner: ObjectNode): void {
    const last = new Map<string, number>();
    for (const [index, { key }] of owner.members.entries()) {
      const earlier = last.get(key);
      if (earlier !== undefined) this.duplicateKeys.push({ owner, index: earlier });
      last.set(key, index);
    }
  }
}

/** `{{ … }}`, which Helm, Ansible and others fill in before it is YAML: there, it would be a mapping for a key. */
function isTemplate({ start, items: [first] }: CST.FlowCollection): boolean {
  const inner = first?.key ?? first?.value;
  return (
    start.source === '{' &&
    inner?.type === 'flow-collection' &&
    inner.start.source === '{' &&
    inner.offset === start.offset + 1
  );
}

/** A value that is not known here, as CloudFormation would write one. */
const openValue = ({ start, end }: Range): ObjectNode => intrinsic('Ref', { start, end }, null);

function intrinsic(key: string, range: Range, value: JsonNode | null): ObjectNode {
  const { start } = range;
  const end = Math.max(range.end, value?.end ?? start);
  return { type: 'object', start, end, members: [{ key, keyRange: range, value, start, end }] };
}

/** YAML's own tags say what the value is anyway; any other is one of CloudFormation's functions. */
function tagged({ source, offset }: CST.SourceToken, node: JsonNode): JsonNode {
  if (/^!!|^!$|^!</.test(source)) return node;
  const name = source.slice(1);
  const key = name === 'Ref' || name === 'Condition' ? name : `Fn::${name}`;
  return intrinsic(key, { start: offset, end: offset + source.length }, node);
}
