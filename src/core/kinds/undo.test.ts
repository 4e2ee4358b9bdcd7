import { expect, it } from 'vitest';
import type { Undo } from '../model/journal.ts';
import type { JsonObject } from '../model/json.ts';
import type { Input } from '../model/ports.ts';
import type { Live } from '../model/resource.ts';
import { kindTable } from './table.ts';

const vault = { SNSTopic: 'arn:aws:sns:eu-west-1:111122223333:before', Events: ['ArchiveRetrievalCompleted'] };
const stream = { DestinationStreamArn: 'arn:aws:kinesis:eu-west-1:111122223333:stream/before', RoleArn: 'role' };
const ofVault = { accountId: '-', vaultName: 'tapes' };
const ofStream = { ApplicationId: 'app' };
const ofHub = { notificationHubRegion: 'eu-west-1' };

const by = (operation: string, request: JsonObject) => ({ kind: 'by', operation, request });
const not = (reason: string) => ({ kind: 'not', reason });

/** What is live of a resource: its config, and for hubs the states of all of the account. */
const live = (config: JsonObject | null, more: Partial<Live> = {}): Live => ({
  ...{ config, status: config === null ? 'none' : 'set', updatedBy: null, updatedAt: null, facts: {} },
  ...more,
});

const cases: readonly (readonly [string, string, Input, Live, object])[] = [
  [
    'setting a vault where nothing was set deletes',
    'SetVaultNotifications',
    { ...ofVault, vaultNotificationConfig: { SNSTopic: 'after' } },
    live(null),
    by('DeleteVaultNotifications', ofVault),
  ],
  [
    'setting a vault sets what was set before',
    'SetVaultNotifications',
    { ...ofVault, vaultNotificationConfig: { SNSTopic: 'after' } },
    live(vault),
    by('SetVaultNotifications', { ...ofVault, vaultNotificationConfig: vault }),
  ],
  [
    'deleting of a vault sets what was set before',
    'DeleteVaultNotifications',
    ofVault,
    live(vault),
    by('SetVaultNotifications', { ...ofVault, vaultNotificationConfig: vault }),
  ],
  [
    'putting a stream where none was deletes',
    'PutEventStream',
    { ...ofStream, WriteEventStream: { RoleArn: 'after' } },
    live(null),
    by('DeleteEventStream', ofStream),
  ],
  [
    'putting a stream puts the one before',
    'PutEventStream',
    { ...ofStream, WriteEventStream: { RoleArn: 'after' } },
    live(stream),
    by('PutEventStream', { ...ofStream, WriteEventStream: stream }),
  ],
  [
    'deleting a stream puts the one before',
    'DeleteEventStream',
    ofStream,
    live(stream),
    by('PutEventStream', { ...ofStream, WriteEventStream: stream }),
  ],
  [
    'putting a stream where AWS no longer tells is not possible',
    'PutEventStream',
    ofStream,
    live(null, { status: 'retired' }),
    not('base-unknown'),
  ],
  ['registering the first hub is not possible', 'RegisterNotificationHub', ofHub, live(null), not('first-hub')],
  [
    'registering a hub beside another deregisters',
    'RegisterNotificationHub',
    ofHub,
    live(null, { facts: { hubs: { 'us-east-1': 'ACTIVE' } } }),
    by('DeregisterNotificationHub', ofHub),
  ],
  [
    'deregistering a hub registers',
    'DeregisterNotificationHub',
    ofHub,
    live(ofHub),
    by('RegisterNotificationHub', ofHub),
  ],
  [
    'registering a device deletes what the answer names',
    'CreatePushNotificationRegistration',
    { InstanceId: 'i', DeviceToken: 't', ContactConfiguration: { ContactId: 'c' } },
    live(null),
    by('DeletePushNotificationRegistration', { InstanceId: 'i', ContactId: 'c' }),
  ],
  [
    'deleting a registration is not possible without the token',
    'DeletePushNotificationRegistration',
    { InstanceId: 'i', ContactId: 'c', RegistrationId: 'r' },
    live({}),
    not('registration-token'),
  ],
];

it.each(cases)('taking back %s', (_what, operation, request, before, expected) => {
  const undo: Undo | undefined = kindTable.write(operation)?.write.undo(request, before);
  expect(undo).toEqual(expected);
});
