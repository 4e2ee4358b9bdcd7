import { expect, it } from 'vitest';
import { parseArn } from '../../model/arn.ts';
import { arnOf, hasTwoServices, isHere } from './arnPart.ts';

const arnIn = (text: string) => {
  const arn = parseArn(text);
  if (arn === undefined) throw new Error(text);
  return arn;
};

it.each<[string, boolean]>([
  ['arn:aws:kinesis:firehose:us-east-1:111122223333:stream/x', true],
  ['arn:aws:kinesis:us-east-1:111122223333:stream/x', false],
  ['arn:aws:kinesis:us-west-2:us-east-1:111122223333:stream/x', false],
  ['arn:aws:kinesis:fire1:us-east-1:111122223333:stream/x', false],
  ['arn:aws:kinesis:1fire:us-east-1:111122223333:stream/x', false],
  ['arn:aws:kinesis:-fire:us-east-1:111122223333:stream/x', false],
  ['arn:aws:kinesis:firehose:111122223333:us-east-1:stream/x', false],
  ['arn:aws:kinesis:firehose:us-east-1:stream/x', false],
  ['arn:aws:kinesis:firehose:us-east-1:x111122223333:stream/x', false],
  ['arn:aws:kinesis:firehose:us-east-1:1111222233334:stream/x', false],
])('two services stand in %s: %s', (text, expected) => {
  expect(hasTwoServices(arnIn(text))).toBe(expected);
});

it.each<[object, boolean | undefined]>([
  [{ account: '111122223333', region: 'eu-west-1' }, true],
  [{ account: '444455556666', region: 'eu-west-1' }, false],
  [{ account: '111122223333', region: 'us-east-1' }, false],
  [{ account: '444455556666' }, false],
  [{ region: 'us-east-1' }, false],
  [{ account: '111122223333' }, undefined],
  [{ region: 'eu-west-1' }, undefined],
  [{}, undefined],
])('an ARN names something here only where account and Region are known to be its own: %j', (context, expected) => {
  const arn = arnIn('arn:aws:sns:eu-west-1:111122223333:jobs');
  expect(isHere(arn, { today: '2026-11-22', ...context })).toBe(expected);
});

it('what is no ARN is not taken apart', () => {
  const node = { type: 'string', value: 'jobs', start: 0, end: 6 } as const;
  expect(arnOf(undefined)).toBeUndefined();
  expect(arnOf({ value: 'jobs', node })).toBeUndefined();
});
