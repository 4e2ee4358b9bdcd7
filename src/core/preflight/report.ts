import { type AccountSource, sourceText } from '../model/account.ts';
import type { Remedy, StepVerdict } from '../model/check.ts';
import type { AppError } from '../model/errors.ts';
import type { JsonObject } from '../model/json.ts';
import type { Region } from '../model/regions.ts';
import type { KindId } from '../model/resource.ts';

/** A resource's verdict: the gravest of its steps, or `none` where nothing is set. */
export type ReportVerdict = StepVerdict | 'none';

/** One link of the chain. */
export interface ChainStep {
  /** The check's published id. */
  readonly rule: string;
  readonly verdict: StepVerdict;
  /** What the words need. */
  readonly data: Readonly<Record<string, string>>;
  /** What was read for it, as `service.Operation`, in the order of first reading. */
  readonly read: readonly string[];
  /** The permission that was missing, such as `kms:GetKeyPolicy`; null otherwise. */
  readonly needs: string | null;
  /** Why it could not be checked, where that was a failure to read. */
  readonly error: AppError | null;
  readonly remedy: Remedy | null;
}

/** Something worth knowing that is no link of the chain. */
export interface Note {
  readonly rule: string;
  readonly data: Readonly<Record<string, string>>;
}

/** One piece of evidence: what was seen to happen, beyond what is set. */
export interface Evidence {
  /** The piece's published id. */
  readonly rule: string;
  /** Null for a fact that judges nothing. */
  readonly verdict: StepVerdict | null;
  readonly data: Readonly<Record<string, string>>;
  /** What was read for it, as `service.Operation`. */
  readonly read: readonly string[];
  /** The permission that was missing; null otherwise. */
  readonly needs: string | null;
  /** Why it could not be gathered, where that was a failure to read. */
  readonly error: AppError | null;
  /** When that happened which it rests on: ISO 8601, UTC; null where nothing has. */
  readonly at: string | null;
  /** Who did it, where it tells of a change. */
  readonly by: string | null;
}

/** What the preflight says of one resource, or of a place that could not be listed: then `name` is null. */
export interface Report {
  readonly source: AccountSource;
  /** Twelve digits, or null where the account never answered. */
  readonly accountId: string | null;
  readonly region: Region | null;
  readonly kind: KindId;
  readonly name: string | null;
  /** Its status and what was set when it was checked. */
  readonly status: string;
  readonly config: JsonObject | null;
  readonly verdict: ReportVerdict;
  /** In the order of the flow, the source first. */
  readonly steps: readonly ChainStep[];
  readonly notes: readonly Note[];
  /** Absent: not asked for. */
  readonly evidence?: readonly Evidence[];
}

/** The gravest first: a resource is as its gravest step. */
const GRAVITY: readonly StepVerdict[] = ['broken', 'not-checked', 'unproven', 'warning'];

/** The verdict over a chain. */
export function verdictOf(steps: readonly ChainStep[]): ReportVerdict {
  return GRAVITY.find(verdict => steps.some(step => step.verdict === verdict)) ?? 'ok';
}

/** Why nothing arrives, as far as the chain tells: its first broken link, else its first warning. */
export function causeOf({ steps }: Pick<Report, 'steps'>): ChainStep | undefined {
  return steps.find(({ verdict }) => verdict === 'broken') ?? steps.find(({ verdict }) => verdict === 'warning');
}

/** True for a place that could not be listed. */
export const isUnread = ({ name, verdict }: Report): boolean => name === null && verdict === 'not-checked';

/** One row of `preflight --json`: a contract with those who read it. */
export interface PreflightRow {
  readonly account: { readonly id: string | null; readonly source: string };
  readonly region: string | null;
  readonly kind: KindId;
  readonly name: string | null;
  readonly verdict: ReportVerdict;
  readonly steps: readonly PreflightStep[];
  readonly notes: readonly { readonly rule: string; readonly message: string }[];
  /** Null: not asked for. */
  readonly evidence: readonly PreflightEvidence[] | null;
}

/** One piece of evidence of a row. */
export interface PreflightEvidence {
  readonly rule: string;
  /** Null for a fact that judges nothing. */
  readonly verdict: StepVerdict | null;
  readonly message: string;
  readonly read: readonly string[];
  readonly needs: string | null;
  /** When that happened which it rests on: ISO 8601, UTC. */
  readonly at: string | null;
  readonly by: string | null;
}

/** One step of a row. */
export interface PreflightStep {
  readonly rule: string;
  readonly verdict: StepVerdict;
  readonly message: string;
  readonly read: readonly string[];
  readonly needs: string | null;
  readonly remedy: { readonly text: string; readonly policy: unknown; readonly cli: string | null } | null;
}

/** How a report is put into words. */
export interface ReportWords {
  readonly step: (step: ChainStep) => string;
  readonly note: (note: Note) => string;
  readonly evidence: (evidence: Evidence) => string;
  /** What to do; null where nothing is to be done. */
  readonly remedy: (step: ChainStep) => string | null;
  readonly command: (report: Report, remedy: Remedy) => string | null;
}

/** A report as a row of `preflight --json`. */
export function preflightRow(report: Report, words: ReportWords): PreflightRow {
  return {
    account: { id: report.accountId, source: sourceText(report.source) },
    region: report.region,
    kind: report.kind,
    name: report.name,
    verdict: report.verdict,
    steps: report.steps.map(step => {
      const text = words.remedy(step);
      const { policy = null } = step.remedy ?? {};
      const cli = step.remedy === null ? null : words.command(report, step.remedy);
      return {
        rule: step.rule,
        verdict: step.verdict,
        message: words.step(step),
        read: step.read,
        needs: step.needs,
        remedy: text === null ? null : { text, policy, cli },
      };
    }),
    notes: report.notes.map(note => ({ rule: note.rule, message: words.note(note) })),
    evidence:
      report.evidence?.map(({ rule, verdict, read, needs, at, by, ...rest }) => ({
        ...{ rule, verdict, message: words.evidence({ rule, verdict, read, needs, at, by, ...rest }) },
        ...{ read, needs, at, by },
      })) ?? null,
  };
}
