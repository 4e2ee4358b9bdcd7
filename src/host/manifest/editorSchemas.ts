/** Which files an editor schema is for. */
export interface EditorSchema {
  /** The schema's name, without folder and ending. */
  readonly schema: string;
  readonly fileMatch: readonly string[];
}

const named = (suffix: string): readonly string[] => [`*.${suffix}.json`, `*.${suffix}.jsonc`];

/** The schemas that complete and explain our documents in the editor, and never object: that is the linter's part. */
export const editorSchemas: readonly EditorSchema[] = [
  { schema: 'notification-hub', fileMatch: named('notification-hub') },
  { schema: 'vault-notifications', fileMatch: named('vault-notifications') },
  { schema: 'event-stream', fileMatch: named('event-stream') },
  { schema: 'push-registration', fileMatch: named('push-registration') },
  { schema: 'notifications', fileMatch: named('notifications') },
  {
    schema: 'notificationconfig',
    fileMatch: ['notificationconfig.json', 'notificationconfig.jsonc', '/vault/*.live.json'],
  },
  { schema: 'event-stream-body', fileMatch: ['/event-stream/*.live.json'] },
];

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
