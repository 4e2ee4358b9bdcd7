import { expect, test } from 'vitest';
import { cliInMemory } from '../../test/support/cliInMemory.ts';
import { AccessError, StateError } from '../core/model/errors.ts';
import { mfaQuestion, withServices } from './services.ts';

test('asks for the code of a device again until six digits come', async () => {
  const answers = ['', '12345', ' 123456 '];
  const asked: string[] = [];
  const ask = mfaQuestion({
    askSecret: async question => {
      asked.push(question);
      return answers.shift() ?? '';
    },
  });
  expect(await ask?.('arn:aws:iam::111122223333:mfa/me\u001b', 'dev', new AbortController().signal)).toBe('123456');
  expect(asked).toEqual([
    'MFA code of arn:aws:iam::111122223333:mfa/me\\u{1b} for profile dev: ',
    'MFA code of arn:aws:iam::111122223333:mfa/me\\u{1b} for profile dev (six digits): ',
    'MFA code of arn:aws:iam::111122223333:mfa/me\\u{1b} for profile dev (six digits): ',
  ]);
});

test('asks nobody where there is no terminal', () => {
  expect(mfaQuestion({})).toBeUndefined();
});

test.each([
  ['what AWS refused', new AccessError('access-denied', 'You may not.'), /^.+\. .*You may not\./],
  [
    'a file of the state folder',
    new StateError('state-unreadable', 'The file cannot be read.', '/state/marks.json'),
    /marks\.json/,
  ],
  ['a person who stopped it', new AccessError('cancelled', 'Cancelled.'), /^Cancelled\.\n$/],
])('a command that is ended by %s says so in words, and ends with 1', async (_what, error, said) => {
  const { io, kept } = cliInMemory('/nowhere');
  expect(await withServices(io, () => Promise.reject(error))).toBe(1);
  expect(kept.stderr).toMatch(said);
});

test('a mistake of ours in a command is not taken for one of its ends', async () => {
  const { io } = cliInMemory('/nowhere');
  await expect(withServices(io, () => Promise.reject(new RangeError('ours')))).rejects.toThrow('ours');
});
