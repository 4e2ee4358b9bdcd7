import { describe, expect, it } from 'vitest';
import { isAccountLeftToReaders, isLeftToReaders, isVariableKey, placeholderIn } from './placeholder.ts';

describe('placeholderIn', () => {
  it.each([
    ['${TOPIC}', 'variable', '${TOPIC}'],
    ['${env:DEVICE_TOKEN}', 'variable', '${env:DEVICE_TOKEN}'],
    ['arn:aws:sns:${AWS::Region}:x', 'variable', '${AWS::Region}'],
    ['${aws_sns_topic.jobs.arn}', 'variable', '${aws_sns_topic.jobs.arn}'],
    ['${{ secrets.TOPIC }}', 'variable', '${{ secrets.TOPIC }}'],
    ['{{ topic }}', 'variable', '{{ topic }}'],
    ['a-$STAGE', 'variable', '$STAGE'],
    ['arn:aws:sns:$1:444455556666:jobs', 'variable', '$1'],
    ['${1}', 'variable', '${1}'],
    ['$(TOPIC)', 'variable', '$(TOPIC)'],
    ['%TOPIC%', 'variable', '%TOPIC%'],
    ['${your topic}', 'blank', '${your topic}'],
    ['<topic arn>', 'blank', '<topic arn>'],
    ['string', 'blank', 'string'],
    ['REPLACE_ME', 'blank', 'REPLACE_ME'],
    ['change-me', 'blank', 'change-me'],
    ['arn:aws:sns:REGION:ACCOUNT_ID:jobs', 'blank', 'REGION'],
    ['arn:aws:sns:eu-west-1:xxxxxxxxxxxx:jobs', 'blank', 'xxxxxxxxxxxx'],
    ['YOUR_TOPIC_ARN', 'blank', 'YOUR_TOPIC_ARN'],
    ['example-region', 'blank', 'example-region'],
  ])('finds what stands for something else in %s', (value, kind, text) => {
    const found = placeholderIn(value);
    expect(found?.kind).toBe(kind);
    expect(value.slice(found?.from, found?.to)).toBe(text);
  });

  it.each([
    'arn:aws:sns:eu-west-1:444455556666:jobs',
    'my-TODO-list',
    'substring',
    'REGIONAL',
    'CUSTOMER',
    'fGh12:APA91b',
    '$',
    '$100',
    '$1.50',
    '100%',
    '',
  ])('takes %j for a value', value => {
    expect(placeholderIn(value)).toBeUndefined();
  });
});

describe('what a page leaves to its readers', () => {
  it.each([
    'role-arn',
    'projectId',
    'region',
    'region-name',
    '[region]',
    'device-token',
    '...',
    'arn:...',
    'arn:aws:sns:…',
    'arn:aws:sns:us-east-1:...:topic',
    'arn:aws:sns:region:account:topic',
    'arn:aws:kinesis:region:account-id:stream/stream_name',
    'arn:aws:mobiletargeting:region:accountId:apps/projectId',
    'arn:aws:iam::account-id:role/role_name',
    'arn:aws:sns:us-east-1:AccountId:topic',
    'arn:aws:sns:us-east-1:my-account:topic',
    'arn:aws:sns:us-east-1:aws_account_number:topic',
    'arn:aws:sns:us-east-1:[account]:topic',
    'arn:aws:sns:us-east-1:XXXX:topic',
    'arn:aws:sns:us-east-1:12345*****12:topic',
    'arn:aws:sns:us-east-1:nnnnnnnnnnnn:topic',
    'arn:aws:sns:your-region:123456789012:topic',
    'arn:partition:sns:eu-west-1:123456789012:topic',
    'arn:{PARTITION}:sns:[region-name]:123456789012:topic',
    'arn:aws:sns:us-east-1:ACCOUNT-ID-WITHOUT-HYPHENS:topic',
    'arn:aws:sns:us-east-1:80398EXAMPLE:topic',
    'arn:aws:sns:us-east-1:REDACTED:topic',
    'arn:aws:sns:us-east-1:AccountB:topic',
    'arn:aws:sns:us-east-1:12-digit-account-id:topic',
    'arn:aws:sns:us-east-1:@account@:topic',
    'arn:aws:sns:us-east-1:#{account}:topic',
    '{vault}',
    '[vault name]',
    '(vault)',
    '',
    '«vault»',
    'your vault',
    'EVENT',
    'event-name',
    '{111122223333}',
    'ボールト名',
    '************',
  ])('holds %s', value => {
    expect(isLeftToReaders(value)).toBe(true);
  });

  it.each([
    'my-topic',
    'ArchiveEvent',
    'Monthly Backups',
    'EU (Ireland)',
    'Archive RetrievalCompleted',
    '[arn:aws:sns:us-east-1:123456789012:topic]',
    '{ArchiveRetrieval}',
    ' arn:aws:sns:us-east-1:123456789012:topic',
    'arn:aws:sns:us-east-1:123456789012:topic',
    'arn:aws:sns:us-east-1:123456789012:account-id',
    'arn:aws:sns:us-east-1:123456789:topic',
    'arn:aws:sns:us-east-1:topic:123456789012',
    'arn:aws:sns:regional:123456789012:topic',
    'arn:aws:sns:123456789012:us-east-1:topic',
    'arn:aws:sns:us-east-1:12345678901O:topic',
    'arn:AWS:sns:us-east-1:123456789012:topic',
    'arn:aws:sns:us-east-1::topic',
  ])('does not hold %s', value => {
    expect(isLeftToReaders(value)).toBe(false);
  });

  it.each([
    ['my-account', true],
    ['xxxxxxxxxxxx', true],
    ['{account}', true],
    ['1111-2222-3333', false],
    ['12345678901O', false],
    ['1234', false],
  ])('holds the account %s: %s', (value, isLeft) => {
    expect(isAccountLeftToReaders(value)).toBe(isLeft);
  });
});

it.each([
  ['$KEY', true],
  ['${key}', true],
  ['{{ .Values.key }}', true],
  ['$schema', false],
  ['$comment', false],
  ['$metadata', false],
  ['Events', false],
])('takes the key %s for a variable: %s', (key, isVariable) => {
  expect(isVariableKey(key)).toBe(isVariable);
});
