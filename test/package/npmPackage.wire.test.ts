import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { type Emulator, startEmulator } from '../../src/emulator/startEmulator.ts';

const run = promisify(execFile);
let folder = '';
let emulator: Emulator;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'npm-package-'));
  const { stdout } = await run(process.execPath, ['build/packageCli.mjs']);
  const archive = /^(.*\.tgz): /.exec(stdout)?.[1] ?? '';
  await run('npm', ['install', '--prefix', folder, '--offline', '--no-audit', '--no-fund', archive]);
  emulator = await startEmulator({ seed: 'demo' });
}, 120_000);
afterAll(async () => {
  await emulator?.close();
  await rm(folder, { recursive: true, force: true });
});

/** How a line of a shell ended, run as on a build machine on which the package was installed. */
async function shell(line: string, more: Readonly<Record<string, string>> = {}) {
  const env = {
    ...{ PATH: `${join(folder, 'node_modules', '.bin')}${delimiter}${process.env.PATH}`, HOME: folder },
    ...{ AWS_ENDPOINT_URL: emulator.endpoint, AWS_ACCESS_KEY_ID: '111122223333', AWS_SECRET_ACCESS_KEY: 'local' },
    ...more,
  };
  // As GitHub runs a step.
  return run('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', line], { cwd: folder, env }).then(
    ({ stdout }) => ({ code: 0, stdout }),
    ({ code, stdout }: { readonly code: number; readonly stdout: string }) => ({ code, stdout }),
  );
}

describe('the command line as an npm package', () => {
  it('needs nothing else to be installed, and has the version of the extension', async () => {
    const { version } = JSON.parse(await readFile('package.json', 'utf8'));
    expect(await shell('notification-explorer --version')).toEqual({ code: 0, stdout: `${version}\n` });
  });

  it('holds all that its commands load', async () => {
    const { stdout } = await shell('notification-explorer list --region eu-west-1 --kind vault --json');
    expect(JSON.parse(stdout)).not.toEqual([]);
    await writeFile(
      join(folder, 'notificationconfig.json'),
      '{"SNSTopic":"arn:aws:sns:eu-west-1:111122223333:t","Events":[]}',
    );
    expect(await shell('notification-explorer lint notificationconfig.json')).toMatchObject({ code: 1 });
  });
});

/** The lines of the documented workflow, but for those that fetch something. */
async function workflow() {
  const { env, jobs } = parse(await readFile('docs/workflows/notifications.yml', 'utf8'));
  const steps: readonly { readonly run?: string; readonly name?: string }[] = Object.values(Object(jobs)).flatMap(
    job => Object(job).steps,
  );
  const step = (name: string) => steps.find(one => one.name === name)?.run ?? '';
  return { env, lint: step('Lint'), plan: step('Plan') };
}

describe('the workflow for pull requests', () => {
  const fleet = (...hubs: readonly string[]) =>
    JSON.stringify({ accounts: { '111122223333': { notificationHubs: hubs } } });

  it.each([
    ['what differs passes in a pull request, which it is for', 'pull_request', ['us-east-1'], 0],
    ['what differs fails in the morning', 'schedule', ['us-east-1'], 2],
    ['what cannot be read fails always', 'pull_request', [], 64],
  ])('%s', async (_what, event, hubs, code) => {
    const { env, plan } = await workflow();
    await writeFile(join(folder, env.FLEET), hubs.length === 0 ? '{' : fleet(...hubs));
    const summary = join(folder, `summary-${event}-${code}`);
    const ended = await shell(plan, { ...env, GITHUB_EVENT_NAME: event, GITHUB_STEP_SUMMARY: summary });
    expect(ended.code).toBe(code);
    expect(await readFile(summary, 'utf8')).toContain(`What differs from ${env.FLEET}`);
  });

  it('lints every JSON file, and fails on a mistake', async () => {
    const { lint } = await workflow();
    await writeFile(join(folder, 'estate.notifications.json'), fleet('us-east-1'));
    await rm(join(folder, 'notificationconfig.json'), { force: true });
    expect((await shell(lint)).code).toBe(0);
    await writeFile(
      join(folder, 'tapes.vault-notifications.json'),
      '{"vaultName":"tapes","vaultNotificationConfig":{"SNSTopic":"x"}}',
    );
    expect((await shell(lint)).code).toBe(1);
  });
});
