import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createServer as createSecureServer, type RequestOptions, request as secureRequest } from 'node:https';
import { type AddressInfo, connect, type Server } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createServer as createTlsServer } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { selfSigned } from '../../../test/support/certificate.ts';
import { CliWorld } from '../../../test/support/cliWorld.ts';
import { environmentAgents, isDirect } from './environmentAgents.ts';

/** Encryption by a key that both sides know: it takes no certificate. */
const known = { identity: 'test', psk: Buffer.alloc(16, 7) };
const ciphers = { ciphers: 'PSK', maxVersion: 'TLSv1.2' } as const;
const client = { ...ciphers, checkServerIdentity: () => undefined, pskCallback: () => known };

/** What the proxy was asked for: where to, and with whose password. */
const asked: { readonly to: string | undefined; readonly authorization: string | undefined }[] = [];
let answer: 'through' | 'late' | 'refused' | 'silent' = 'through';

/** How long a connection may be idle here, for a proxy that takes longer than that. */
const KEEP_MS = 5;

/** Stands for whatever host is asked for; answers with the path. */
const secureServer = createTlsServer({ ...ciphers, pskCallback: () => known.psk }, socket => {
  socket.on('data', text => {
    const body = String(text).split(' ')[1] ?? '';
    socket.write(`HTTP/1.1 200 OK\r\ncontent-length: ${body.length}\r\n\r\n${body}`);
  });
  socket.on('error', () => undefined);
});

const proxy = createServer().on('connect', (asking, socket) => {
  asked.push({ to: asking.url, authorization: asking.headers['proxy-authorization'] });
  socket.on('error', () => undefined);
  if (answer === 'silent') return;
  if (answer === 'refused') {
    socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
    return;
  }
  const host = connect(portOf(secureServer), '127.0.0.1', async () => {
    if (answer === 'late') await sleep(20 * KEEP_MS);
    socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
    host.pipe(socket).pipe(host);
  });
  host.on('error', () => undefined);
});

function portOf(server: Pick<Server, 'address'>): number {
  return (server.address() as AddressInfo).port;
}

let world: CliWorld;
beforeAll(async () => {
  for (const server of [secureServer, proxy]) await once(server.listen(0, '127.0.0.1'), 'listening');
  world = await CliWorld.open();
});
afterAll(async () => {
  await world.close();
  proxy.closeAllConnections();
  for (const server of [secureServer, proxy]) server.close();
});

const named = () => `http://someone:pass%20word@127.0.0.1:${portOf(proxy)}`;

/** Asks hosts that are nowhere, one after the other, and returns what they answer. */
async function ask(env: Readonly<Record<string, string>>, ...paths: readonly string[]): Promise<readonly string[]> {
  asked.length = 0;
  const makeAgent = await environmentAgents(env);
  if (makeAgent === undefined) throw new Error('no proxy');
  const agent = makeAgent({ keepAlive: true, ...(answer === 'late' ? { timeout: KEEP_MS } : {}) });
  const answers: string[] = [];
  try {
    for (const path of paths) {
      const options: RequestOptions = { agent, host: 'glacier.eu-west-1.amazonaws.com', path, ...client };
      const sent = secureRequest(options);
      const [received] = await once(sent.end(), 'response');
      answers.push((await received.toArray()).join(''));
      await new Promise(resolve => setImmediate(resolve));
    }
    return answers;
  } finally {
    agent.destroy();
  }
}

describe('a proxy in the environment', () => {
  it.each(['HTTPS_PROXY', 'https_proxy'])('leads connections to their hosts, where %s names it', async name => {
    answer = 'through';
    expect(await ask({ [name]: named() }, '/a', '/b')).toEqual(['/a', '/b']);
    const authorization = `Basic ${Buffer.from('someone:pass word').toString('base64')}`;
    expect(asked).toEqual([{ to: 'glacier.eu-west-1.amazonaws.com:443', authorization }]);
  });

  it('is waited for, though its answer takes longer than a connection may be idle', async () => {
    answer = 'late';
    expect(await ask({ HTTPS_PROXY: named() }, '/a')).toEqual(['/a']);
  });

  it('is named without a scheme as well', async () => {
    answer = 'through';
    expect(await ask({ HTTPS_PROXY: `127.0.0.1:${portOf(proxy)}` }, '/a')).toEqual(['/a']);
  });

  it('that refuses is told, and that nothing was sent', async () => {
    answer = 'refused';
    await expect(ask({ HTTPS_PROXY: named() }, '/a')).rejects.toMatchObject({
      code: 'unreachable',
      message: `The proxy 127.0.0.1:${portOf(proxy)} refused the call (HTTP 407).`,
      details: { outcome: 'not-applied' },
    });
  });

  it('that is not there is told, and that nothing was sent', async () => {
    await expect(ask({ HTTPS_PROXY: 'http://127.0.0.1:1' }, '/a')).rejects.toMatchObject({
      message: 'The proxy 127.0.0.1:1 cannot be reached (ECONNREFUSED).',
      details: { outcome: 'not-applied' },
    });
  });

  it.each(['socks5://127.0.0.1:1', 'http://', 'a b'])('is refused where it is none: %s', async address => {
    await expect(environmentAgents({ HTTPS_PROXY: address })).rejects.toThrow(
      'HTTPS_PROXY does not name an HTTP proxy',
    );
  });

  it.each([{}, { HTTPS_PROXY: '' }, { https_proxy: '', HTTPS_PROXY: 'http://127.0.0.1:1' }])(
    'is none in %j',
    async env => {
      expect(await environmentAgents(env)).toBeUndefined();
    },
  );

  it.each([
    ['glacier.eu-west-1.amazonaws.com', 'amazonaws.com', true],
    ['glacier.eu-west-1.amazonaws.com', 'a, .AmazonAWS.com', true],
    ['glacier.eu-west-1.amazonaws.com', 'glacier.eu-west-1.amazonaws.com:443', true],
    ['glacier.eu-west-1.amazonaws.com', 'glacier.eu-west-1.amazonaws.com:8443', false],
    ['glacier.eu-west-1.amazonaws.com', 'zonaws.com', false],
    ['glacier.eu-west-1.amazonaws.com', '*', true],
    ['glacier.eu-west-1.amazonaws.com', '', false],
    ['127.0.0.1', '', true],
    ['localhost', '', true],
    ['::1', '', true],
    ['127.example.com', '', false],
  ])('is passed by for %s where NO_PROXY is “%s”: %s', (host, noProxy, direct) => {
    expect(isDirect(host, 443, { NO_PROXY: noProxy })).toBe(direct);
    expect(isDirect(host, 443, { no_proxy: noProxy, NO_PROXY: '*' })).toBe(direct);
  });
});

describe('the command line behind a proxy', () => {
  const keys = { AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE', AWS_SECRET_ACCESS_KEY: 'not-a-secret', AWS_REGION: 'eu-west-1' };
  const list = (env: Readonly<Record<string, string>>) =>
    world.run(['list', '--region', 'eu-west-1'], { ...keys, ...env });

  it.each(['refused', 'silent'] as const)(
    'goes through it, and ends where it is %s, without its password',
    async how => {
      answer = how;
      asked.length = 0;
      const { code, stdout, stderr } = await list({ HTTPS_PROXY: named() });
      expect(asked[0]?.to).toMatch(/^sts\.[a-z\d-]+\.amazonaws\.com:443$/);
      expect(code).toBe(1);
      expect(stdout + stderr).toMatch(how === 'refused' ? /refused the call \(HTTP 407\)/ : /No answer in time/);
      expect(stdout + stderr).not.toMatch(/pass(%20| )word/);
    },
  );

  it('says what is wrong with its address', async () => {
    const { code, stdout, stderr } = await list({ HTTPS_PROXY: 'socks5://someone:password@127.0.0.1:1' });
    expect(code).toBe(1);
    expect(stdout + stderr).toContain('HTTPS_PROXY does not name an HTTP proxy');
    expect(stdout + stderr).not.toContain('password');
  });
});

describe('the authorities that the environment names', () => {
  const { cert, key } = selfSigned('an authority of the house');
  const asked: (string | undefined)[] = [];
  const server = createSecureServer({ cert, key }, (request, response) => {
    asked.push(request.url);
    response.end('<GetCallerIdentityResponse/>');
  });
  beforeAll(() => once(server.listen(0, '127.0.0.1'), 'listening'));
  afterAll(() => server.close());

  const keys = { AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE', AWS_SECRET_ACCESS_KEY: 'not-a-secret', AWS_REGION: 'eu-west-1' };
  const listWith = async (named: Readonly<Record<string, string>>) => {
    asked.length = 0;
    const env = { ...keys, AWS_ENDPOINT_URL: `https://127.0.0.1:${portOf(server)}` };
    const { code, stdout, stderr } = await world.run(['list', '--region', 'eu-west-1'], { ...env, ...named });
    expect(code).toBe(1);
    return stdout + stderr;
  };
  const list = (bundle: string | undefined) => listWith(bundle === undefined ? {} : { AWS_CA_BUNDLE: bundle });
  const file = async (name: string, text: string): Promise<string> => {
    const path = join(world.home.folder, name);
    await writeFile(path, text);
    return path;
  };

  it('are trusted, and no other', async () => {
    expect(await list(undefined)).toMatch(/DEPTH_ZERO_SELF_SIGNED_CERT.*AWS_CA_BUNDLE/s);
    expect(asked).toEqual([]);
    expect(await list(await file('bundle.pem', cert))).toContain('STS does not say whose the credentials are');
    expect(asked).toEqual(['/']);
    expect(await list(await file('others.pem', selfSigned('someone else').cert))).toContain(
      'DEPTH_ZERO_SELF_SIGNED_CERT',
    );
    expect(asked).toEqual([]);
  });

  it('are read behind a byte order mark', async () => {
    expect(await list(await file('marked.pem', `\uFEFF${cert}`))).toContain('STS does not say whose');
  });

  it('may lie below the home folder', async () => {
    await file('house.pem', cert);
    expect(await listWith({ AWS_CA_BUNDLE: '~/house.pem', HOME: world.home.folder })).toContain(
      'STS does not say whose',
    );
  });

  it('may be those of REQUESTS_CA_BUNDLE, before which AWS_CA_BUNDLE counts', async () => {
    const [ours, others] = [await file('r1.pem', cert), await file('r2.pem', selfSigned('someone else').cert)];
    expect(await listWith({ REQUESTS_CA_BUNDLE: ours })).toContain('STS does not say whose');
    expect(await listWith({ REQUESTS_CA_BUNDLE: others, AWS_CA_BUNDLE: ours })).toContain('STS does not say whose');
    expect(await listWith({ REQUESTS_CA_BUNDLE: '/nowhere' })).toContain('REQUESTS_CA_BUNDLE does not name a file');
  });

  it('are those of a proxy that is itself reached by https, too', async () => {
    const secureProxy = createSecureServer({ cert, key }).on('connect', (_request, socket) => {
      socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
    });
    await once(secureProxy.listen(0, '127.0.0.1'), 'listening');
    try {
      const behind = { ...keys, HTTPS_PROXY: `https://127.0.0.1:${portOf(secureProxy)}` };
      const named = { ...behind, AWS_CA_BUNDLE: await file('proxys.pem', cert) };
      expect((await world.run(['list', '--region', 'eu-west-1'], named)).stdout).toContain('HTTP 407');
      expect((await world.run(['list', '--region', 'eu-west-1'], behind)).stdout).toMatch(
        /SELF_SIGNED.*AWS_CA_BUNDLE/s,
      );
    } finally {
      secureProxy.close();
    }
  });

  it.each([
    ['is nowhere', () => Promise.resolve('/nowhere/bundle.pem')],
    ['holds none', () => file('none.pem', 'no certificate')],
  ])('are told to be missing where the file %s', async (_what, bundle) => {
    const path = await bundle();
    expect(await list(path)).toContain(`AWS_CA_BUNDLE does not name a file of certificates (PEM): ${path}`);
    expect(asked).toEqual([]);
  });
});
