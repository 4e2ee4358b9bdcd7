import { type IncomingHttpHeaders, request } from 'node:http';

/** What to send; everything that is left out is as a plain client would have it. */
export interface RawRequest {
  readonly method?: string;
  readonly path: string;
  /** Added to, and winning over, what is sent of itself. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  /** The scope to sign for; null sends no Authorization at all. */
  readonly as?: { readonly account?: string; readonly region?: string; readonly service: string } | null;
}

/** What came back. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** The body as JSON; fails the test where it is none. */
  json(): Record<string, unknown>;
}

/** An Authorization header whose signature is not one: the emulator verifies none. */
export function authorization(
  service: string,
  account = '111122223333',
  region = 'us-east-1',
  date = new Date(),
): string {
  const day = date.toISOString().slice(0, 10).replaceAll('-', '');
  const scope = `${account}/${day}/${region}/${service}/aws4_request`;
  return `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host;x-amz-date, Signature=${'0'.repeat(64)}`;
}

/** `YYYYMMDDTHHMMSSZ`, as X-Amz-Date has it. */
export const amzDate = (date: Date): string => date.toISOString().replace(/[-:]|\.\d+/g, '');

/** Sends what the SDK would not. Rejects where the connection ends without an answer. */
export function raw(
  endpoint: string,
  { method = 'GET', path, headers = {}, body, as }: RawRequest,
): Promise<RawAnswer> {
  const now = new Date();
  const signed = as
    ? { authorization: authorization(as.service, as.account, as.region, now), 'x-amz-date': amzDate(now) }
    : {};
  const { hostname, port } = new URL(endpoint);
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, method, path, headers: { ...signed, ...headers }, agent: false }, answer => {
      const chunks: Buffer[] = [];
      answer.on('data', chunk => chunks.push(chunk));
      answer.on('error', reject);
      answer.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8');
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text, json: () => JSON.parse(text) });
      });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

/** Asks the control plane. */
export const control = (endpoint: string, method: string, path: string, body?: unknown): Promise<RawAnswer> =>
  raw(endpoint, { method, path: `/_emulator/${path}`, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
