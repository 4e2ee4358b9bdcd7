import type { Outcome, Plan } from '../../core/changes/change.ts';
import { commandLine } from '../../core/changes/commandLine.ts';
import { kindOf, SECRET_MEMBERS } from '../../core/kinds/table.ts';
import type { JsonObject } from '../../core/model/json.ts';
import { plainText } from '../../core/model/plainText.ts';
import type { Translate } from '../../core/model/translate.ts';
import { resourceTitle, undoReasonText } from '../../messages/changeText.ts';
import { findingText } from '../../messages/findingText.ts';
import { accountTitle } from '../../messages/nodeText.ts';
import type { SavedForm } from '../../shared/form/savedForm.ts';
import type { FormView, ReviewView, ToPage } from '../../shared/form/toPage.ts';
import { fieldViews } from '../asking/fieldViews.ts';
import { differenceViews } from '../changing/differenceViews.ts';
import { clipped } from '../prompts/clipped.ts';
import { textOf } from './formRequest.ts';
import type { FormDraft, FormState } from './formState.ts';

/** What a page shows of a form, all but what a person does with it. */
export function viewOfForm(
  draft: FormDraft,
  { text, version }: Pick<FormView, 'text' | 'version'>,
  t: Translate,
): FormView {
  const { operation, source, accountId, region } = draft;
  return {
    operation: operation.name,
    title: operation.title(t),
    help: operation.help(t),
    place: {
      account: source === null ? null : clipped(accountTitle(source, accountId, t)),
      region,
      target: targetOf(draft, t),
    },
    fields: fieldViews(operation, t),
    secretMembers: [...SECRET_MEMBERS],
    text,
    version,
  };
}

/** What a form starts from, such as `Vault tapes`; null where it starts from an account, or nothing was chosen. */
function targetOf({ target }: FormDraft, t: Translate): string | null {
  return target === null ? null : clipped(`${kindOf(target.kind).label(t)} ${plainText(target.label)}`);
}

/** The name of a form's tab. */
export function formTitle(draft: FormDraft, t: Translate): string {
  const { operation, target } = draft;
  return target === null ? operation.title(t) : `${operation.title(t)}: ${plainText(target.label)}`;
}

/** What VS Code keeps of a form, but its text. */
export function savedDraft({ draft, over }: Pick<FormState, 'draft' | 'over'>): Omit<SavedForm, 'text'> {
  const { operation, source, accountId, region, target } = draft;
  const savedSource = source === null ? null : { ...source };
  const label = target === null || target.label === target.name ? {} : { label: clipped(target.label) };
  const row = { target: target?.name ?? null, ...label };
  const base = over === undefined ? {} : { over: JSON.stringify(over) };
  return { format: 1, operation: operation.name, source: savedSource, accountId, region, ...row, ...base };
}

/**
 * A planned write, for a person to say yes to.
 *
 * @param ends Where the emulator listens, for the line of the AWS CLI, and where the write goes instead of AWS.
 */
export function reviewView(
  id: string,
  plan: Plan,
  { endpoint, elsewhere }: { readonly endpoint: string | undefined; readonly elsewhere: readonly string[] },
  t: Translate,
): ReviewView {
  const { source, accountId, region, operation, request, base } = plan;
  return {
    id,
    where: [accountTitle(source, accountId, t), region, resourceTitle(plan, t), ...elsewhere].map(clipped),
    action: plan.action,
    differences: differenceViews(plan, t),
    findings: plan.findings.map(one => ({
      rule: one.rule,
      severity: one.severity,
      message: clipped(findingText(one, t)),
    })),
    lastSet: base.updatedBy === null ? '' : clipped(plainText(t('{0} on {1}', base.updatedBy, base.updatedAt ?? '?'))),
    noUndo: plan.undo.kind === 'not' ? undoReasonText(plan.undo.reason, t) : '',
    command: commandLine({ operation, request, region, accountId, source, endpoint }),
  };
}

/** What a conflict is between, as texts; null for any other end. */
export function conflictView(outcome: Outcome): Extract<ToPage, { kind: 'outcome' }>['conflict'] {
  if (outcome.kind !== 'conflict') return null;
  const { plan, found } = outcome;
  const text = (config: JsonObject | null): string | null => (config === null ? null : textOf(config));
  return { planned: text(plan.base.config), found: text(found.config), wanted: text(plan.goal) };
}
