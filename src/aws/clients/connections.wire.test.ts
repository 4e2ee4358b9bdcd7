import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { HttpRequest } from '@smithy/core/protocols';
import { afterEach, expect, test, vi } from 'vitest';
import { Connections } from './connections.ts';

const CALLS = 64;

let server: Server;
let connections: Connections;
afterEach(() => {
  connections.destroy();
  server.close();
});

/** Serves so, and gives what sends a call there. */
async function calling(keepMs: number | undefined, listener: RequestListener): Promise<() => Promise<number>> {
  server = createServer(listener);
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const times = { connectMs: 5_000, answerMs: 5_000, silenceMs: 5_000 };
  connections = new Connections(keepMs === undefined ? times : { ...times, keepMs });
  const request = { protocol: 'http:', hostname: '127.0.0.1', port, path: '/', method: 'GET' };
  return async () => (await connections.handler.handle(new HttpRequest(request))).response.statusCode;
}

test('a connection is used again, and closed when nothing went over it for a while', async () => {
  const open = new Set<Socket>();
  let opened = 0;
  const call = await calling(200, (request, response) => {
    if (!open.has(request.socket)) opened += 1;
    open.add(request.socket);
    request.socket.once('close', () => open.delete(request.socket));
    response.end('{}');
  });
  await call();
  await call();
  expect([opened, open.size]).toEqual([1, 1]);
  await vi.waitFor(() => expect(open.size).toBe(0));
  expect(await call()).toBe(200);
});

test('a connection that waits for its answer is not closed for being idle', async () => {
  const call = await calling(20, (_request, response) => void setTimeout(() => response.end('{}'), 200));
  expect(await call()).toBe(200);
});

test('answers that arrive together go on a few in each turn of the event loop', async () => {
  const waiting: ServerResponse[] = [];
  const call = await calling(undefined, (_request, response) => {
    waiting.push(response);
    if (waiting.length === CALLS) for (const one of waiting) one.end('{}');
  });
  let inTurn = 0;
  let most = 0;
  let next: NodeJS.Immediate;
  const turn = (): void => {
    most = Math.max(most, inTurn);
    inTurn = 0;
    next = setImmediate(turn);
  };
  next = setImmediate(turn);
  const counted = async (): Promise<number> => {
    const status = await call();
    inTurn += 1;
    return status;
  };
  const answers = await Promise.all(Array.from({ length: CALLS }, counted));
  clearImmediate(next);
  expect(new Set(answers)).toEqual(new Set([200]));
  expect(Math.max(most, inTurn)).toBeLessThan(CALLS / 2);
});
