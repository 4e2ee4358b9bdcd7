import type { Json, JsonObject } from '../../core/model/json.ts';

/** A value left to whoever sends the request, by its name: `DEVICE_TOKEN` of `${env:DEVICE_TOKEN}` or `${secret:DEVICE_TOKEN}`. */
export type Blank = string;

const BLANK = /\$\{(?:env|secret):([A-Za-z_]\w*)\}/g;

/** The values that a request leaves open so, each once, in its order. */
export function blanksIn(value: Json): readonly Blank[] {
  if (typeof value === 'string') return [...new Set([...value.matchAll(BLANK)].map(([, name = '']) => name))];
  if (typeof value !== 'object' || value === null) return [];
  return [...new Set(Object.values(value).flatMap(blanksIn))];
}

/** The request with these values filled in. */
export function filledBlanks(request: JsonObject, values: ReadonlyMap<Blank, string>): JsonObject {
  return Object.fromEntries(Object.entries(request).map(([key, value]) => [key, fill(value, values)]));
}

function fill(value: Json, values: ReadonlyMap<Blank, string>): Json {
  if (typeof value === 'string') return value.replace(BLANK, (whole, name: string) => values.get(name) ?? whole);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(item => fill(item, values));
  return filledBlanks(value as JsonObject, values);
}
