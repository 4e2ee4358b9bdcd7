/** Documents of other people that hold words of ours: what a linter must leave exactly as it is. */
export interface Lookalike {
  readonly name: string;
  readonly fileName: string;
  readonly text: string;
}

const TOPIC = 'arn:aws:sns:eu-west-1:444455556666:alerts';
const ROLE = 'arn:aws:iam::444455556666:role/reader';
const STREAM = 'arn:aws:kinesis:eu-west-1:444455556666:stream/clicks';
const VAULT = 'arn:aws:glacier:eu-west-1:444455556666:vaults/tapes';

type Documents = Readonly<Record<string, unknown>>;

const webhooks: Documents = {
  'of an archive': { url: 'https://x.example/hook', events: ['archive.created', 'archive.deleted'] },
  'of a warehouse': {
    name: 'stock',
    active: true,
    events: ['inventory.updated', 'inventory.low'],
    config: { url: 'x' },
  },
  'of a document store': { endpoint: 'https://x.example', Events: ['retrieval.completed'], secret: 'hush' },
  'with one event alone': { events: ['archive.restored'] },
  'of a repository': { name: 'web', events: ['push', 'archived'], config: { content_type: 'json' } },
  'of a search index': { events: ['retrieval'], retries: 3 },
  'of a shop': { Events: ['InventoryUpdated', 'InventoryRetrieved'], Endpoint: 'https://x.example' },
  'with an event of Glacier among others': {
    url: 'https://x.example',
    events: ['ArchiveRetrievalCompleted'],
    token: 'x',
  },
  'of a calendar': { events: [{ title: 'Archive the inventory', at: '2026-01-01' }] },
  'of S3': { Events: ['s3:ObjectRestore:Completed', 's3:ObjectRestore:Post'], TopicArn: TOPIC },
  'of S3 with a topic': { TopicConfigurations: [{ TopicArn: TOPIC, Events: ['s3:ObjectCreated:*'] }] },
  'of backups': { SNSTopicArn: TOPIC, BackupVaultEvents: ['RESTORE_JOB_COMPLETED'], BackupVaultName: 'tapes' },
  'with names only': { events: ['archive', 'inventory'] },
  'of a page': { selector: '#archive', events: ['click', 'inventory:open'] },
};

const crossAccount: Documents = {
  'an AssumeRole request': { RoleArn: ROLE, RoleSessionName: 'me', ExternalId: 'x', DurationSeconds: 3600 },
  'a role and its external id': { roleArn: ROLE, externalId: 'x' },
  'the same in AWS’s case': { RoleArn: ROLE, ExternalId: 'x' },
  'a role alone': { RoleArn: ROLE },
  'a role of an application': { RoleArn: ROLE, ApplicationId: 'web' },
  'an application and an external id': { ApplicationId: 'web', ExternalId: 'x' },
  'an application alone': { ApplicationId: '0123456789abcdef0123456789abcdef' },
  'a list of accounts': { accounts: { prod: { roleArn: ROLE, externalId: 'x' }, dev: { roleArn: ROLE } } },
  'accounts by id': { accounts: { '444455556666': { name: 'prod', email: 'x@x.example' } } },
  'accounts with Regions': { accounts: { prod: { regions: ['eu-west-1', 'us-east-1'] } } },
  'accounts with settings by Region': { accounts: { prod: { regions: { 'eu-west-1': { vpc: 'vpc-1' } } } } },
  'accounts with backup vaults': {
    accounts: { prod: { regions: { 'eu-west-1': { vaults: { daily: { kmsKey: 'x' } } } } } },
  },
  'accounts with names of vaults': { accounts: { prod: { regions: { 'eu-west-1': { vaults: ['daily'] } } } } },
  'accounts of a bank': { accounts: { savings: { balance: 3 }, current: { balance: 4 } } },
  'an answer of AssumeRole': { Credentials: { AccessKeyId: 'x', SessionToken: 'y' }, AssumedRoleUser: { Arn: ROLE } },
  'a state machine': { name: 'x', roleArn: ROLE, definition: '{}', type: 'STANDARD' },
  'a trail': { TrailName: 'x', SnsTopicName: 'x', RoleArn: ROLE, S3BucketName: 'y' },
  'a stack': { StackName: 'x', RoleARN: ROLE, NotificationARNs: [TOPIC] },
  'a subscription of logs': {
    logGroupName: '/x',
    filterName: 'y',
    filterPattern: '',
    destinationArn: STREAM,
    roleArn: ROLE,
  },
  'a rule of events': { Name: 'x', EventPattern: '{}', RoleArn: ROLE, Targets: [{ Arn: STREAM, Id: '1' }] },
  'a pipe': { Name: 'x', Source: STREAM, Target: TOPIC, RoleArn: ROLE },
  'a destination of logs': { destinationName: 'x', targetArn: STREAM, roleArn: ROLE },
  'a stream and much beside it': {
    Name: 'x',
    Type: 'kinesis',
    DestinationStreamArn: STREAM,
    BatchSize: 10,
    Enabled: true,
  },
  'an identity pool': { IdentityPoolId: 'x', Roles: { authenticated: ROLE }, RoleMappings: {} },
};

const labels: Documents = {
  'a topic': { SNSTopic: 'Topic for alerts' },
  'a topic in German': { SNSTopic: 'SNS-Thema', Bucket: 'Eimer' },
  'a stream': { DestinationStreamArn: 'Where events go' },
  'a hub': { notificationHubRegion: 'Region' },
  'a hub in words': { notificationHubRegion: 'Region of the hub', status: 'State' },
  'a token': { DeviceToken: 'Device token' },
  'a device': { DeviceToken: 'Token', DeviceType: 'Type' },
  'an application': { PinpointAppArn: 'ARN of the application' },
  'a config': { vaultNotificationConfig: 'Notifications of the vault' },
  'events by name': {
    ArchiveRetrievalCompleted: 'An archive is ready',
    InventoryRetrievalCompleted: 'An inventory is ready',
  },
  'many words': {
    SNSTopic: 'Topic',
    Events: 'Events',
    vaultName: 'Vault',
    accountId: 'Account',
    region: 'Region',
    save: 'Save',
    cancel: 'Cancel',
    title: 'Title',
    help: 'Help',
  },
  'documentation of members': {
    RoleArn: 'The role.',
    DestinationStreamArn: 'The stream to write to.',
    ExternalId: 'Not used.',
  },
  'a glossary': { vault: 'A vault', hub: 'A hub', stream: 'A stream', accounts: 'Accounts' },
  'options of a form': {
    deviceToken: { label: 'Token', type: 'password' },
    deviceType: { label: 'Type' },
    submit: 'Go',
  },
};

const pushes: Documents = {
  'with a token alone': { deviceToken: 'abc' },
  'with AWS’s own key alone': { DeviceToken: 'abc' },
  'with a message': { deviceToken: 'abc', title: 'Hello', body: 'World' },
  'with a type': { deviceToken: 'abc', deviceType: 'ios', userId: '7' },
  'with Apple’s type': { deviceToken: 'abc', deviceType: 'APNS', payload: { aps: {} } },
  'of .NET': { DeviceToken: 'abc', DeviceType: 'Android', UserId: 5 },
  'of .NET for iOS': { DeviceToken: 'abc', DeviceType: 'iOS' },
  'of Firebase': { to: 'abc', notification: { title: 'x' }, data: { instanceId: 'x' } },
  'of a device list': { devices: [{ DeviceToken: 'abc', DeviceType: 'GCM' }] },
  'of a session': { instanceId: 'i', deviceToken: 'abc', deviceType: 'android', appVersion: '1' },
  'of a platform endpoint': { PlatformApplicationArn: 'arn:aws:sns:eu-west-1:444455556666:app/GCM/x', Token: 'abc' },
  'of SendMessages': { ApplicationId: 'x', MessageRequest: { Addresses: { abc: { ChannelType: 'GCM' } } } },
  'of a chat': { InstanceId: 'i', ContactFlowId: 'f', ParticipantDetails: { DisplayName: 'x' } },
  'of a phone': { device_token: 'abc', device_type: 'APNS' },
};

const topics: Documents = {
  'in other case': { snsTopic: TOPIC },
  'with what is told there': { snsTopic: TOPIC, events: ['order.created', 'order.paid'] },
  'beside a vault': { snsTopic: TOPIC, vaultName: 'tapes', accountId: '-' },
  'beside a bucket': { snsTopic: TOPIC, bucket: 'x', table: 'y' },
  'in AWS’s case beside others': { SNSTopic: TOPIC, Bucket: 'x', Prefix: 'y' },
  'by name': { SNSTopic: 'alerts' },
  'by name with mails': { SNSTopic: 'alerts', Email: 'x@x.example' },
  'of an alarm': { AlarmName: 'x', AlarmActions: [TOPIC], OKActions: [TOPIC] },
  'of job parameters': { Type: 'archive-retrieval', ArchiveId: 'x', SNSTopic: TOPIC },
  'of an inventory job': { Type: 'inventory-retrieval', Format: 'JSON', SNSTopic: TOPIC },
  'of a job with a tier': { SNSTopic: TOPIC, Tier: 'Bulk' },
  'of a select job': { Type: 'select', SelectParameters: {}, SNSTopic: TOPIC, OutputLocation: {} },
  'of a delivered message': { Type: 'Notification', MessageId: 'x', TopicArn: TOPIC, Message: '{}' },
  'of a message about a job': {
    Action: 'ArchiveRetrieval',
    JobId: 'x',
    SNSTopic: TOPIC,
    VaultARN: VAULT,
    StatusCode: 'Succeeded',
  },
  'of records': { Records: [{ EventSource: 'aws:sns', Sns: { TopicArn: TOPIC } }] },
  'of a subscription': { TopicArn: TOPIC, Protocol: 'sqs', Endpoint: 'x' },
  'of attributes': { Attributes: { TopicArn: TOPIC, Policy: '{}' } },
};

const agents: Documents = {
  'a log agent': { agent: { run_as_user: 'x' }, logs: { log_stream_name: 'x' } },
  'a metrics agent': { namespace: 'x', roleArn: ROLE, destinationStreamArn: STREAM, interval: 60, host: 'x' },
  'a Kinesis agent': { flows: [{ filePattern: '/x', kinesisStream: 'clicks' }], assumeRoleARN: ROLE },
  'a tape gateway': { gateway: 'x', vaultName: 'tapes', accountId: '-', schedule: 'daily', retention: 7, path: '/x' },
  'an uploader': { vault: 'tapes', accountId: '444455556666', region: 'eu-west-1', snsTopic: TOPIC, threads: 4 },
  'an uploader’s parts': { vaultName: 'tapes', partSize: 1048576, uploadId: 'x' },
  'a list of vaults': { VaultList: [{ VaultARN: VAULT, VaultName: 'tapes' }] },
  'a list of hubs': { notificationHubs: [{ notificationHubRegion: 'us-east-1', statusSummary: { status: 'ACTIVE' } }] },
  'a list of applications': { Item: [{ Id: 'x', Name: 'y' }] },
  'a vault': { VaultARN: VAULT, VaultName: 'tapes', NumberOfArchives: 3, SizeInBytes: 5 },
  'tags of a vault': { Tags: { owner: 'me' }, vaultName: 'tapes' },
  'a package': { name: 'hub', version: '1.0.0', scripts: { test: 'x' }, events: ['archive'] },
  'actions of IAM': { events: ['glacier:InitiateJob', 'glacier:GetVaultNotifications', 's3:GetObject'], role: ROLE },
  'a policy of another service': {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }],
  },
  'a template of another kind': { Resources: { A: { Type: 'AWS::SNS::Topic', Properties: { TopicName: 'x' } } } },
  'a hub of another cloud': { notificationHubName: 'x', namespace: 'y', region: 'westeurope', platform: 'gcm' },
  'an event stream of a browser': { eventStream: { url: '/events', roleArn: 'x' }, retry: 3 },
  'a notification centre': { notificationHubRegion: 'eu', widgets: [], theme: 'dark', user: 'x' },
};

const fragment = { type: 'string', description: 'x' };

/** Keys of ours, most of them, with values that nothing of ours has. */
const otherShapes: Documents = {
  'a hub of another cloud': { notificationHubRegion: 'westeurope', tags: {} },
  'queues of hubs': { accounts: { prod: { notificationHubs: ['hub-orders', 'hub-marketing'] } } },
  'no hubs at all': { accounts: { prod: { notificationHubs: [] } } },
  'no vaults beside keys': { accounts: { prod: { regions: { 'eu-west-1': { vaults: {}, keys: [] } } } } },
  'a bank’s vaults': { accounts: { savings: { regions: { north: { vaults: {} } } } } },
  'a chart’s streams': { accounts: { default: { regions: { local: { eventStreams: {} } } } } },
  'a link of two streams': { sourceStreamArn: STREAM, destinationStreamArn: STREAM, roleArn: ROLE },
  'a stream alone in other case': { destinationStreamArn: STREAM },
  'flat parameters': { SNSTopic: TOPIC, Stage: 'prod', Topic: 'x' },
  'a device of another service': { DeviceToken: 'abc', DeviceType: 'iOS', InstanceId: 'i-1' },
  'a device and ways to reach its owner': { deviceToken: 'abc', contactConfiguration: { email: true } },
  'a shop': { topic: 'warehouse', events: ['InventoryRetrievalCompleted', 'OrderPlaced', 'OrderShipped'] },
  'ways to tell of a vault': { vaultNotificationConfig: { slack: '#ops', email: 'x@x.example' } },
  'a switch of a vault': { vaultNotificationConfig: true },
  'a schema of a stream': { DestinationStreamArn: fragment, RoleArn: fragment },
  'a schema of a token': { DeviceToken: fragment },
  'a schema of a hub': { notificationHubRegion: fragment },
  'a schema of a device': { DeviceToken: fragment, DeviceType: fragment, ContactConfiguration: { type: 'object' } },
  'labels in Spanish': { notificationHubRegion: 'Región', statusSummary: 'Estado' },
  'a Region in words': { notificationHubRegion: 'Region eu-west-1' },
  'of documents beside a topic': { snsTopic: TOPIC, events: ['documentRetrieved', 'archive.created'], externalId: 'x' },
  'of documents alone': { snsTopic: TOPIC, events: ['documentRetrieved'] },
  'of documents beside one of Glacier': { events: ['ArchiveRetrievalCompleted', 'documentRetrieved'] },
  'an archive beside a topic': { snsTopic: TOPIC, events: ['archive.done'] },
  'labels in Japanese': { notificationHubRegion: '地域', statusSummary: '状態' },
  'names of labels': { notificationHubRegion: 'region_label' },
  'labels in German': { DestinationStreamArn: 'Ziel-ARN', RoleArn: 'Rollen-ARN' },
  'a label with a hyphen': { PinpointAppArn: 'ARN-der-App' },
  'labels in French': { DeviceToken: 'Jeton', DeviceType: 'Type', InstanceId: 'Instance' },
  'labels below a stream': { WriteEventStream: { DestinationStreamArn: 'Ziel', RoleArn: 'Rolle' } },
};

/** Bodies of other services under the name that AWS's guide gives to one of ours. */
const notificationConfigs: Documents = {
  'of a repository': { topic: 'deploys', events: 'push' },
  'of many events': { events: ['user.created', 'archiveRetrievalComplete', 'archive.done', 'archive.done'] },
  'of S3': { TopicArn: TOPIC, Events: ['s3:ObjectCreated:*'] },
  'of orders': { snsTopic: TOPIC, events: ['order.created', 'order.paid'] },
  'of an archive beside a topic': { snsTopicArn: TOPIC, events: ['archive.created', 'archive.created'] },
  'of flat parameters': { SNSTopic: TOPIC, Stage: 'prod', Topic: 'x' },
  'of a chat': { vaultNotificationConfig: { slack: '#ops', email: 'x@x.example' } },
  'of a queue': { Topic: 'orders', Events: [] },
};

const families: readonly (readonly [string, Documents, fileName?: string])[] = [
  ['a webhook', webhooks],
  ['of several accounts:', crossAccount],
  ['a label for', labels],
  ['a push', pushes],
  ['a topic', topics],
  ['settings:', agents],
  ['our keys for other things:', otherShapes],
  ['a notification config', notificationConfigs, 'notificationConfig.json'],
];

const json = families.flatMap(([family, documents, fileName = 'some.json']) =>
  Object.entries(documents).map(([name, document]) => ({
    name: `${family} ${name}`,
    fileName,
    text: `${JSON.stringify(document, null, 2)}\n`,
  })),
);

const SET = 'aws glacier set-vault-notifications --vault-name tapes --vault-notification-config';

const texts: readonly (readonly [string, string, string])[] = [
  ['a call that is printed', 'usage.sh', `echo "usage: ${SET} '{}'"\n`],
  ['a call in a comment', 'notes.sh', `# ${SET} '{"SNSTopic": "x"}'\n`],
  ['a call for another shell', 'remote.sh', `ssh host "${SET} {}" && bash -c '${SET} {}'\n`],
  ['a call with blanks to fill in', 'README.md', `\`\`\`sh\n${SET} <config> --account-id <id>\n\`\`\`\n`],
  [
    'a heredoc of settings',
    'install.sh',
    `cat > app.json <<EOF\n{"snsTopic": "$TOPIC", "events": ["archive.created"]}\nEOF\n`,
  ],
  [
    'a tool of its own',
    'run.sh',
    'icebox glacier set-vault-notifications --topic x\nmanage.py glacier delete-vault-notifications\n',
  ],
  ['a service of another', 'run.sh', 'acme --env prod notifications register-notification-hub --nothing\n'],
  [
    'a wrapper',
    'run.sh',
    'retrying aws glacier get-vault-notifications --vault-name tapes\nsaws glacier get-vault-notifications\n',
  ],
  ['a function', 'run.sh', 'aws() { command aws --region us-east-1 "$@"; }\naws glacier get-vault-notifications\n'],
  ['an alias', 'run.sh', "alias aws='aws --endpoint-url http://localhost:4566'\naws glacier get-vault-notifications\n"],
  [
    'options in a list',
    'run.sh',
    'OPTS=(--account-id -)\naws glacier get-vault-notifications "${OPTS[@]}" --vault-name x\n',
  ],
  ['a call in a list', 'run.sh', 'CMD=(aws glacier get-vault-notifications)\nCMD+=(--vault-name x)\n"${CMD[@]}"\n'],
  [
    'options of a caller',
    'run.sh',
    'aws glacier delete-vault-notifications "$@"\naws glacier delete-vault-notifications $*\n',
  ],
  ['options that are computed', 'run.sh', 'aws glacier delete-vault-notifications $(options) --vault-name x\n'],
  ['options in a variable', 'run.sh', 'aws glacier delete-vault-notifications $ACCOUNT --vault-name x\n'],
  [
    'values that are piped in',
    'run.sh',
    'cut -f1 list | xargs -n1 aws glacier delete-vault-notifications --account-id - --vault-name\nxargs -I{} aws glacier get-vault-notifications --account-id - --vault-name {} <list\n',
  ],
  [
    'values for many at once',
    'run.sh',
    'parallel aws glacier delete-vault-notifications --account-id - --vault-name ::: a b\n',
  ],
  [
    'a printed call',
    'run.sh',
    'echo aws glacier get-vault-notifications\nprintf "%s" aws glacier get-vault-notifications\n',
  ],
  ['a usage', 'run.sh', 'cat <<EOF\nUsage: aws glacier get-vault-notifications [--vault-name NAME]\nEOF\n'],
  ['help', 'run.sh', 'aws glacier set-vault-notifications help | less\naws glacier set-vault-notifications --help\n'],
  ['a skeleton', 'run.sh', 'aws glacier set-vault-notifications --generate-cli-skeleton > request.json\n'],
  ['a whole request', 'run.sh', 'aws glacier set-vault-notifications --cli-input-json "$REQUEST"\n'],
  ['a Makefile’s options', 'Makefile', 'get:\n\t@aws glacier get-vault-notifications $(OPTIONS)\n'],
  ['a workflow’s options', 'ci.yml', '- run: aws glacier get-vault-notifications ${{ inputs.options }}\n'],
  ['a call in part', 'README.md', '```sh\naws glacier set-vault-notifications --vault-name my-vault …\n```\n'],
  ['a call with dots', 'README.md', '```sh\naws glacier set-vault-notifications ... --vault-name my-vault\n```\n'],
  ['a call with blanks', 'README.md', '```\n$ aws glacier get-vault-notifications --vault-name <VAULT>\n```\n'],
  [
    'a call with choices',
    'README.md',
    '```\naws glacier get-vault-notifications (--vault-name NAME | --cli-input-json FILE)\n```\n',
  ],
  [
    'AWS’s synopsis',
    'README.md',
    '```\naws glacier get-vault-notifications\n    --account-id <value>\n    [--cli-input-json <value>]\n```\n',
  ],
  [
    'names of calls',
    'README.md',
    '```\naws glacier get-vault-notifications\naws glacier set-vault-notifications\n```\n',
  ],
  [
    'a call for cmd',
    'README.md',
    '```\naws glacier get-vault-notifications ^\n  --account-id - ^\n  --vault-name x\n```\n',
  ],
  [
    'a call for PowerShell',
    'README.md',
    '```\naws glacier get-vault-notifications `\n  --account-id - `\n  --vault-name x\n```\n',
  ],
  ['words about a call', 'README.md', 'Call aws glacier get-vault-notifications --vault-name x.\n'],
  ['a call that nothing closes', 'run.sh', "aws glacier get-vault-notifications --vault-name 'x\n"],
  [
    'a policy of another service',
    'run.sh',
    `aws sqs set-queue-attributes --attributes '{"Policy": "x", "Statement": []}'\n`,
  ],
  ['a body in a workflow', 'ci.yml', `- run: |\n    curl -d '{"deviceToken": "$T", "title": "x"}' https://x.example\n`],
];

/** More than a hundred of them: webhooks, cross-account settings, labels, pushes, topics, agents, and scripts. */
export const lookalikes: readonly Lookalike[] = [
  ...json,
  ...texts.map(([name, fileName, text]) => ({ name, fileName, text })),
];
