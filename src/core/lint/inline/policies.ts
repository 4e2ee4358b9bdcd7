import { type JsonNode, memberOf, type ObjectNode, objectAt } from '../../json/tree.ts';
import { jsonValue } from '../../json/values.ts';
import type { BarePolicy } from '../model/command.ts';
import { Keys } from '../model/keys.ts';
import type { Shape } from '../model/shape.ts';
import type { Unquoted } from './unquoted.ts';

/** An object that is to hold a policy as text, and under which key. */
interface Holder {
  readonly node: ObjectNode;
  readonly key: string;
}

function holdersIn(node: ObjectNode, { members }: Shape): readonly Holder[] {
  return [...members].flatMap(([key, member]): readonly Holder[] => {
    if (member.role === 'policy') return [{ node, key }];
    const inner = member.shape === undefined ? undefined : objectAt(node, key);
    return inner === undefined || member.shape === undefined ? [] : holdersIn(inner, member.shape);
  });
}

/**
 * The policy that stands in place of the object that should hold it.
 *
 * @param source The text that it was read from, where that is whole and is JSON.
 */
export function barePolicyIn(root: ObjectNode, shape: Shape, source: Unquoted | undefined): BarePolicy | undefined {
  const bare = holdersIn(root, shape).find(({ node, key }) => {
    const keys = new Keys(node);
    return keys.has('Statement') && !keys.has(key);
  });
  if (bare === undefined) return undefined;
  const isWritten = source !== undefined && source.expansions.length === 0;
  const text = isWritten ? JSON.stringify(jsonValue(bare.node, source.text)) : undefined;
  return { ...bare, text, keys: bare.node.members.map(({ key }) => key) };
}

/** The policies that stand as text where they belong. */
export const policyTexts = (root: ObjectNode, shape: Shape): readonly JsonNode[] =>
  holdersIn(root, shape).flatMap(({ node, key }) => memberOf(node, key)?.value ?? []);
