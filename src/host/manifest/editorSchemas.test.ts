import { expect, it } from 'vitest';
import { hasEditorSchema } from './editorSchemas.ts';

it.each([
  ['/a/tapes.vault-notifications.json', true],
  ['C:\\a\\NotificationConfig.json', true],
  ['/emulator/111122223333/us-east-1/vault/tapes.live.json', true],
  ['/a/body.json', false],
  ['/a/my-notificationconfig.json', false],
])('knows whether a schema completes %s', (path, expected) => {
  expect(hasEditorSchema(path)).toBe(expected);
});
