/** One icon of VS Code's font, such as `.codicon-add:before { content: "\\ea60" }`. */
const RULE = /^\.codicon-(?<name>[a-z0-9-]+):before\s*\{[^}]*\}\n?/gm;

/** What may name an icon: a word in quotes, perhaps with a modifier as in `loading~spin`, or a class. */
const NAME = /["'`](?<quoted>[a-z0-9]+(?:-[a-z0-9]+)*)(?=["'`~])|codicon-(?<classed>[a-z0-9]+(?:-[a-z0-9]+)*)/g;

/**
 * VS Code's stylesheet of icons without those that nothing names: of 650 a page shows a few dozen.
 *
 * @param css The stylesheet as its package has it.
 * @param texts The scripts and styles that may name an icon. One that is put together of parts is not seen.
 */
export function iconsNamed(css, texts) {
  const named = new Set(
    texts.flatMap(text => [...text.matchAll(NAME)].map(({ groups }) => groups.quoted ?? groups.classed)),
  );
  return css.replace(RULE, (rule, name) => (named.has(name) ? rule : ''));
}
