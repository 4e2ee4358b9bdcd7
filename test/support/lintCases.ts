import fc from 'fast-check';
import type { JsonObject } from '../../src/core/model/json.ts';
import { lookalikes } from './lookalikes.ts';

const TOPIC = 'arn:aws:sns:eu-west-1:444455556666:vault-jobs';
const EVENTS = ['ArchiveRetrievalCompleted', 'InventoryRetrievalCompleted'];
const STREAM = {
  DestinationStreamArn: 'arn:aws:kinesis:eu-west-1:444455556666:stream/app-events',
  RoleArn: 'arn:aws:iam::444455556666:role/pinpoint-events',
};
const APP = '0123456789abcdef0123456789abcdef';

/** One valid document of each kind and form, by the file name that it is linted under. */
export const VALID: Readonly<Record<string, JsonObject>> = {
  'a.notification-hub.json': { notificationHubRegion: 'eu-west-1' },
  'notificationconfig.json': { SNSTopic: TOPIC, Events: EVENTS },
  'a.vault-notifications.json': {
    accountId: '-',
    vaultName: 'tapes',
    vaultNotificationConfig: { SNSTopic: TOPIC, Events: EVENTS },
  },
  'body.json': STREAM,
  'a.event-stream.json': { ApplicationId: APP, WriteEventStream: STREAM },
  'a.push-registration.json': {
    InstanceId: '11111111-2222-3333-4444-555555555555',
    PinpointAppArn: `arn:aws:mobiletargeting:eu-west-2:444455556666:apps/${APP}`,
    DeviceToken: 'fGh12:APA91b-token_0',
    DeviceType: 'GCM',
    ContactConfiguration: { ContactId: 'c-1', ParticipantRole: 'CUSTOMER', IncludeRawMessage: false },
    ClientToken: 'token-1',
  },
  'all.notifications.json': {
    accounts: {
      '444455556666': {
        notificationHubs: ['us-east-1', 'eu-west-1'],
        regions: { 'eu-west-1': { vaults: { tapes: { SNSTopic: TOPIC, Events: EVENTS }, old: null } } },
      },
      staging: { regions: { 'eu-west-1': { eventStreams: { [APP]: STREAM } } } },
    },
  },
  'main.tf.json': {
    resource: {
      aws_notifications_notification_hub: { eu: { notification_hub_region: 'eu-west-1' } },
      aws_glacier_vault: { tapes: { name: 'tapes', notification: [{ sns_topic: TOPIC, events: EVENTS }] } },
    },
  },
  'template.json': {
    Resources: { Hub: { Type: 'AWS::Notifications::NotificationHub', Properties: { Region: 'eu-west-1' } } },
  },
  'policy.json': {
    Statement: [{ Effect: 'Allow', Principal: { AWS: '444455556666' }, Action: 'glacier:InitiateJob', Resource: '*' }],
  },
};

/** A file name with its text. */
export interface LintCase {
  readonly fileName: string;
  readonly text: string;
}

const fileName = fc.constantFrom(
  ...Object.keys(VALID),
  'any.json',
  'a.notification-hub.jsonc',
  'deploy.sh',
  'Makefile',
  'ci.yml',
  'README.md',
  'guide.rst',
  'hub.template',
  'main.tf',
);

const indent = fc.constantFrom(undefined, 1, 2, '\t');
const valid = fc.constantFrom(...Object.entries(VALID));

/** Pieces that our texts are made of, so that nonsense comes close to sense. */
const pieces = fc.constantFrom(
  ...'{}[]:,"\'`$\\\n\r\t #=-<>|&;()@%/*',
  '\ufeff',
  '\u2028',
  '😀',
  '\ud800',
  '"SNSTopic"',
  '"Events"',
  '"accounts"',
  '"RoleArn"',
  TOPIC,
  ...EVENTS,
  'null',
  'true',
  '-1e9',
  '${X}',
  '$(x)',
  "$'\\x41'",
  '<<EOF\n',
  'EOF\n',
  '```sh\n',
  '```json\n',
  '```yaml\n',
  'Resources:\n  Hub:\n    Type: AWS::Notifications::NotificationHub\n    Properties:\n      Region: ',
  'Tags: []\n',
  'resource "aws_glacier_vault" "a" {\n',
  '  notification {\n',
  'events = [',
  'access_policy = ',
  'jsonencode(',
  '<<-EOF\n',
  ' = ',
  '!Sub ',
  '&a ',
  '*a',
  '- ',
  ': ',
  '\n      ',
  '.. code-block:: json\n\n  ',
  '> ',
  '```\n',
  'run: |\n  ',
  '\\\n',
  'aws glacier set-vault-notifications ',
  '--vault-notification-config ',
  '--cli-input-json=',
  'aws notifications list-notification-hubs --region ',
  'notification-explorer-ignore vault/event-name',
  '<id> ',
  '"$(',
  'bash -c "',
  "it's ",
  '${{ x }}',
  '// ',
  '/*',
);

/** Any character. fast-check's own `binary` unit first puts each of the million into a table. */
const character = fc
  .oneof(fc.integer({ min: 0, max: 0xd7ff }), fc.integer({ min: 0xe000, max: 0x10ffff }))
  .map(code => String.fromCodePoint(code));

/** Any text at all, under any name. */
export const anyText: fc.Arbitrary<LintCase> = fc.record({
  fileName,
  text: fc.oneof(
    fc.string({ unit: character, maxLength: 200 }),
    fc.uint8Array({ maxLength: 200 }).map(bytes => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)),
    fc.array(pieces, { maxLength: 40 }).map(all => all.join('')),
  ),
});

/** Any JSON value, under any name. */
export const anyJson: fc.Arbitrary<LintCase> = fc.record({
  fileName,
  text: fc
    .tuple(fc.oneof(fc.jsonValue({ maxDepth: 4 }), ourKeys()), indent)
    .map(([value, spaces]) => JSON.stringify(value, null, spaces)),
});

/** JSON whose keys are ours and whose values are anything. */
function ourKeys(): fc.Arbitrary<unknown> {
  const keys = ['SNSTopic', 'Events', 'vaultNotificationConfig', 'vaultName', 'accountId', 'RoleArn', 'EventStream'];
  const more = ['accounts', 'notificationHubs', 'regions', 'Resources', 'Statement', 'resource', 'DeviceToken', 'tags'];
  const { tree } = fc.letrec(tie => ({
    tree: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom<unknown>('', 'x', TOPIC, 'eu-west-1', 7, null, true, '${X}', '<x>'),
      fc.array(tie('tree'), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom(...keys, ...more), tie('tree'), { maxKeys: 4 }),
    ),
  }));
  return tree;
}

/** What a shell script, a Makefile, a workflow or a page makes of one line. */
const AROUND: readonly (readonly [string, (line: string) => string])[] = [
  ['deploy.sh', line => `#!/bin/sh\n${line}\n`],
  ['Makefile', line => `notify:\n\t@${line}\n`],
  ['ci.yml', line => `jobs:\n  a:\n    steps:\n      - run: |\n          ${line.replaceAll('\n', '\n          ')}\n`],
  ['README.md', line => `# Set\n\n\`\`\`sh\n${line}\n\`\`\`\n`],
];

const QUOTED: readonly ((json: string) => string)[] = [
  json => `'${json.replaceAll("'", "'\\''")}'`,
  json => `"${json.replace(/[\\"$`]/g, '\\$&')}"`,
  json => `$'${json.replace(/[\\']/g, '\\$&').replaceAll('\n', '\\n')}'`,
];

/** A valid document, or one that one change has made another; or the like inside a script. */
export const mutated: fc.Arbitrary<LintCase> = fc
  .tuple(valid, indent, fc.nat(), fc.nat({ max: 12 }), fc.oneof(pieces, fc.constant('')), fc.nat({ max: 9 }))
  .map(([[name, document], spaces, at, length, piece, place]) => {
    const text = JSON.stringify(document, null, spaces);
    const from = at % (text.length + 1);
    const changed = `${text.slice(0, from)}${piece}${text.slice(from + length)}`;
    return place < 6 ? { fileName: name, text: changed } : inScript(changed, name, place);
  });

/** A document of other people, or one that one change has made another. */
export const mutatedLookalike: fc.Arbitrary<LintCase> = fc
  .tuple(
    fc.constantFrom(...lookalikes.filter(one => one.fileName === 'some.json')),
    fc.nat(),
    fc.nat({ max: 12 }),
    fc.oneof(pieces, fc.constant('')),
  )
  .map(([{ fileName, text }, at, length, piece]) => {
    const from = at % (text.length + 1);
    return { fileName, text: `${text.slice(0, from)}${piece}${text.slice(from + length)}` };
  });

/** What calls of the AWS CLI are made of, right and wrong. */
const WORDS =
  '--account-id|--account_id|--vault-name|--vault|--vaultname=tapes|--region|eu-west-1|$REGION|"$@"|-|tapes|--policy|--notification-hub-region|--cli-input-json|{}|\'{"Statement":[]}\'|"{\\"Version\\":\\"$V\\"}"|--no-paginate|--max-items|3|<id>|…|\u2014region|--debug|--x|file://a.json|\\\n|`|"|#'.split(
    '|',
  );
const CALLS = [
  'glacier set-vault-access-policy',
  'glacier get-vault-notifications',
  'notifications list-notification-hubs',
  'notifications register-notification-hub',
];
const BEFORE = ['', 'export AWS_REGION=eu-west-1; ', 'REGION=us-west-2\n', 'sudo ', 'xargs ', 'if true; then ', 'X=$('];

/** A call of the AWS CLI out of such words, inside a script. */
export const calls: fc.Arbitrary<LintCase> = fc
  .tuple(
    fc.constantFrom(...AROUND),
    fc.constantFrom(...BEFORE),
    fc.constantFrom(...CALLS),
    fc.array(fc.constantFrom(...WORDS), { maxLength: 10 }),
  )
  .map(([[fileName, around], before, call, words]) => ({
    fileName,
    text: around(`${before}aws ${call} ${words.join(' ')}`),
  }));

function inScript(json: string, name: string, place: number): LintCase {
  const [fileName = '', around = (line: string) => line] = AROUND[place - 6] ?? [];
  const quoted = QUOTED[json.length % QUOTED.length]?.(json) ?? json;
  const option = name.includes('vault') ? '--cli-input-json' : '--vault-notification-config';
  const text = around(`aws glacier set-vault-notifications ${option} ${quoted} --region eu-west-1`);
  return { fileName, text };
}

/** A valid document written in another way: other blanks, other line breaks. */
export const reformatted: fc.Arbitrary<{ readonly fileName: string; readonly texts: readonly [string, string] }> = fc
  .tuple(valid, fc.nat(), fc.jsonValue({ maxDepth: 1 }), indent, indent)
  .map(([[name, document], at, value, first, second]) => {
    const changed = replaceLeaf(document, at, value);
    const texts = [first, second].map(spaces => JSON.stringify(changed, null, spaces));
    return { fileName: name, texts: [texts[0] ?? '', (texts[1] ?? '').replaceAll('\n', '\r\n')] };
  });

/** The operation of each request among the valid documents. */
const OPERATIONS = {
  'a.notification-hub.json': 'RegisterNotificationHub',
  'a.vault-notifications.json': 'SetVaultNotifications',
  'a.event-stream.json': 'PutEventStream',
  'a.push-registration.json': 'CreatePushNotificationRegistration',
} as const;

/** Values that come close to those that AWS takes. */
const nearValues = fc.oneof(
  fc.jsonValue({ maxDepth: 1 }),
  fc.string({ maxLength: 30 }),
  fc.constantFrom(TOPIC, `${TOPIC}:x`, STREAM.RoleArn, STREAM.DestinationStreamArn, 'eu-west-1', 'CUSTOMER', ...EVENTS),
  fc.constantFrom('arn:aws:sns:eu-west-1:444455556666:', 'arn:aws:iam::444455556666:role/', 'x'.repeat(300), 'APNS'),
);

/** A request of a known operation, one value of which is another. */
export const requests: fc.Arbitrary<{
  readonly operation: (typeof OPERATIONS)[keyof typeof OPERATIONS];
  readonly request: Readonly<Record<string, unknown>>;
}> = fc
  .tuple(fc.constantFrom(...(['hub', 'vault', 'stream', 'push'] as const)), fc.nat(), nearValues)
  .map(([kind, at, value]) => {
    const name = REQUESTS[kind];
    const request: Readonly<Record<string, unknown>> = JSON.parse(
      JSON.stringify(replaceLeaf(VALID[name] ?? {}, at, value)),
    );
    return { operation: OPERATIONS[name], request };
  });

const REQUESTS = {
  hub: 'a.notification-hub.json',
  vault: 'a.vault-notifications.json',
  stream: 'a.event-stream.json',
  push: 'a.push-registration.json',
} as const;

/** The document with one leaf, the n-th modulo their number, replaced. */
function replaceLeaf(document: JsonObject, at: number, value: unknown): unknown {
  let count = 0;
  JSON.stringify(document, (_key, one) => {
    if (typeof one !== 'object') count += 1;
    return one;
  });
  let seen = -1;
  return JSON.parse(
    JSON.stringify(document, (_key, one) => {
      if (typeof one !== 'object') seen += 1;
      return typeof one !== 'object' && seen === at % count ? value : one;
    }),
  );
}
