import { NodeHttpHandler } from '@smithy/node-http-handler';
import { afterEach, expect, test, vi } from 'vitest';
import type { OperationName } from '../../core/model/operations.ts';
import type { EndpointChoice } from '../config/endpoints.ts';
import { loadService } from './openService.ts';

afterEach(() => vi.unstubAllEnvs());

interface Request {
  readonly protocol: string;
  readonly hostname: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** What a client would send, `times` over; nothing is sent. */
async function requestsOf(
  service: Parameters<typeof loadService>[0],
  operation: OperationName,
  endpoint: EndpointChoice,
  times = 1,
  account: { readonly accountId?: string } = {},
): Promise<readonly Request[]> {
  const asked: Request[] = [];
  const requestHandler = {
    metadata: { handlerProtocol: 'http/1.1' },
    async handle(request: Request) {
      asked.push(request);
      throw new Error('not sent');
    },
    updateHttpClientConfig: () => undefined,
    httpHandlerConfigs: () => ({}),
  };
  const open = await loadService(service);
  const credentials = { accessKeyId: 'a', secretAccessKey: 's', ...account };
  const client = open({ region: 'us-east-1', endpoint, requestHandler });
  const input = { TopicArn: 't', RoleName: 'r', DeliveryStreamName: 'd', StreamName: 's', vaultName: 'v' };
  for (let time = 0; time < times; time += 1)
    await client.send(operation, input, { credentials }).catch(() => undefined);
  return asked;
}

async function addressOf(...call: Parameters<typeof requestsOf>): Promise<string> {
  return (await requestsOf(...call)).map(({ protocol, hostname }) => `${protocol}//${hostname}`).join();
}

const services = [
  ['notifications', 'ListNotificationHubs', 'notifications.us-east-1.api.aws', 'notifications-fips.us-east-1.api.aws'],
  ['glacier', 'ListVaults', 'glacier.us-east-1.amazonaws.com', 'glacier-fips.us-east-1.amazonaws.com'],
  ['pinpoint', 'GetApps', 'pinpoint.us-east-1.amazonaws.com', 'pinpoint-fips.us-east-1.amazonaws.com'],
  ['connect', 'ListInstances', 'connect.us-east-1.amazonaws.com', 'connect-fips.us-east-1.amazonaws.com'],
  ['sts', 'GetCallerIdentity', 'sts.us-east-1.amazonaws.com', 'sts-fips.us-east-1.amazonaws.com'],
  ['sns', 'ListTopics', 'sns.us-east-1.amazonaws.com', 'sns-fips.us-east-1.amazonaws.com'],
  [
    ...(['organizations', 'ListRoots'] as const),
    ...(['organizations.us-east-1.amazonaws.com', 'organizations-fips.us-east-1.amazonaws.com'] as const),
  ],
  ['iam', 'ListRoles', 'iam.amazonaws.com', 'iam-fips.amazonaws.com'],
  ['kinesis', 'ListStreams', 'kinesis.us-east-1.amazonaws.com', 'kinesis-fips.us-east-1.amazonaws.com'],
  ['firehose', 'ListDeliveryStreams', 'firehose.us-east-1.amazonaws.com', 'firehose-fips.us-east-1.amazonaws.com'],
] as const;

test.each(services)(
  '%s is asked at AWS whatever the environment of the process says',
  async (service, operation, host, fips) => {
    vi.stubEnv('AWS_ENDPOINT_URL', 'http://127.0.0.1:9');
    vi.stubEnv(`AWS_ENDPOINT_URL_${service.toUpperCase()}`, 'http://127.0.0.1:9');
    vi.stubEnv('AWS_USE_FIPS_ENDPOINT', 'true');
    vi.stubEnv('AWS_USE_DUALSTACK_ENDPOINT', 'true');
    vi.stubEnv('AWS_REGION', 'ap-south-1');
    const plain = { kind: 'aws', fips: false, dualStack: false } as const;
    expect(await addressOf(service, operation, plain)).toBe(`https://${host}`);
    expect(await addressOf(service, operation, { ...plain, fips: true })).toBe(`https://${fips}`);
    expect(await addressOf(service, operation, { kind: 'given', url: 'http://127.0.0.1:1' })).toBe('http://127.0.0.1');
  },
);

test.each(services)('%s is told who asks, each call signed by itself', async (service, operation) => {
  const requests = await requestsOf(service, operation, { kind: 'given', url: 'http://127.0.0.1:1' }, 2);
  expect(requests).toHaveLength(2);
  for (const { headers } of requests) {
    expect(headers['user-agent']).toMatch(/ app\/notification-explorer$/);
    expect(headers.authorization).toMatch(/^AWS4-HMAC-SHA256 Credential=a\/\d{8}\/us-east-1\/[a-z]+\/aws4_request, /);
    expect(headers).not.toHaveProperty('amz-sdk-request');
  }
});

test('credentials that name their account are sent to the address of all: who signs is told by call', async () => {
  const plain = { kind: 'aws', fips: false, dualStack: false } as const;
  expect(await addressOf('kinesis', 'ListStreams', plain, 1, { accountId: '444455556666' })).toBe(
    'https://kinesis.us-east-1.amazonaws.com',
  );
});

test('an operation of another service is a mistake of ours', async () => {
  const open = await loadService('glacier');
  const client = open({
    region: 'us-east-1',
    endpoint: { kind: 'given', url: 'http://127.0.0.1:1' },
    requestHandler: new NodeHttpHandler(),
  });
  await expect(client.send('GetApps', {}, { credentials: { accessKeyId: 'a', secretAccessKey: 's' } })).rejects.toThrow(
    RangeError,
  );
});
