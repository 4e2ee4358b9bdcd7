import { expect, it } from 'vitest';
import { fits, fitsArn, fitsResource, literally, patternOf, plainPattern } from './pattern.ts';

it.each<[string, string, boolean]>([
  ['', '', true],
  ['', 'a', false],
  ['a', 'a', true],
  ['a', 'A', false],
  ['a?c', 'abc', true],
  ['a?c', 'ac', false],
  ['?', '', false],
  ['?', '😀', true],
  ['?*', '', false],
  ['*', '', true],
  ['a*', 'a', true],
  ['*a', 'ba', true],
  ['*a', 'ab', false],
  ['a*b*c', 'axbxc', true],
  ['a*b*c', 'abc', true],
  ['a*b*c', 'acb', false],
  ['a*bc*c', 'abc', false],
  ['ab*ba', 'aba', false],
  ['a*?', 'a', false],
  ['a**b', 'ab', true],
])('the pattern %j, asked about %j, says %s', (pattern, text, expected) => {
  expect(fits(patternOf(pattern), text)).toBe(expected);
});

it.each([
  [patternOf('abc'), 'abc'],
  [patternOf('ab*'), undefined],
  [patternOf('a?c'), undefined],
  [literally('a*?'), 'a*?'],
  [patternOf(''), ''],
])('a pattern is one text where it has no wildcard: %j', (pattern, expected) => {
  expect(plainPattern(pattern)).toBe(expected);
});

const TOPIC = 'arn:aws:sns:eu-west-1:111122223333:jobs';
it.each<[string, string, boolean | undefined]>([
  [TOPIC, TOPIC, true],
  ['arn:aws:sns:*:*:*', TOPIC, true],
  ['arn:*:sns:eu-west-1:111122223333:j?bs', TOPIC, true],
  ['arn:aws:sns:*:jobs:x', TOPIC, false],
  ['arn:aws:s*:111122223333:jobs:', TOPIC, false],
  ['arn:aws:sns:eu-west-1:111122223333:a:b', 'arn:aws:sns:eu-west-1:111122223333:a:b', true],
  ['arn:aws:sns:eu-west-1:111122223333:*', 'arn:aws:sns:eu-west-1:111122223333:a:b', true],
  ['arn:aws:sns:*:111122223333:jobs', 'arn:aws:sns:eu-west-1', false],
  ['arn:aws:sns:*', TOPIC, undefined],
  ['*', TOPIC, undefined],
])('ArnLike %s, asked about %s, says %s', (pattern, arn, expected) => {
  expect(fitsArn(patternOf(pattern), arn)).toBe(expected);
});

it.each<[string, string, boolean]>([
  ['*', TOPIC, true],
  ['arn:aws:sns:eu-west-1:*', TOPIC, true],
  ['arn:aws:sns:us-east-1:*', TOPIC, false],
  [TOPIC, TOPIC, true],
  ['arn:aws:sns:*:111122223333:jobs', TOPIC, true],
  // A star that ends a field runs on over colons; one inside a field stays in it.
  ['arn:aws:sns:*:111122223333:jobs', 'arn:aws:sns:a:b:111122223333:jobs', true],
  ['arn:aws:sns:a*:111122223333:jobs', 'arn:aws:sns:a:b:111122223333:jobs', true],
  ['arn:aws:sns:*b:111122223333:jobs', 'arn:aws:sns:a:b:111122223333:jobs', false],
  ['arn:aws:sns:r:1*1:x', 'arn:aws:sns:r:11:1:x', false],
  ['*:aws:sns:eu-west-1:111122223333:jobs', `x:${TOPIC}`, true],
  // What stands before it is compared field by field.
  ['arn:aws:s?s:*:111122223333:jobs', 'arn:aws:s:s:x:111122223333:jobs', false],
  ['arn:aws:s?s:*:111122223333:jobs', 'arn:aws:sns:x:y:111122223333:jobs', true],
  ['arn:aws:sns:*:111122223333:jobs', 'arn:aws:sns:a:b:111122223333:other', false],
  ['arn:aws:sns:eu-west-1:111122223333:*', 'arn:aws:sns:eu-west-1:444455556666:jobs', false],
])('the resource %s, asked about %s, says %s', (pattern, resource, expected) => {
  expect(fitsResource(patternOf(pattern), resource)).toBe(expected);
});
