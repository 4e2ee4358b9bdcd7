import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { GlacierClient, SetVaultNotificationsCommand } from '@aws-sdk/client-glacier';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sealedEnvironment } from '../harness/environment.ts';
import { CliWorld } from '../support/cliWorld.ts';
import { pluginFolder, runTool, type ToolResult, toolIsHere } from './tools.ts';

const hasTerraform = await toolIsHere('terraform', ['version'], 'to import an export with');
if (pluginFolder === undefined) {
  process.stderr.write("Skipped: Terraform's AWS provider is not here; TF_PLUGIN_FOLDER names its folder.\n");
}
const canRun = hasTerraform && pluginFolder !== undefined;

const topic = (region: string): string => `arn:aws:sns:${region}:111122223333:jobs`;
const notifications = {
  SNSTopic: topic('eu-west-1'),
  Events: ['InventoryRetrievalCompleted', 'ArchiveRetrievalCompleted'],
};
const policy = {
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Deny',
      Principal: '*',
      Action: 'glacier:DeleteArchive',
      Resource: 'arn:aws:glacier:eu-west-1:111122223333:vaults/legal',
      Condition: {
        StringLike: { 'aws:PrincipalTag/team': '${aws:username}' },
        NumericLessThan: { 'glacier:ArchiveAgeInDays': '365' },
      },
    },
  ],
};
const hub = { status: 'ACTIVE', reason: '', creationTime: '2026-01-01T00:00:00.000Z' };

/** One of everything that Terraform holds, and names that are no label of its. */
const estate = {
  version: 1,
  accounts: {
    111122223333: {
      'us-east-1': { notifications: { hubs: { 'us-east-1': hub, 'eu-west-1': hub } } },
      'eu-west-1': {
        glacier: {
          vaults: {
            legal: {
              notifications,
              accessPolicy: JSON.stringify(policy),
              tags: { team: 'legal', 'cost centre': '1%' },
            },
            '2024.tapes-1': { notifications: { ...notifications, Events: ['ArchiveRetrievalCompleted'] } },
            '2024_tapes_1': {},
          },
        },
        pinpoint: {
          apps: {
            '5f1c0d8e7b2a49368e4d1f6a0b9c7d52': {
              name: 'shop',
              eventStream: {
                destinationStreamArn: 'arn:aws:kinesis:eu-west-1:111122223333:stream/events',
                roleArn: 'arn:aws:iam::111122223333:role/events',
              },
            },
          },
        },
      },
    },
  },
};

/** What leads the provider to the emulator; a folder of a person's own has none of it. */
const override = (endpoint: string): string => `provider "aws" {
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  endpoints {
    glacier       = "${endpoint}"
    notifications = "${endpoint}"
    pinpoint      = "${endpoint}"
    sts           = "${endpoint}"
  }
}
`;

describe.skipIf(!canRun)('an export for Terraform', () => {
  let world: CliWorld;
  let folder: string;

  const terraform = (...args: readonly string[]): Promise<ToolResult> =>
    runTool('terraform', args, {
      cwd: folder,
      env: sealedEnvironment(world.home, {
        TF_CLI_CONFIG_FILE: join(world.home.folder, 'empty.tfrc'),
        CHECKPOINT_DISABLE: '1',
      }),
    });

  beforeAll(async () => {
    world = await CliWorld.open();
    await world.startEmulator('--seed', 'empty');
    await world.control('PUT', 'state', estate);
    await world.writeProfiles({ prod: { account: '111122223333' } });
    await writeFile(join(world.home.folder, 'empty.tfrc'), '');
    folder = join(world.home.folder, 'estate');
    const asked = ['--profile', 'prod', '--region', 'eu-west-1', '--out', folder];
    expect((await world.run(['export', '--as', 'terraform', ...asked])).code).toBe(0);
    expect((await terraform('fmt', '-check', '-diff')).stdout).toBe('');
    await writeFile(join(folder, 'emulator_override.tf'), override(world.endpoint));
    const init = await terraform('init', '-no-color', `-plugin-dir=${pluginFolder}`);
    expect(init).toMatchObject({ code: 0 });
  });
  afterAll(() => world.close());

  it('is one folder with a provider of its own, and valid', async () => {
    expect((await readdir(folder)).filter(name => name.endsWith('.tf')).sort()).toEqual([
      'emulator_override.tf',
      'notifications.tf',
      'providers.tf',
    ]);
    expect(await readFile(join(folder, 'providers.tf'), 'utf8')).not.toContain('alias');
    expect(JSON.parse((await terraform('validate', '-json')).stdout)).toMatchObject({ valid: true, error_count: 0 });
  });

  it('is imported without adding, changing or destroying anything; then nothing differs, until another client changes something', async () => {
    const planned = await terraform('plan', '-no-color', '-out=plan');
    expect(planned.stderr).toBe('');
    expect(planned.stdout).toContain('Plan: 6 to import, 0 to add, 0 to change, 0 to destroy.');
    expect(await terraform('apply', '-no-color', 'plan')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('6 imported, 0 added, 0 changed, 0 destroyed'),
    });
    expect(await terraform('plan', '-no-color', '-detailed-exitcode')).toMatchObject({ code: 0 });
    const credentials = { accessKeyId: '111122223333', secretAccessKey: 'not-a-secret' };
    const glacier = new GlacierClient({ endpoint: world.endpoint, region: 'eu-west-1', credentials });
    const vaultNotificationConfig = { ...notifications, Events: ['InventoryRetrievalCompleted'] };
    await glacier.send(
      new SetVaultNotificationsCommand({ accountId: '-', vaultName: 'legal', vaultNotificationConfig }),
    );
    const drifted = await terraform('plan', '-no-color', '-detailed-exitcode');
    expect(drifted.code).toBe(2);
    expect(drifted.stdout).toContain('Plan: 0 to add, 1 to change, 0 to destroy.');
    expect(drifted.stdout.match(/^\s*[+~-] .*$/gm)?.map(line => line.trim())).toEqual([
      '~ update in-place',
      '~ resource "aws_glacier_vault" "legal" {',
      '~ notification {',
      '~ events    = [',
      '+ "ArchiveRetrievalCompleted",',
    ]);
  });
});
