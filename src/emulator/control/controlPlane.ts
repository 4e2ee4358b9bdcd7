import type { Clock } from '../clock.ts';
import { type Catalogue, faultList } from '../faults/fault.ts';
import type { FaultPlan } from '../faults/faultPlan.ts';
import { jsonReply, type Reply } from '../wire/reply.ts';
import type { WireRequest } from '../wire/request.ts';
import { parseJsonBody } from '../wire/restJson.ts';
import { integer, object, type Problem, type Shape } from '../wire/shape.ts';
import type { RequestCounts } from './requestCounts.ts';

/** Where the control plane is. */
export const CONTROL_PREFIX = '/_emulator';

/** What the control plane steers. */
export interface ControlOptions {
  readonly counts: RequestCounts;
  readonly faults: FaultPlan;
  readonly clock: Clock;
  readonly catalogue: Catalogue;
  /** The ids of all accounts in the state. */
  readonly accounts: () => readonly string[];
  /** The state as it is now. */
  readonly readState: () => unknown;
  /** Replaces the state, or changes nothing and says what is wrong. */
  readonly writeState: (document: unknown) => readonly Problem[];
  /** Goes back to the seed. */
  readonly reset: () => void;
  /** Resolves once every change so far is durable. */
  readonly commit: () => Promise<void>;
}

type Handler = (request: WireRequest) => Reply | Promise<Reply>;

/** What a request for a time machine is; backwards is not offered, since nothing settles back. */
const advance = object({ advanceSeconds: integer({ min: 0, max: 10 ** 9 }) }, { closed: true });

const problemsReply = (problems: readonly Problem[]): Reply =>
  jsonReply(400, {
    message: problems
      .slice(0, 20)
      .map(({ path, rule }) => (path === '' ? rule : `${path}: ${rule}`))
      .join('; '),
    problems: problems.slice(0, 100).map(({ path, rule }) => ({ path, rule })),
  });

function done(action: () => void): Reply {
  action();
  return jsonReply(200, {});
}

/** The answer to a body that is JSON of this shape, or the 400 that says why it is not. */
async function withBody<T>(request: WireRequest, shape: Shape<T>, answer: (body: T) => Promise<Reply>): Promise<Reply> {
  let body: unknown;
  try {
    body = parseJsonBody(request.body);
  } catch {
    return jsonReply(400, { message: 'The body is not JSON.' });
  }
  if (body === undefined) return jsonReply(400, { message: 'The body is empty; it must be JSON.' });
  const problems: Problem[] = [];
  const parsed = shape.parse(body, '', problems);
  return parsed === undefined || problems.length > 0 ? problemsReply(problems) : answer(parsed);
}

/** The `/_emulator/` paths, by `METHOD path`. */
function routes(options: ControlOptions): ReadonlyMap<string, Handler> {
  const { counts, faults, clock } = options;
  const health: Handler = () =>
    jsonReply(200, { emulator: 'notification-explorer', pid: process.pid, now: clock.now().toISOString() });
  const anyJson: Shape<{ readonly document: unknown }> = { parse: value => ({ document: value }) };
  return new Map<string, Handler>([
    ['GET ', health],
    ['GET health', health],
    ['GET requests', () => jsonReply(200, counts)],
    // Whose account a write came to, which the counts by operation do not tell.
    ['GET writes', () => jsonReply(200, counts.writes())],
    ['DELETE requests', () => done(() => counts.reset())],
    ['GET faults', () => jsonReply(200, faults.list())],
    ['DELETE faults', () => done(() => faults.clear())],
    [
      'POST faults',
      request =>
        withBody(request, faultList(options.catalogue), async list => {
          faults.add(list);
          return jsonReply(200, faults.list());
        }),
    ],
    [
      'POST clock',
      request =>
        withBody(request, advance, async ({ advanceSeconds }) => {
          clock.advance(advanceSeconds);
          await options.commit();
          return jsonReply(200, { now: clock.now().toISOString(), offsetSeconds: clock.offsetSeconds });
        }),
    ],
    // What an editor asks again and again; the whole state may be megabytes.
    ['GET accounts', () => jsonReply(200, { accounts: options.accounts().toSorted() })],
    ['GET state', () => jsonReply(200, options.readState())],
    [
      'PUT state',
      request =>
        withBody(request, anyJson, async ({ document }) => {
          const problems = options.writeState(document);
          if (problems.length > 0) return problemsReply(problems);
          await options.commit();
          return jsonReply(200, {});
        }),
    ],
    [
      'POST reset',
      async () => {
        options.reset();
        await options.commit();
        return jsonReply(200, {});
      },
    ],
  ]);
}

/** Answers what is asked under `/_emulator/`: counts, faults, clock, accounts, state; 404 and 405 for what is not there. */
export function controlPlane(options: ControlOptions): Handler {
  const table = routes(options);
  return request => {
    const name = request.path.slice(CONTROL_PREFIX.length).replace(/^\/|\/$/g, '');
    const handler = table.get(`${request.method} ${name}`);
    if (handler !== undefined) return handler(request);
    const allowed = [...table.keys()].filter(key => key.endsWith(` ${name}`)).map(key => key.split(' ')[0]);
    if (allowed.length > 0) {
      const allow = allowed.join(', ');
      return jsonReply(405, { message: `${request.method} is not known here; use ${allow}.` }, { allow });
    }
    const paths = [...new Set([...table.keys()].map(key => key.split(' ')[1]))].filter(one => one !== '').join(' ');
    return jsonReply(404, { message: `There is no such path under ${CONTROL_PREFIX}/; there are: ${paths}.` });
  };
}
