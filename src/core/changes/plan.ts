import type { WriteRow } from '../kinds/kindTable.ts';
import { AppError } from '../model/errors.ts';
import type { JsonObject } from '../model/json.ts';
import type { Input } from '../model/ports.ts';
import type { Live } from '../model/resource.ts';
import type { Scope } from '../model/scope.ts';
import type { Intent, Plan } from './change.ts';
import { differences } from './difference.ts';

/** The request with every secret member written as `${secret:MEMBER}`. */
function withoutSecrets(request: Input, secrets: readonly string[]): JsonObject {
  const masked = secrets
    .filter(member => request[member] !== undefined)
    .map(member => [member, `\${secret:${member}}`]);
  return { ...request, ...Object.fromEntries(masked) } as JsonObject;
}

/** The values of the secret members, for whoever must keep them out of texts. */
export function secretValues(request: Input, secrets: readonly string[]): readonly string[] {
  return secrets.flatMap(member => (typeof request[member] === 'string' ? [request[member]] : []));
}

/** What is live of the resource that a request is about. Throws AccessError. */
export function readLive(row: WriteRow, scope: Scope, request: Input): Promise<Live> {
  if (row.kind.live === undefined) throw new AppError('not-offered', `Only browsed: ${row.write.kind}`);
  return row.kind.live(scope, row.write.resourceName(request), request);
}

/** The plan for an intent over what is live now. Asks nothing. */
export function makePlan(row: WriteRow, intent: Intent, base: Live): Plan {
  const { write } = row;
  const goal = write.goal(intent.request);
  return {
    source: intent.source,
    accountId: intent.accountId,
    region: intent.region,
    kind: write.kind,
    operation: write.name,
    action: write.effect === 'delete' ? 'delete' : base.config === null ? 'create' : 'replace',
    name: write.resourceName(intent.request),
    request: withoutSecrets(intent.request, write.secrets),
    base,
    goal,
    differences: differences(base.config, goal),
    findings: write.findings(intent.request, base),
    undo: write.undo(intent.request, base),
  };
}

/**
 * What will be live once another change of the same resource is made, or of one beside it that it must not overtake. What
 * was read besides stays as it is, so that such a plan is made anew when its turn comes.
 */
export function liveAfter({ kind, write }: WriteRow, { request }: Intent, live: Live, made: Plan): Live {
  const { name, goal } = made;
  if (kind.after !== undefined) {
    return kind.after(live, write.resourceName(request), { name, does: goal === null ? 'unset' : 'set' });
  }
  // What a ledger remembers says nothing of what comes next: AWS gives each its name.
  if (!kind.listable) return live;
  return { ...live, config: goal, status: goal === null ? 'none' : 'set', updatedBy: null, updatedAt: null };
}

/** True where the live state is what the change wants. */
export function reached(row: WriteRow, live: Live, goal: JsonObject | null): boolean {
  return row.kind.same(live.config, goal) && !row.kind.settling.includes(live.status);
}

/** True where what is live is still what the plan was made over. */
export function sameBase(row: WriteRow, a: Pick<Live, 'config' | 'status'>, b: Live): boolean {
  return a.status === b.status && row.kind.same(a.config, b.config);
}

/** True where all is so already, and reading can tell. */
export function nothingToDo(row: WriteRow, base: Live, goal: JsonObject | null): boolean {
  return row.kind.listable && base.status !== 'retired' && reached(row, base, goal);
}

/** True where a finding stops the change. */
export function hasErrors(plan: Pick<Plan, 'findings'>): boolean {
  return plan.findings.some(one => one.severity === 'error');
}

/** True where a read shows that AWS carried the write out, be it still settling. */
export function tookEffect(
  { kind }: WriteRow,
  plan: { readonly base: Pick<Live, 'status'>; readonly goal: JsonObject | null },
  found: Live,
): boolean {
  if (kind.same(found.config, plan.goal)) return true;
  return plan.goal === null && kind.settling.includes(found.status) && found.status !== plan.base.status;
}
