import type { JsonObject } from './json.ts';

/** What a remedy does to a policy document. All else of the document stays as it is written. */
export type Amendment =
  /** One more statement behind those that are there. */
  | { readonly does: 'add'; readonly statement: JsonObject }
  /** Another `Condition` for one that is there, known by all that it says. */
  | { readonly does: 'limit'; readonly statement: JsonObject; readonly condition: JsonObject };
