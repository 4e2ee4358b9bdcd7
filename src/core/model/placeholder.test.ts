import { describe, expect, it } from 'vitest';
import { placeholderIn } from './placeholder.ts';

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
