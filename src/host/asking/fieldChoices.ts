import type { Choice } from '../../core/inventory/choices.ts';
import type { Place } from '../../core/model/account.ts';
import { isCancelled } from '../../core/model/errors.ts';
import type { ChoiceId } from '../../core/model/kind.ts';
import { plainText } from '../../core/model/plainText.ts';
import { errorLine } from '../../messages/errorText.ts';
import { unfitText } from '../../messages/fieldText.ts';
import type { ToPage } from '../../shared/form/toPage.ts';
import { clipped } from '../prompts/clipped.ts';
import type { HostServices } from '../services.ts';

/** Options given for one query at most: who has more types on. */
const MOST = 200;

/** A message with live values. */
type Choices = Extract<ToPage, { kind: 'choices' }>;

/** Live values for the field that a person is in. */
export class FieldChoices {
  readonly #host: Pick<HostServices, 't' | 'lists'>;
  readonly #post: (message: Choices) => void;
  #stop: AbortController | undefined;

  constructor(host: Pick<HostServices, 't' | 'lists'>, post: (message: Choices) => void) {
    this.#host = host;
    this.#post = post;
  }

  /** Answers a query; the one before is over. */
  ask(choice: ChoiceId, where: Place, query: number, typed: string): void {
    const before = this.#stop;
    this.#stop = new AbortController();
    void this.#answer(this.#host.lists.pages({ choice }, where, this.#stop.signal), query, typed, this.#stop.signal);
    // Only now: a list that is under way goes on for this query.
    before?.abort();
  }

  /** Nobody waits for values any more. */
  stop(): void {
    this.#stop?.abort();
    this.#stop = undefined;
  }

  async #answer(
    pages: AsyncIterable<readonly Choice[]>,
    query: number,
    typed: string,
    signal: AbortSignal,
  ): Promise<void> {
    const wanted = typed.trim().toLowerCase();
    let room = MOST;
    const tell = (choices: readonly Choice[], done: boolean, error: string | null): void => {
      const { t } = this.#host;
      const options = choices.map(({ value, label, description, unfit }) => ({
        value,
        label: clipped(plainText(label)),
        description: unfit === undefined ? clipped(plainText(description)) : unfitText(unfit, t),
        unfit: unfit !== undefined,
      }));
      this.#post({ kind: 'choices', query, options, done, error });
    };
    try {
      for await (const page of pages) {
        if (signal.aborted) return;
        const fits = page.filter(one => isLike(one, wanted)).slice(0, room);
        room -= fits.length;
        if (fits.length > 0) tell(fits, false, null);
      }
      if (!signal.aborted) tell([], true, null);
    } catch (error) {
      if (signal.aborted && isCancelled(error)) return;
      tell([], true, clipped(errorLine(error, this.#host.t)));
    }
  }
}

const isLike = ({ value, label }: Choice, typed: string): boolean =>
  value.length <= 4_000 && (value.toLowerCase().includes(typed) || label.toLowerCase().includes(typed));
