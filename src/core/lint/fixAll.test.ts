import { describe, expect, it } from 'vitest';
import type { TextEdit } from '../json/edit.ts';
import type { LintFinding } from './finding.ts';
import { fixAll, sureEdits } from './fixAll.ts';
import { lintFile } from './lintFile.ts';

const TOPIC = 'arn:aws:sns:eu-west-1:444455556666:jobs';
const STREAM = 'arn:aws:kinesis:eu-west-1:444455556666:stream/events';
const ROLE = 'arn:aws:iam::444455556666:role/events';
const APP = '0123456789abcdef0123456789abcdef';

const lint = (fileName: string, text: string) => lintFile(text, { fileName }, { today: '2026-10-01' }).findings;
const fixed = (fileName: string, text: string) => fixAll(text, one => lint(fileName, one));

describe('fixing all', () => {
  it.each<[string, string]>([
    [
      'a.event-stream.json',
      `{"ApplicationId": "arn:aws:mobiletargeting:eu-west-1:444455556666:apps/${APP}", "WriteEventStream": {"DestinationStreamArn": "${STREAM}", "RoleArn": "${ROLE}"}}`,
    ],
    [
      'a.push-registration.json',
      '{"InstanceId": "arn:aws:connect:eu-west-1:444455556666:instance/11111111-2222-3333-4444-555555555555", "DeviceToken": "${env:TOKEN}", "DeviceType": "GCM", "ContactConfiguration": {"ContactId": "c"}}',
    ],
  ])('makes an ARN the id at its end in %s only where account and Region stay the same', (fileName, text) => {
    const withContext = (context: { readonly account?: string; readonly region?: string }) =>
      fixAll(text, one => lintFile(one, { fileName }, { today: '2026-10-01', ...context }).findings);
    const here = withContext({ account: '444455556666', region: 'eu-west-1' });
    expect(here).not.toMatch(/arn:aws:(?:mobiletargeting|connect)/);
    for (const context of [
      {},
      { account: '444455556666' },
      { region: 'eu-west-1' },
      { account: '111122223333', region: 'eu-west-1' },
      { account: '444455556666', region: 'us-east-1' },
    ])
      expect(withContext(context)).toBe(text);
  });

  it.each<[string, string, string, string]>([
    [
      'case and a missing d of an event',
      'notificationconfig.json',
      `{"SNSTopic": "${TOPIC}", "Events": ["archiveRetrievalCompleted", "InventoryRetrievalComplete"]}`,
      `{"SNSTopic": "${TOPIC}", "Events": ["ArchiveRetrievalCompleted", "InventoryRetrievalCompleted"]}`,
    ],
    [
      'the case of a key',
      'notificationconfig.json',
      `{"snsTopic": "${TOPIC}", "events": ["ArchiveRetrievalCompleted"]}`,
      `{"SNSTopic": "${TOPIC}", "Events": ["ArchiveRetrievalCompleted"]}`,
    ],
    [
      'an event that stands there twice',
      'notificationconfig.json',
      `{"SNSTopic": "${TOPIC}", "Events": ["ArchiveRetrievalCompleted", "ArchiveRetrievalCompleted"]}`,
      `{"SNSTopic": "${TOPIC}", "Events": ["ArchiveRetrievalCompleted"]}`,
    ],
    [
      'a list that is one string',
      'notificationconfig.json',
      `{"SNSTopic": "${TOPIC}", "Events": "ArchiveRetrievalCompleted"}`,
      `{"SNSTopic": "${TOPIC}", "Events": ["ArchiveRetrievalCompleted"]}`,
    ],
    [
      'a blank around a value',
      'eu.notification-hub.json',
      '{"notificationHubRegion": "eu-west-1 "}',
      '{"notificationHubRegion": "eu-west-1"}',
    ],
    [
      'how a Region is written',
      'eu.notification-hub.json',
      '{"notificationHubRegion": "EU_West_1"}',
      '{"notificationHubRegion": "eu-west-1"}',
    ],
    [
      'a comma too many',
      'eu.notification-hub.json',
      '{"notificationHubRegion": "eu-west-1",}',
      '{"notificationHubRegion": "eu-west-1"}',
    ],
    [
      'what surrounds a printed config, and keeps its comments',
      'notificationconfig.jsonc',
      `{\n  // by hand\n  "vaultNotificationConfig": {"SNSTopic": "${TOPIC}", "Events": ["ArchiveRetrievalCompleted"]} // so\n}`,
      `// by hand\n{"SNSTopic": "${TOPIC}", "Events": ["ArchiveRetrievalCompleted"]}\n// so`,
    ],
    [
      'the Region of a call about hubs',
      'deploy.sh',
      'aws notifications list-notification-hubs --region eu-west-1\n',
      'aws notifications list-notification-hubs --region us-east-1\n',
    ],
  ])('mends %s where the name or a command says what it is', (_what, fileName, text, expected) => {
    expect(fixed(fileName, text)).toBe(expected);
  });

  it.each<[string, string, string]>([
    [
      'events that only look like one',
      'notificationconfig.json',
      `{"SNSTopic": "${TOPIC}", "Events": ["ArchiveRetrieval", "vault.created"]}`,
    ],
    [
      'an event of somebody else’s that stands there twice',
      'notificationconfig.json',
      `{"SNSTopic": "${TOPIC}", "Events": ["vault.created", "vault.created"]}`,
    ],
    [
      'an application’s ARN, where nothing tells that it is of the account and Region that are meant',
      'a.event-stream.json',
      `{"ApplicationId": "arn:aws:mobiletargeting:eu-west-1:444455556666:apps/${APP}", "WriteEventStream": {"DestinationStreamArn": "${STREAM}", "RoleArn": "${ROLE}"}}`,
    ],
    ['a missing list of events', 'notificationconfig.json', `{"SNSTopic": "${TOPIC}"}`],
    ['an empty list of events', 'notificationconfig.json', `{"SNSTopic": "${TOPIC}", "Events": []}`],
    [
      'keys that do not belong',
      'notificationconfig.json',
      `{"SNSTopic": "${TOPIC}", "Events": ["ArchiveRetrievalCompleted"], "Owner": "me"}`,
    ],
    [
      'an external id',
      'a.event-stream.json',
      `{"DestinationStreamArn": "${STREAM}", "RoleArn": "${ROLE}", "ExternalId": "x"}`,
    ],
    [
      'what a call printed beside the stream',
      'a.event-stream.json',
      `{"DestinationStreamArn": "${STREAM}", "RoleArn": "${ROLE}", "ApplicationId": "${APP}"}`,
    ],
    [
      'what a call printed of a hub',
      'a.notification-hub.json',
      '{"notificationHubRegion": "eu-west-1", "creationTime": "x", "tags": {}}',
    ],
    [
      'a session in place of a role',
      'a.event-stream.json',
      `{"DestinationStreamArn": "${STREAM}", "RoleArn": "arn:aws:sts::444455556666:assumed-role/events/me"}`,
    ],
    [
      'a stream of another service',
      'a.event-stream.json',
      `{"DestinationStreamArn": "${STREAM.replace('kinesis', 'firehose')}", "RoleArn": "${ROLE}"}`,
    ],
    [
      'two services in an ARN',
      'a.event-stream.json',
      `{"DestinationStreamArn": "${STREAM.replace('kinesis', 'kinesis:firehose')}", "RoleArn": "${ROLE}"}`,
    ],
    ['a Region one letter off', 'a.notification-hub.json', '{"notificationHubRegion": "us-eest-1"}'],
    [
      'a blank inside a value',
      'notificationconfig.json',
      `{"SNSTopic": "${TOPIC} ${TOPIC}", "Events": ["ArchiveRetrievalCompleted"]}`,
    ],
    [
      'a string that may hold several',
      'notificationconfig.json',
      `{"SNSTopic": "${TOPIC}", "Events": "ArchiveRetrievalCompleted,InventoryRetrievalCompleted"}`,
    ],
    [
      'a policy for everybody',
      'policy.json',
      '{"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "glacier:InitiateJob"}]}',
    ],
    [
      'a Region as Terraform’s argument',
      'main.tf.json',
      '{"resource": {"aws_notifications_notification_hub": {"eu": {"region": "eu-west-1"}}}}',
    ],
    [
      'digits that may be a profile’s name',
      'all.notifications.json',
      '{"accounts": {"4444-5555-6666": {"notificationHubs": ["eu-west-1"]}}}',
    ],
    [
      'two keys that mean one',
      'notificationconfig.json',
      `{"SNSTopic": "${TOPIC}", "event": ["ArchiveRetrievalCompleted"], "Event": ["InventoryRetrievalCompleted"]}`,
    ],
    [
      'a key that means what another name of it means too',
      'a.event-stream.json',
      `{"DestinationStreamArn": "${STREAM}", "roleArns": "${ROLE}", "Rolearn": "${ROLE}"}`,
    ],
    [
      'two ways of writing one Region',
      'all.notifications.json',
      '{"accounts": {"444455556666": {"regions": {"EU_WEST_1": {"vaults": {"a": null}}, "EU-WEST-1": {"vaults": {}}}}}}',
    ],
    [
      'a Region in a case of its own beside a slip of it',
      'all.notifications.json',
      '{"accounts": {"444455556666": {"regions": {"EU_WEST_1": {"vaults": {"a": null}}, "eu-wst-1": {"vaults": {}}}}}}',
    ],
    [
      'a blank in a name that stands as a key',
      'all.notifications.json',
      `{"accounts": {"444455556666": {"regions": {"eu-west-1": {"vaults": {"a": null, "a ": {"SNSTopic": "${TOPIC}"}}}}}}}`,
    ],
    ['a topic alone, in other case', 'notificationconfig.json', `{"snsTopic": "${TOPIC}"}`],
    ['a fleet file by its name alone', 'en.notifications.json', '{"account": {"title": "Your account"}}'],
    ['a request by its name alone', 'a.vault-notifications.json', '{"topic": "deploys", "events": "push"}'],
    [
      'a slip in a key of a request by its name alone',
      'a.vault-notifications.json',
      '{"vaultName": "a", "accountid": "-", "title": "x"}',
    ],
  ])('leaves %s to a person', (_what, fileName, text) => {
    expect(lint(fileName, text).length).toBeGreaterThan(0);
    expect(fixed(fileName, text)).toBe(text);
  });

  it.each<[string, string, readonly string[]]>([
    [
      'texts',
      '{"account": "Your account", "title": "Notifications", "empty": "Nothing new"}',
      ['document/missing-key'],
    ],
    ['texts about accounts', '{"accounts": "Accounts", "title": "Title", "empty": "None"}', ['document/wrong-type']],
    ['texts below a key', '{"account": {"title": "x"}, "title": "y", "empty": {}}', ['document/missing-key']],
    ['nothing', '{}', ['document/missing-key']],
  ])('says once that *.notifications.json with %s is no fleet file', (_what, text, rules) => {
    expect(lint('en.notifications.json', text).map(({ rule }) => rule)).toEqual(rules);
    expect(fixed('en.notifications.json', text)).toBe(text);
  });

  it.each<[string, string]>([
    ['SNSTopic', `{"SNSTopic": "${TOPIC} ", "events": ["archiveRetrievalCompleted"]}`],
    ['DestinationStreamArn', `{"DestinationStreamArn": "${STREAM} ", "roleArn": "${ROLE}", "ApplicationId": "x"}`],
    ['notificationHubRegion', '{"notificationHubRegion": "EU_WEST_1",}'],
    ['vaultNotificationConfig', `{"vaultNotificationConfig": {"snsTopic": "${TOPIC}"}}`],
    [
      'PinpointAppArn',
      '{"PinpointAppArn": "arn:aws:pinpoint:eu-west-1:444455556666:apps/x", "DeviceToken": "a", "DeviceType": "FCM"}',
    ],
  ])('is sure of nothing in a document that %s alone told, and each finding says so', (key, text) => {
    const findings = lint('some.json', text);
    expect(findings.length).toBeGreaterThan(0);
    for (const { data, fixes } of findings) {
      expect(data.because).toBe(key);
      expect(fixes.filter(({ sure }) => sure)).toEqual([]);
    }
    expect(fixed('some.json', text)).toBe(text);
  });
});

describe('the edits of all fixes that are sure', () => {
  const edit = (start: number, end: number, text = 'x'): TextEdit => ({ start, end, text });
  const finding = (
    rule: string,
    ...fixes: readonly (readonly [sure: boolean, ...edits: TextEdit[]])[]
  ): LintFinding => ({
    ...{ rule, severity: 'error', data: {}, start: 0, end: 0, page: '' },
    fixes: fixes.map(([sure, ...edits]) => ({ title: 'replace', text: '', edits, sure })),
  });

  it.each<[string, readonly LintFinding[], readonly TextEdit[]]>([
    [
      'stand in the order of the text',
      [finding('a', [true, edit(8, 9)]), finding('b', [true, edit(1, 2)])],
      [edit(1, 2), edit(8, 9)],
    ],
    [
      'are all of a fix or none',
      [finding('a', [true, edit(1, 2), edit(5, 6)]), finding('b', [true, edit(3, 4)])],
      [edit(1, 2), edit(5, 6)],
    ],
    ['leave out what overlaps', [finding('a', [true, edit(0, 4)]), finding('b', [true, edit(3, 6)])], [edit(0, 4)]],
    ['leave out what touches', [finding('a', [true, edit(0, 4)]), finding('b', [true, edit(4, 6)])], [edit(0, 4)]],
    [
      'leave out what is put in at the same place',
      [finding('a', [true, edit(2, 2)]), finding('b', [true, edit(2, 2, 'y')])],
      [edit(2, 2)],
    ],
    ['begin where the text does', [finding('a', [true, edit(0, 0)])], [edit(0, 0)]],
    [
      'are of the first fix of each that is sure',
      [finding('a', [false, edit(1, 2)], [true, edit(3, 4)], [true, edit(5, 6)])],
      [edit(3, 4)],
    ],
    ['are of none that changes nothing', [finding('a', [true], [true, edit(3, 4)])], [edit(3, 4)]],
    ['are none where nothing is sure', [finding('a', [false, edit(1, 2)]), finding('b')], []],
  ])('%s', (_what, findings, expected) => {
    expect(sureEdits(findings)).toEqual(expected);
  });

  it('are those of the first fix for rules that are named', () => {
    const findings = [finding('a', [false, edit(1, 2)], [true, edit(3, 4)]), finding('b', [false, edit(6, 7)])];
    expect(sureEdits(findings, new Set(['a']))).toEqual([edit(1, 2)]);
  });

  it('are applied until none is left, and not without end', () => {
    let times = 0;
    const once = (text: string): readonly LintFinding[] => {
      times += 1;
      return text === 'x' ? [] : [finding('a', [true, edit(0, text.length)])];
    };
    expect([fixAll('abc', once), times]).toEqual(['x', 2]);
    times = 0;
    const longer = (text: string): readonly LintFinding[] => {
      times += 1;
      return [finding('a', [true, edit(text.length, text.length)])];
    };
    expect([fixAll('', longer), times]).toEqual(['x'.repeat(10), 10]);
  });
});
