import { Agent as HttpAgent } from 'node:http';
import { type AgentOptions, Agent as HttpsAgent } from 'node:https';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { Turns } from '../limits/turns.ts';
import { LARGEST_ANSWER_BYTES, LARGEST_XML_BYTES, wholeBody } from './wholeBody.ts';

/** How long each step of a call may take, in milliseconds. */
export interface CallTimeouts {
  /** Until the connection stands. */
  readonly connectMs: number;
  /** From sending until the answer begins. */
  readonly answerMs: number;
  /** Of silence in the middle of an answer. */
  readonly silenceMs: number;
  /** How long a connection is kept that nothing goes over; 5 seconds unless told otherwise. */
  readonly keepMs?: number;
}

/**
 * Long enough for what follows in one piece of work. A computer that was asleep, or is in another network by now, finds
 * connections that swallow what is sent over them.
 */
const KEEP_MS = 5_000;

/** AWS's control planes answer within a second or two; a call that takes longer than this is not coming back. */
const DEFAULT_TIMEOUTS: CallTimeouts = { connectMs: 5_000, answerMs: 15_000, silenceMs: 10_000 };

/** Makes the agent of connections over https. */
export type MakeAgent = (options: AgentOptions) => HttpsAgent;

/**
 * Gives answers that have arrived whole, so that no client waits for a body without end or holds one, those included that
 * credentials are asked with. It gives a few in each turn of the event loop: dozens may arrive in one, and what each sets off,
 * the next call included, takes far longer than to receive it.
 */
class WholeAnswers extends NodeHttpHandler {
  readonly #turns = new Turns();

  override async handle(...call: Parameters<NodeHttpHandler['handle']>): ReturnType<NodeHttpHandler['handle']> {
    const [{ headers }] = call;
    // VS Code puts an agent of its own before ours, which keeps nothing alive: Node would ask for the connection to be closed.
    headers.connection = 'keep-alive';
    const { response } = await super.handle(...call);
    // Services that are asked by a form answer XML.
    const isQuery = headers['content-type']?.startsWith('application/x-www-form-urlencoded') === true;
    response.body = await wholeBody(response, isQuery ? LARGEST_XML_BYTES : LARGEST_ANSWER_BYTES);
    await this.#turns.take();
    return { response };
  }
}

/**
 * The connections of all clients: kept alive and shared, so that a writer with its own clients finds the reader's
 * connections open. Clients are given `handler` and must not be destroyed themselves, since that would close it.
 */
export class Connections {
  readonly handler: NodeHttpHandler;
  readonly #agents: readonly [HttpAgent, HttpsAgent];

  /** `makeAgent` is for connections that do not lead straight to their host. */
  constructor(timeouts: CallTimeouts = DEFAULT_TIMEOUTS, makeAgent: MakeAgent = options => new HttpsAgent(options)) {
    const options = { keepAlive: true, timeout: timeouts.keepMs ?? KEEP_MS };
    const httpAgent = new HttpAgent(options);
    const httpsAgent = makeAgent(options);
    this.#agents = [httpAgent, httpsAgent];
    // HTTP/1.1 for all, Kinesis included: its own default is HTTP/2, which editors' proxy settings do not reach.
    this.handler = new WholeAnswers({
      httpAgent,
      httpsAgent,
      connectionTimeout: timeouts.connectMs,
      requestTimeout: timeouts.answerMs,
      socketTimeout: timeouts.silenceMs,
      throwOnRequestTimeout: true,
    });
  }

  /** Closes every connection, those in use included. */
  destroy(): void {
    for (const agent of this.#agents) agent.destroy();
  }
}
