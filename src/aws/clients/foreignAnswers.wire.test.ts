import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { HttpResponse } from '@smithy/core/protocols';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type OperationName, operations } from '../../core/model/operations.ts';
import { translate } from '../errors/translate.ts';
import { ANY_INPUT } from '../testing/anyInput.ts';
import { type LocalServer, type PlannedAnswer, pour, startLocalServer } from '../testing/localServer.ts';
import { Connections } from './connections.ts';
import { loadService } from './openService.ts';
import { LARGEST_ANSWER_BYTES, LARGEST_XML_BYTES, MOST_VALUES, wholeBody } from './wholeBody.ts';

const connections = new Connections();
let server: LocalServer;
let answer: PlannedAnswer | ((response: ServerResponse) => void);

beforeAll(async () => {
  server = await startLocalServer((_request, response) =>
    typeof answer === 'function' ? void answer(response) : answer,
  );
});
afterAll(() => {
  connections.destroy();
  return server.close();
});

/** What becomes of one call: its answer, or our error for it. */
async function call(operation: OperationName, given: typeof answer) {
  answer = given;
  const { service } = operations[operation];
  const open = await loadService(service);
  const client = open({
    region: 'us-east-1',
    endpoint: { kind: 'given', url: server.url },
    requestHandler: connections.handler,
  });
  return client
    .send(operation, ANY_INPUT, { credentials: { accessKeyId: 'a', secretAccessKey: 's' } })
    .catch((error: unknown) => translate(error, { operation, service, now: 0 }));
}

const WITHOUT_ID = { 'x-amzn-requestid': '' };
const unknown = { code: 'unexpected-answer', details: { outcome: 'unknown', httpStatus: 200 } };

describe('an operation without output', () => {
  const silent = ['SetVaultNotifications', 'DeleteVaultNotifications', 'DeletePushNotificationRegistration'] as const;

  test.each(silent)('%s is done by an empty answer with a request id', async operation => {
    for (const body of ['', '{}', ' {}\n']) expect(await call(operation, { body })).toEqual({});
    expect(await call(operation, { status: 204, body: '' })).toEqual({});
  });

  test.each(silent)('%s is not done by the text of something on the way', async operation => {
    const texts = ['OK', 'Access granted', '<html>log in</html>', '{"status":"ok"}', '<?xml version="1.0"?><ok/>'];
    for (const body of texts) {
      for (const type of ['text/plain', 'text/html', 'application/json']) {
        expect(await call(operation, { headers: { 'content-type': type }, body })).toMatchObject(unknown);
      }
    }
  });

  test.each(silent)('%s is not done by an empty answer without a request id, or with an empty one', async operation => {
    for (const headers of [{}, WITHOUT_ID, { 'x-amzn-requestid': ' ' }]) {
      const given = (response: ServerResponse): undefined => {
        response.writeHead(200, headers);
        response.end();
      };
      const error = await call(operation, given);
      expect(error).toMatchObject(unknown);
      expect(error).toMatchObject({ message: expect.stringContaining('request id') });
    }
  });
});

describe('a write that AWS answers', () => {
  const writes = [
    'CreatePushNotificationRegistration',
    'PutEventStream',
    'DeleteEventStream',
    'RegisterNotificationHub',
    'DeregisterNotificationHub',
  ] as const;

  test.each(writes)('%s may have been done where its answer says nothing', async operation => {
    const errors = [
      '{"Message":"Internal"}',
      '{"__type":"ThrottlingException","message":"slow"}',
      '{"RegistrationId":null}',
    ];
    for (const body of ['', '{}', 'OK', '<html></html>', '[]', '"ok"', '{"half":', ...errors]) {
      expect(await call(operation, { body })).toMatchObject(unknown);
    }
  });

  test.each([...writes, 'SetVaultNotifications', 'SetTopicAttributes'] as const)(
    '%s may have been done where its answer names an error',
    async operation => {
      const headers = { 'x-amzn-errortype': 'InternalServerException' };
      const body =
        operation === 'SetVaultNotifications'
          ? ''
          : { RegistrationId: 'r', ApplicationId: 'a', notificationHubRegion: 'b' };
      expect(await call(operation, { headers, body })).toMatchObject(unknown);
    },
  );

  test.each([
    ['PutEventStream', { ApplicationId: 'a' }, { EventStream: { ApplicationId: 'a' } }],
    ['DeleteEventStream', { RoleArn: 'r' }, { EventStream: { RoleArn: 'r' } }],
    ['RegisterNotificationHub', { notificationHubRegion: 'a' }, { notificationHubRegion: 'a' }],
    ['DeregisterNotificationHub', { notificationHubRegion: 'a' }, { notificationHubRegion: 'a' }],
    ['CreateIntegrationAssociation', { IntegrationAssociationId: 'i' }, { IntegrationAssociationId: 'i' }],
  ] as const)('%s is done where its answer holds anything of what AWS answers', async (operation, body, answered) => {
    expect(await call(operation, { body })).toMatchObject(answered);
  });

  test('is done where it says what was done, whatever it calls that', async () => {
    const headers = { 'content-type': 'text/html', ...WITHOUT_ID };
    const given = { headers, body: { RegistrationId: 'r-1' } };
    expect(await call('CreatePushNotificationRegistration', given)).toEqual({ RegistrationId: 'r-1' });
  });
});

describe('a body', () => {
  test.each(['text/html; charset=utf-8', 'text/plain', 'application/octet-stream'])(
    'of JSON is read though it is labelled %s',
    async type => {
      const given = { headers: { 'content-type': type }, body: { VaultList: [] } };
      expect(await call('ListVaults', given)).toEqual({ VaultList: [] });
    },
  );

  test('with times of text is read where AWS writes seconds, and where it writes text', async () => {
    const time = '2026-11-28T15:15:05.500Z';
    const instances = { InstanceSummaryList: [{ Id: 'i', InstanceAlias: time, CreatedTime: time }] };
    expect(await call('ListInstances', { body: instances })).toEqual({
      InstanceSummaryList: [{ Id: 'i', InstanceAlias: time, CreatedTime: new Date(time) }],
    });
    const stream = { StreamDescriptionSummary: { StreamName: 's', StreamCreationTimestamp: time } };
    expect(await call('DescribeStreamSummary', { body: stream })).toEqual({
      StreamDescriptionSummary: { StreamName: 's', StreamCreationTimestamp: new Date(time) },
    });
    const vaults = { VaultList: [{ VaultName: 'v', CreationDate: time }] };
    expect(await call('ListVaults', { body: vaults })).toEqual(vaults);
    const hub = { notificationHubRegion: 'eu-west-1', creationTime: time };
    expect(await call('ListNotificationHubs', { body: { notificationHubs: [hub] } })).toEqual({
      notificationHubs: [{ ...hub, creationTime: new Date(time) }],
    });
  });

  test.each(['<!DOCTYPE html><p>', '\ufeff <HTML>', '\n<head>', '<!-- portal --><html>', '<script>'])(
    'that is a page is none though it is labelled as JSON or XML: %j',
    async body => {
      for (const type of ['application/json', 'text/xml']) {
        for (const operation of ['ListVaults', 'ListTopics', 'GetApps'] as const) {
          const error = await call(operation, { headers: { 'content-type': type }, body });
          expect(error).toMatchObject({
            code: 'unexpected-answer',
            message: `The answer is a web page: HTTP 200, ${type}.`,
          });
        }
      }
    },
  );

  test('that never ends is ended at 64 MB, with its connection', async () => {
    let poured: Promise<number> | undefined;
    const error = await call('ListVaults', response => {
      poured = pour(response, Number.POSITIVE_INFINITY);
    });
    expect(error).toMatchObject({ code: 'unexpected-answer', message: expect.stringContaining('64 MB') });
    expect(await poured).toBeLessThan(2 * LARGEST_ANSWER_BYTES);
  });

  test.each([
    ['lists', 'application/json', `{"VaultList":[],"more":[${'[],'.repeat(MOST_VALUES)}0]}`],
    ['members', 'application/json', `{"VaultList":[],"more":{${'"a":1,'.repeat(MOST_VALUES)}"b":1}}`],
    ['tags', 'text/xml', `<r>${'<a/>'.repeat(MOST_VALUES)}</r>`],
  ])('that holds more %s than any of AWS is none', async (_what, type, body) => {
    const error = await call(type === 'text/xml' ? 'ListTopics' : 'ListVaults', {
      headers: { 'content-type': type },
      body,
    });
    expect(error).toMatchObject({
      code: 'unexpected-answer',
      message: expect.stringContaining(`${MOST_VALUES} values`),
    });
  });

  test('of XML that is longer than any of AWS is not read sign by sign', async () => {
    const body = `<ListTopicsResponse>${'a>'.repeat(LARGEST_XML_BYTES / 2)}</ListTopicsResponse>`;
    for (const status of [200, 403]) {
      const error = await call('ListTopics', { status, headers: { 'content-type': 'text/xml' }, body });
      expect(error).toMatchObject({ message: expect.stringContaining('larger than 3 MB') });
    }
  });

  test('of a million chunks of a byte takes little more memory than it is long', async () => {
    const read = Buffer.alloc(64 * 1024, ' ');
    const before = process.memoryUsage().heapUsed;
    let [left, most] = [1_000_000, 0];
    const body = new Readable({
      read() {
        for (const end = left - 1_000; left > end; left -= 1) this.push(read.subarray(0, 1));
        if (left === 0) this.push(null);
        most = Math.max(most, process.memoryUsage().heapUsed - before);
      },
    });
    expect(await wholeBody(new HttpResponse({ statusCode: 200, headers: {}, body }))).toHaveLength(1_000_000);
    // Each chunk by itself would be a hundred bytes.
    expect(most).toBeLessThan(50 * 1024 * 1024);
  });

  test('of many that arrive at once is ended before they fill the memory together', async () => {
    const open: ServerResponse[] = [];
    const filling = (response: ServerResponse): undefined => {
      open.push(response);
      // Where the first is given up, the others end.
      response.once('close', () => {
        for (const one of open) one.end();
      });
      void pour(response, LARGEST_ANSWER_BYTES - 4 * 1024 * 1024);
    };
    const calls = Array.from({ length: 5 }, () => call('ListVaults', filling));
    const messages = (await Promise.all(calls)).map(error => ('message' in error ? error.message : ''));
    expect(messages).toContainEqual(expect.stringContaining('larger than 256 MB together'));
    // One call may find that a connection which was kept is closed by now.
    await expect.poll(() => call('ListVaults', { body: { VaultList: [] } })).toEqual({ VaultList: [] });
  });
});

describe('a refusal whose body is not JSON', () => {
  test.each([
    ['ResourceNotFoundException', 404, 'not-found'],
    ['com.amazonaws.glacier#AccessDeniedException:http://internal.amazon.com/', 403, 'access-denied'],
    ['ThrottlingException', 429, 'throttled'],
  ])('keeps the code that its header names: %s', async (type, status, code) => {
    for (const body of ['', 'no', '<html>no</html>', '{"message":']) {
      const error = await call('SetVaultNotifications', { status, headers: { 'x-amzn-errortype': type }, body });
      expect(error).toMatchObject({
        code,
        details: { awsCode: /\w+Exception/.exec(type)?.[0], outcome: 'not-applied' },
      });
      expect(error).toMatchObject({ message: `AWS answered HTTP ${status} and said no more.` });
    }
  });

  test('is unreadable without such a header', async () => {
    const error = await call('SetVaultNotifications', { status: 403, body: '<html>no</html>' });
    expect(error).toMatchObject({ code: 'unexpected-answer', details: { outcome: 'not-applied' } });
  });
});

describe('a 404 without a code', () => {
  const pages = ['<html>Not Found</html>', '<Error><Code>NoSuchKey</Code></Error>'];
  const bodies = ['', '{"message":"no Route matched with those values"}'];
  const asked = ['GetEventStream', 'GetRole', 'GetTopicAttributes', 'DescribeKey', 'DeleteEventStream'] as const;

  test.each(asked)('%s says that something is not there only under the request id that AWS gives', async operation => {
    for (const body of [...bodies, ...pages]) {
      const given = (response: ServerResponse): undefined => {
        response.writeHead(404, { 'content-type': 'application/json' });
        response.end(body);
      };
      expect(await call(operation, given)).toMatchObject({ code: 'unexpected-answer' });
    }
  });

  test('is AWS’s under its request id', async () => {
    for (const body of bodies)
      expect(await call('GetEventStream', { status: 404, body })).toMatchObject({ code: 'not-found' });
    expect(await call('GetTopicAttributes', { status: 404, body: '' })).toMatchObject({ code: 'not-found' });
  });

  test('is no matter where AWS’s own words name the error', async () => {
    for (const body of [
      '<E><Error><Code>NotFound</Code></Error></E>',
      '<E><Error><Code>NotFound</Code></Error><RequestId>r</RequestId></E>',
    ])
      expect(await call('GetTopicAttributes', { status: 404, headers: WITHOUT_ID, body })).toMatchObject({
        code: 'not-found',
        details: { awsCode: 'NotFoundException' },
      });
  });
});
