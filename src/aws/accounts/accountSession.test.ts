import { expect, test } from 'vitest';
import type { AccountSource } from '../../core/model/account.ts';
import { AccountSession } from './accountSession.ts';

const profile: AccountSource = { kind: 'profile', name: 'prod' };

/** An account whose config gives an endpoint, or none. */
const sessionAt = (url: string | null, source: AccountSource = profile) =>
  new AccountSession({
    source,
    homeRegion: 'eu-west-1',
    endpoint: () => (url === null ? { kind: 'aws', fips: false, dualStack: false } : { kind: 'given', url }),
    credentials: Object(null),
    connections: Object(null),
  });

const serverBehind = (url: string | null, source?: AccountSource) => sessionAt(url, source).server('glacier');

test.each([
  [null, null],
  ['https://glacier.eu-west-1.amazonaws.com', null],
  ['https://vpce-0123-abcd.glacier.eu-west-1.vpce.amazonaws.com/', null],
  ['https://glacier-fips.us-gov-west-1.amazonaws.com', null],
  ['https://glacier.us-east-1.api.aws', null],
  ['https://glacier.cn-north-1.amazonaws.com.cn', null],
  ['https://glacier.eusc-de-east-1.amazonaws.eu', null],
  ['https://glacier.us-iso-east-1.c2s.ic.gov', null],
  ['http://127.0.0.1:5000/', 'http://127.0.0.1:5000'],
  ['https://moto.example.com/aws/', 'https://moto.example.com/aws'],
  ['http://ec2-3-120-1-2.eu-central-1.compute.amazonaws.com:4566', undefined],
  ['http://internal-glacier-1.eu-west-1.elb.amazonaws.com', undefined],
  ['https://a1b2.execute-api.eu-west-1.amazonaws.com/glacier', undefined],
  ['https://glacier.s3.eu-west-1.amazonaws.com', undefined],
  ['https://sns.eu-west-1.amazonaws.com', undefined],
  ['https://glacier.eu-west-1.amazonaws.com:8443', undefined],
  ['https://amazonaws.com.example.com', 'https://amazonaws.com.example.com'],
  ['https://notamazonaws.com', 'https://notamazonaws.com'],
])('who answers behind %j is %j', (url, server = url) => {
  expect(serverBehind(url)).toBe(server);
});

test('the emulator answers its own accounts, wherever it is', () => {
  expect(serverBehind('http://127.0.0.1:5000', { kind: 'emulator', accountId: '111122223333' })).toBe('emulator');
});

test.each([
  ['https://me:hush@moto.example.com/aws', 'https://moto.example.com/aws'],
  ['HTTP://me:h@sh@127.0.0.1:5000', 'HTTP://127.0.0.1:5000'],
  ['https://moto.example.com/a@b', 'https://moto.example.com/a@b'],
])('of the endpoint %j no password is told', (url, endpoint) => {
  expect(sessionAt(url).endpoint('glacier')).toBe(endpoint);
});
