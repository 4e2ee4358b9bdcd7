import type { BulkItem, PlannedItem } from '../../core/changes/bulk.ts';
import type { Intent, Plan } from '../../core/changes/change.ts';
import type { Translate } from '../../core/model/translate.ts';
import { endText, intentPlace, intentTarget } from '../../messages/bulkText.ts';
import { undoReasonText } from '../../messages/changeText.ts';
import { findingText } from '../../messages/findingText.ts';
import type { SheetGroupView, SheetPlanView, SheetRowView } from '../../shared/plan/messages.ts';
import { shortDifferenceViews } from '../changing/differenceViews.ts';
import { planDigest } from '../changing/planDigest.ts';
import { clipped } from '../prompts/clipped.ts';

/** What a change of a bulk will do, or what it did. */
type Shown = { readonly intent: Intent } & (Pick<PlannedItem, 'planning'> | Pick<BulkItem, 'outcome'>);

/** What there is to know of a plan besides its changes. */
export interface PlanFrame {
  readonly facts: readonly string[];
  readonly apply: SheetPlanView['apply'];
  /** False where all of them are made or none. */
  readonly canPick: boolean;
}

/** Changes as a tree: by account and Region, in the order of their names, whatever order they were planned or made in. */
export function sheetPlan(
  items: readonly Shown[],
  plans: readonly Plan[],
  frame: PlanFrame,
  t: Translate,
): SheetPlanView {
  const groups = new Map<string, SheetRowView[]>();
  const shared = sharedNotes(plans, t);
  for (const [at, item] of items.entries()) {
    const title = clipped(intentPlace(item.intent, t));
    const rows = groups.get(title) ?? [];
    const row = rowOf(item, at, frame.canPick, t);
    rows.push({ ...row, notes: row.notes.filter(({ message }) => !shared.includes(message)) });
    groups.set(title, rows);
  }
  const sorted = [...groups].map(([title, rows]): SheetGroupView => ({ title, rows: rows.sort(byName) }));
  return {
    id: planDigest(plans),
    facts: [...frame.facts.map(clipped), ...shared],
    count: plans.length,
    groups: sorted.sort((a, b) => ORDER.compare(a.title, b.title)),
    apply: frame.apply,
  };
}

const ORDER = new Intl.Collator('en', { numeric: true });
const byName = (a: SheetRowView, b: SheetRowView): number => ORDER.compare(a.name, b.name);

/** What stands beside a change that is planned. */
const ACTIONS: Readonly<
  Record<Plan['action'], { readonly sign: SheetRowView['sign']; say: (t: Translate) => string }>
> = {
  create: { sign: 'add', say: t => t('nothing set now') },
  replace: { sign: 'edit', say: t => t('replaces what is set') },
  delete: { sign: 'trash', say: t => t('removes what is set') },
};

function rowOf(item: Shown, at: number, canPick: boolean, t: Translate): SheetRowView {
  const end = 'outcome' in item ? item.outcome : item.planning;
  const plan = 'plan' in end && end.plan !== undefined ? end.plan : null;
  const head = { at, name: clipped(intentTarget(item.intent, t)) };
  const changes =
    plan === null
      ? { differences: [], notes: [] }
      : { differences: shortDifferenceViews(plan, t), notes: notesOf(plan, t) };
  if (end.kind === 'planned') {
    const { sign, say } = ACTIONS[end.plan.action];
    return { ...head, sign, status: say(t), tone: 'plain', text: '', ...changes, canPick };
  }
  return {
    ...head,
    ...ended(end, 'outcome' in item, t),
    ...(end.kind === 'done' ? { ...changes, notes: [] } : { differences: [], notes: [] }),
    canPick: false,
  };
}

/** What is said of every change of a plan: it is told once, above them. */
function sharedNotes(plans: readonly Plan[], t: Translate): readonly string[] {
  const [first, ...rest] = plans.map(plan => notesOf(plan, t).map(({ message }) => message));
  if (first === undefined || rest.length === 0) return [];
  return first.filter(message => rest.every(others => others.includes(message)));
}

/** How a change ended, or why it cannot be made. */
function ended(
  end: Exclude<PlannedItem['planning'], { kind: 'planned' }> | BulkItem['outcome'],
  isMade: boolean,
  t: Translate,
): Pick<SheetRowView, 'sign' | 'status' | 'tone' | 'text'> {
  const said = clipped(endText(end, t));
  switch (end.kind) {
    case 'done':
      return { sign: 'pass', status: t('done'), tone: 'good', text: '' };
    case 'nothing-to-do':
      return { sign: 'check', status: t('already up to date'), tone: 'plain', text: '' };
    case 'skipped':
      return { sign: 'circle-slash', status: t('not sent'), tone: 'plain', text: '' };
    case 'cancelled':
      return { sign: 'circle-slash', status: t('stopped'), tone: 'plain', text: said };
    case 'accepted':
    case 'unknown':
      return { sign: 'question', status: t('not certain yet'), tone: 'warning', text: said };
    case 'conflict':
      return { sign: 'warning', status: t('changed in AWS since then'), tone: 'warning', text: said };
    default:
      return { sign: 'error', status: isMade ? t('failed') : t('not possible'), tone: 'error', text: said };
  }
}

function notesOf({ findings, undo }: Plan, t: Translate): SheetRowView['notes'] {
  const notes = findings.map(one => ({ severity: one.severity, message: clipped(findingText(one, t)) }));
  if (undo.kind !== 'not') return notes;
  const message = clipped(t('Can’t be undone: {0}', undoReasonText(undo.reason, t)));
  return [...notes, { severity: 'warning', message }];
}
