import { describe, expect, it } from 'vitest';
import { fakeHost } from '../../../test/support/fakeHost.ts';
import { InMemoryGateway } from '../../../test/support/inMemoryGateway.ts';
import { refusal } from '../../../test/support/inMemoryOperations.ts';
import { ManualClock, settle } from '../../../test/support/manualClock.ts';
import { id, prod, timed } from '../../../test/support/roadWorld.ts';
import type { Act } from '../../../test/support/scriptedPrompter.ts';
import type { NodePath } from '../../core/inventory/nodes.ts';
import { accountPath } from '../../core/inventory/paths.ts';
import { formOperation } from '../../core/kinds/formOperations.ts';
import { region } from '../../core/model/regions.ts';
import { newDraft } from '../asking/draft.ts';
import { changeOfForm } from '../forms/copyForm.ts';
import { textOf } from '../forms/formRequest.ts';
import { savedDraft } from '../forms/formViews.ts';
import { type CopiedChange, copyChangesAs } from './copyChanges.ts';
import { copyRowsAs, exportRowsAs } from './exporting.ts';

const where = region('eu-west-1');
const config = (name: string) => ({
  SNSTopic: `arn:aws:sns:eu-west-1:111122223333:${name}`,
  Events: ['ArchiveRetrievalCompleted'],
});

function desk(acts: readonly Act[], yes = true) {
  const aws = new InMemoryGateway();
  const clock = new ManualClock();
  const account = aws.account(id, prod).hub('us-east-1').hub('eu-west-1').vault('eu-west-1', 'tapes', config('jobs'));
  const host = fakeHost({ aws, clock, acts, yes, known: [prod], shown: [prod] });
  host.explorer.show([prod], [where]);
  /** Opens rows from the account down, each by what its path ends with, and gives the last. */
  async function row(...steps: readonly string[]): Promise<NodePath> {
    let path = accountPath(prod);
    for (const step of steps) {
      host.explorer.children(path);
      await settle();
      path = host.explorer.children(path).find(one => one.endsWith(step)) ?? '';
    }
    await settle();
    return path;
  }
  const copied = (): string => host.done.find(one => one.startsWith('copy '))?.slice(5) ?? '';
  const run = <T>(work: Promise<T>): Promise<T> => timed(clock, work);
  return { aws, account, host, row, copied, run };
}

describe('copying a row', () => {
  it('asks for a format, and puts a part to paste on the clipboard as the row is shown', async () => {
    const { host, row, copied, run, aws } = desk([{ pick: 'AWS CLI (bash)' }]);
    const path = await row('eu-west-1', 'vault', 'tapes');
    const calls = aws.calls.length;
    await run(copyRowsAs(host, [path]));
    expect(host.prompter.asked[0]?.offered).toEqual([
      'AWS CLI (bash) | one command for each setting',
      'AWS CLI (PowerShell) | 7.3 or later; JSON is passed in a file',
      'boto3 (Python) | one call for each setting',
      'CloudFormation | a template; nothing for Vaults, Push Registrations',
      'Terraform | resources with import blocks; nothing for Push Registrations',
      'Fleet file | to plan and apply here; nothing for Push Registrations',
    ]);
    expect(copied()).toBe(
      `# Vault tapes\naws glacier set-vault-notifications --account-id ${id} --vault-name tapes --vault-notification-config '${JSON.stringify(config('jobs'))}' --region eu-west-1 --profile prod\n`,
    );
    expect(aws.calls.length).toBe(calls);
    expect(host.prompter.told).toMatchObject([
      { text: 'Copied as AWS CLI (bash).', next: [{ label: 'Open in Editor' }] },
    ]);
  });

  it('as Terraform reads what its resource holds beside it, and leaves the provider to whoever pastes it', async () => {
    const { host, row, copied, run, aws } = desk([{ pick: 'Terraform' }]);
    const path = await row('eu-west-1', 'vault', 'tapes');
    await run(copyRowsAs(host, [path]));
    expect(copied()).toMatch(/^# Vault tapes\nresource "aws_glacier_vault" "tapes" \{/);
    expect(aws.calls.map(({ operation }) => operation)).toContain('ListTagsForVault');
  });

  it('says why there is nothing where the format has no equivalent', async () => {
    const { host, row, copied, run } = desk([{ pick: 'CloudFormation' }]);
    await run(copyRowsAs(host, [await row('eu-west-1', 'vault', 'tapes')]));
    expect(copied()).toBe('');
    expect(host.prompter.told).toMatchObject([
      { tone: 'warning', text: expect.stringContaining('CloudFormation has no resource types for Glacier.') },
    ]);
  });

  it('of a set writes the whole set into a fleet file: one alone would say that the rest is to go', async () => {
    const { host, row, copied, run } = desk([{ pick: 'Fleet file' }]);
    await run(copyRowsAs(host, [await row('hub', 'hub/eu-west-1')]));
    expect(JSON.parse(copied())).toEqual({ accounts: { [id]: { notificationHubs: ['eu-west-1', 'us-east-1'] } } });
  });

  it('copies nothing where a person wants nothing that leaves something out', async () => {
    const { host, copied, run, aws } = desk([{ pick: 'boto3 (Python)' }], false);
    aws.fail({ operation: 'ListVaults' }, refusal('access-denied', 'AccessDeniedException', 403, 'No.'));
    await run(copyRowsAs(host, [accountPath(prod)]));
    expect(host.prompter.confirmed[0]?.detail).toContain('Vaults: Access denied');
    expect(copied()).toBe('');
  });
});

describe('exporting a row', () => {
  it('opens a text of its own, with what a script of its own needs', async () => {
    const { host, run } = desk([{ pick: 'AWS CLI (PowerShell)' }]);
    await run(exportRowsAs(host, [accountPath(prod)]));
    expect(host.opened).toEqual([
      expect.stringMatching(/^#Requires -Version 7\.3\n[\s\S]*Assert-Account[\s\S]*exit \$failed/),
    ]);
  });

  it('asks which folders of Terraform to open where there are several', async () => {
    const { host, account, run } = desk([{ pick: 'Terraform' }, { tick: [`${id}-us-east-1`] }]);
    account.app('us-east-1', 'app-1', 'Shop', { DestinationStreamArn: 'arn:s', RoleArn: 'arn:r' });
    await run(exportRowsAs(host, [accountPath(prod)]));
    expect(host.opened).toEqual([expect.stringMatching(/provider "aws"[\s\S]*aws_pinpoint_event_stream/)]);
  });
});

describe('copying a change', () => {
  const change: CopiedChange = {
    ...{ source: prod, accountId: id, region: where, kind: 'vault', name: 'tapes', operation: 'SetVaultNotifications' },
    request: { accountId: '-', vaultName: 'tapes', vaultNotificationConfig: config('new') },
    undo: {
      ...{ kind: 'by', operation: 'DeleteVaultNotifications' },
      request: { accountId: '-', vaultName: 'tapes' },
    },
  };

  it.each([
    ['AWS CLI (bash)', /^aws glacier set-vault.*\n\n# To undo it: .*\n# aws glacier delete-vault-notifications .*\n$/m],
    [
      'AWS CLI (PowerShell)',
      /^Send-Request 'glacier', 'set-[\s\S]*^# Send-Request 'glacier', 'delete-[\s\S]*^# '@\n$/m,
    ],
    [
      'boto3 (Python)',
      /^glacier_1\.set_vault_notifications\([\s\S]*^# glacier_1\.delete_vault_notifications\([\s\S]*^# \)\n$/m,
    ],
  ])('as %s gives the call that makes it, and as a comment the one that undoes it', async (pick, expected) => {
    const { host, copied, run } = desk([{ pick }]);
    await run(copyChangesAs(host, [change]));
    expect(copied()).toMatch(expected);
    expect(host.prompter.asked[0]?.offered).toHaveLength(3);
  });

  it.each([
    ['AWS CLI (bash)', '--endpoint-url http://127.0.0.1:5000'],
    ['AWS CLI (PowerShell)', "'--endpoint-url', 'http://127.0.0.1:5000'"],
    ['boto3 (Python)', 'endpoint_url="http://127.0.0.1:5000"'],
  ])(
    'as %s names the endpoint that answered, for its undo too, whatever the profile says by then',
    async (pick, named) => {
      const { host, copied, run } = desk([{ pick }]);
      await run(copyChangesAs(host, [{ ...change, server: 'http://127.0.0.1:5000' }]));
      const clients = pick.startsWith('boto3') ? 1 : 2;
      expect(copied().split(named)).toHaveLength(clients + 1);
    },
  );

  it.each(['AWS CLI (PowerShell)', 'boto3 (Python)'])(
    'as %s leaves no line of what undoes it to be run',
    async pick => {
      const { host, copied, run } = desk([{ pick }]);
      const request = { accountId: '-', vaultName: 'tapes', vaultNotificationConfig: config('old') };
      await run(
        copyChangesAs(host, [{ ...change, undo: { kind: 'by', operation: 'SetVaultNotifications', request } }]),
      );
      const [, undoing = ''] = copied().split('# To undo it:');
      expect(
        undoing
          .trim()
          .split('\n')
          .slice(1)
          .filter(line => !line.startsWith('#')),
      ).toEqual([]);
    },
  );

  it('undoes the last change first, and says of one that cannot be undone why', async () => {
    const { host, copied, run } = desk([{ pick: 'AWS CLI (bash)' }]);
    const first: CopiedChange = { ...change, name: 'first', undo: { kind: 'not', reason: 'base-unknown' } };
    await run(copyChangesAs(host, [first, { ...change, name: 'second' }, { ...change, name: 'third' }]));
    expect(copied().match(/^# (?!aws).*$/gm)).toEqual([
      '# Set Vault Notifications · Vault first. Can’t be undone: the previous setting could not be read.',
      '# Set Vault Notifications · Vault second',
      '# Set Vault Notifications · Vault third',
      '# To undo it: Set Vault Notifications · Vault third',
      '# To undo it: Set Vault Notifications · Vault second',
    ]);
  });
});

it('copies of an association what AWS takes, and nothing that takes an id nobody has yet', async () => {
  const ids = { InstanceId: 'i-1', IntegrationType: 'PINPOINT_APP', IntegrationArn: 'arn:a' };
  const place = { source: prod, accountId: id, region: where, kind: 'connect', name: 'arn:i' } as const;
  const made: CopiedChange = {
    ...{ ...place, operation: 'CreateIntegrationAssociation', request: ids },
    undo: { kind: 'by', operation: 'DeleteIntegrationAssociation', request: ids },
  };
  const gone: CopiedChange = {
    ...{ ...place, operation: 'DeleteIntegrationAssociation', request: { ...ids, IntegrationAssociationId: 'a-1' } },
    undo: null,
  };
  const { host, copied, run } = desk([{ pick: 'AWS CLI (bash)' }]);
  await run(copyChangesAs(host, [made, gone]));
  expect(copied().match(/^(?:# )?aws .*$/gm)).toEqual([
    expect.stringMatching(/^aws connect create-integration-association .*--integration-arn arn:a/),
    expect.stringMatching(/^aws connect delete-integration-association (?!.*--integration-(?:arn|type)).*a-1/),
  ]);
});

describe('copying a form', () => {
  const operation = formOperation('SetVaultNotifications');
  const request = (name: string) => ({ accountId: '-', vaultName: 'tapes', vaultNotificationConfig: config(name) });

  function form(text: string, accountId: string | null = id) {
    if (operation === undefined) throw new Error('no form');
    const draft = { ...newDraft(operation, null), operation, source: prod, accountId, region: where };
    return { draft, saved: { ...savedDraft({ draft, over: undefined }), text } };
  }

  it('gives what it asks for, with what undoes it over what is live', async () => {
    const { host, run } = desk([]);
    expect(await run(changeOfForm(host, form(textOf(request('new')))))).toEqual({
      ...{
        source: prod,
        accountId: id,
        region: where,
        kind: 'vault',
        name: 'tapes',
        operation: 'SetVaultNotifications',
      },
      request: request('new'),
      undo: { kind: 'by', operation: 'SetVaultNotifications', request: request('jobs') },
    });
  });

  it.each([
    ['is no request yet', form('{ "vaultName": ')],
    ['leads nowhere yet', form('{}', null)],
  ])('gives nothing where it %s', async (_name, given) => {
    const { host, run } = desk([]);
    expect(await run(changeOfForm(host, given))).toBeUndefined();
  });
});
