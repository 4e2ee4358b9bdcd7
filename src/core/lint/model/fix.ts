import type { ArrayNode, JsonNode, Member, ObjectNode, Range, StringNode } from '../../json/tree.ts';
import type { Json } from '../../model/json.ts';

/** A stretch of a string's value, in UTF-16 units of the value: what a rule points at inside an ARN. */
export interface Part {
  readonly node: StringNode;
  readonly from: number;
  readonly to: number;
}

/** One step of a fix, free of how the text is written: the engine turns it into edits that keep layout and quoting. */
export type FixStep =
  | { readonly kind: 'replace'; readonly node: JsonNode; readonly value: Json }
  | { readonly kind: 'replace-part'; readonly part: Part; readonly text: string }
  | { readonly kind: 'rename-key'; readonly key: Range; readonly text: string }
  | { readonly kind: 'remove-member'; readonly owner: ObjectNode; readonly member: Member }
  | { readonly kind: 'remove-item'; readonly owner: ArrayNode; readonly index: number }
  | { readonly kind: 'add-member'; readonly owner: ObjectNode; readonly key: string; readonly value: Json }
  | { readonly kind: 'add-item'; readonly owner: ArrayNode; readonly value: Json }
  | { readonly kind: 'unwrap'; readonly outer: Range; readonly inner: Range }
  | { readonly kind: 'text'; readonly range: Range; readonly text: string };

/** What a fix does, as the id of its title; `messages/` puts it into words. */
export type FixTitle =
  | 'add' // {text}: what is added
  | 'insert-text' // {text}
  | 'remove' // {text}: what is removed
  | 'rename' // {text}: the new key
  | 'replace' // {text}: what it is replaced with
  | 'request' // what a call printed becomes what another takes
  | 'trim'
  | 'unwrap'
  | 'wrap'; // {text}: the key under which it is put

/** A change that cures a finding. */
export interface Fix {
  readonly title: FixTitle;
  readonly text: string;
  readonly steps: readonly FixStep[];
  /**
   * True where it can only be what was meant, so that "fix all" may apply it unseen, on every save. Nothing is sure that
   * takes out or alters a value whose meaning a rule cannot know, or says what nobody said. The engine takes it back
   * where the document was told by its keys alone, or by a name that its content does not bear out.
   */
  readonly sure: boolean;
}

/** Writes another value in place of one. */
export function replaceWith(node: JsonNode, value: string, sure: boolean): Fix {
  return { title: 'replace', text: value, steps: [{ kind: 'replace', node, value }], sure };
}

/** Writes another text in place of a part of a string. */
export function replacePart(part: Part, text: string, sure: boolean): Fix {
  return { title: 'replace', text, steps: [{ kind: 'replace-part', part, text }], sure };
}

/** Gives a member another key. */
export function renameKey(key: Range, text: string, sure: boolean): Fix {
  return { title: 'rename', text, steps: [{ kind: 'rename-key', key, text }], sure };
}

/** Takes a member out. Never sure: what stands there may be all that there is of it. */
export function removeMember(owner: ObjectNode, member: Member): Fix {
  return { title: 'remove', text: member.key, steps: [{ kind: 'remove-member', owner, member }], sure: false };
}

/** Takes an item out of a list: sure where the same stands there once more. */
export function removeItem(owner: ArrayNode, index: number, text: string, sure: boolean): Fix {
  return { title: 'remove', text, steps: [{ kind: 'remove-item', owner, index }], sure };
}

/** What a call printed, made what another call takes: by these steps. Not sure: what was printed beside it goes. */
export function makeRequest(steps: readonly FixStep[]): Fix {
  return { title: 'request', text: '', steps, sure: false };
}

/** Keeps of an object what stands at one of its members. Sure where it is the only one. */
export function unwrap(outer: ObjectNode, member: Member, inner: JsonNode): Fix {
  const steps = [{ kind: 'unwrap', outer, inner }] as const;
  return { title: 'unwrap', text: member.key, steps, sure: outer.members.length === 1 };
}

/** Adds a member at the end of an object. Never sure: nobody said that value. */
export function addMember(owner: ObjectNode, key: string, value: Json): Fix {
  return { title: 'add', text: key, steps: [{ kind: 'add-member', owner, key, value }], sure: false };
}

/** Adds an item at the end of a list. Never sure: nobody said that value. */
export function addItem(owner: ArrayNode, value: string): Fix {
  return { title: 'add', text: value, steps: [{ kind: 'add-item', owner, value }], sure: false };
}
