import { describe, expect, it } from 'vitest';
import { region } from '../model/regions.ts';
import { commandLine } from './commandLine.ts';

const prod = { kind: 'profile', name: 'my prod' } as const;
const where = region('eu-west-1');

describe('the line of the AWS CLI', () => {
  it.each([
    [
      'a vault',
      {
        operation: 'SetVaultNotifications',
        request: { accountId: '-', vaultName: 'tapes', vaultNotificationConfig: { Events: ['A'] } },
        source: prod,
      },
      `aws glacier set-vault-notifications --account-id 111122223333 --vault-name tapes --vault-notification-config '{"Events":["A"]}' --region eu-west-1 --profile 'my prod'`,
    ],
    [
      'a hub',
      {
        operation: 'RegisterNotificationHub',
        request: { notificationHubRegion: 'eu-west-1' },
        source: { kind: 'default' },
      },
      'aws notifications register-notification-hub --notification-hub-region eu-west-1 --region eu-west-1',
    ],
    [
      'a device, its token in a variable',
      {
        operation: 'CreatePushNotificationRegistration',
        request: { PinpointAppArn: 'arn:x', DeviceToken: '${secret:DeviceToken}' },
        source: { kind: 'default' },
      },
      'aws connect create-push-notification-registration --pinpoint-app-arn arn:x --device-token "$DEVICE_TOKEN" --region eu-west-1',
    ],
    [
      'the emulator, which no real account is taken for',
      {
        operation: 'PutEventStream',
        request: { ApplicationId: 'a' },
        source: { kind: 'emulator', accountId: '111122223333' },
        endpoint: 'http://127.0.0.1:1',
      },
      'AWS_ACCESS_KEY_ID=111122223333 AWS_SECRET_ACCESS_KEY=local aws pinpoint put-event-stream --application-id a --region eu-west-1 --endpoint-url http://127.0.0.1:1',
    ],
    [
      'a value that looks like an option',
      { operation: 'SetVaultNotifications', request: { vaultName: '-x' }, source: { kind: 'default' } },
      'aws glacier set-vault-notifications --vault-name=-x --region eu-west-1',
    ],
    [
      'a value that would be read from a file',
      { operation: 'SetVaultNotifications', request: { vaultName: 'file:///etc/passwd' }, source: { kind: 'default' } },
      `aws glacier set-vault-notifications --cli-input-json '{"vaultName":"file:///etc/passwd"}' --region eu-west-1`,
    ],
    [
      'a value that stands for what credentials lead to, beside one that would be read from a file',
      {
        operation: 'SetVaultNotifications',
        request: { vaultName: '-', vaultNotificationConfig: { SNSTopic: 'a' } },
        source: { kind: 'default' },
      },
      `aws glacier set-vault-notifications --vault-name - --vault-notification-config '{"SNSTopic":"a"}' --region eu-west-1`,
    ],
    [
      'a request of which one value alone would be read from a file',
      {
        operation: 'SetVaultNotifications',
        request: { accountId: '111122223333', vaultName: 'https://a' },
        source: { kind: 'default' },
      },
      `aws glacier set-vault-notifications --cli-input-json '{"accountId":"111122223333","vaultName":"https://a"}' --region eu-west-1`,
    ],
    [
      'what is on or off',
      { operation: 'SetVaultNotifications', request: { isOn: true, isOff: false }, source: { kind: 'default' } },
      'aws glacier set-vault-notifications --is-on --no-is-off --region eu-west-1',
    ],
    [
      'members with abbreviations',
      {
        operation: 'SetVaultNotifications',
        request: { SNSTopic: 'a', SSEKMSKeyId: 'b', Sha256Hash: 'c' },
        source: { kind: 'default' },
      },
      'aws glacier set-vault-notifications --sns-topic a --ssekms-key-id b --sha256-hash c --region eu-west-1',
    ],
    [
      'a name that begins with a character that shows as another',
      { operation: 'SetVaultNotifications', request: { vaultName: '\u202ea' }, source: { kind: 'default' } },
      `aws glacier set-vault-notifications --vault-name $'\\xE2\\x80\\xAEa' --region eu-west-1`,
    ],
    [
      'the emulator, wherever it listens',
      {
        operation: 'PutEventStream',
        request: { ApplicationId: 'a' },
        source: { kind: 'emulator', accountId: '111122223333' },
      },
      'AWS_ACCESS_KEY_ID=111122223333 AWS_SECRET_ACCESS_KEY=local aws pinpoint put-event-stream --application-id a --region eu-west-1 --endpoint-url http://127.0.0.1',
    ],
    [
      'a name with characters that show as others',
      { operation: 'SetVaultNotifications', request: { vaultName: "a\u202e'\n\\é" }, source: { kind: 'default' } },
      `aws glacier set-vault-notifications --vault-name $'a\\xE2\\x80\\xAE\\'\\x0A\\\\é' --region eu-west-1`,
    ],
    [
      'a profile whose name looks like an option',
      { operation: 'SetVaultNotifications', request: { vaultName: 'a' }, source: { kind: 'profile', name: '-p' } },
      'aws glacier set-vault-notifications --vault-name a --region eu-west-1 --profile=-p',
    ],
  ] as const)('sets %s', (_name, parts, expected) => {
    expect(commandLine({ region: where, accountId: '111122223333', ...parts })).toBe(expected);
  });
});
