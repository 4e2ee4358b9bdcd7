import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Outcome } from './dispatcher.ts';
import { refusal } from './hostGuard.ts';
import { jsonReply, type Reply } from './reply.ts';
import { parseTarget, type WireRequest } from './request.ts';

/** What stands behind the port. */
export interface Backend {
  /** The largest body a request to this path may have, in bytes. */
  maxBodyBytes(path: string): number;
  handle(request: WireRequest): Promise<Outcome>;
  /** The time for the `Date` header. */
  now(): Date;
  /** Told of a fault of the emulator's own. */
  report(text: string): void;
}

/** Reads a body whole; undefined where it is larger than allowed, or its sender went away. */
async function readBody(message: IncomingMessage, maxBytes: number): Promise<Buffer | 'too-large' | 'gone'> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of message) {
      size += chunk.length;
      if (size > maxBytes) return 'too-large';
      chunks.push(chunk);
    }
  } catch {
    return 'gone';
  }
  return Buffer.concat(chunks);
}

function send(response: ServerResponse, reply: Reply, now: Date): void {
  const body = Buffer.from(reply.body, 'utf8');
  // 204 has neither body nor length.
  const length = reply.status === 204 ? {} : { 'content-length': String(body.length) };
  response.sendDate = false;
  response.writeHead(reply.status, { date: now.toUTCString(), ...reply.headers, ...length });
  response.end(reply.status === 204 ? undefined : body);
}

async function serve(message: IncomingMessage, response: ServerResponse, backend: Backend): Promise<void> {
  const refused = refusal(message.headers);
  if (refused !== undefined) {
    return send(response, jsonReply(403, { message: refused }, { connection: 'close' }), backend.now());
  }
  const target = parseTarget(message.url ?? '');
  if (target === undefined) {
    return send(response, jsonReply(400, { message: 'The request target is not a path.' }), backend.now());
  }
  const closed = new Promise<void>(resolve => response.once('close', resolve));
  const body = await readBody(message, backend.maxBodyBytes(target.path));
  if (body === 'gone') return;
  if (body === 'too-large') {
    return send(
      response,
      jsonReply(413, { message: 'The request body is too large.' }, { connection: 'close' }),
      backend.now(),
    );
  }
  const request = { ...target, method: message.method ?? 'GET', headers: message.headers, body, closed };
  const outcome = await backend.handle(request);
  if (outcome.kind === 'reset') response.socket?.destroy();
  else if (outcome.kind === 'reply' && !response.destroyed) send(response, outcome.reply, backend.now());
}

/** An HTTP server before a backend. Nothing that a client sends makes it throw. */
export function createHttpServer(backend: Backend): Server {
  const server = createServer({ keepAliveTimeout: 65_000 }, (message, response) => {
    response.on('error', () => response.socket?.destroy());
    serve(message, response, backend).catch((error: unknown) => {
      backend.report(`request failed: ${error instanceof Error ? error.stack : String(error)}`);
      response.socket?.destroy();
    });
  });
  server.on('clientError', (_error, socket) => {
    if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
    else socket.destroy();
  });
  // Upgrades and CONNECT have no meaning here; without a listener Node closes the one and ignores the other.
  server.on('connect', (_message, socket) => socket.destroy());
  return server;
}
