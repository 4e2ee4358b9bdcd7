import { isObject } from '../model/answer.ts';
import { type Json, type JsonObject, sameJson } from '../model/json.ts';
import type { Difference } from './change.ts';

/** The members that differ between two configs, deepest objects first taken apart; lists count as one value. */
export function differences(before: JsonObject | null, after: JsonObject | null): readonly Difference[] {
  return [...walk('', before ?? undefined, after ?? undefined)];
}

function* walk(path: string, before: Json | undefined, after: Json | undefined): Iterable<Difference> {
  if (sameJson(before, after)) return;
  const left = isObject(before) ? (before as JsonObject) : undefined;
  const right = isObject(after) ? (after as JsonObject) : undefined;
  const scalar = (before !== undefined && left === undefined) || (after !== undefined && right === undefined);
  if (scalar) {
    yield { path, before, after };
    return;
  }
  const keys = new Set([...Object.keys(left ?? {}), ...Object.keys(right ?? {})]);
  for (const key of keys) yield* walk(path === '' ? key : `${path}.${key}`, left?.[key], right?.[key]);
}
