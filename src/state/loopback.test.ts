import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { ask, loopbackOrigin } from './loopback.ts';

describe('an address of this machine', () => {
  it.each([
    ['http://127.0.0.1:4566', 'http://127.0.0.1:4566'],
    ['http://127.0.0.1:4566/', 'http://127.0.0.1:4566'],
    ['http://localhost:4566', 'http://localhost:4566'],
    ['http://[::1]:4566', 'http://[::1]:4566'],
    ['HTTP://LOCALHOST', 'http://localhost'],
  ])('%s is one', (text, origin) => {
    expect(loopbackOrigin(text)).toBe(origin);
  });

  it.each([
    'https://127.0.0.1:1',
    'ftp://127.0.0.1:1',
    'http://127.0.0.2:1',
    'http://192.0.2.1:1',
    'http://localhost.example.com:1',
    'http://localhost@example.com:1',
    'http://127.0.0.1:1/x',
    'http://127.0.0.1:1/?x',
    'http://127.0.0.1:1/#x',
    'http://ada@127.0.0.1:1',
    'http://:secret@127.0.0.1:1',
    'http://ada:secret@127.0.0.1:1/x?y#z',
    '127.0.0.1:1',
    '',
  ])('%j is none', text => {
    expect(loopbackOrigin(text)).toBeUndefined();
  });
});

describe('asking a server of this machine', () => {
  const servers: Server[] = [];
  afterEach(() => {
    for (const server of servers.splice(0)) {
      server.closeAllConnections();
      server.close();
    }
  });
  async function serving(answer: (response: ServerResponse) => void): Promise<string> {
    const server = createServer((_request, response) => answer(response));
    servers.push(server);
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  }

  it.each<[string, (response: ServerResponse) => void, object]>([
    ['JSON', response => response.end('{"a":1}'), { kind: 'answer', status: 200, body: { a: 1 } }],
    [
      'JSON in several pieces',
      response => {
        response.write('{"a":');
        response.end('1}');
      },
      { kind: 'answer', status: 200, body: { a: 1 } },
    ],
    ['a refusal', response => response.writeHead(404).end('no'), { kind: 'answer', status: 404, body: undefined }],
    [
      'another address, which is not followed',
      response => response.writeHead(302, { location: 'http://192.0.2.1/' }).end('{}'),
      { kind: 'answer', status: 302, body: {} },
    ],
    ['as much as is read', response => response.end(`"${'x'.repeat(64 * 1024 - 2)}"`), { kind: 'answer', status: 200 }],
    ['more than is read', response => response.end(`"${'x'.repeat(4 * 1024 * 1024)}"`), { kind: 'silence' }],
    [
      'half an answer',
      response => void response.writeHead(200).write('{', () => response.destroy()),
      { kind: 'silence' },
    ],
    ['nothing', response => void response.destroy(), { kind: 'silence' }],
  ])('tells %s for what it is', async (_what, answer, expected) => {
    expect(await ask(await serving(answer), 5_000)).toMatchObject(expected);
  });

  it('tells silence from nobody', async () => {
    const url = await serving(() => undefined);
    expect(await ask(url, 20)).toEqual({ kind: 'silence' });
    // A port that was let go of may be someone else's by then; no system gives this one to anybody.
    expect(await ask('http://127.0.0.1:1/', 5_000)).toEqual({ kind: 'nobody' });
  });
});
