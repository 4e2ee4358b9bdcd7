import type { Difference, Outcome, Plan } from '../core/changes/change.ts';
import type { KindTable } from '../core/kinds/kindTable.ts';
import { kindTable } from '../core/kinds/table.ts';
import type { Place } from '../core/model/account.ts';
import { parseArn } from '../core/model/arn.ts';
import type { Finding } from '../core/model/finding.ts';
import type { UndoReason } from '../core/model/journal.ts';
import type { Json } from '../core/model/json.ts';
import { plainText } from '../core/model/plainText.ts';
import type { LockHolder } from '../core/model/ports.ts';
import type { Live } from '../core/model/resource.ts';
import type { Translate } from '../core/model/translate.ts';
import { errorLine } from './errorText.ts';
import { findingText } from './findingText.ts';
import { moveWords } from './historyText.ts';
import { accountTitle } from './nodeText.ts';

/** What kind of message shows an outcome. */
export type OutcomeTone = 'information' | 'warning' | 'error' | 'silent';

/** What a change is about, as short as tells it from others in a list: `Vault tapes`, of an ARN its last part. */
export function changedTitle(
  { kind, name }: Pick<Plan, 'kind' | 'name'>,
  t: Translate,
  table: KindTable = kindTable,
): string {
  return t('{0} {1}', table.targetOf(kind).label(t), shortName({ name }));
}

const shortName = ({ name }: Pick<Plan, 'name'>): string => plainText(parseArn(name)?.resource ?? name);

/** What is changed, such as `vault tapes`. */
export function resourceTitle(plan: Plan, t: Translate, table: KindTable = kindTable): string {
  return t('{0} {1}', table.targetOf(plan.kind).label(t), plainText(plan.name));
}

/** Where: account name and id, and Region, such as `prod (111122223333) · eu-west-1`. */
export function whereText({ source, accountId, region }: Place, t: Translate): string {
  return `${accountTitle(source, accountId, t)} · ${region}`;
}

/** All that a person must see before saying yes, in lines of plain text. */
export function planLines(plan: Plan, t: Translate, table: KindTable = kindTable): readonly string[] {
  const undo = plan.undo.kind === 'not' ? [warned(t('Can’t be undone: {0}', undoReasonText(plan.undo.reason, t)))] : [];
  const by =
    plan.base.updatedBy === null ? [] : [t('Last set by {0} on {1}', plan.base.updatedBy, plan.base.updatedAt ?? '?')];
  const move = moveWords(plan, plan.base.config, plan.goal, t, table);
  return parted([
    [whereText(plan, t), resourceTitle(plan, t, table)],
    move === undefined ? [] : [move],
    [...plan.differences.map(difference => differenceText(difference, t)), ...by.map(plainText)],
    [...findingLines(plan.findings, t), ...undo],
  ]);
}

/** Parts of a question, those that have something to say, with a line between them. */
export const parted = (parts: readonly (readonly string[])[]): readonly string[] =>
  parts.filter(({ length }) => length > 0).flatMap((part, index) => (index === 0 ? part : ['', ...part]));

const warned = (text: string): string => `⚠ ${text}`;

/** Findings line by line: what warns is seen to. */
export const findingLines = (findings: readonly Finding[], t: Translate): readonly string[] =>
  findings.map(one => {
    const text = findingText(one, t);
    return one.severity === 'error' || one.severity === 'warning' ? warned(text) : text;
  });

/** One difference in one line. */
export function differenceText({ path, before, after }: Difference, t: Translate): string {
  if (before === undefined) return t('{0}: set to {1}', plainText(path), valueText(after));
  if (after === undefined) return t('{0}: removed, was {1}', plainText(path), valueText(before));
  return t('{0}: {1} → {2}', plainText(path), valueText(before), valueText(after));
}

/** A value for reading: a text as it is, a list of texts in a row, anything else as JSON. */
function valueText(value: Json | undefined): string {
  if (typeof value === 'string') return plainText(value);
  const isRow = Array.isArray(value) && value.length > 0 && value.every(item => typeof item === 'string');
  return plainText(isRow ? value.join(', ') : (JSON.stringify(value) ?? ''));
}

/** Why a change cannot be undone. */
export function undoReasonText(reason: UndoReason, t: Translate): string {
  switch (reason) {
    case 'first-hub':
      return t('the last hub of an account can’t be deregistered.');
    case 'registration-token':
      return t('registering again needs the device token, which is not stored.');
    case 'base-unknown':
      return t('the previous setting could not be read.');
    default:
      return reason satisfies never;
  }
}

/** Words for an end. */
export interface OutcomeWords {
  readonly tone: OutcomeTone;
  readonly text: string;
}

/** How a change ended, in words. */
export function outcomeText(outcome: Outcome, t: Translate, table: KindTable = kindTable): OutcomeWords {
  const about = 'plan' in outcome && outcome.plan !== undefined ? aboutText(outcome.plan, t, table) : '';
  switch (outcome.kind) {
    case 'done':
      return { tone: 'information', text: doneText(outcome.plan, t, table) };
    case 'nothing-to-do':
      return { tone: 'information', text: t('No change: already up to date. {0}', about) };
    case 'accepted':
      return {
        tone: 'warning',
        text: t('AWS accepted {0}, but does not show the change yet. {1}', titleOf(outcome.plan, t, table), about),
      };
    case 'unrecorded':
      return { tone: 'error', text: unrecordedText(outcome, t, table) };
    case 'forbidden':
      return {
        tone: 'error',
        text: t('Not changed: this workspace is not trusted. Trust it to make changes.'),
      };
    case 'invalid':
      return {
        tone: 'error',
        text: t('Not changed. {0}', outcome.findings.map(one => findingText(one, t)).join(' ')),
      };
    case 'blocked':
      return { tone: 'error', text: t('Not changed. {0}', blockersText(outcome.plan, t, table)) };
    case 'wrong-account':
      return {
        tone: 'error',
        text: t(
          'Not changed: the credentials belong to account {0}, not to {1} as shown. Refresh the account and review again.',
          outcome.actual,
          outcome.confirmed,
        ),
      };
    case 'marked':
      return { tone: 'error', text: markedText(outcome, t, table) };
    case 'busy':
      return { tone: 'warning', text: t('Not changed: {0} {1}', holderText(outcome.holder, t), about) };
    case 'conflict':
      return { tone: 'warning', text: conflictText(outcome, t, table) };
    case 'unknown':
      return {
        tone: 'error',
        text: t(
          'Outcome unknown: AWS may or may not have carried out {0}. {1} {2}',
          titleOf(outcome.plan, t, table),
          about,
          errorLine(outcome.error, t),
        ),
      };
    case 'failed':
      return { tone: 'error', text: errorLine(outcome.error, t) };
    case 'cancelled':
      if (outcome.plan === undefined) return { tone: 'silent', text: t('Nothing was changed.') };
      return {
        tone: 'information',
        text: t('Stopped: AWS did not carry out {0}. {1}', titleOf(outcome.plan, t, table), about),
      };
    case 'declined':
      return { tone: 'silent', text: t('Nothing was changed.') };
    default:
      return outcome satisfies never;
  }
}

/** That nothing is written to an account, for which mark, and how that is lifted. */
export const readOnlyText = (account: string, mark: string, t: Translate): string =>
  t(
    '{0} is marked read-only (mark on {1}). To remove the mark, use Mark Account…, or on the command line: marks clear {1} --read-only',
    account,
    plainText(mark),
  );

/** Which mark of its account a change met, and how one gets past it. */
function markedText({ plan, as, mark }: Extract<Outcome, { kind: 'marked' }>, t: Translate, table: KindTable): string {
  const values = [aboutText(plan, t, table), plainText(mark), plan.accountId] as const;
  return as === 'read-only'
    ? t('Not changed. {0}', readOnlyText(accountTitle(plan.source, plan.accountId, t), mark, t))
    : t(
        'Not changed: the account is marked as production (mark on {1}). To replace or delete something there, confirm with its ID: review the change again, or use --confirm {2} on the command line. {0}',
        ...values,
      );
}

/** Who else of us is changing a resource. */
export function holderText({ pid, host, since }: LockHolder, t: Translate): string {
  return host === null
    ? t('another window or command line (process {0}) has been changing it since {1}.', String(pid), plainText(since))
    : t('process {0} on {1} has been changing it since {2}.', String(pid), plainText(host), plainText(since));
}

/** Who set what was found, where AWS tells; empty where it does not. */
function changedByText({ updatedBy, updatedAt }: Live, t: Translate): string {
  if (updatedBy === null) return '';
  return ` (${plainText(t('last set by {0} on {1}', updatedBy, updatedAt ?? '?'))})`;
}

/** That a change is done, and where. */
function doneText(plan: Plan, t: Translate, table: KindTable): string {
  const { write } = table.writeRow(plan.operation);
  return t('{0} ({1})', write.done(t, shortName(plan)), whereText(plan, t));
}

/** An operation by the one name that people see everywhere. */
const titleOf = ({ operation }: Plan, t: Translate, table: KindTable): string =>
  table.writeRow(operation).write.title(t);

const aboutText = (plan: Plan, t: Translate, table: KindTable): string =>
  `${resourceTitle(plan, t, table)} · ${whereText(plan, t)}.`;

function blockersText(plan: Plan, t: Translate, table: KindTable): string {
  const errors = plan.findings.filter(one => one.severity === 'error');
  return [aboutText(plan, t, table), ...errors.map(one => findingText(one, t))].join(' ');
}

function conflictText(
  { plan, found, sent }: Extract<Outcome, { kind: 'conflict' }>,
  t: Translate,
  table: KindTable,
): string {
  const by = changedByText(found, t);
  return sent
    ? t('The request was sent, but AWS now shows something else{0}. {1}', by, aboutText(plan, t, table))
    : t(
        'Not changed: {0} was changed in AWS in the meantime{1}. {2}',
        ...[resourceTitle(plan, t, table), by, `${whereText(plan, t)}.`],
      );
}

function unrecordedText(outcome: Extract<Outcome, { kind: 'unrecorded' }>, t: Translate, table: KindTable): string {
  const id = outcome.answer.RegistrationId;
  const text = t(
    '{0} is done, but could not be recorded: {1}',
    titleOf(outcome.plan, t, table),
    plainText(outcome.reason),
  );
  return typeof id === 'string'
    ? `${text} ${t('Save this RegistrationId, it can’t be read again: {0}', plainText(id))}`
    : text;
}
