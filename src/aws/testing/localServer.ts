import { createServer, type ServerResponse } from 'node:http';
import type { ReceivedRequest } from './sigV4Verifier.ts';

/** An answer to give: status 200, JSON and a request id unless told otherwise. */
export interface PlannedAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Text is sent as it is, anything else as JSON. */
  readonly body?: unknown;
}

/** What a test's server does with a request: answers it, or takes the response into its own hands. */
export type Responder = (request: ReceivedRequest, response: ServerResponse) => PlannedAnswer | undefined;

/** A server on a free loopback port that records what it receives. */
export interface LocalServer {
  readonly url: string;
  readonly received: ReceivedRequest[];
  close(): Promise<void>;
}

/** Answers with blanks, as they are taken, until so many bytes are sent or nobody takes them; gives how many were. */
export async function pour(response: ServerResponse, most: number): Promise<number> {
  const chunk = Buffer.alloc(1024 * 1024, ' ');
  response.writeHead(200, { 'content-type': 'application/json' });
  const closed = new Promise(resolve => response.once('close', resolve));
  let sent = 0;
  while (sent < most && !response.destroyed) {
    sent += chunk.length;
    const isTaken = response.write(chunk);
    if (!isTaken) await Promise.race([closed, new Promise(resolve => response.once('drain', resolve))]);
  }
  return sent;
}

/** Starts a server whose answers `respond` plans. Close it after the test. */
export async function startLocalServer(respond: Responder): Promise<LocalServer> {
  const received: ReceivedRequest[] = [];
  const server = createServer((incoming, response) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const headers: Record<string, string> = {};
      for (const [name, value] of Object.entries(incoming.headers)) {
        headers[name] = Array.isArray(value) ? value.join(',') : (value ?? '');
      }
      const request = {
        method: incoming.method ?? '',
        url: incoming.url ?? '',
        headers,
        body: Buffer.concat(chunks).toString('utf8'),
      };
      received.push(request);
      const answer = respond(request, response);
      if (answer === undefined) return;
      const usual = { 'content-type': 'application/json', 'x-amzn-requestid': 'r-0' };
      response.writeHead(answer.status ?? 200, { ...usual, ...answer.headers });
      response.end(typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body ?? {}));
    });
  });
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    received,
    close: () =>
      new Promise(done => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
}
