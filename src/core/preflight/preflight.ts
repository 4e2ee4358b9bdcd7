import { Channel } from '../inventory/channel.ts';
import type { Found } from '../inventory/found.ts';
import { type Estate, type SweepRequest, sweep } from '../inventory/sweep.ts';
import { sourceKey } from '../model/account.ts';
import type { Check, CheckedResource, KindChecks, Look } from '../model/check.ts';
import { asAccessError, isCancelled } from '../model/errors.ts';
import type { AccountGateway, Clock } from '../model/ports.ts';
import { partitionOf } from '../model/regions.ts';
import { readName, SharedReads, unchecked } from './reads.ts';
import { type ChainStep, type Note, type Report, verdictOf } from './report.ts';

/** What a preflight works with. */
export interface PreflightTools extends Estate {
  /** The checks of each kind. */
  readonly checks: readonly KindChecks[];
  readonly clock: Pick<Clock, 'now'>;
}

/** The rule under which a place that could not be listed is told. */
const UNREAD_RULE = 'resource/unread';

/**
 * Follows the chain of every resource that a sweep finds. Each thing is read once, however many resources share it: two
 * hundred vaults on three topics cost what three topics cost. Reports come as they are ready; a place that could not be
 * listed is a report without a name. Kinds without checks are passed over. Ends early when the signal aborts. Never throws.
 */
export async function* preflight(tools: PreflightTools, request: SweepRequest): AsyncGenerator<Report> {
  const checked = new Map(tools.checks.map(one => [one.kind, one]));
  const subjects: CheckedResource[] = [];
  const kinds = new Set([...request.kinds].filter(kind => checked.has(kind)));
  for await (const found of sweep(tools, { ...request, kinds })) {
    const subject = subjectOf(found);
    if (subject !== undefined) {
      subjects.push(subject);
      continue;
    }
    const told = unlisted(found, checked.get(found.kind)?.whyUnlisted ?? {});
    if (told !== undefined) yield told;
  }
  yield* preflightOf(tools, subjects, request.signal);
}

/** How many chains are followed at once: more than may be read at once, and no more than a window can judge without a stutter. */
const AT_ONCE = 32;

/**
 * Follows the chain of resources that are given, such as what a change would set: as `preflight` does, without listing
 * anything. No more are begun than are taken, so that whoever takes them says how fast it goes. Ends early when the signal
 * aborts. Never throws.
 */
export async function* preflightOf(
  { gateway, checks, clock }: Pick<PreflightTools, 'gateway' | 'checks' | 'clock'>,
  subjects: readonly CheckedResource[],
  signal?: AbortSignal,
): AsyncGenerator<Report> {
  const reads = new Map<string, SharedReads>();
  const reports = new Channel<Report>();
  const groups = checks.map(kind => ({ kind, peers: subjects.filter(subject => subject.kind === kind.kind) }));
  const waiting = groups.flatMap(({ kind, peers }) => peers.map(subject => ({ subject, kind, peers }))).values();
  let left = groups.reduce((sum, { peers }) => sum + peers.length, 0);
  if (left === 0) return;
  for (let begun = 0; begun < AT_ONCE; begun += 1) begin();
  for await (const one of reports) {
    if (signal?.aborted === true) return;
    yield one;
    left -= 1;
    if (left === 0) return;
    begin();
  }

  function begin(): void {
    const { value } = waiting.next();
    if (value === undefined) return;
    const { subject, kind, peers } = value;
    // Only our own stop rejects: a report that was begun then is nobody's.
    report(subject, kind, { reads: readsOf(subject), clock, peers }).then(
      one => reports.push(one),
      () => reports.end(),
    );
  }

  function readsOf({ source, accountId }: CheckedResource): SharedReads {
    const key = `${sourceKey(source)} ${accountId}`;
    const known = reads.get(key);
    if (known !== undefined) return known;
    const options = { accountId, signal };
    const fresh = new SharedReads(gateway.reader(source), options);
    reads.set(key, fresh);
    return fresh;
  }
}

/** What a check works with that lists nothing. */
export type CheckTools = Pick<PreflightTools, 'checks' | 'clock'> & {
  readonly gateway: Pick<AccountGateway, 'reader'>;
};

/**
 * Follows the chain of one resource as it is, or as somebody means to set it. Undefined for a kind without checks. Rejects
 * with our own stop alone.
 */
export async function preflightOne(
  tools: CheckTools,
  subject: CheckedResource,
  signal: AbortSignal,
): Promise<Report | undefined> {
  const kind = tools.checks.find(one => one.kind === subject.kind);
  const reads = new SharedReads(tools.gateway.reader(subject.source), { accountId: subject.accountId, signal });
  return kind && report(subject, kind, { reads, clock: tools.clock, peers: [subject] });
}

/** The resource that was found; undefined for what could not be listed or read. */
function subjectOf({ source, accountId, region, kind, name, row, status, error }: Found): CheckedResource | undefined {
  if (accountId === null || region === null || name === null || row === null || error !== null) return undefined;
  const partition = partitionOf(region);
  const { config, fields } = row;
  return { source, accountId, region, partition, kind, name, status, config, fields: new Map(fields) };
}

/** What is told of a place or a resource that could not be read; undefined where there is nothing to read. */
function unlisted(found: Found, whyUnlisted: KindChecks['whyUnlisted']): Report | undefined {
  const { source, accountId, region, kind, name, status, error } = found;
  const base = { source, accountId, region, kind, name, status, config: null };
  if (error === null) {
    const rule = whyUnlisted[status];
    return rule === undefined ? undefined : { ...base, verdict: 'none', steps: [], notes: [{ rule, data: {} }] };
  }
  return { ...base, verdict: 'not-checked', steps: [unchecked(UNREAD_RULE, [], error)], notes: [] };
}

/** What checks see by. */
export interface Eyes {
  readonly reads: SharedReads;
  readonly clock: Pick<Clock, 'now'>;
  /** The resources of the same kind in this run, the one that is looked at among them. */
  readonly peers: readonly CheckedResource[];
}

async function report(subject: CheckedResource, kind: KindChecks, eyes: Eyes): Promise<Report> {
  const { source, accountId, region, name, status, config } = subject;
  const isUnset = kind.unset.includes(subject.status);
  const asked = kind.checks.filter(({ tells }) => tells === 'note' || !isUnset);
  const told = await Promise.all(asked.map(async check => [check, await stepOf(check, subject, eyes)] as const));
  const steps = told.flatMap(([{ tells }, step]) => (tells === 'step' && step !== undefined ? [step] : []));
  // What could not be looked at is no news; a chain says so, a note is left out.
  const notes = told.flatMap(([{ tells }, step]): readonly Note[] =>
    tells === 'note' && step !== undefined && step.verdict !== 'not-checked'
      ? [{ rule: step.rule, data: step.data }]
      : [],
  );
  const verdict = isUnset ? 'none' : verdictOf(steps);
  return { source, accountId, region, kind: subject.kind, name, status, config, verdict, steps, notes };
}

/** Runs one check. Rejects with our own stop alone. */
export async function stepOf(check: Check, subject: CheckedResource, eyes: Eyes): Promise<ChainStep | undefined> {
  const read: string[] = [];
  const look: Look = {
    now: () => eyes.clock.now(),
    // Put together only where it is looked at: each of thousands would hold all others, for each of its checks.
    get others() {
      return eyes.peers.filter(other => other !== subject);
    },
    read: (operation, input, region = subject.region) => {
      if (!read.includes(readName(operation))) read.push(readName(operation));
      return eyes.reads.read(operation, region, input);
    },
  };
  try {
    const judgement = await check.judge(subject, look);
    return judgement && { rule: check.id, ...judgement, read, needs: null, error: null };
  } catch (error) {
    if (isCancelled(error)) throw error;
    return unchecked(check.id, read, asAccessError(error));
  }
}
