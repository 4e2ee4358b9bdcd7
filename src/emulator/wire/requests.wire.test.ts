import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { awsModels } from '../awsModels.ts';
import { oidcModel } from '../oidc/service.ts';
import { services } from '../services.ts';
import { type Emulator, startEmulator } from '../startEmulator.ts';
import { amzDate, authorization, control, type RawRequest, raw } from '../testing/rawRequest.ts';

let emulator: Emulator;
const reports: string[] = [];

beforeAll(async () => {
  emulator = await startEmulator({ report: text => reports.push(text) });
});
afterAll(async () => {
  await emulator.close();
  expect(reports).toEqual([]);
});

const send = (request: RawRequest) => raw(emulator.endpoint, request);
const VERSION = { 'x-amz-glacier-version': '2012-06-01' };
const form = (action: string, version: string) => ({
  method: 'POST',
  path: '/',
  body: `Action=${action}&Version=${version}`,
});
const target = (name: string) => ({ method: 'POST', path: '/', headers: { 'x-amz-target': name }, body: '{}' });

/** One read of each service, with what its error carrier gives as the code. */
const reads: readonly {
  readonly service: string;
  readonly request: RawRequest;
  readonly code: (answer: Awaited<ReturnType<typeof raw>>) => unknown;
}[] = [
  {
    service: 'notifications',
    request: { path: '/notification-hubs' },
    code: answer => answer.headers['x-amzn-errortype'],
  },
  { service: 'glacier', request: { path: '/-/vaults', headers: VERSION }, code: answer => answer.json().code },
  { service: 'mobiletargeting', request: { path: '/v1/apps' }, code: answer => answer.headers['x-amzn-errortype'] },
  { service: 'connect', request: { path: '/instance' }, code: answer => answer.headers['x-amzn-errortype'] },
  {
    service: 'sts',
    request: form('GetCallerIdentity', '2011-06-15'),
    code: answer => /<Code>(.*)<\/Code>/.exec(answer.text)?.[1],
  },
  {
    service: 'sns',
    request: form('ListTopics', '2010-03-31'),
    code: answer => /<Code>(.*)<\/Code>/.exec(answer.text)?.[1],
  },
  {
    service: 'iam',
    request: form('ListRoles', '2010-05-08'),
    code: answer => /<Code>(.*)<\/Code>/.exec(answer.text)?.[1],
  },
  { service: 'kinesis', request: target('Kinesis_20131202.ListStreams'), code: answer => answer.json().__type },
  {
    service: 'firehose',
    request: target('Firehose_20150804.ListDeliveryStreams'),
    code: answer => answer.json().__type,
  },
];

describe('a signed request', () => {
  it.each(reads)('is answered by the service of its scope: $service', async ({ service, request }) => {
    const answer = await send({ ...request, as: { service } });
    expect(answer.status).toBe(200);
    expect(answer.headers['x-amzn-requestid']).toMatch(/^[0-9a-f-]{36}$/);
    expect(Date.parse(answer.headers.date ?? '')).not.toBeNaN();
  });

  it('is told that no service signs like that', async () => {
    const answer = await send({ path: '/', as: { service: 's3' } });
    expect([answer.status, answer.headers['x-amzn-errortype']]).toEqual([501, 'NotImplemented']);
    expect(answer.json().message).toContain("'s3'");
  });

  it('may carry an absolute target', async () => {
    const path = `${emulator.endpoint}/notification-hubs`;
    expect((await send({ path, as: { service: 'notifications' } })).status).toBe(200);
  });
});

describe('a request without a signature', () => {
  it.each(reads)('is refused in the words of $service', async ({ service, request, code }) => {
    const answer = await send(request);
    expect(code(answer)).toMatch(/^MissingAuthenticationToken(Exception)?$/);
    expect(answer.status).toBe(['glacier', 'kinesis', 'firehose'].includes(service) ? 400 : 403);
    expect(answer.headers['x-amzn-requestid']).toBeDefined();
  });

  it('is refused where it fits no service', async () => {
    const answer = await send({ path: '/nothing-like-it' });
    expect([answer.status, answer.headers['x-amzn-errortype']]).toEqual([403, 'MissingAuthenticationTokenException']);
  });
});

describe('a malformed signature', () => {
  const day = new Date().toISOString().slice(0, 10).replaceAll('-', '');
  const scope = `111122223333/${day}/us-east-1/connect/aws4_request`;
  it.each([
    ['Basic dXNlcjpwYXNz'],
    ['AWS4-HMAC-SHA256'],
    ['AWS4-HMAC-SHA256 Credential'],
    [`AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host`],
    [`AWS4-HMAC-SHA256 Credential=${scope}, Signature=00`],
    [`AWS4-HMAC-SHA256 Credential=${scope}/more, SignedHeaders=host, Signature=00`],
    ['AWS4-HMAC-SHA256 Credential=x/today/us-east-1/connect/aws4_request, SignedHeaders=host, Signature=00'],
    ['AWS4-HMAC-SHA256 Credential=, SignedHeaders=host, Signature=00'],
  ])('is refused: %s', async header => {
    const answer = await send({
      path: '/instance',
      headers: { authorization: header, 'x-amz-date': amzDate(new Date()) },
    });
    expect([answer.status, answer.headers['x-amzn-errortype']]).toEqual([400, 'IncompleteSignatureException']);
    expect(answer.json().Message).not.toBe('');
  });

  it('is refused without a date, with one that is none, and with one of another day', async () => {
    const dates = [{}, { 'x-amz-date': 'yesterday' }, { 'x-amz-date': '20200101T000000Z' }];
    const codes = [];
    for (const headers of dates) {
      const answer = await send({
        path: '/instance',
        headers: { authorization: authorization('connect'), ...headers },
      });
      codes.push(answer.headers['x-amzn-errortype']);
    }
    expect(codes).toEqual([
      'IncompleteSignatureException',
      'IncompleteSignatureException',
      'InvalidSignatureException',
    ]);
  });
});

describe('the Region of a scope', () => {
  it.each([
    ['glacier', 'eu-central-2', '/-/vaults'],
    ['connect', 'eu-west-1', '/instance'],
    ['mobiletargeting', 'af-south-1', '/v1/apps'],
    ['connect', 'mars-north-1', '/instance'],
  ])('is refused where %s has no endpoint: %s', async (service, region, path) => {
    const answer = await send({ path, headers: VERSION, as: { service, region } });
    expect(answer.status).toBe(403);
    expect(answer.text).toContain('Credential should be scoped to a valid region');
  });

  it('is refused where the account has not enabled it, as unknown credentials', async () => {
    const other = await startEmulator({
      seed: { document: { version: 1, accounts: { '111122223333': { 'af-south-1': { optedIn: false } } } } },
    });
    const region = 'af-south-1';
    for (const { request, service, code } of reads.filter(one => ['glacier', 'connect', 'sts'].includes(one.service))) {
      const answer = await raw(other.endpoint, { ...request, as: { service, region } });
      expect(code(answer)).toBe(service === 'sts' ? 'InvalidClientTokenId' : 'UnrecognizedClientException');
      expect((await raw(other.endpoint, { ...request, as: { service, region, account: '444455556666' } })).status).toBe(
        200,
      );
    }
    await other.close();
  });
});

describe('the front door', () => {
  it.each(['http://evil.example', 'null', 'http://127.0.0.1'])('refuses the Origin %s, everywhere', async origin => {
    for (const path of ['/instance', '/_emulator/state', '/']) {
      expect((await send({ path, headers: { origin }, as: { service: 'connect' } })).status).toBe(403);
    }
  });

  it.each(['cross-site', 'same-site', 'nonsense'])(
    'refuses what a browser sends for a page of elsewhere, without an Origin too: Sec-Fetch-Site %s',
    async site => {
      for (const path of ['/instance', '/_emulator/state']) {
        const answer = await send({ path, headers: { 'sec-fetch-site': site }, as: { service: 'connect' } });
        expect(answer.status).toBe(403);
      }
    },
  );

  it.each(['none', 'same-origin'])('answers a person who opened the address: Sec-Fetch-Site %s', async site => {
    expect((await send({ path: '/_emulator/', headers: { 'sec-fetch-site': site } })).status).toBe(200);
  });

  it('refuses an Origin before it takes effect', async () => {
    await send({
      method: 'PUT',
      path: '/-/vaults/planted',
      headers: { ...VERSION, origin: 'http://evil.example' },
      as: { service: 'glacier' },
    });
    expect((await send({ path: '/-/vaults/planted', headers: VERSION, as: { service: 'glacier' } })).status).toBe(404);
  });

  it.each([
    'evil.example',
    '127.0.0.1.evil.example',
    '169.254.169.254',
    'localhost.evil.example:80',
    '[::2]',
    'a@127.0.0.1',
  ])('refuses the Host "%s"', async host => {
    const answer = await send({ path: '/_emulator/state', headers: { host } });
    expect(answer.status).toBe(403);
  });

  it.each(['127.0.0.1', 'localhost', 'LOCALHOST:8080', '[::1]', '[::1]:4580', '127.0.0.1:1'])(
    'answers the Host %s',
    async host => {
      expect((await send({ path: '/_emulator/', headers: { host } })).json().emulator).toBe('notification-explorer');
    },
  );
});

/** Sends bytes as they are, and gives what came back until the connection closed. */
const bytes = (text: string): Promise<string> =>
  new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(Number(new URL(emulator.endpoint).port), '127.0.0.1', () => socket.end(text));
    socket.on('data', chunk => {
      answer += chunk.toString('latin1');
    });
    socket.on('close', () => resolve(answer));
    socket.on('error', reject);
  });

describe('whatever a client sends', () => {
  it.each([
    ['no HTTP at all', 'hello\r\n\r\n', /^HTTP\/1\.1 400/],
    ['a method that is none', 'G@T / HTTP/1.1\r\nHost: localhost\r\n\r\n', /^HTTP\/1\.1 400/],
    ['no Host', 'GET / HTTP/1.1\r\n\r\n', /^HTTP\/1\.1 400/],
    ['HTTP/1.0 without a Host', 'GET /_emulator/state HTTP/1.0\r\n\r\n', /^HTTP\/1\.1 403/],
    ['an asterisk', 'OPTIONS * HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n', /^HTTP\/1\.1 400/],
    ['CONNECT', 'CONNECT evil.example:80 HTTP/1.1\r\nHost: evil.example\r\n\r\n', /^$/],
    [
      'an upgrade',
      'GET / HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade, close\r\n\r\n',
      /^(HTTP\/1\.1 [45]\d\d.*)?/s,
    ],
    [
      'half a body',
      'PUT /instance HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{',
      /^(HTTP\/1\.1 4\d\d.*)?$/s,
    ],
    [
      'a bad chunk',
      'PUT /instance HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n',
      /^(HTTP\/1\.1 400.*)?$/s,
    ],
    [
      'too many headers',
      `GET / HTTP/1.1\r\nHost: localhost\r\n${'X-A: 1\r\n'.repeat(20_000)}\r\n`,
      /^(HTTP\/1\.1 4\d\d.*)?$/s,
    ],
  ])('it lives on after %s', async (_what, text, expected) => {
    const answer = await bytes(text).catch(() => '');
    expect(answer).toMatch(expected);
    expect((await control(emulator.endpoint, 'GET', 'health')).status).toBe(200);
  });

  it('it refuses a path that is not UTF-8', async () => {
    const answer = await send({ path: '/-/vaults/%ff', headers: VERSION, as: { service: 'glacier' } });
    expect([answer.status, answer.json().code]).toEqual([400, 'SerializationException']);
  });

  it.each(['{', '\u0000', '{"a":1}}', Buffer.from([0xff, 0xfe, 0x7b])])(
    'it refuses the JSON body %j in the words of the service',
    async body => {
      const codes = [];
      for (const [service, path] of [
        ['connect', '/instance'],
        ['mobiletargeting', '/v1/apps'],
      ] as const) {
        const answer = await send({ method: service === 'connect' ? 'PUT' : 'POST', path, body, as: { service } });
        codes.push([answer.status, answer.headers['x-amzn-errortype']]);
      }
      expect(codes).toEqual([
        [400, 'SerializationException'],
        [400, 'BadRequestException'],
      ]);
      const json = await send({ ...target('Kinesis_20131202.ListStreams'), body, as: { service: 'kinesis' } });
      expect([json.status, json.json().__type]).toEqual([400, 'SerializationException']);
    },
  );

  it('it refuses a body that is larger than a service takes, and one larger than any', async () => {
    const big = (size: number) =>
      send({ method: 'PUT', path: '/instance', body: 'x'.repeat(size), as: { service: 'connect' } });
    const answer = await big(1024 * 1024 + 1);
    expect([answer.status, answer.headers['x-amzn-errortype']]).toEqual([413, 'RequestEntityTooLargeException']);
    // A sender that does not read while it sends may see the connection end before it sees the answer.
    const status = await big(9 * 1024 * 1024).then(
      one => one.status,
      () => 413,
    );
    expect(status).toBe(413);
  });
});

describe('an operation', () => {
  const codeOf = (service: string, answer: Awaited<ReturnType<typeof raw>>): unknown =>
    reads.find(one => one.service === service)?.code(answer);

  it.each<[string, RawRequest, number, string]>([
    ['glacier', { path: '/-/nothing', headers: VERSION }, 404, 'UnknownOperationException'],
    ['connect', { method: 'PATCH', path: '/instance' }, 404, 'UnknownOperationException'],
    ['mobiletargeting', { path: '/v2/apps' }, 404, 'UnknownOperationException'],
    ['notifications', { path: '/notification-hubs/eu-west-1/x' }, 404, 'UnknownOperationException'],
    ['kinesis', target('Kinesis_20131202.ListStreamz'), 400, 'UnknownOperationException'],
    ['kinesis', target('ListStreams'), 400, 'UnknownOperationException'],
    ['kinesis', { method: 'POST', path: '/', body: '{}' }, 400, 'UnknownOperationException'],
    [
      'kinesis',
      { path: '/', headers: { 'x-amz-target': 'Kinesis_20131202.ListStreams' } },
      400,
      'UnknownOperationException',
    ],
    ['firehose', target('Firehose_20150804.__proto__'), 400, 'UnknownOperationException'],
    ['sts', form('GetCallerIdentities', '2011-06-15'), 400, 'InvalidAction'],
    ['sns', form('constructor', '2010-03-31'), 400, 'InvalidAction'],
    ['iam', form('ListRoles', '2010-03-31'), 400, 'InvalidAction'],
    ['sns', { method: 'POST', path: '/', body: 'Action=ListTopics' }, 400, 'InvalidAction'],
    ['sts', { method: 'POST', path: '/', body: '' }, 400, 'MissingAction'],
  ])("that AWS does not have either gets AWS's answer: %s %j", async (service, request, status, code) => {
    const answer = await send({ ...request, as: { service } });
    expect([answer.status, codeOf(service, answer)]).toEqual([status, code]);
  });

  it.each<[string, RawRequest, string]>([
    ['glacier', { path: '/-/vaults/a/lock-policy', headers: VERSION }, 'glacier.GetVaultLock'],
    ['glacier', { path: '/-/vaults/a/multipart-uploads', headers: VERSION }, 'glacier.ListMultipartUploads'],
    ['mobiletargeting', { path: '/v1/apps/a/segments' }, 'pinpoint.GetSegments'],
    ['kinesis', target('Kinesis_20131202.ListShards'), 'kinesis.ListShards'],
    ['firehose', target('Firehose_20150804.UpdateDestination'), 'firehose.UpdateDestination'],
    ['iam', form('ListUsers', '2010-05-08'), 'iam.ListUsers'],
    ['sts', form('GetSessionToken', '2011-06-15'), 'sts.GetSessionToken'],
  ])('that AWS has and the emulator lacks is said not to be implemented: %s %j', async (service, request, name) => {
    const answer = await send({ ...request, as: { service } });
    expect([answer.status, codeOf(service, answer)]).toEqual([501, 'NotImplemented']);
    expect(answer.text).toContain(`The emulator does not implement ${name}`);
  });

  it('is never one that AWS has not', () => {
    const models = new Map(Object.entries({ ...awsModels, oidc: oidcModel }));
    const unknown = services({ isPinpointRetired: true }).flatMap(({ name, operations }) =>
      operations.filter(one => models.get(name)?.operations[one.name] === undefined).map(one => `${name}.${one.name}`),
    );
    expect(unknown).toEqual([]);
  });
});
