/** The files to write: path and text of each. */
export function editorSchemaFiles(
  root: string,
  folder: string,
): Promise<readonly { readonly path: string; readonly text: string }[]>;

/** The schema without anything that a value could break; `others` is what it may refer to. */
export function harmless(
  schema: Readonly<Record<string, unknown>>,
  others: readonly Readonly<Record<string, unknown>>[],
): Readonly<Record<string, unknown>>;
