import { kindOf } from '../../core/kinds/table.ts';
import type { JsonObject } from '../../core/model/json.ts';
import type { OfferedWrite } from '../../core/model/kind.ts';
import { type Draft, located, scopeAt } from '../asking/draft.ts';
import type { HostServices } from '../services.ts';

/** A draft of an operation that has a form. */
export interface FormDraft extends Draft {
  readonly operation: OfferedWrite;
}

/** What a form holds. Never a secret. */
export interface FormState {
  draft: FormDraft;
  /** The request's text, each secret written as its notation. */
  text: string;
  /**
   * The config that the text was begun over: a change that someone else made since is a conflict. Null where nothing was
   * set; undefined where it is not known, or was overwritten knowingly.
   */
  over: JsonObject | null | undefined;
  /** Counts edits, the page's and ours. */
  version: number;
}

/** What a form's text is begun over: of what is made anew beside others there is nothing. */
export const baseOf = ({ operation }: FormDraft, live: JsonObject | null): JsonObject | null | undefined =>
  operation.effect === 'replace' ? live : undefined;

/** What is set of what a form starts from; null where nothing is, or where the operation makes something new. */
export async function liveOf(
  host: Pick<HostServices, 'aws' | 'state'>,
  draft: FormDraft,
  signal: AbortSignal,
): Promise<JsonObject | null> {
  const { operation, target } = draft;
  const place = located(draft);
  const { live } = kindOf(operation.kind);
  if (operation.effect !== 'replace' || place === undefined || live === undefined) return null;
  const request = operation.preset(target);
  return (await live(scopeAt(host, place, signal), operation.resourceName(request), request)).config;
}
