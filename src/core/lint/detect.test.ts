import { describe, expect, it } from 'vitest';
import { parseJson } from '../json/parse.ts';
import { lintKinds } from '../kinds/lintTable.ts';
import { isShaped, kindOfContent } from './detect.ts';
import { lintText } from './lintText.ts';
import type { DocumentKind } from './model/subject.ts';

const CONTEXT = { today: '2026-11-22' };
const STREAM = 'arn:aws:kinesis:eu-west-1:444455556666:stream/x';
const ARN = 'arn:aws:sns:eu-west-1:444455556666:jobs';

const kindOf = (document: unknown, fileName = 'any.json') =>
  lintText(JSON.stringify(document), { fileName }, CONTEXT).kind;

describe('the kind of a document', () => {
  it.each([
    ['x.notification-hub.json', 'hub'],
    ['folder/x.vault-notifications.json', 'vault'],
    ['C:\\x\\y.event-stream.json', 'event-stream'],
    ['x.push-registration.jsonc', 'push-registration'],
    ['x.notifications.json', 'fleet'],
    ['X.Notifications.JSON', 'fleet'],
    ['main.tf.json', 'terraform'],
    ['vault-notifications.json', null],
    ['notificationconfig.json', null],
    ['x.notification-hub.json.bak', null],
  ])('is decided by the name %s', (fileName, kind) => {
    expect(kindOf({ VaultList: [] }, fileName)).toBe(kind);
  });

  it.each<[unknown, string]>([
    [{ SNSTopic: ARN }, 'vault'],
    [{ snstopic: ARN, events: [] }, 'vault'],
    [{ Events: ['ArchiveRetrievalComplete'] }, 'vault'],
    [{ events: ['InventoryRetrievalCompleted'] }, 'vault'],
    [{ Topic: 'x', Events: ['archiveretrievalcompleted'] }, 'vault'],
    [{ vaultNotificationConfig: { Events: [] } }, 'vault'],
    [{ VaultNotificationConfig: {}, vaultName: 'x' }, 'vault'],
    [{ DestinationStreamArn: STREAM }, 'event-stream'],
    [{ DestinationStreamArn: ` ${STREAM}`, RoleArn: 'x', name: 'x' }, 'event-stream'],
    [{ destinationStreamArn: STREAM, roleArn: 'x' }, 'event-stream'],
    [{ WriteEventStream: { roleArn: 'arn:aws:iam::x' }, ApplicationId: 'x' }, 'event-stream'],
    [{ EventStream: { DestinationStreamArn: STREAM } }, 'event-stream'],
    [{ notificationHubRegion: 'eu-wst-9' }, 'hub'],
    [{ NotificationHubRegion: ' EU_West_1' }, 'hub'],
    [{ DeviceToken: 'x', DeviceType: 'APNs' }, 'push-registration'],
    [{ devicetoken: 'x', devicetype: 'GCM' }, 'push-registration'],
    [{ deviceToken: 'x', contactConfiguration: { contactId: 'x' } }, 'push-registration'],
    [{ PinpointAppArn: 'arn:aws:mobiletargeting', ContactConfiguration: {} }, 'push-registration'],
    [{ accounts: { '444455556666': { notificationHubs: ['eu_west_1'] } } }, 'fleet'],
    [{ accounts: { staging: { regions: { 'eu-west-1': { vaults: { a: null } } } } } }, 'fleet'],
    [{ Resources: { A: { Type: 'AWS::Pinpoint::EventStream' } } }, 'cloudformation'],
    [{ Statement: [{ Action: ['glacier:InitiateJob'] }] }, 'vault-policy'],
  ])('is told by the keys of %j', (document, kind) => {
    expect(kindOf(document)).toBe(kind);
  });

  it.each<[string, unknown]>([
    ['a list of vaults', { VaultList: [{ SNSTopic: ARN }] }],
    ['a list of hubs', { notificationHubs: [{ notificationHubRegion: 'us-east-1' }], notificationHubRegion: 'x' }],
    ['a list of applications', { Item: [], RoleArn: 'x' }],
    ['an SNS envelope', { Type: 'Notification', MessageId: 'x', TopicArn: ARN, SNSTopic: ARN }],
    ['SNS events', { Records: [{ Sns: {} }], SNSTopic: ARN }],
    ['a delivered message', { JobId: 'x', SNSTopic: ARN, Completed: true }],
    ['job parameters', { Type: 'archive-retrieval', ArchiveId: 'x', SNSTopic: ARN }],
    ['job parameters in a request', { vaultName: 'x', jobParameters: { SNSTopic: ARN } }],
    ['a role alone', { RoleArn: 'x' }],
    ['a role and an external id', { roleArn: 'x', externalId: 'y' }],
    ['keys most of which are others', { DestinationStreamArn: 'x', Name: 'x', Other: 1 }],
    ['a webhook', { url: 'x', events: ['archive.created', 'ArchiveRetrievalCompleted'] }],
    ['a topic alone, in other case', { snsTopic: ARN }],
    ['a topic beside events and keys of another service', { SNSTopic: ARN, Events: ['bounce'], Enabled: true }],
    ['settings of a stream', { eventStream: { destinationStreamArn: STREAM, enabled: true } }],
    ['a label for a topic', { SNSTopic: 'Topic for the vault' }],
    ['a label for a stream', { DestinationStreamArn: 'Where events go' }],
    ['a label for a Region', { notificationHubRegion: 'Region' }],
    ['a device token alone', { DeviceToken: 'x' }],
    ['a device of another service', { DeviceToken: 'x', DeviceType: 'iOS' }],
    ['a push in other case', { deviceToken: 'x', deviceType: 'APNS', badge: 1 }],
    ['vaults of others', { accounts: { a: { regions: { 'eu-west-1': { vaults: { backup: { arn: 'x' } } } } } } }],
    ['the parameters of AssumeRole', { RoleArn: 'x', RoleSessionName: 'y' }],
    ['a state machine', { name: 'x', definition: '{}', roleArn: 'x' }],
    ['settings that hold a topic', { snsTopic: ARN, bucket: 'x', table: 'y' }],
    ['settings that hold a device token', { deviceToken: 'x', title: 'y' }],
    ['events of S3', { Events: ['s3:ObjectCreated:*'] }],
    ['other accounts', { accounts: { a: { balance: 1 } } }],
    ['another template', { Resources: { A: { Type: 'AWS::S3::Bucket' } } }],
    ['another policy', { Statement: [{ Action: 's3:GetObject' }] }],
    ['a list', [{ SNSTopic: ARN }]],
    ['a string', 'SNSTopic'],
    ['null', null],
  ])('is none for %s', (_name, document) => {
    expect(lintText(JSON.stringify(document), { fileName: 'any.json' }, CONTEXT)).toMatchObject({
      kind: null,
      findings: [],
    });
  });

  it.each([
    ['a key that it does not have', `{"SNSTopic": "${ARN}", "Events": ["Archive"], "Comment": "x"}`, 'event-name'],
    ['a quote missing', `{"SNSTopic": "${ARN}", "Events": ArchiveRetrievalCompleted", "x"]}`, 'syntax'],
    ['a quote too many', `{"SNSTopic": "${ARN}", "Events":" ["ArchiveRetrievalCompleted"]}`, 'syntax'],
  ])('is told by the name of a body file that holds a topic: %s', (_slip, text, rule) => {
    const { kind, findings } = lintText(text, { fileName: 'notificationconfig.json' }, CONTEXT);
    expect([kind, findings.map(one => one.rule.replace(/^.*\//, ''))]).toEqual([
      'vault',
      expect.arrayContaining([rule]),
    ]);
    expect(lintText(text, { fileName: 'any.json' }, CONTEXT).kind).toBe(null);
  });

  const ours = { SNSTopic: ARN, Events: ['ArchiveRetrievalCompleted'] };
  const rootOf = (document: unknown) => parseJson(JSON.stringify(document), true).root;
  const detected = (document: unknown) => kindOfContent(rootOf(document), 'any.json', lintKinds);

  it.each<[string, readonly object[]]>([
    [
      'list-output',
      ['VaultList', 'notificationHubs', 'Item', 'ApplicationsResponse', 'ApplicationResponse'].map(key => ({
        [key]: [],
      })),
    ],
    [
      'message',
      [
        { MessageId: 'x', TopicArn: ARN },
        { MessageId: 'x', Type: 'Notification' },
        { Records: [] },
        ...['JobId', 'StatusCode', 'VaultARN'].map(key => ({ [key]: 'x' })),
      ],
    ],
    [
      'job-parameters',
      [
        ...['jobParameters', 'ArchiveId', 'Tier', 'InventoryRetrievalParameters', 'SelectParameters'],
        ...['Type', 'Format', 'Description', 'RetrievalByteRange', 'OutputLocation'],
      ].map(key => ({ [key]: 'x' })),
    ],
  ])('is none where one key more makes it %s, whatever else it holds', (lookalike, members) => {
    expect(detected(ours)).toMatchObject({ kind: 'vault', lookalike: null });
    for (const more of members) {
      expect([more, detected({ ...ours, ...more })]).toEqual([more, { kind: null, lookalike, told: null }]);
    }
  });

  it.each([{ MessageId: 'x' }, { TopicArn: ARN }])('is not made a message by %j alone', more => {
    expect(detected({ ...ours, ...more }).lookalike).toBeNull();
  });

  it.each(['Type', 'Format', 'Description'])('is not made job parameters by %s without a topic', key => {
    expect(detected({ Events: ours.Events, [key]: 'x', vaultName: 'a' }).lookalike).toBeNull();
  });

  it('is told by its keys only where more of them are ours than not, and not of dozens', () => {
    expect(detected({ Events: ours.Events }).kind).toBe('vault');
    expect(detected({ Events: ours.Events, title: 'x' }).kind).toBeNull();
    expect(detected({ ...ours, title: 'x' }).kind).toBe('vault');
    const many = Object.fromEntries(Array.from({ length: 62 }, (_, index) => [`SNSTopic${'s'.repeat(index)}`, ARN]));
    expect(detected({ ...many, ...ours, a: 1 }).kind).toBeNull();
  });

  it.each<[DocumentKind, object]>([
    ['vault', ours],
    ['hub', { notificationHubRegion: 'eu-west-1' }],
    ['event-stream', { DestinationStreamArn: STREAM }],
    ['push-registration', { DeviceToken: 'x', DeviceType: 'GCM' }],
    ['fleet', { accounts: { staging: { regions: { 'eu-west-1': { vaults: { a: null } } } } } }],
  ])('bears out a name of the kind %s where it holds one, and no other', (kind, document) => {
    for (const other of ['vault', 'hub', 'event-stream', 'push-registration', 'fleet'] as const) {
      expect([other, isShaped(rootOf(document), other, lintKinds)]).toEqual([other, other === kind]);
    }
    expect(isShaped(rootOf({ ...document, VaultList: [] }), kind, lintKinds)).toBe(false);
    expect(isShaped(rootOf([document]), kind, lintKinds)).toBe(false);
    expect(isShaped(undefined, kind, lintKinds)).toBe(false);
    expect(isShaped(rootOf(document), 'terraform', lintKinds)).toBe(true);
  });

  it.each<[object, string]>([
    [ours, 'SNSTopic'],
    [{ accounts: { a: { notificationHubs: ['eu-west-1'] } } }, 'accounts'],
    [{ Statement: [{ Action: 'glacier:InitiateJob' }] }, 'Statement'],
  ])('of %j says by which key it was told', (document, key) => {
    expect(detected(document).told).toEqual({ by: 'keys', key });
  });

  it('is none where there is nothing', () => {
    expect(kindOfContent(undefined, 'any.json', lintKinds)).toEqual({ kind: null, lookalike: null, told: null });
  });

  it('is what whoever asks says it is', () => {
    expect(lintText('{}', { kind: 'hub' }, CONTEXT).kind).toBe('hub');
  });
});
