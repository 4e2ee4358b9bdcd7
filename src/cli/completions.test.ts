import { expect, it } from 'vitest';
import { wordsFor } from './completions.ts';
import { commands } from './program.ts';

const lists = { profiles: async () => ['dev', 'prod east'], regions: ['eu-west-1', 'us-east-1'] };

it.each([
  [['li'], ['list', 'lint']],
  [['--v'], ['--version']],
  [['list', '--pro'], ['--profile']],
  [
    ['list', '--profile', ''],
    ['dev', 'prod east'],
  ],
  [['plan', 'estate.json', '--region', 'eu'], ['eu-west-1']],
  [['list', '--json', '--kind', 'v'], ['vault']],
  [['lint', '--fail-on', 'w'], ['warning']],
  [
    ['emulator', '--seed', ''],
    ['demo', 'empty', 'estate'],
  ],
  [['emulator', '--pinpoint', ''], ['retired']],
  [
    ['journal', ''],
    ['list', 'undo', 'settle', 'dismiss'],
  ],
  [['export', '--as', 'b'], ['boto3']],
  [['accounts', ''], ['add-profiles']],
  [['accounts', '--u'], ['--units']],
  [['completions', 'z'], ['zsh']],
])('%j may go on with %j', async (words, expected) => {
  expect(await wordsFor(words, commands, lists)).toEqual(expected);
});

it.each([[['lint', '']], [['plan', '--out', '']], [['list', '--json', '']], [['none', '']]])(
  '%j leaves it to the shell, which knows files',
  async words => {
    expect(await wordsFor(words, commands, lists)).toEqual([]);
  },
);
