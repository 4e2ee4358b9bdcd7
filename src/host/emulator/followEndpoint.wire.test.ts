import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { expect, it } from 'vitest';
import { followEndpoint } from './followEndpoint.ts';

/** A server that keeps what is connected to it. */
async function server() {
  const sockets: Socket[] = [];
  const listening = createServer(socket => sockets.push(socket)).listen(0, '127.0.0.1');
  await once(listening, 'listening');
  const address = listening.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return { endpoint: `http://127.0.0.1:${address.port}`, listening, sockets };
}

it('tells when the other end lets the connection go, and where nobody listens', async () => {
  const { endpoint, listening, sockets } = await server();
  const ended = new Promise<void>(resolve => followEndpoint(endpoint, resolve));
  await once(listening, 'connection');
  sockets[0]?.destroy();
  await ended;
  listening.close();
  await once(listening, 'close');
  await new Promise<void>(resolve => followEndpoint(endpoint, resolve));
});

it('tells nothing once it was left', async () => {
  const { endpoint, listening, sockets } = await server();
  const told: string[] = [];
  const leave = followEndpoint(endpoint, () => told.push('ended'));
  await once(listening, 'connection');
  leave();
  leave();
  await once(sockets[0] ?? listening, 'close');
  listening.close();
  expect(told).toEqual([]);
});
