import { isObject } from '../model/answer.ts';
import type { Json, JsonObject } from '../model/json.ts';

/**
 * A policy with one more statement, as its value. A statement of the same Sid is taken to be an older form of it and gives
 * way. Undefined where the text is no policy.
 */
export function withStatement(policy: string, statement: JsonObject): JsonObject | undefined {
  let value: unknown;
  try {
    value = JSON.parse(policy);
  } catch {
    return undefined;
  }
  if (!isObject(value) || value.Statement === undefined) return undefined;
  const document = value as JsonObject;
  const before: readonly Json[] = Array.isArray(document.Statement) ? document.Statement : [document.Statement as Json];
  const kept = before.filter(one => !isObject(one) || one.Sid === undefined || one.Sid !== statement.Sid);
  return { ...document, Statement: [...kept, statement] };
}
