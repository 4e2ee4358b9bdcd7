import { describe, expect, it } from 'vitest';
import type { WriteOperation } from '../model/operations.ts';
import { lintRequest } from './lintRequest.ts';
import type { LintContext } from './model/rule.ts';

const CONTEXT: LintContext = { today: '2026-11-22', account: '111122223333', region: 'eu-west-1' };
const SNSTopic = 'arn:aws:sns:eu-west-1:111122223333:jobs';
const Events = ['ArchiveRetrievalCompleted', 'InventoryRetrievalCompleted'];

const told = (operation: WriteOperation, request: Record<string, unknown>) =>
  lintRequest(operation, request, CONTEXT).map(({ rule, severity, pointer }) => `${severity} ${rule} ${pointer}`);

describe('lintRequest', () => {
  it.each<[WriteOperation, Record<string, unknown>, string[]]>([
    ['SetVaultNotifications', { vaultName: 'tapes', vaultNotificationConfig: { SNSTopic, Events } }, []],
    ['SetVaultNotifications', { vaultName: 'tapes' }, ['error document/missing-key /vaultNotificationConfig']],
    [
      'SetVaultNotifications',
      { vaultName: 'tapes', vaultNotificationConfig: { SNSTopic } },
      ['error vault/no-events /vaultNotificationConfig/Events'],
    ],
    [
      'SetVaultNotifications',
      { vaultName: 'a/b', vaultNotificationConfig: { SNSTopic: SNSTopic.replace('eu', 'us'), Events: ['x'] } },
      [
        'error vault/vault-name /vaultName',
        'error vault/topic-region /vaultNotificationConfig/SNSTopic',
        'error vault/event-name /vaultNotificationConfig/Events/0',
      ],
    ],
    ['DeleteVaultNotifications', { accountId: '-', vaultName: 'tapes' }, []],
    ['DeleteVaultNotifications', {}, ['error document/missing-key /vaultName']],
    ['RegisterNotificationHub', { notificationHubRegion: 'eu-west-1' }, []],
    ['RegisterNotificationHub', { notificationHubRegion: 'Ireland' }, ['error hub/region /notificationHubRegion']],
    ['DeregisterNotificationHub', { notificationHubRegion: 'eu-west-1', x: 1 }, ['error document/unknown-key /x']],
    ['DeleteEventStream', { ApplicationId: '0123456789abcdef0123456789abcdef' }, []],
    ['DeleteEventStream', { ApplicationId: 'a b' }, ['error arn/whitespace /ApplicationId']],
    [
      'CreatePushNotificationRegistration',
      {
        PinpointAppArn: 'arn:aws:mobiletargeting:eu-west-1:111122223333:apps/x',
        DeviceToken: 'f:secret<b>',
        DeviceType: 'GCM',
        ContactConfiguration: { ContactId: 'c' },
        ClientToken: 't',
      },
      ['error push-registration/missing-instance /InstanceId', 'error document/placeholder /DeviceToken'],
    ],
    ['DeletePushNotificationRegistration', { InstanceId: 'i', RegistrationId: 'r', ContactId: 'c' }, []],
  ])('judges %s of %j', (operation, request, expected) => {
    expect(told(operation, request)).toEqual(expected);
  });

  it('repeats no secret', () => {
    const found = lintRequest(
      'CreatePushNotificationRegistration',
      { DeviceToken: 'x<secret>y', DeviceType: 7 },
      CONTEXT,
    );
    expect(JSON.stringify(found)).not.toContain('secret>');
  });

  it('says with the schema what no rule says', () => {
    expect(told('PutEventStream', { ApplicationId: '', WriteEventStream: {} })).toContain(
      'error document/missing-key /WriteEventStream/RoleArn',
    );
  });

  it('refuses an operation of no kind', () => {
    expect(() => lintRequest('CreateVault' as WriteOperation, {}, CONTEXT)).toThrow(RangeError);
  });
});
