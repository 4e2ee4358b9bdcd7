import type { PageWord } from '../../messages/formText.ts';

/** The page's words in the person's language, as the host sent them. */
export class Words {
  readonly #texts: Readonly<Record<string, string>>;

  constructor(texts: Readonly<Record<string, string>>) {
    this.#texts = texts;
  }

  /** A word with `{0}`, `{1}` … filled in; its id where the host did not send it. */
  get(id: PageWord, ...values: readonly string[]): string {
    const text = Object.hasOwn(this.#texts, id) ? (this.#texts[id] ?? id) : id;
    return text.replace(/\{(\d+)\}/g, (whole, index: string) => values[Number(index)] ?? whole);
  }
}
