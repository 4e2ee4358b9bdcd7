/** A document with the mistakes that stand in it. */
export interface Planted {
  readonly text: string;
  /** Rule and exact characters, in the order of the text. */
  readonly mistakes: readonly { readonly rule: string; readonly start: number; readonly end: number }[];
}

/** Reads a sample in which `«rule|text»` marks a mistake: the marks go, their places stay. `«a,b|text»` plants two. */
export function planted(sample: string): Planted {
  let text = '';
  const mistakes = sample.split(/«|»/).flatMap((piece, index) => {
    const start = text.length;
    const bar = index % 2 === 1 ? piece.indexOf('|') : -1;
    text += piece.slice(bar + 1);
    const rules = bar === -1 ? [] : piece.slice(0, bar).split(',');
    return rules.map(rule => ({ rule, start, end: text.length }));
  });
  return { text, mistakes };
}
