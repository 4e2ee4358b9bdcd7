import { Agent, type AgentOptions } from 'node:https';
import type { HttpsProxyAgent } from 'hpagent';
import { AccessError } from '../../core/model/errors.ts';
import { type Environment, variable } from '../config/environment.ts';
import type { MakeAgent } from './connections.ts';

/**
 * Makes agents that go through the proxy that the environment names, as the AWS CLI does; undefined where it names none.
 * Rejects with AccessError `config-unreadable` where it names what is no proxy.
 * @see https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-proxy.html
 */
export async function proxyAgents(env: Environment): Promise<MakeAgent | undefined> {
  const proxy = proxyOf(env);
  if (proxy === undefined) return undefined;
  const { HttpsProxyAgent } = await import('hpagent');
  return options => new ProxyAgent(proxy.host, new HttpsProxyAgent({ ...options, proxy }), env, options);
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
    return this.#through.createConnection(options, (error, socket) =>
      callback?.(error === null ? null : this.#told(error), socket),
    );
  }

  /** Nothing was sent yet, whatever it was. */
  #told(error: Error): AccessError {
    const status = /^Bad response: (\d+)$/.exec(error.message)?.[1];
    const code = 'code' in error ? String(error.code) : error.message;
    const why = status === undefined ? `cannot be reached (${code})` : `refused the call (HTTP ${status})`;
    return new AccessError('unreachable', `The proxy ${this.#proxy} ${why}.`, { outcome: 'not-applied' });
  }
}
