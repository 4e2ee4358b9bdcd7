import { expect, test } from 'vitest';
import type { OperationName } from '../core/model/operations.ts';
import { callRegion } from './calls.ts';

test.each<[OperationName, string, string, string]>([
  ['ListVaults', 'eu-west-1', 'aws', 'eu-west-1'],
  ['GetCallerIdentity', 'cn-north-1', 'aws-cn', 'cn-north-1'],
  ['ListNotificationHubs', 'eu-west-1', 'aws', 'us-east-1'],
  ['ListNotificationHubs', 'us-east-1', 'aws-us-gov', 'us-gov-west-1'],
  ['ListNotificationHubs', 'cn-northwest-1', 'aws-cn', 'cn-north-1'],
  ['ListNotificationEvents', 'eu-west-1', 'aws', 'eu-west-1'],
  ['GetRole', 'ap-southeast-2', 'aws', 'us-east-1'],
  ['GetRole', 'us-gov-east-1', 'aws-us-gov', 'us-gov-west-1'],
  ['GetRole', 'cn-northwest-1', 'aws-cn', 'cn-north-1'],
  ['GetRole', 'eusc-de-east-1', 'aws-eusc', 'eusc-de-east-1'],
  ['ListRoots', 'eu-west-1', 'aws', 'us-east-1'],
  ['ListRoots', 'us-gov-east-1', 'aws-us-gov', 'us-gov-west-1'],
  ['ListRoots', 'cn-north-1', 'aws-cn', 'cn-northwest-1'],
])('%s in %s of an account in %s is called in %s', (operation, region, partition, called) => {
  expect(callRegion(operation, region, partition)).toBe(called);
});
