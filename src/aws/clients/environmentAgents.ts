import { X509Certificate } from 'node:crypto';
import { Agent, type AgentOptions } from 'node:https';
import type { HttpsProxyAgent } from 'hpagent';
import { AccessError } from '../../core/model/errors.ts';
import { type Environment, expandHome, variable } from '../config/environment.ts';
import { bytesOf } from '../config/plainFile.ts';
import type { MakeAgent } from './connections.ts';

/**
 * Makes agents as the environment asks for them, the way the AWS CLI does: through the proxy that it names, and trusting the
 * authorities of its bundle instead of Node's, the proxy's own certificate included; undefined where it names neither.
 * Rejects with AccessError `config-unreadable` where it names what is no proxy or no bundle.
 * @see https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-proxy.html
 * @see https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-envvars.html
 */
export async function environmentAgents(env: Environment): Promise<MakeAgent | undefined> {
  const [proxy, ca] = [proxyOf(env), await authoritiesOf(env)];
  if (proxy === undefined && ca === undefined) return undefined;
  const trusting = (options: AgentOptions): AgentOptions => (ca === undefined ? options : { ...options, ca });
  if (proxy === undefined) return options => new Agent(trusting(options));
  const { HttpsProxyAgent } = await import('hpagent');
  return asked => {
    const options = trusting(asked);
    // A proxy that is itself reached by https is trusted by the same authorities.
    const proxyRequestOptions = ca === undefined ? {} : { ca: [ca] };
    const through = new HttpsProxyAgent({ ...options, proxy, proxyRequestOptions });
    return new ProxyAgent(proxy.host, through, env, options);
  };
}

/** Where the authorities may be named: for AWS's tools alone, else for all that Python's run over. */
const BUNDLES = ['AWS_CA_BUNDLE', 'REQUESTS_CA_BUNDLE'];

/** The certificates of the authorities in the bundle that is named; undefined where none is. */
async function authoritiesOf(env: Environment): Promise<string | undefined> {
  const name = BUNDLES.find(one => variable(env, one) !== undefined);
  if (name === undefined) return undefined;
  const file = expandHome(env[name] ?? '', env);
  try {
    const text = (await bytesOf(file)).toString('utf8');
    // Node passes over what is no certificate, and then trusts nobody.
    new X509Certificate(text);
    return text;
  } catch (error) {
    const text = `${name} does not name a file of certificates (PEM): ${file}.`;
    throw new AccessError('config-unreadable', text, {}, { cause: error });
  }
}

/** What `https_proxy`, else HTTPS_PROXY, names; undefined where that is nothing. No message holds it: it may have a password. */
function proxyOf(env: Environment): URL | undefined {
  const named = env.https_proxy ?? variable(env, 'HTTPS_PROXY') ?? '';
  if (named === '') return undefined;
  const text = /^[a-z][a-z\d+.-]*:\/\//i.test(named) ? named : `http://${named}`;
  const proxy = URL.canParse(text) ? new URL(text) : undefined;
  if (proxy?.protocol === 'http:' || proxy?.protocol === 'https:') return proxy;
  throw new AccessError(
    'config-unreadable',
    'HTTPS_PROXY does not name an HTTP proxy, such as http://proxy.example:3128.',
  );
}

/**
 * True for a host that is reached without the proxy: one that `no_proxy`, else NO_PROXY, names by itself, by a domain that
 * it is in, with its port, or by `*`; and this computer, whatever the environment says.
 */
export function isDirect(host: string, port: number | string, env: Environment): boolean {
  const name = host.toLowerCase();
  if (/^(localhost|127(\.\d+){3}|::1)$/.test(name)) return true;
  const listed = (env.no_proxy ?? env.NO_PROXY ?? '').split(',').map(one => one.trim().toLowerCase());
  const isIn = (domain: string): boolean =>
    [name, `${name}:${port}`].some(one => one === domain || one.endsWith(`.${domain}`));
  return listed.includes('*') || listed.some(one => one !== '' && isIn(one.replace(/^\.+/, '')));
}

/** Connections over https that go through a proxy by CONNECT, but for hosts that are reached directly. */
class ProxyAgent extends Agent {
  readonly #proxy: string;
  readonly #through: HttpsProxyAgent;
  readonly #env: Environment;

  constructor(proxy: string, through: HttpsProxyAgent, env: Environment, options: AgentOptions) {
    super(options);
    this.#proxy = proxy;
    this.#through = through;
    this.#env = env;
  }

  override createConnection(...[options, callback]: Parameters<Agent['createConnection']>) {
    if (isDirect(options.host ?? '', options.port ?? 443, this.#env)) return super.createConnection(options, callback);
    // How long a connection is kept idle is no limit for the proxy's answer: whoever waits for that tells when it is too late.
    return this.#through.createConnection({ ...options, timeout: 0 }, (error, socket) =>
      callback?.(error === null ? null : this.#told(error), socket),
    );
  }

  /** Nothing was sent yet, whatever it was. */
  #told(error: Error): AccessError {
    const status = /^Bad response: (\d+)$/.exec(error.message)?.[1];
    const code = 'code' in error ? String(error.code) : error.message;
    const why = status === undefined ? `cannot be reached (${code})` : `refused the call (HTTP ${status})`;
    // What to do about its certificate is what to do about that of a host; not so where there is no such host.
    const distrusted = /CERT|UNABLE_TO/.test(code) ? { networkCode: code } : {};
    return new AccessError('unreachable', `The proxy ${this.#proxy} ${why}.`, {
      ...distrusted,
      outcome: 'not-applied',
    });
  }
}
