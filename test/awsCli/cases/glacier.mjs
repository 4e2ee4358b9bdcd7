const ACCOUNT = '100000000002';
const TOPIC = `arn:aws:sns:us-east-1:${ACCOUNT}:vault-events`;
const EVENTS = ['ArchiveRetrievalCompleted', 'InventoryRetrievalCompleted'];
const on = (operation, ...more) => ['glacier', operation, '--account-id', '-', ...more];
const vault = (operation, name, ...more) => on(operation, '--vault-name', name, ...more);
const arn = name => `arn:aws:glacier:us-east-1:${ACCOUNT}:vaults/${name}`;
const set = (name, config) =>
  vault('set-vault-notifications', name, '--vault-notification-config', JSON.stringify(config));
const names = Array.from({ length: 23 }, (_, index) => `tape-${index + 10}`);
const POLICY = JSON.stringify({ Policy: '{"Version":"2012-10-17","Statement":[]}' });
const once = (operation, fault) => [{ service: 'glacier', operation, account: ACCOUNT, count: 1, ...fault }];
const noConfig = `No notification configuration is set for vault: ${arn('ledger')}`;

/** Vaults, their pages and their notifications. */
export const glacier = {
  name: 'glacier',
  account: ACCOUNT,
  state: {
    [ACCOUNT]: {
      'eu-west-1': { glacier: { vaults: Object.fromEntries(names.map(name => [name, { numberOfArchives: 1 }])) } },
      'sa-east-1': { optedIn: false },
    },
    100000000012: { 'us-east-1': { glacier: { closed: true } } },
  },
  cases: [
    { aws: vault('create-vault', 'ledger'), output: { location: `/${ACCOUNT}/vaults/ledger` } },
    { aws: vault('create-vault', 'ledger'), output: { location: `/${ACCOUNT}/vaults/ledger` } },
    {
      aws: vault('describe-vault', 'ledger'),
      output: {
        VaultARN: arn('ledger'),
        VaultName: 'ledger',
        CreationDate: /\.\d{3}Z$/,
        NumberOfArchives: 0,
        SizeInBytes: 0,
      },
    },
    {
      aws: vault('describe-vault', 'none'),
      error: 'ResourceNotFoundException',
      message: `Vault not found for ARN: ${arn('none')}`,
    },
    { aws: vault('create-vault', 'a b'), error: 'InvalidParameterValueException' },
    { aws: vault('get-vault-notifications', 'ledger'), error: 'ResourceNotFoundException', message: noConfig },
    { aws: set('ledger', { SNSTopic: TOPIC, Events: EVENTS }) },
    {
      aws: vault('get-vault-notifications', 'ledger'),
      output: { vaultNotificationConfig: { SNSTopic: TOPIC, Events: EVENTS } },
    },
    {
      aws: set('ledger', { SNSTopic: TOPIC.replace('us-east-1', 'eu-west-1'), Events: EVENTS }),
      error: 'InvalidParameterValueException',
      message: `SNS topics must be in the local AWS region: ${TOPIC.replace('us-east-1', 'eu-west-1')}`,
    },
    { aws: set('ledger', { SNSTopic: TOPIC, Events: ['Done'] }), error: 'InvalidParameterValueException' },
    { aws: set('ledger', { Events: EVENTS }), error: 'MissingParameterValueException' },
    { aws: set('none', { SNSTopic: TOPIC, Events: EVENTS }), error: 'ResourceNotFoundException' },
    { aws: vault('delete-vault-notifications', 'ledger') },
    { aws: vault('delete-vault-notifications', 'ledger') },
    { aws: vault('get-vault-notifications', 'ledger'), error: 'ResourceNotFoundException', message: noConfig },
    { aws: vault('delete-vault', 'ledger') },
    { aws: vault('delete-vault', 'ledger') },
    {
      aws: vault('delete-vault', 'tape-10'),
      region: 'eu-west-1',
      error: 'InvalidParameterValueException',
      message: /^Vault not empty or recently written to: /,
    },
    { aws: on('list-vaults'), region: 'eu-west-1', output: { VaultList: names.map(VaultName => ({ VaultName })) } },
    {
      aws: on('list-vaults', '--page-size', '4', '--max-items', '9'),
      region: 'eu-west-1',
      output: { VaultList: list => list.length === 9, NextToken: /./ },
    },
    { aws: on('list-vaults', '--page-size', '11'), error: 'InvalidParameterValueException' },
    { aws: ['glacier', 'list-vaults', '--account-id', '100000000001'], error: 'AccessDeniedException' },
    { aws: ['glacier', 'list-vaults', '--account-id', ACCOUNT], output: { VaultList: [] } },
    {
      aws: on('list-vaults'),
      account: '100000000012',
      error: 'NoLongerSupportedException',
      message: /^This API is no longer supported for new accounts/,
    },
    { aws: on('list-vaults'), region: 'sa-east-1', error: 'UnrecognizedClientException' },
    { aws: on('list-vaults'), region: 'eu-central-2', error: 'InvalidSignatureException' },
    { faults: once('ListVaults', { kind: 'throttle' }), aws: on('list-vaults'), error: 'ThrottlingException' },
    {
      faults: once('ListVaults', { kind: 'error', code: 'ServiceUnavailableException' }),
      aws: on('list-vaults'),
      error: 'ServiceUnavailableException',
    },
    {
      faults: once('ListVaults', { kind: 'error', code: 'ExpiredTokenException' }),
      aws: on('list-vaults'),
      error: 'ExpiredTokenException',
    },
    {
      faults: once('ListVaults', { kind: 'clockSkew' }),
      aws: on('list-vaults'),
      error: 'InvalidSignatureException',
      message: /^Signature expired/,
    },
    {
      aws: vault('get-vault-access-policy', 'tape-11'),
      region: 'eu-west-1',
      error: 'ResourceNotFoundException',
      message: 'No vault access policy is set for: tape-11',
    },
    { aws: vault('list-tags-for-vault', 'tape-11'), region: 'eu-west-1', output: { Tags: {} } },
    { aws: vault('add-tags-to-vault', 'tape-11', '--tags', 'team=archive,stage=test'), region: 'eu-west-1' },
    { aws: vault('remove-tags-from-vault', 'tape-11', '--tag-keys', 'stage', 'none'), region: 'eu-west-1' },
    { aws: vault('list-tags-for-vault', 'tape-11'), region: 'eu-west-1', output: { Tags: { team: 'archive' } } },
    { aws: vault('set-vault-access-policy', 'tape-11', '--policy', POLICY), region: 'eu-west-1' },
    {
      aws: vault('get-vault-access-policy', 'tape-11'),
      region: 'eu-west-1',
      output: { policy: { Policy: '{"Version":"2012-10-17","Statement":[]}' } },
    },
    {
      aws: vault('set-vault-access-policy', 'tape-11', '--policy', '{"Policy":"public"}'),
      region: 'eu-west-1',
      error: 'InvalidParameterValueException',
    },
    { aws: vault('delete-vault-access-policy', 'tape-11'), region: 'eu-west-1' },
    { aws: vault('get-vault-lock', 'ledger'), error: 'NotImplemented', message: /GetVaultLock/ },
  ],
};
