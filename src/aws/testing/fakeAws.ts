import type { ServerResponse } from 'node:http';
import { type LocalServer, type PlannedAnswer, startLocalServer } from './localServer.ts';
import type { ReceivedRequest } from './sigV4Verifier.ts';

/** A request with what its signature says: enough to play any service. */
export interface SignedRequest extends ReceivedRequest {
  readonly service: string;
  readonly region: string;
  readonly accessKeyId: string;
  /** `Action` of a query request, else empty. */
  readonly action: string;
}

/** Plays a service; undefined leaves the answer to the default. */
export type Play = (request: SignedRequest, response: ServerResponse) => PlannedAnswer | 'taken' | undefined;

/** A server that plays STS by access key id, and anything else as told. */
export interface FakeAws {
  readonly url: string;
  /** Every request, oldest first, as `service Region METHOD path`, or `service Region Action`. */
  calls(): readonly string[];
  readonly requests: readonly SignedRequest[];
  play: Play;
  close(): Promise<void>;
}

const xml = (action: string, result: string): PlannedAnswer => ({
  headers: { 'content-type': 'text/xml' },
  body: `<${action}Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><${action}Result>${result}</${action}Result><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></${action}Response>`,
});

/** An error in the form of the query protocol. */
export const xmlError = (status: number, code: string, message: string): PlannedAnswer => ({
  status,
  headers: { 'content-type': 'text/xml', 'x-amzn-requestid': 'r-1' },
  body: `<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>r-1</RequestId></ErrorResponse>`,
});

/** An error in the form of REST-JSON. */
export const jsonError = (status: number, code: string, message: string, headers = {}): PlannedAnswer => ({
  status,
  headers: { 'x-amzn-errortype': code, 'x-amzn-requestid': 'r-2', ...headers },
  body: { message },
});

/** Credentials as STS gives them out for an hour: `ASIA` and the account of the role. */
export const assumed = (roleArn: string): string => `ASIA${/::(\d{12}):/.exec(roleArn)?.[1] ?? ''}`;

/** What STS says, by a clock of its own; a role's credentials end an hour later. */
export function sts(request: SignedRequest, now = Date.now()): PlannedAnswer {
  if (request.action === 'GetCallerIdentity') {
    const account = /\d{12}/.exec(request.accessKeyId)?.[0] ?? '000000000000';
    return xml(
      request.action,
      `<Arn>arn:aws:iam::${account}:user/u</Arn><UserId>U</UserId><Account>${account}</Account>`,
    );
  }
  const form = new URLSearchParams(request.body);
  const expires = new Date(now + 3600_000).toISOString();
  return xml(
    request.action,
    `<Credentials><AccessKeyId>${assumed(form.get('RoleArn') ?? '')}</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken><Expiration>${expires}</Expiration></Credentials>`,
  );
}

function signed(request: ReceivedRequest): SignedRequest {
  const scope = /Credential=([^/]*)\/\d+\/([^/]+)\/([^/]+)\//.exec(request.headers.authorization ?? '');
  const [, accessKeyId = '', region = '', service = ''] = scope ?? [];
  const action = new URLSearchParams(request.body).get('Action') ?? '';
  return { ...request, accessKeyId, region, service, action };
}

/** Starts the server. Close it after the test. */
export async function startFakeAws(): Promise<FakeAws> {
  const requests: SignedRequest[] = [];
  const fake = { play: (() => undefined) as Play };
  const server: LocalServer = await startLocalServer((received, response) => {
    const request = signed(received);
    requests.push(request);
    const answer = fake.play(request, response);
    if (answer === 'taken') return undefined;
    return answer ?? (request.service === 'sts' || request.action !== '' ? sts(request) : { body: {} });
  });
  return Object.assign(fake, {
    url: server.url,
    requests,
    calls: () =>
      requests.map(one =>
        [one.service, one.region, one.action === '' ? `${one.method} ${one.url}` : one.action].join(' ').trim(),
      ),
    close: () => server.close(),
  });
}
