import { kinds } from '../../core/kinds/table.ts';
import type { KindDocument } from '../../core/model/kind.ts';

/** Which files an editor schema is for. */
export interface EditorSchema {
  /** The schema's name, without folder and ending. */
  readonly schema: string;
  readonly fileMatch: readonly string[];
}

const named = (suffix: string): readonly string[] => [`*.${suffix}.json`, `*.${suffix}.jsonc`];

/** The schemas that complete and explain our documents in the editor, and never object: that is the linter's part. */
export const editorSchemas: readonly EditorSchema[] = [
  ...kinds.flatMap(({ document }) =>
    document === undefined ? [] : [{ schema: document.suffix, fileMatch: named(document.suffix) }],
  ),
  { schema: 'notifications', fileMatch: named('notifications') },
  ...kinds.flatMap(({ id, document }) =>
    document?.live === true
      ? [
          { schema: `${document.suffix}-body`, fileMatch: bodyFiles(document) },
          { schema: `${document.suffix}-live`, fileMatch: [`/${id}/*.live.json`] },
        ]
      : [],
  ),
];

function bodyFiles(document: KindDocument): readonly string[] {
  return document.bodyFiles.flatMap(name => [`${name}.json`, `${name}.jsonc`]);
}

/** True where an editor schema completes and explains the fixed words of a file, given by its path. */
export function hasEditorSchema(path: string): boolean {
  const normal = `/${path.replaceAll('\\', '/').toLowerCase()}`;
  return editorSchemas.some(({ fileMatch }) =>
    fileMatch.some(pattern => {
      const [before = '', after] = `${pattern.startsWith('/') ? '' : '/'}${pattern}`.split('*');
      return after === undefined ? normal.endsWith(before) : normal.includes(before) && normal.endsWith(after);
    }),
  );
}
