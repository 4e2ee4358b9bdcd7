import type { RequestCounts } from '../control/requestCounts.ts';
import type { Fault } from '../faults/fault.ts';
import type { Befalls, FaultPlan } from '../faults/faultPlan.ts';
import { malformed } from '../faults/malformed.ts';
import type { RateLimits } from '../faults/rates.ts';
import type { Ids } from '../ids.ts';
import {
  type Authorization,
  accountOf,
  type ParsedAuthorization,
  parseAuthorization,
  parseRequestDate,
} from './authorization.ts';
import { anyServiceStatuses, statusFor } from './commonErrors.ts';
import { jsonReply, type Reply } from './reply.ts';
import { headerOf, type WireRequest } from './request.ts';
import type { Call, Match, Service } from './service.ts';
import { ServiceError } from './serviceError.ts';

/** What becomes of a request: an answer, or a connection that ends or stays without one. */
export type Outcome =
  | { readonly kind: 'reply'; readonly reply: Reply }
  | { readonly kind: 'reset' }
  | { readonly kind: 'hang' };

/** What the dispatcher needs beside the services. */
export interface DispatcherOptions<World> {
  readonly services: readonly Service<World>[];
  readonly world: World;
  readonly now: () => Date;
  readonly ids: Ids;
  readonly faults: FaultPlan;
  readonly counts: RequestCounts;
  /** The rates that requests are held to; undefined for none. */
  readonly rates: RateLimits | undefined;
  readonly isOptedIn: (account: string, region: string) => boolean;
  /** Lets happen what was to happen until now, before a call sees the state. */
  readonly settle: (now: Date) => void;
  /** Told of each write that was taken. */
  readonly record: (service: string, call: Call<World>) => void;
  /** Resolves once every change so far is durable. */
  readonly commit: () => Promise<void>;
  readonly wait: (ms: number) => Promise<void>;
  /** Milliseconds added to every request. */
  readonly latencyMs: number;
  /** Told of a fault of the emulator's own. */
  readonly report: (text: string) => void;
}

/** Clocks may differ by this much before AWS refuses a request. */
const MAX_SKEW_MS = 5 * 60 * 1000;

/** Takes requests to their operations: which service, which operation, who asks, what befalls it, what it answers. */
export class Dispatcher<World> {
  readonly #options: DispatcherOptions<World>;

  constructor(options: DispatcherOptions<World>) {
    this.#options = options;
  }

  /** Answers one request to a service. Never rejects. */
  async dispatch(request: WireRequest): Promise<Outcome> {
    const requestId = this.#options.ids.uuid();
    const parsed = parseAuthorization(headerOf(request, 'authorization'));
    const service = this.#serviceOf(request, parsed);
    if (service === undefined) return { kind: 'reply', reply: withId(noService(parsed), requestId) };
    const match = matchOf(service, request);
    const end = this.#options.counts.begin(`${service.name}.${match.name}`);
    try {
      const outcome = await this.#perform({ service, request, match, parsed, requestId });
      return outcome.kind === 'reply' ? { kind: 'reply', reply: withId(outcome.reply, requestId) } : outcome;
    } catch (error) {
      this.#options.report(
        `${service.name}.${match.name} failed: ${error instanceof Error ? error.stack : String(error)}`,
      );
      const internal = service.errors.internal('The emulator failed; see its standard error output.');
      return { kind: 'reply', reply: withId(service.encodeError(internal, requestId), requestId) };
    } finally {
      end();
    }
  }

  #serviceOf(request: WireRequest, parsed: ParsedAuthorization): Service<World> | undefined {
    const { services } = this.#options;
    if (parsed.kind === 'signed') {
      return services.find(service => service.signingName === parsed.authorization.signingName);
    }
    return services.find(service => service.recognises(request));
  }

  async #perform(job: Job<World>): Promise<Outcome> {
    const { service, match, parsed } = job;
    const signed = parsed.kind === 'signed' ? parsed.authorization : undefined;
    const befalls = this.#options.faults.next({
      service: service.name,
      operation: match.name,
      account: signed === undefined ? undefined : accountOf(signed.accessKeyId),
      region: signed?.region,
    });
    const delayMs = this.#options.latencyMs + befalls.latencyMs;
    if (delayMs > 0) await this.#options.wait(delayMs);
    if (signed !== undefined && !this.#isWithinRate(job, signed)) {
      const error = faultError(service, { service: service.name, kind: 'throttle' });
      return { kind: 'reply', reply: service.encodeError(error, job.requestId) };
    }
    return this.#underFault(job, befalls);
  }

  #isWithinRate({ service, match }: Job<World>, { accessKeyId, region }: Authorization): boolean {
    const asked = { service: service.name, operation: match.name, account: accountOf(accessKeyId), region };
    return this.#options.rates?.take(asked) ?? true;
  }

  async #underFault(job: Job<World>, { fault }: Befalls): Promise<Outcome> {
    switch (fault?.kind) {
      case 'reset':
        return { kind: 'reset' };
      case 'hang':
        // In flight, for the counts, until the caller gives up.
        await job.request.closed;
        return { kind: 'hang' };
      case 'throttle':
      case 'error':
        return { kind: 'reply', reply: job.service.encodeError(faultError(job.service, fault), job.requestId) };
      case 'resetAfter':
        await this.#answer(job, undefined);
        return { kind: 'reset' };
      case 'malformed':
        return {
          kind: 'reply',
          reply: malformed(await this.#answer(job, undefined), fault.as ?? 'html', fault.status),
        };
      default:
        return { kind: 'reply', reply: await this.#answer(job, fault) };
    }
  }

  async #answer(job: Job<World>, skew: Fault | undefined): Promise<Reply> {
    const { service, match, requestId } = job;
    const dated = skew === undefined ? {} : { date: this.#serverTime(skew).toUTCString() };
    try {
      const authorization = this.#authorize(job, skew);
      if (!('operation' in match)) throw match.refusal;
      const call = this.#callOf(job, authorization);
      if (match.operation.effect === 'write') this.#options.counts.write(call.account, `${service.name}.${match.name}`);
      const output = match.operation.run(call);
      if (match.operation.effect === 'write') {
        this.#options.record(service.name, call);
        await this.#options.commit();
      }
      const reply = service.protocol.encode(match.name, output, requestId);
      return { ...reply, headers: { ...reply.headers, ...dated } };
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      const reply = service.encodeError(error, requestId);
      return { ...reply, headers: { ...reply.headers, ...dated } };
    }
  }

  #serverTime(skew: Fault | undefined): Date {
    const ahead = skew === undefined ? 0 : (skew.seconds ?? 3600) * 1000;
    return new Date(this.#options.now().getTime() + ahead);
  }

  /**
   * Who asks, and where. Signatures are not verified: AWS compares them with one made from the caller's secret key, the
   * emulator has no secrets. Everything else that AWS reads in the header is checked.
   */
  #authorize({ service, request, match, parsed }: Job<World>, skew: Fault | undefined): Authorization {
    if (parsed.kind === 'missing' && match.isUnsigned === true) return NOBODY;
    if (parsed.kind === 'missing') throw service.errors.missingAuthentication('Missing Authentication Token');
    if (parsed.kind === 'malformed') throw service.errors.incompleteSignature(parsed.text);
    const { authorization } = parsed;
    const sent = headerOf(request, 'x-amz-date') ?? headerOf(request, 'date');
    const sentAt = sent === undefined ? undefined : parseRequestDate(sent);
    if (sentAt === undefined) {
      throw service.errors.incompleteSignature(
        "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.",
      );
    }
    if (new Date(sentAt).toISOString().slice(0, 10).replaceAll('-', '') !== authorization.date) {
      throw service.errors.invalidSignature(
        `Date in Credential scope does not match date of the request: ${authorization.date}`,
      );
    }
    // Without the fault no time is checked: the emulator's clock is moved by tests, the caller's is not.
    if (skew !== undefined) checkSkew(service, sentAt, this.#serverTime(skew).getTime());
    this.#checkRegion(service, authorization);
    return authorization;
  }

  #checkRegion(service: Service<World>, { accessKeyId, region }: Authorization): void {
    // AWS has no host in such a Region, so a call ends as an unknown host name. Behind one port this is the nearest
    // answer it does give: what a host says of a scope that names another Region.
    if (!service.regions.has(region)) {
      throw service.errors.invalidSignature(
        `Credential should be scoped to a valid region. ${service.name} has no endpoint in '${region}'`,
      );
    }
    if (!this.#options.isOptedIn(accountOf(accessKeyId), region)) {
      throw service.errors.disabledRegion('The security token included in the request is invalid.');
    }
  }

  #callOf({ service, request, match }: Job<World>, { accessKeyId, region }: Authorization): Call<World> {
    const now = this.#options.now();
    this.#options.settle(now);
    const call = {
      operation: match.name,
      account: accountOf(accessKeyId),
      region,
      now,
      ids: this.#options.ids,
      world: this.#options.world,
      labels: match.labels,
      query: request.query,
      header: (name: string) => headerOf(request, name),
      body: decodeBody(service, request),
    };
    service.before?.(call);
    return call;
  }
}

/** One request on its way. */
interface Job<World> {
  readonly service: Service<World>;
  readonly request: WireRequest;
  readonly match: Match<World>;
  readonly parsed: ParsedAuthorization;
  readonly requestId: string;
}

function matchOf<World>(service: Service<World>, request: WireRequest): Match<World> {
  try {
    return service.protocol.match(request);
  } catch (error) {
    if (!(error instanceof URIError)) throw error;
    const refusal = service.errors.serialization('The path is not percent-encoded UTF-8');
    return { name: `${request.method} (malformed path)`, labels: {}, refusal };
  }
}

function decodeBody<World>(service: Service<World>, request: WireRequest): unknown {
  if (request.body.length > service.maxBodyBytes) {
    throw service.errors.tooLarge(`The request body is larger than ${service.maxBodyBytes} bytes`);
  }
  try {
    return service.protocol.decode(request);
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof TypeError)) throw error;
    throw service.errors.serialization('The request body could not be parsed');
  }
}

/** Who sends what nobody signs; behind one port the Region of the host is not known. */
const NOBODY: Authorization = { accessKeyId: '', date: '', region: 'us-east-1', signingName: '' };

function checkSkew<World>(service: Service<World>, sentAt: number, serverTime: number): void {
  const basic = (time: number): string => new Date(time).toISOString().replace(/[-:]|\.\d+/g, '');
  if (serverTime - sentAt > MAX_SKEW_MS) {
    const text = `Signature expired: ${basic(sentAt)} is now earlier than ${basic(serverTime - MAX_SKEW_MS)}`;
    throw service.errors.invalidSignature(`${text} (${basic(serverTime)} - 5 min.)`);
  }
  if (sentAt - serverTime > MAX_SKEW_MS) {
    const text = `Signature not yet current: ${basic(sentAt)} is still later than ${basic(serverTime + MAX_SKEW_MS)}`;
    throw service.errors.invalidSignature(`${text} (${basic(serverTime)} + 5 min.)`);
  }
}

function faultError<World>(service: Service<World>, fault: Fault): ServiceError {
  const throttled = service.errors.throttled(fault.message ?? 'Rate exceeded');
  const code = fault.code ?? (fault.kind === 'throttle' ? throttled.code : '');
  const known = fault.kind === 'throttle' ? throttled.status : statusFor(code, [service.statuses, anyServiceStatuses]);
  const retryAfter = fault.retryAfterSeconds;
  const headers = retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) };
  const message = fault.message ?? (fault.kind === 'throttle' ? throttled.message : `Fault: ${code || 'no type'}`);
  return new ServiceError(code, fault.status ?? known, message, {
    headers,
    members: service.errorMembers?.[code] ?? {},
  });
}

/** The answer to a request that no service can be told from. */
function noService(parsed: ParsedAuthorization): Reply {
  if (parsed.kind === 'signed') {
    const { signingName } = parsed.authorization;
    const body = { __type: 'NotImplemented', message: `The emulator has no service that signs as '${signingName}'` };
    return jsonReply(501, body, { 'x-amzn-errortype': 'NotImplemented' });
  }
  const code = parsed.kind === 'missing' ? 'MissingAuthenticationTokenException' : 'IncompleteSignatureException';
  const message = parsed.kind === 'missing' ? 'Missing Authentication Token' : parsed.text;
  return jsonReply(parsed.kind === 'missing' ? 403 : 400, { __type: code, message }, { 'x-amzn-errortype': code });
}

const withId = (reply: Reply, requestId: string): Reply => ({
  ...reply,
  headers: { 'x-amzn-requestid': requestId, ...reply.headers },
});
