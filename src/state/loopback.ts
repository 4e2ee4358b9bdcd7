import { get } from 'node:http';

const LOOPBACK = new Set(['127.0.0.1', '[::1]', 'localhost']);
const MAX_BODY_BYTES = 64 * 1024;

/** The origin, such as `http://127.0.0.1:4566`, or undefined where the text is anything but plain HTTP on this machine. */
export function loopbackOrigin(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  const bare =
    url.pathname === '/' && url.search === '' && url.hash === '' && url.username === '' && url.password === '';
  return url.protocol === 'http:' && LOOPBACK.has(url.hostname) && bare ? url.origin : undefined;
}

/** How a question to a server of this machine ended. */
export type LoopbackReply =
  | { readonly kind: 'answer'; readonly status: number; readonly body: unknown } // body: the JSON, undefined for anything else
  | { readonly kind: 'nobody' } // nothing listens there
  | { readonly kind: 'silence' }; // no answer in time, or the connection broke

/** Asks a server of this machine, without following where it points. Never throws. */
export function ask(url: string, timeoutMs: number): Promise<LoopbackReply> {
  return new Promise(resolve => {
    const request = get(url, { agent: false, signal: AbortSignal.timeout(timeoutMs) }, response => {
      const chunks: Buffer[] = [];
      let bytes = 0;
      response.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        bytes += chunk.length;
        if (bytes > MAX_BODY_BYTES) request.destroy();
      });
      response.on('end', () => resolve({ kind: 'answer', status: response.statusCode ?? 0, body: parsed(chunks) }));
      response.on('error', () => resolve({ kind: 'silence' }));
    });
    request.on('error', error => {
      const refused = 'code' in error && error.code === 'ECONNREFUSED';
      resolve({ kind: refused ? 'nobody' : 'silence' });
    });
  });
}

function parsed(chunks: readonly Buffer[]): unknown {
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    return undefined;
  }
}
