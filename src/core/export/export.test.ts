import { describe, expect, it } from 'vitest';
import { InMemoryGateway } from '../../../test/support/inMemoryGateway.ts';
import { InMemoryLedger } from '../../../test/support/inMemoryLedger.ts';
import { refusal } from '../../../test/support/inMemoryOperations.ts';
import { kindExports } from '../kinds/exportTable.ts';
import { kindTable } from '../kinds/table.ts';
import { region } from '../model/regions.ts';
import { english } from '../model/translate.ts';
import { type ExportedEstate, readEstate } from './estate.ts';
import { type ExportTarget, exportTargets, writeExport } from './targets.ts';

const prod = { kind: 'profile', name: 'prod' } as const;
const staging = { kind: 'profile', name: 'staging' } as const;
const stream = {
  DestinationStreamArn: 'arn:aws:kinesis:us-east-1:111122223333:stream/s',
  RoleArn: 'arn:aws:iam::1:role/r',
};
const topic = { SNSTopic: 'arn:aws:sns:us-east-1:111122223333:t', Events: ['ArchiveRetrievalCompleted'] };
const entry = (registrationId: string) => ({
  ...{ accountId: '111122223333', region: region('us-east-1'), instanceId: 'i-1', contactId: 'c-1', registrationId },
  ...{ pinpointAppArn: 'arn:aws:mobiletargeting:us-east-1:111122223333:apps/app-1', deviceType: 'GCM' },
  recordedAt: '2026-11-22T00:00:00.000Z',
});

function world() {
  const gateway = new InMemoryGateway();
  const ledger = new InMemoryLedger();
  const account = gateway
    .account('111122223333', prod)
    .hub('us-east-1')
    .hub('eu-west-1', 'DEREGISTERING')
    .vault('us-east-1', 'old')
    .vault('us-east-1', '2024.tapes', topic)
    .app('us-east-1', 'app-1', 'Shop', stream)
    .instance('us-east-1', 'i-1');
  return { gateway, ledger, account };
}

function read(
  { gateway, ledger }: Pick<ReturnType<typeof world>, 'gateway' | 'ledger'>,
  {
    isForTerraform = false,
    sources = [prod],
  }: { isForTerraform?: boolean; sources?: readonly (typeof prod | typeof staging)[] } = {},
): Promise<ExportedEstate> {
  const kinds = new Set(kindExports.map(({ kind }) => kind));
  const asked = { sources, regions: [region('us-east-1')], kinds, isForTerraform };
  return readEstate(asked, { gateway, ledger, table: kindTable, exports: kindExports });
}

function written(id: ExportTarget['id'], estate: ExportedEstate, isWhole = true) {
  const target = exportTargets.find(one => one.id === id);
  if (target === undefined) throw new Error(`no such target: ${id}`);
  return writeExport(target, estate, { table: kindTable, t: english, head: ['Head.'], isWhole });
}
const textOf = (id: ExportTarget['id'], estate: ExportedEstate, isWhole = true): string =>
  written(id, estate, isWhole)
    .files.map(({ text }) => text)
    .join('');

describe('an export', () => {
  it('holds what is set and is to stay, in reading order', async () => {
    const { things, missing } = await read(world());
    expect(things.map(({ kind, name, config }) => [kind.id, name, config === null])).toEqual([
      ['hub', 'us-east-1', false],
      ['vault', '2024.tapes', false],
      ['vault', 'old', true],
      ['event-stream', 'app-1', false],
    ]);
    expect(missing).toEqual([]);
  });

  it('says what could not be read, and leaves that out', async () => {
    const here = world();
    here.gateway.fail(
      { operation: 'GetVaultNotifications' },
      refusal('access-denied', 'AccessDeniedException', 403, 'No.'),
    );
    const estate = await read(here);
    expect(estate.missing.map(({ name, error }) => [name, error?.code])).toEqual([
      ['2024.tapes', 'access-denied'],
      ['old', 'access-denied'],
    ]);
    expect(textOf('cli', estate)).not.toContain('tapes');
  });

  it('holds what two profiles of one account show once', async () => {
    const here = world();
    here.gateway.account('111122223333', staging);
    const { things } = await read(here, { sources: [prod, staging] });
    expect(things.filter(({ name }) => name === 'old')).toHaveLength(1);
  });

  it('writes no half of a set that could not be read whole into a fleet file', async () => {
    const here = world();
    here.gateway.fail({ operation: 'ListNotificationHubs' }, refusal('throttled', 'ThrottlingException', 429, 'Slow.'));
    const estate = await read(here);
    expect(textOf('fleet', estate)).not.toContain('notificationHubs');
    expect(estate.missing).toHaveLength(1);
  });
});

describe('a script', () => {
  it.each([
    ['cli', 'aws glacier set-vault-notifications --account-id 111122223333 --vault-name 2024.tapes'],
    [
      'powershell',
      "Send-Request 'glacier', 'set-vault-notifications', '--region', 'us-east-1', '--profile', 'prod' -Json @'\n{",
    ],
    ['boto3', 'glacier_1.set_vault_notifications,\n    accountId="111122223333",\n    vaultName="2024.tapes",'],
  ] as const)(
    'for %s sets what is set, checks whose credentials it runs with, and passes over what has nothing',
    async (id, line) => {
      const text = textOf(id, await read(world()));
      expect(text).toContain(line);
      expect(text).toMatch(/(?:check_account 111122223333|Assert-Account '111122223333'|checked\(.*"111122223333")/);
      expect(text).not.toContain('Vault old');
    },
  );

  it.each([
    ['cli', ': "${DEVICE_TOKEN:?}"', '--device-token "$DEVICE_TOKEN"'],
    ['powershell', 'if (-not $env:DEVICE_TOKEN) { throw', "'--device-token', $env:DEVICE_TOKEN -Json"],
    ['boto3', 'DEVICE_TOKEN = os.environ["DEVICE_TOKEN"]', 'DeviceToken=DEVICE_TOKEN,'],
  ] as const)('for %s takes the token of a registration from a variable', async (id, first, use) => {
    const here = world();
    await here.ledger.record(entry('r-1'), 'a-secret-token');
    const text = textOf(id, await read(here));
    expect(text).toContain(first);
    expect(text).toContain(use);
    expect(text).toContain('CUSTOMER');
    expect(text).not.toContain('secret:');
  });

  it('registers a device with all that it was registered with here', async () => {
    const here = world();
    await here.ledger.record({ ...entry('r-1'), includeRawMessage: true }, 'token');
    expect(textOf('boto3', await read(here))).toContain(
      'ContactConfiguration={\n        "ContactId": "c-1",\n        "IncludeRawMessage": True,\n        "ParticipantRole": "CUSTOMER",',
    );
  });

  it.each([
    ['cli', ': "${DEVICE_TOKEN_2:=${DEVICE_TOKEN:?}}"'],
    ['powershell', '$env:DEVICE_TOKEN_2 ??= $env:DEVICE_TOKEN'],
    ['boto3', 'DEVICE_TOKEN_2 = os.environ.get("DEVICE_TOKEN_2") or os.environ["DEVICE_TOKEN"]'],
  ] as const)('for %s takes each token from a variable of its own', async (id, line) => {
    const here = world();
    await here.ledger.record(entry('r-1'), 'token');
    await here.ledger.record(entry('r-2'), 'token');
    expect(textOf(id, await read(here))).toContain(line);
  });

  it.each([
    ['cli', 'if [ "$(aws sts get-caller-identity', '= 111122223333 ]; then aws'],
    ['powershell', 'if ((& aws sts get-caller-identity', "-ne '111122223333') {"],
    ['boto3', 'account_1 = checked(boto3.Session(), ', '"111122223333", '],
  ] as const)(
    'for %s that is a part to paste changes no other account where a sign-in gives this one without a profile',
    (id, asking, wanted) => {
      const source = { kind: 'sso', session: 'corp', accountId: '111122223333', role: 'Admin' } as const;
      const place = { source, accountId: '111122223333', region: region('us-east-1') };
      const request = { notificationHubRegion: 'eu-west-1' };
      const call = { ...place, operation: 'DeregisterNotificationHub', request, about: 'Hub' } as const;
      const target = exportTargets.find(one => one.id === id);
      const part = target?.script?.({ calls: [call], head: [] }, english) ?? '';
      expect(part.split('\n').filter(line => line.includes(asking) && line.includes(wanted))).toHaveLength(1);
      if (id === 'powershell') expect(part).toContain('$failed = 1 } else {');
    },
  );

  it.each([
    ['cli', /^# Notification Hub us-east-1\naws /],
    ['powershell', /^\$failed = 0\n\nfunction Send-Request/],
    ['boto3', /^import boto3\n/],
  ] as const)('for %s has no head where it is a part to paste', async (id, beginning) => {
    const text = textOf(id, await read(world()), false);
    expect(text).toMatch(beginning);
    expect(text).not.toMatch(/Head\.|exit/);
  });
});

describe('what has no equivalent', () => {
  it.each([
    ['cloudformation', ['vault', 'push-registration']],
    ['terraform', ['push-registration']],
    ['fleet', ['push-registration']],
    ['cli', []],
    ['powershell', []],
    ['boto3', []],
  ] as const)('is told with its reason for %s', async (id, kinds) => {
    const here = world();
    await here.ledger.record(entry('r-1'), 'token');
    const estate = await read(here);
    const { gaps } = written(id, estate);
    expect(gaps.map(({ kind }) => kind.id)).toEqual(kinds);
    // JSON has no comments; all else says it in the text.
    if (id !== 'fleet') for (const { why } of gaps) expect(textOf(id, estate)).toContain(why);
  });

  it('leaves nothing to write where there is nothing else', async () => {
    const here = world();
    here.account.hubs.clear();
    here.account.in('us-east-1').apps.clear();
    expect(written('cloudformation', await read(here)).files).toEqual([]);
  });
});

describe('a template of CloudFormation', () => {
  it('keeps what it is taken into a stack for', async () => {
    expect(textOf('cloudformation', await read(world()))).toContain(
      [
        '  EventStreamApp1:',
        '    Type: "AWS::Pinpoint::EventStream"',
        '    DeletionPolicy: Retain',
        '    UpdateReplacePolicy: Retain',
        '    Properties:',
        '      ApplicationId: "app-1"',
      ].join('\n'),
    );
  });

  it('makes in each of several accounts what is there', async () => {
    const here = world();
    here.gateway.account('444455556666', staging).hub('us-east-1');
    const text = textOf('cloudformation', await read(here, { sources: [prod, staging] }));
    expect(text).toContain(
      'NotificationHubUsEast1:\n    Type: "AWS::Notifications::NotificationHub"\n    Condition: In111122223333UsEast1',
    );
    expect(text).toContain(
      'NotificationHubUsEast1x2:\n    Type: "AWS::Notifications::NotificationHub"\n    Condition: In444455556666UsEast1',
    );
  });
});

describe('a folder of Terraform', () => {
  it('imports what is there, also a vault with nothing set', async () => {
    const text = textOf('terraform', await read(world(), { isForTerraform: true }));
    expect(text).toContain('provider "aws" {\n  region  = "us-east-1"\n  profile = "prod"\n}');
    expect(text).toContain('import {\n  to = aws_glacier_vault._2024_tapes\n  id = "2024.tapes"\n}');
    expect(text).toContain('resource "aws_glacier_vault" "old" {\n  name = "old"\n}');
  });

  it('holds policy and tags of a vault, which the next apply would take away otherwise', async () => {
    const here = world();
    Object.assign(here.account.in('us-east-1').vaults.get('old') ?? {}, {
      policy: '{"Version":"2012-10-17","Statement":[{"Condition":{"a:b":"${c}"}}]}',
      tags: { team: 'archive', 'cost centre': '%{if}' },
    });
    expect(
      textOf('terraform', await read(here, { isForTerraform: true })),
    ).toContain(`resource "aws_glacier_vault" "old" {
  name = "old"
  access_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Condition = {
          "a:b" = "$\${c}"
        }
      },
    ]
  })
  tags = {
    team          = "archive"
    "cost centre" = "%%{if}"
  }
}`);
  });

  it('leaves alone what of a vault may not be read, and tells it', async () => {
    const here = world();
    here.gateway.fail({ operation: 'ListTagsForVault' }, refusal('access-denied', 'AccessDeniedException', 403, 'No.'));
    const estate = await read(here, { isForTerraform: true });
    expect(textOf('terraform', estate)).toContain('lifecycle {\n    ignore_changes = [tags, tags_all]\n  }');
    expect(estate.missing.map(({ name }) => name)).toEqual(['2024.tapes', 'old']);
  });

  it('is a folder for each account and Region where there are several', async () => {
    const here = world();
    here.gateway.account('444455556666', staging).hub('us-east-1');
    const { files } = written('terraform', await read(here, { sources: [prod, staging], isForTerraform: true }));
    expect(files.map(({ path }) => path)).toEqual([
      '111122223333-us-east-1/providers.tf',
      '111122223333-us-east-1/notifications.tf',
      '444455556666-us-east-1/providers.tf',
      '444455556666-us-east-1/notifications.tf',
    ]);
  });

  it('has hubs beside what is in the one Region of their account', async () => {
    const here = world();
    here.account.vault('eu-west-1', 'tapes', topic);
    const kinds = new Set(kindExports.map(({ kind }) => kind));
    const asked = { sources: [prod], regions: [region('eu-west-1')], kinds, isForTerraform: true };
    const estate = await readEstate(asked, { ...here, table: kindTable, exports: kindExports });
    expect(written('terraform', estate).files.map(({ path }) => path)).toEqual(['providers.tf', 'notifications.tf']);
    expect(textOf('terraform', estate)).toContain('region  = "eu-west-1"');
  });
});
