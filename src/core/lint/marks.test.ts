import { expect, it } from 'vitest';
import { kindOfName } from './detect.ts';
import { decidesByName } from './marks.ts';

const names = ['notification-hub', 'vault-notifications', 'event-stream', 'push-registration', 'notifications', 'tf'];

it.each(names)('knows a name with %s as one that decides', suffix => {
  expect(decidesByName(`a/b.${suffix}.json`)).toBe(true);
  expect(decidesByName(`b.${suffix.toUpperCase()}.jsonc`)).toBe(true);
  expect(kindOfName(`b.${suffix}.json`)).toBeDefined();
});

it('knows as many deciding names as there are', () => {
  expect(new Set(names.map(suffix => kindOfName(`b.${suffix}.json`))).size).toBe(names.length);
  expect(decidesByName('package.json')).toBe(false);
  expect(decidesByName('notificationconfig.json')).toBe(false);
});
