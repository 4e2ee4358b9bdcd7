import type { OfferedWrite } from '../../core/model/kind.ts';
import type { Draft } from '../operations/draft.ts';

/** A draft of an operation that has a form. */
export interface FormDraft extends Draft {
  readonly operation: OfferedWrite;
}

/** What a form holds. Never a secret. */
export interface FormState {
  draft: FormDraft;
  /** The request's text, each secret written as its notation. */
  text: string;
  /** Counts edits, the page's and ours. */
  version: number;
}
