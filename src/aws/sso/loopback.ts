import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { AccessError } from '../../core/model/errors.ts';

const PATH = '/oauth/callback';

/** The address that a client is registered with; the port is one that is free when a sign-in begins. */
export const REGISTERED_ADDRESS = `http://127.0.0.1${PATH}`;

/** A place on this computer that a browser comes back to. */
export interface Loopback {
  /** With its port. */
  readonly address: string;
  /** The code that the browser brings. Rejects with an AccessError where it brings a refusal. */
  readonly code: Promise<string>;
  close(): void;
}

const page = (text: string): string =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><title>Notification Explorer</title><body style="font-family:sans-serif;margin:3em"><h1>Notification Explorer</h1><p>${text}</p></body></html>`;

function send(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
    'referrer-policy': 'no-referrer',
    connection: 'close',
  });
  response.end(page(text));
}

/** What a request brings: a code or a refusal of the sign-in that is waited for; undefined for anything else. */
function brought({ method, url = '', headers }: IncomingMessage, host: string, state: string) {
  const base = `http://${host}`;
  if (method !== 'GET' || headers.host !== host || !URL.canParse(url, base)) return undefined;
  const { pathname, searchParams } = new URL(url, base);
  // Whoever does not know the state is not the portal: another page, or another program, may guess the port.
  if (pathname !== PATH || searchParams.get('state') !== state) return undefined;
  const [code, refusal] = [searchParams.get('code'), searchParams.get('error')];
  return code === null && refusal === null ? undefined : { code, refusal };
}

/**
 * Waits on this computer for the browser that comes back from a sign-in. What is not the answer to the state is turned away,
 * and waited on.
 */
export async function openLoopback(state: string): Promise<Loopback> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => resolve());
  });
  const bound = server.address();
  const host = `127.0.0.1:${typeof bound === 'object' && bound !== null ? bound.port : 0}`;
  const code = new Promise<string>((resolve, reject) => {
    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      const found = brought(request, host, state);
      if (found === undefined) return send(response, 404, 'There is nothing here.');
      if (found.code !== null) {
        send(response, 200, 'You are signed in. You can close this window.');
        resolve(found.code);
      } else {
        send(response, 200, 'The sign-in was refused. You can close this window.');
        reject(
          new AccessError(
            'not-signed-in',
            `The sign-in was refused in the browser (${String(found.refusal).slice(0, 100)}).`,
          ),
        );
      }
    });
  });
  // Whoever stops waiting is told nothing more.
  code.catch(() => undefined);
  const close = () => {
    server.close();
    server.closeIdleConnections();
  };
  return { address: `http://${host}${PATH}`, code, close };
}
