import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openDemo } from '../../../test/exports/demoWorld.ts';
import { whatIsSet, withNothingSet } from '../../../test/exports/estates.ts';
import { runTool, toolIsHere } from '../../../test/exports/tools.ts';
import { sealedEnvironment } from '../../../test/harness/environment.ts';
import type { CliWorld } from '../../../test/support/cliWorld.ts';

const hasBoto3 = await toolIsHere('python3', ['-c', 'import boto3'], 'with boto3 to run an export with');
const hasAws = await toolIsHere('aws', ['--version'], 'to run an export with');
const both = ['--profile', 'production', '--profile', 'staging'];
const production = ['--profile', 'production', '--region', 'us-east-1'];

describe('the command export', () => {
  let world: CliWorld;
  let demo: unknown;

  beforeAll(async () => {
    ({ world, demo } = await openDemo());
  });
  beforeEach(async () => {
    await world.control('DELETE', 'faults');
    await world.control('PUT', 'state', demo);
  });
  afterAll(() => world.close());

  const folder = (name: string): string => join(world.home.folder, name);

  /** What is set after a script ran against the demo with nothing set. */
  async function setBy(program: string, script: string): Promise<readonly string[]> {
    await world.control('PUT', 'state', withNothingSet(demo));
    const env = sealedEnvironment(world.home, { DEVICE_TOKEN: 'a-token' });
    expect(await runTool(program, [script], { env })).toMatchObject({ code: 0, stderr: '' });
    return whatIsSet(await world.control('GET', 'state'));
  }

  it.skipIf(!hasBoto3)('as boto3 brings all of the demo back', async () => {
    const script = folder('all.py');
    expect((await world.run(['export', '--as', 'boto3', ...both, '--out', script])).code).toBe(0);
    expect(await setBy('python3', script)).toEqual(whatIsSet(demo));
  });

  it.skipIf(!hasAws)(
    'as commands of the AWS CLI brings a Region of the demo back',
    async () => {
      const script = folder('staging.sh');
      const where = ['--profile', 'staging', '--region', 'ap-southeast-2'];
      expect((await world.run(['export', '--as', 'cli', ...where, '--out', script])).code).toBe(0);
      const meant = whatIsSet(demo).filter(line => /^\["444455556666","(?:ap-southeast-2|us-east-1","hub)"/.test(line));
      expect(meant.length).toBeGreaterThan(2);
      expect(await setBy('bash', script)).toEqual(meant);
      // Each call starts Python anew: on a busy machine that takes its time.
    },
    120_000,
  );

  it.skipIf(!hasAws)('makes a script that sends nothing with the credentials of another account', async () => {
    const { stdout } = await world.run(['export', '--as', 'cli', '--profile', 'staging', '--kind', 'hub']);
    await writeFile(folder('other.sh'), stdout.replaceAll('444455556666', '111122223333'));
    await world.control('DELETE', 'requests');
    const env = sealedEnvironment(world.home);
    const ended = await runTool('bash', [folder('other.sh')], { env });
    expect(ended).toMatchObject({ code: 1, stderr: expect.stringContaining('not 111122223333: nothing was sent') });
    expect(Object.keys(Object(await world.control('GET', 'requests')))).toEqual(['sts.GetCallerIdentity']);
  });

  it('tells what could not be read, in the file too, and ends with 1', async () => {
    await world.control('POST', 'faults', [
      {
        service: 'glacier',
        operation: 'GetVaultNotifications',
        kind: 'error',
        code: 'AccessDeniedException',
        status: 403,
      },
    ]);
    const { code, stdout, stderr } = await world.run([
      'export',
      '--as',
      'cli',
      '--kind',
      'vault',
      '--kind',
      'hub',
      ...production,
    ]);
    expect([code, stdout.includes('register-notification-hub'), stdout.includes('set-vault')]).toEqual([
      1,
      true,
      false,
    ]);
    for (const text of [stdout, stderr]) expect(text).toMatch(/Not read, (?:so|and) not[^\n]*\n.*Vault cctv-retention/);
  });

  it('says what has no equivalent on standard error, and ends with 0', async () => {
    const { code, stdout, stderr } = await world.run(['export', '--as', 'cloudformation', ...production]);
    expect(code).toBe(0);
    expect(stderr).toMatch(/^No equivalent for Vaults \(.* and \d+ more\): CloudFormation/m);
    expect(stdout).toMatch(/^# No equivalent for Vaults .*tape-archive-012/m);
  });

  it('says where one resource was named and is not there', async () => {
    const { code, stderr } = await world.run([
      'export',
      '--as',
      'cli',
      '--kind',
      'vault',
      '--name',
      'tapes',
      ...production,
    ]);
    expect([code, stderr]).toEqual([1, expect.stringContaining("There is no vault named 'tapes'")]);
  });

  it('writes one resource where one was named', async () => {
    const { stdout } = await world.run(['export', '--as', 'fleet', '--name', 'studio-masters', ...production]);
    const { accounts } = JSON.parse(stdout);
    expect(Object.keys(accounts['111122223333'])).toEqual(['regions']);
    expect(Object.keys(accounts['111122223333'].regions['us-east-1'].vaults)).toEqual(['studio-masters']);
  });

  it('writes a folder of Terraform again over its own, and leaves others alone', async () => {
    const out = folder('project');
    const args = ['export', '--as', 'terraform', '--kind', 'hub', ...production, '--out', out];
    expect((await world.run(args)).code).toBe(0);
    expect((await world.run(args)).code).toBe(0);
    expect((await readdir(out)).sort()).toEqual(['notifications.tf', 'providers.tf']);
    // What is written through a link would be somewhere else.
    await rm(join(out, 'notifications.tf'));
    await symlink(folder('elsewhere.tf'), join(out, 'notifications.tf'));
    expect(await world.run(args)).toMatchObject({ code: 64, stderr: expect.stringContaining('is not a file') });
    expect(existsSync(folder('elsewhere.tf'))).toBe(false);
    await rm(join(out, 'notifications.tf'));
    await writeFile(join(out, 'notifications.tf'), '# mine\n');
    expect(await world.run(args)).toMatchObject({ code: 64, stderr: expect.stringContaining('not replaced') });
    expect(await readFile(join(out, 'notifications.tf'), 'utf8')).toBe('# mine\n');
  });

  it.each(['cli', 'powershell', 'boto3', 'cloudformation', 'fleet'])(
    'writes %s again over its own file or an empty one, and leaves another alone',
    async as => {
      const out = folder(`again.${as}`);
      const args = ['export', '--as', as, ...production, '--out', out];
      await writeFile(out, '');
      for (const _time of ['first', 'second']) expect((await world.run(args)).code).toBe(0);
      expect(await readFile(out, 'utf8')).not.toBe('');
      const mine = '{ "name": "mine" } # \n';
      await writeFile(out, mine);
      expect(await world.run(args)).toMatchObject({ code: 64, stderr: expect.stringContaining('not replaced') });
      expect(await readFile(out, 'utf8')).toBe(mine);
    },
  );

  it.skipIf(process.platform === 'win32')('writes to what is no file', async () => {
    const args = ['export', '--as', 'cli', '--kind', 'hub', ...production, '--out', '/dev/null'];
    expect((await world.run(args)).code).toBe(0);
  });

  it('names no provider in a folder of Terraform that names one already', async () => {
    const out = folder('existing');
    await mkdir(out);
    await writeFile(join(out, 'main.tf'), 'provider "aws" {\n}\n');
    const { code, stderr } = await world.run([
      'export',
      '--as',
      'terraform',
      '--kind',
      'hub',
      ...production,
      '--out',
      out,
    ]);
    expect([code, stderr]).toEqual([0, expect.stringContaining('already names its provider')]);
    expect((await readdir(out)).sort()).toEqual(['main.tf', 'notifications.tf']);
  });

  it.each([
    ['no format', [], 'Choose a format'],
    ['a format that there is none of', ['--as', 'pulumi'], "There is no format 'pulumi'"],
    ['a kind that is only browsed', ['--as', 'cli', '--kind', 'app'], "'app' is not a kind"],
    ['half a set for a fleet file', ['--as', 'fleet', '--kind', 'hub', '--name', 'eu-west-1'], '--name can’t be used'],
    ['several folders for standard output', ['--as', 'terraform', '--kind', 'hub', ...both], 'use --out FOLDER'],
    [
      'a file in a folder that is a file',
      ['--as', 'cli', ...production, '--out', 'package.json/x'],
      'Can’t write the export',
    ],
  ])('refuses %s as wrong usage', async (_name, args, said) => {
    const { code, stdout, stderr } = await world.run(['export', ...args]);
    expect([code, stdout]).toEqual([64, '']);
    expect(stderr).toContain(said);
  });
});
