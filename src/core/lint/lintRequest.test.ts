import { describe, expect, it } from 'vitest';
import type { Finding } from '../model/finding.ts';
import type { WriteOperation } from '../model/operations.ts';
import { covers, lintRequest } from './lintRequest.ts';
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

describe('a rule that has spoken', () => {
  const at = (pointer: string, severity: Finding['severity'] = 'error'): Finding => ({
    rule: 'a/b',
    severity,
    data: {},
    pointer,
  });

  it.each<[string, Finding, string, boolean]>([
    ['of the same place', at('/a'), '/a', true],
    ['of the same place, as a hint', at('/a', 'hint'), '/a', true],
    ['of what holds the place', at('/a'), '/a/0', true],
    ['of what holds the place, as a warning', at('/a', 'warning'), '/a/0', true],
    ['of what stands in the place', at('/a/0'), '/a', true],
    ['of what holds the place, as a hint', at('/a', 'hint'), '/a/0', false],
    ['of what holds the place, as information', at('/a', 'information'), '/a/0', false],
    ['of what stands in the place, as a hint', at('/a/0', 'hint'), '/a', false],
    ['of another place', at('/b'), '/a', false],
    ['of a place whose name begins alike', at('/a'), '/ab', false],
    ['of a place whose name is the beginning', at('/ab'), '/a', false],
    ['of the whole', at(''), '/a', false],
    ['of something in the whole', at('/a'), '', true],
  ])('%s says what the schema would', (_what, one, pointer, expected) => {
    expect(covers(one, at(pointer))).toBe(expected);
  });
});

it('a request of no kind is not linted', () => {
  expect(() => lintRequest('SetTopicAttributes', {}, CONTEXT)).toThrow('no lint for operation: SetTopicAttributes');
});

it('a place in a request is written as a JSON pointer', () => {
  const request = { vaultName: 'tapes', vaultNotificationConfig: { SNSTopic, Events, 'a/b~c': 1 } };
  expect(told('SetVaultNotifications', request)).toEqual([
    'error document/unknown-key /vaultNotificationConfig/a~1b~0c',
  ]);
});
