import { expect, test } from 'vitest';
import type { ServiceId } from '../core/model/operations.ts';
import { callRegion } from './calls.ts';

test.each<[ServiceId, string, string, string]>([
  ['glacier', 'eu-west-1', 'aws', 'eu-west-1'],
  ['sts', 'cn-north-1', 'aws-cn', 'cn-north-1'],
  ['notifications', 'eu-west-1', 'aws', 'us-east-1'],
  ['notifications', 'us-east-1', 'aws-us-gov', 'us-gov-west-1'],
  ['notifications', 'cn-northwest-1', 'aws-cn', 'cn-north-1'],
  ['iam', 'ap-southeast-2', 'aws', 'us-east-1'],
  ['iam', 'us-gov-east-1', 'aws-us-gov', 'us-gov-west-1'],
  ['iam', 'cn-northwest-1', 'aws-cn', 'cn-north-1'],
  ['iam', 'eusc-de-east-1', 'aws-eusc', 'eusc-de-east-1'],
])('%s in %s of an account in %s is called in %s', (service, region, partition, called) => {
  expect(callRegion(service, region, partition)).toBe(called);
});
