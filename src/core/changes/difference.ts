import { isObject } from '../model/answer.ts';
import { type Json, type JsonObject, sameJson } from '../model/json.ts';
import type { Difference } from './change.ts';

/**
 * The members that differ between two configs, deepest objects first taken apart. Lists of objects are taken apart too,
 * what both begin and end with left out, and their items counted from 1; any other list is one value.
 */
export function differences(before: JsonObject | null, after: JsonObject | null): readonly Difference[] {
  return [...walk('', before ?? undefined, after ?? undefined)];
}

function* walk(path: string, before: Json | undefined, after: Json | undefined): Iterable<Difference> {
  if (sameJson(before, after)) return;
  const [ours, theirs] = [itemsOf(before), itemsOf(after)];
  if (ours !== undefined && theirs !== undefined && (Array.isArray(before) || Array.isArray(after))) {
    yield* items(path, ours, theirs);
    return;
  }
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

/** The objects of a list, one by itself counting as a list of one; undefined for what holds anything else. */
function itemsOf(value: Json | undefined): readonly Json[] | undefined {
  if (isObject(value)) return [value as JsonObject];
  return Array.isArray(value) && value.length > 0 && value.every(isObject) ? (value as Json[]) : undefined;
}

function* items(path: string, before: readonly Json[], after: readonly Json[]): Iterable<Difference> {
  const shorter = Math.min(before.length, after.length);
  let first = 0;
  while (first < shorter && sameJson(before[first], after[first])) first += 1;
  let last = 0;
  while (last < shorter - first && sameJson(before.at(-1 - last), after.at(-1 - last))) last += 1;
  const longer = Math.max(before.length, after.length) - last;
  for (let at = first; at < longer; at += 1) {
    const ours = at < before.length - last ? before[at] : undefined;
    const theirs = at < after.length - last ? after[at] : undefined;
    const item = `${path} ${at + 1}`;
    if (ours === undefined || theirs === undefined) yield { path: item, before: ours, after: theirs };
    else yield* walk(item, ours, theirs);
  }
}
