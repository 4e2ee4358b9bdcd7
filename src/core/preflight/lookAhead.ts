import { whenAborted } from '../model/aborting.ts';
import type { Place } from '../model/account.ts';
import { sourceKey } from '../model/account.ts';
import type { Check, CheckedResource, KindChecks, StepVerdict } from '../model/check.ts';
import { type Finding, finding, type Severity } from '../model/finding.ts';
import type { JsonObject } from '../model/json.ts';
import type { AccountGateway, Clock } from '../model/ports.ts';
import { partitionOf } from '../model/regions.ts';
import type { Live } from '../model/resource.ts';
import { stepOf } from './preflight.ts';
import { SharedReads } from './reads.ts';
import type { ChainStep } from './report.ts';

/** What looking ahead works with. */
export interface LookAheadTools {
  readonly gateway: Pick<AccountGateway, 'reader'>;
  readonly checks: readonly KindChecks[];
  readonly clock: Pick<Clock, 'now' | 'sleep'>;
}

/** A change whose end is looked at. */
export interface ChangeAhead extends Place {
  readonly kind: string;
  readonly name: string;
  readonly base: Live;
  readonly goal: JsonObject | null;
  readonly findings: readonly Finding[];
}

/** For how long a question waits, in milliseconds. */
const PATIENCE = 1000;

/** A broken chain stops no change: a person may well set the topic first and its policy then. */
const SEVERITIES: Readonly<Record<Exclude<StepVerdict, 'ok' | 'not-checked'>, Severity>> = {
  broken: 'warning',
  warning: 'warning',
  unproven: 'information',
};

/**
 * Looks at where changes lead while the question about them is prepared: the checks of the new target, over what is live
 * there. Each change waits a second at most. What changes share is read once.
 */
export class LookingAhead {
  readonly #tools: LookAheadTools;
  readonly #stop = new AbortController();
  readonly #leave: () => void;
  readonly #reads = new Map<string, SharedReads>();

  constructor(tools: LookAheadTools, signal?: AbortSignal) {
    this.#tools = tools;
    this.#leave = signal === undefined ? () => undefined : whenAborted(signal, () => this.#stop.abort());
  }

  /** What is amiss there, what could not be read, and what was not there in time. Rejects with our own stop alone. */
  async look(change: ChangeAhead): Promise<readonly Finding[]> {
    const { checks, clock } = this.#tools;
    const kind = checks.find(one => one.kind === change.kind);
    const targets = kind?.leadsTo(change) ?? [];
    if (kind === undefined || targets.length === 0) return [];
    const { source, accountId, region } = change;
    const eyes = { reads: this.#readsOf(change), clock, peers: [] };
    const asked = targets.flatMap(target => {
      const subject: CheckedResource = {
        ...{ source, accountId, region, partition: partitionOf(region), kind: kind.kind, fields: new Map() },
        ...target,
      };
      // What the change itself was found to be is not said twice.
      const isSaid = ({ id }: Check): boolean => change.findings.some(({ rule }) => rule === id);
      return kind.checks
        .filter(check => check.tells === 'step' && !isSaid(check))
        .map(check => [check, subject] as const);
    });
    const steps = new Map<number, ChainStep | undefined>();
    const looked = asked.map(async ([check, subject], index) => {
      steps.set(index, await stepOf(check, subject, eyes));
    });
    await this.#inTime(Promise.all(looked));
    const late = asked.flatMap(([{ id }], index) => (steps.has(index) ? [] : [id]));
    const told = asked.flatMap((_, index) => steps.get(index) ?? []);
    return [...told.flatMap(amissFinding), ...unreadFindings(told), ...lateFindings(late)];
  }

  /** Lets go of what is not there yet. */
  end(): void {
    this.#leave();
    this.#stop.abort();
  }

  /** Waits until all is there or a second is over. */
  async #inTime(all: Promise<unknown>): Promise<void> {
    const patience = new AbortController();
    const leave = whenAborted(this.#stop.signal, () => patience.abort());
    try {
      await Promise.race([all, this.#tools.clock.sleep(PATIENCE, patience.signal)]);
    } finally {
      leave();
      patience.abort();
    }
  }

  #readsOf({ source, accountId }: ChangeAhead): SharedReads {
    const key = `${sourceKey(source)} ${accountId}`;
    const known = this.#reads.get(key);
    if (known !== undefined) return known;
    const fresh = new SharedReads(this.#tools.gateway.reader(source), { accountId, signal: this.#stop.signal });
    this.#reads.set(key, fresh);
    return fresh;
  }
}

/** A link that does not hold, or may not, under the check's own id. */
function amissFinding({ rule, verdict, data }: ChainStep): readonly Finding[] {
  if (verdict === 'ok' || verdict === 'not-checked') return [];
  return [finding(rule, SEVERITIES[verdict], { ...data, checked: verdict })];
}

/** What could not be read, once for each reason, with the links that rest on it. */
function unreadFindings(steps: readonly ChainStep[]): readonly Finding[] {
  const byReason = new Map<string, { readonly step: ChainStep; readonly links: string[] }>();
  for (const step of steps.filter(({ verdict }) => verdict === 'not-checked')) {
    const reason = step.needs ?? step.error?.message ?? step.rule;
    const known = byReason.get(reason);
    if (known === undefined) byReason.set(reason, { step, links: [step.rule] });
    else if (!known.links.includes(step.rule)) known.links.push(step.rule);
  }
  return [...byReason.values()].map(({ step: { rule, data, needs, error }, links }) =>
    needs === null && error === null
      ? finding(rule, 'information', { ...data, checked: 'not-checked' })
      : finding('preflight/unread', 'information', {
          links: links.join(' '),
          needs: needs ?? '',
          reason: error?.message ?? '',
        }),
  );
}

const lateFindings = (links: readonly string[]): readonly Finding[] =>
  links.length === 0
    ? []
    : [finding('preflight/not-looked-at', 'information', { links: [...new Set(links)].join(' ') })];
