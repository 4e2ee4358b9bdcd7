import { describe, expect, it } from 'vitest';
import { readRequest } from './requestDocument.ts';

const TOPIC = 'arn:aws:sns:eu-west-1:111122223333:jobs';
const config = { SNSTopic: TOPIC, Events: ['ArchiveRetrievalCompleted'] };
const stream = {
  DestinationStreamArn: 'arn:aws:kinesis:eu-west-1:111122223333:stream/s',
  RoleArn: 'arn:aws:iam::111122223333:role/r',
};
const device = { InstanceId: 'i-1', DeviceToken: '${env:TOKEN}', DeviceType: 'GCM' };

const put = 'PutEventStream';
const set = 'SetVaultNotifications';
const register = 'RegisterNotificationHub';
const create = 'CreatePushNotificationRegistration';

describe('a document', () => {
  it.each([
    [
      'a whole request',
      'a.vault-notifications.json',
      { vaultName: 'tapes', vaultNotificationConfig: config },
      undefined,
      { operation: set, request: { vaultName: 'tapes', vaultNotificationConfig: config } },
    ],
    [
      'a whole request, told by what it holds',
      'any.json',
      { vaultName: 'tapes', vaultNotificationConfig: config },
      undefined,
      { operation: set, request: { vaultName: 'tapes', vaultNotificationConfig: config } },
    ],
    [
      'a request that names what the name beside it says too',
      'a.vault-notifications.json',
      { vaultName: 'tapes', vaultNotificationConfig: config },
      'tapes',
      { operation: set, request: { vaultName: 'tapes', vaultNotificationConfig: config } },
    ],
    [
      'a body, completed with the name',
      'notificationconfig.json',
      config,
      'tapes',
      { operation: set, request: { vaultName: 'tapes', vaultNotificationConfig: config } },
    ],
    [
      'what a call printed, completed with the name',
      'notificationconfig.json',
      { vaultNotificationConfig: config },
      'tapes',
      { operation: set, request: { vaultName: 'tapes', vaultNotificationConfig: config } },
    ],
    [
      'what a call printed, which holds the name, without what only AWS writes',
      'any.json',
      { EventStream: { ...stream, ApplicationId: 'a', LastModifiedDate: 'd', ExternalId: 'x' } },
      undefined,
      { operation: put, request: { ApplicationId: 'a', WriteEventStream: stream } },
    ],
    [
      'what a call printed with a name that is none',
      'any.json',
      { EventStream: { ...stream, ApplicationId: 7 } },
      'a',
      { operation: put, request: { WriteEventStream: stream, ApplicationId: 'a' } },
    ],
    [
      'a request without an inner part, whatever the name beside it',
      'eu.notification-hub.json',
      { notificationHubRegion: 'eu-west-1' },
      'us-east-1',
      { operation: register, request: { notificationHubRegion: 'eu-west-1' } },
    ],
    ['a request without a name', 'a.push-registration.json', device, undefined, { operation: create, request: device }],
  ])('is the request that it stands for: %s', (_what, fileName, document, name, expected) => {
    expect(readRequest(JSON.stringify(document), fileName, name)).toEqual({ type: 'request', ...expected });
  });

  it.each([
    ['no text', '', { fault: 'empty', offset: 0 }],
    ['a comment alone', '// so', { fault: 'empty', offset: 0 }],
    ['a bracket that is missing', ' {"SNSTopic": "x"', { offset: 1 }],
    ['a value that is missing', '{"a":, "b": 1}', { offset: 5 }],
  ])('is not read where its JSON is broken: %s', (_what, text, expected) => {
    expect(readRequest(text, 'a.vault-notifications.json')).toMatchObject({ type: 'syntax', ...expected });
  });

  it.each([
    [
      'needs a name that nobody gave',
      'notificationconfig.json',
      config,
      undefined,
      { type: 'name-needed', kind: 'vault' },
    ],
    [
      'is about another resource than the one that is meant',
      'a.vault-notifications.json',
      { vaultName: 'tapes', vaultNotificationConfig: config },
      'other',
      { type: 'name-differs', inDocument: 'tapes' },
    ],
    ['describes a fleet', 'all.notifications.json', { accounts: {} }, undefined, { type: 'fleet' }],
    [
      'is none of ours',
      'package.json',
      { name: 'x', version: '1.0.0' },
      undefined,
      { type: 'none', kind: null, lookalike: null },
    ],
    [
      'lists what is there',
      'any.json',
      { notificationHubs: [{ notificationHubRegion: 'eu-west-1' }] },
      undefined,
      { type: 'none', kind: null, lookalike: 'list-output' },
    ],
    [
      'has the name of ours and holds a list',
      'a.vault-notifications.json',
      [config],
      undefined,
      { type: 'none', kind: 'vault', lookalike: null },
    ],
    [
      'is of Terraform',
      'main.tf.json',
      { resource: { aws_glacier_vault: {} } },
      undefined,
      { type: 'none', kind: 'terraform', lookalike: null },
    ],
  ])('stands for no request where it %s', (_what, fileName, document, name, expected) => {
    expect(readRequest(JSON.stringify(document), fileName, name)).toEqual(expected);
  });
});
