import { expect, it } from 'vitest';
import type { AccessError } from './errors.ts';
import { mustAnswer, serverOfChange } from './server.ts';

const local = 'http://127.0.0.1:5000';

it.each([
  [{ source: { kind: 'default' } }, null],
  [{ source: { kind: 'default' }, server: local }, local],
  [{ source: { kind: 'emulator', accountId: '111122223333' } }, 'emulator'],
] as const)('a change of %j was answered by %s', (change, server) => {
  expect(serverOfChange(change)).toBe(server);
});

it.each([
  [undefined, local, undefined],
  [null, null, undefined],
  [local, local, undefined],
  [null, local, `It is meant for AWS, and the calls go to ${local}.`],
  [local, null, `It is meant for ${local}, and the calls go to AWS.`],
  ['emulator', local, `It is meant for emulator, and the calls go to ${local}.`],
  ['\u001b[31m', null, 'It is meant for \\u{1b}[31m, and the calls go to AWS.'],
])('what is meant for %j and goes to %j is stopped with %j', (meant, actual, said) => {
  let told: AccessError | undefined;
  try {
    mustAnswer(meant, actual);
  } catch (error) {
    told = error as AccessError;
  }
  expect([told?.code, told?.message]).toEqual([said && 'wrong-server', said]);
});
