import type { Prompter } from './prompter.ts';

/** Passes every question on, to VS Code's windows or, in tests, to whoever takes their place. */
export class RelayPrompter implements Prompter {
  #to: Prompter;

  constructor(to: Prompter) {
    this.#to = to;
  }

  /** From now on others are asked. Returns how to go back. */
  relayTo(other: Prompter): () => void {
    const before = this.#to;
    this.#to = other;
    return () => {
      this.#to = before;
    };
  }

  readonly pick: Prompter['pick'] = question => this.#to.pick(question);
  readonly pickMany: Prompter['pickMany'] = question => this.#to.pickMany(question);
  readonly text: Prompter['text'] = question => this.#to.text(question);
  readonly confirm: Prompter['confirm'] = question => this.#to.confirm(question);
  readonly choose: Prompter['choose'] = question => this.#to.choose(question);
  readonly tell: Prompter['tell'] = (tone, text, next) => this.#to.tell(tone, text, next);
  readonly busy: Prompter['busy'] = (title, work) => this.#to.busy(title, work);
}
