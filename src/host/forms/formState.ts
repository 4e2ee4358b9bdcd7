import type { JsonObject } from '../../core/model/json.ts';
import type { OfferedWrite } from '../../core/model/kind.ts';
import type { Draft } from '../asking/draft.ts';

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
