import { expect, test } from 'vitest';
import { splitWindowsWords, splitWords } from './commandWords.ts';

test.each([
  ['get  --from\ta', ['get', '--from', 'a']],
  [`get "a b" 'c d' e"f"g`, ['get', 'a b', 'c d', 'efg']],
  [String.raw`get a\ b "a\"b" "a\b" 'a\'`, ['get', 'a b', 'a"b', String.raw`a\b`, 'a\\']],
  [`get "" ''`, ['get', '', '']],
  ['get "a #b" # c $HOME `x` | y', ['get', 'a #b', '#', 'c', '$HOME', '`x`', '|', 'y']],
  ['get\n--once', ['get', '--once']],
  ['', []],
  ['get "a', undefined],
  ["get 'a", undefined],
  ['get a\\', undefined],
])('splits %j as a POSIX shell would, and runs nothing of it', (text, words) => {
  expect(splitWords(text)).toEqual(words);
});

test.each([
  [String.raw`C:\bin\get.exe --from "C:\a b\c"`, ['C:\\bin\\get.exe', '--from', 'C:\\a b\\c']],
  [String.raw`get a\"b "a\\" "a\\\"b"`, ['get', 'a"b', 'a\\', 'a\\"b']],
  [`get 'a b' ""`, ['get', "'a", "b'", '']],
  ['get "a', undefined],
])('splits %j by the rules of Windows', (text, words) => {
  expect(splitWindowsWords(text)).toEqual(words);
});
