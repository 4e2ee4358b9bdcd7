import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { toolIsHere } from '../../../../test/exports/tools.ts';
import { EVENTS, TOPIC, workingScripts } from '../../../../test/support/workingScripts.ts';
import { lintFile } from '../lintFile.ts';

const hasBash = await toolIsHere('bash', ['--version'], 'to run scripts that are linted');

const folder = mkdtempSync(join(tmpdir(), 'scripts-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Stands for the AWS CLI: it tells its words, and what the files hold that are among them. */
const AWS = `aws() {
  for word; do
    case $word in
      file://*) word=$(cat "\${word#file://}") ;;
    esac
    printf '%s\\0' "$word"
  done >&3
}
`;

/** The config that a script's call was given, or undefined where the script does not work. */
function configSetBy(script: string): unknown {
  const { status, output } = spawnSync('bash', ['-c', AWS + script], {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const words = (output[3] ?? '').split('\0');
  const config = words[words.indexOf('--vault-notification-config') + 1];
  if (status !== 0 || config === undefined) return undefined;
  try {
    return config.startsWith('{') ? JSON.parse(config) : fromShorthand(config);
  } catch {
    return undefined;
  }
}

function fromShorthand(text: string): unknown {
  const [, topic, events = ''] = /^SNSTopic=([^,]*),Events=(.*)$/.exec(text) ?? [];
  return { SNSTopic: topic, Events: events.split(',') };
}

const works = (script: string): boolean => {
  const config = configSetBy(script);
  return (
    [EVENTS, EVENTS.slice(0, 1), EVENTS.slice(1), EVENTS.toReversed()].some(
      Events => JSON.stringify(Events) === JSON.stringify((config as { Events?: unknown } | undefined)?.Events),
    ) && (config as { SNSTopic?: unknown }).SNSTopic === TOPIC
  );
};

const indented = (script: string): string => script.replace(/^(?=.)/gm, '          ');

const hosts: readonly (readonly [string, (script: string) => string])[] = [
  ['setup.sh', script => script],
  ['ci.yml', script => `jobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: |\n${indented(script)}`],
  ['README.md', script => `\`\`\`bash\n${script}\`\`\`\n`],
];

describe.skipIf(!hasBash)('a script that works', () => {
  it('has no error and nothing that is altered of itself, wherever it stands', () => {
    const isRight = (script: string): void => {
      fc.pre(works(script));
      const wrong = hosts.flatMap(([fileName, host]) =>
        lintFile(host(script), { fileName }, { today: '2026-10-01' }).findings.filter(
          ({ severity, fixes }) => severity === 'error' || fixes.some(({ sure }) => sure),
        ),
      );
      expect(wrong).toEqual([]);
    };
    fc.assert(fc.property(workingScripts, isRight), { numRuns: 200, seed: 20261130 });
    // A shell for each script: on a machine that is busy otherwise, many more seconds pass.
  }, 120_000);

  it('is what most of the scripts are', () => {
    expect(fc.sample(workingScripts, { numRuns: 100, seed: 1 }).filter(works).length).toBeGreaterThan(60);
  }, 120_000);
});
