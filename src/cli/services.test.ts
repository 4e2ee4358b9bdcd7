import { expect, test } from 'vitest';
import { mfaQuestion } from './services.ts';

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
