import { createHash, createHmac } from 'node:crypto';

/** A request as a server received it. */
export interface ReceivedRequest {
  readonly method: string;
  /** Path and query as they stood on the wire. */
  readonly url: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What a signature says of itself once it has been found right. */
export interface VerifiedSignature {
  readonly accessKeyId: string;
  readonly region: string;
  readonly service: string;
  readonly signedHeaders: readonly string[];
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();
const encode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, one => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);

function canonicalQuery(query: string): string {
  return query
    .split('&')
    .filter(pair => pair !== '')
    .map(pair => {
      const [name = '', value = ''] = pair.split('=');
      return `${encode(decodeURIComponent(name))}=${encode(decodeURIComponent(value))}`;
    })
    .sort()
    .join('&');
}

/**
 * Checks an AWS Signature Version 4 from the published description alone, sharing no code with the signer.
 * The canonical path is the encoded path encoded once more, as for every service but S3.
 * @throws {Error} naming what is missing or wrong
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function verifySigV4(request: ReceivedRequest, secretAccessKey: string): VerifiedSignature {
  const header = request.headers.authorization ?? '';
  const form =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/([^/]+)\/aws4_request, SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/;
  const match = form.exec(header);
  if (match === null) throw new Error(`not an Authorization header of SigV4: ${header}`);
  const [, accessKeyId = '', day = '', region = '', service = '', names = '', signature = ''] = match;
  const time = request.headers['x-amz-date'] ?? '';
  if (!time.startsWith(day)) throw new Error(`X-Amz-Date ${time} is not of the day in the scope, ${day}`);
  const signedHeaders = names.split(';');
  for (const needed of ['host', 'x-amz-date']) {
    if (!signedHeaders.includes(needed)) throw new Error(`${needed} is not signed`);
  }
  const [path = '/', query = ''] = request.url.split('?');
  const canonical = [
    request.method,
    path.split('/').map(encode).join('/'),
    canonicalQuery(query),
    ...signedHeaders.map(name => `${name}:${(request.headers[name] ?? '').trim().replace(/\s+/g, ' ')}`),
    '',
    names,
    sha256(request.body),
  ].join('\n');
  const scope = `${day}/${region}/${service}/aws4_request`;
  const toSign = ['AWS4-HMAC-SHA256', time, scope, sha256(canonical)].join('\n');
  const key = [day, region, service, 'aws4_request'].reduce<string | Buffer>(hmac, `AWS4${secretAccessKey}`);
  const expected = hmac(key, toSign).toString('hex');
  if (expected !== signature) throw new Error(`signature ${signature} is not ${expected} of\n${canonical}`);
  return { accessKeyId, region, service, signedHeaders };
}
