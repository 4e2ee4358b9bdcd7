import { expect, test } from 'vitest';
import type { ServiceId } from '../core/model/operations.ts';
import { callRegion } from './calls.ts';

test.each<[ServiceId, string, string]>([
  ['glacier', 'eu-west-1', 'eu-west-1'],
  ['sts', 'cn-north-1', 'cn-north-1'],
  ['notifications', 'eu-west-1', 'us-east-1'],
  ['notifications', 'us-gov-west-1', 'us-gov-west-1'],
  ['iam', 'ap-southeast-2', 'us-east-1'],
  ['iam', 'us-gov-east-1', 'us-gov-west-1'],
  ['iam', 'cn-northwest-1', 'cn-north-1'],
  ['iam', 'eusc-de-east-1', 'eusc-de-east-1'],
])('%s in %s is called in %s', (service, region, called) => {
  expect(callRegion(service, region)).toBe(called);
});
