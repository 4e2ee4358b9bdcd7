/** How a translation fits the texts it is of. */
export interface Fit {
  /** Texts that nobody says any more, and values that one of the two has not: sentences. */
  readonly faults: readonly string[];
  /** How many texts it lacks: they are shown in English. */
  readonly missing: number;
}

/** The values a text names, such as `{0}`, each once and in order. */
const valuesOf = (text: string): string => [...new Set(text.match(/\{\d+\}/g))].sort().join(' ');

/**
 * Holds a translation to its source: both are texts by key, as in `l10n/bundle.l10n.json` and `package.nls.json`.
 *
 * @param translation What a file holds, whatever that is.
 */
export function fitOf(source: Readonly<Record<string, string>>, translation: unknown): Fit {
  const translated = new Map(Object.entries(Object(translation)));
  const faults = [...translated].flatMap(([key, text]) => {
    const original = source[key];
    if (original === undefined) return [`not said any more: ${key}`];
    if (typeof text !== 'string' || text === '') return [`no text: ${key}`];
    return valuesOf(text) === valuesOf(original) ? [] : [`does not have the same values: ${key}`];
  });
  return { faults, missing: Object.keys(source).filter(key => !translated.has(key)).length };
}
