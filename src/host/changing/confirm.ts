import type { Plan, Step } from '../../core/changes/change.ts';
import { needsTyping } from '../../core/changes/marked.ts';
import type { KindTable } from '../../core/kinds/kindTable.ts';
import { isProduction, type MarkableAccount } from '../../core/model/accountMarks.ts';
import { plainText } from '../../core/model/plainText.ts';
import type { Translate } from '../../core/model/translate.ts';
import { planLines, readOnlyText } from '../../messages/changeText.ts';
import { accountName, accountTitle } from '../../messages/nodeText.ts';
import { markAccounts } from '../accounts/markAccount.ts';
import type { ConfirmQuestion, NextStep } from '../prompts/prompter.ts';
import type { HostServices } from '../services.ts';

/** True where nothing may be changed here, which is told with the reason. */
export function toldForbidden({ t, prompter, trust }: Pick<HostServices, 't' | 'prompter' | 'trust'>): boolean {
  if (trust.forbidden() === null) return false;
  prompter.tell('error', t('This workspace is not trusted, so nothing can be changed from it.'), [trust.manage]);
  return true;
}

/**
 * The question before a write: its head names what is done and the account, its lines say all the rest.
 *
 * @param isUndo True where it takes an earlier change back.
 */
export function confirmation(plan: Plan, t: Translate, table: KindTable, isUndo = false): ConfirmQuestion {
  const title = table.writeRow(plan.operation).write.title(t);
  const account = accountTitle(plan.source, plan.accountId, t);
  return {
    message: isUndo ? t('Undo in {0}?', account) : t('{0} in {1}?', title, account),
    detail: [...(isUndo ? [title] : []), ...planLines(plan, t, table)].join('\n'),
    verb: isUndo ? t('Undo') : title,
  };
}

/**
 * Where changes go instead of AWS, a line for each place: a profile's config can send its calls elsewhere. The emulator's
 * accounts say so by their names. Empty where all go to AWS.
 */
export async function endpointLines(
  { t, road }: Pick<HostServices, 't' | 'road'>,
  plans: readonly Plan[],
): Promise<readonly string[]> {
  const profiles = plans.filter(({ source }) => source.kind !== 'emulator');
  const lines = await Promise.all(
    profiles.map(async ({ source, operation }) => {
      const { service } = road.table.writeRow(operation).kind;
      try {
        const endpoint = await road.gateway.reader(source).endpoint(service);
        return endpoint === null ? [] : [t('Endpoint of {0}: {1}', accountName(source, t), plainText(endpoint))];
      } catch {
        // What cannot be told of the config stops the write itself, with its reason.
        return [];
      }
    }),
  );
  return [...new Set(lines.flat())];
}

/** What confirming changes uses of the window. */
export type ConfirmHost = Pick<HostServices, 't' | 'prompter' | 'road'>;

/**
 * Has a person say yes to changes, and type the id or the name of each production account in which one of them takes
 * something away. Undefined where they did not; else the ids that were typed, for the road.
 *
 * @param question What is asked first; null where the person has seen the changes and pressed a button for them.
 * @throws {StateError} where the marks cannot be read.
 */
export async function confirmChanges(
  { t, prompter, road }: ConfirmHost,
  plans: readonly Plan[],
  question: ConfirmQuestion | null,
): Promise<ReadonlySet<string> | undefined> {
  const marked = await Promise.all(plans.map(async plan => [plan, await road.marks.of(plan)] as const));
  const isGrave = marked.some(([, marks]) => isProduction(marks));
  if (question !== null) {
    const message = isGrave ? t('PRODUCTION: {0}', question.message) : question.message;
    const detail = [...(await endpointLines({ t, road }, plans)), question.detail].join('\n');
    const tone = isGrave ? ({ tone: 'error' } as const) : {};
    if (!(await prompter.confirm({ ...question, message, detail, ...tone }))) return undefined;
  }
  const typed = new Set<string>();
  const asked = new Map(marked.flatMap(([plan, marks]) => (needsTyping(plan, marks) ? [[plan.accountId, plan]] : [])));
  for (const [accountId, { source }] of asked) {
    const name = accountName(source, t);
    const reply = await prompter.text({
      title: t('PRODUCTION: {0}', accountTitle(source, accountId, t)),
      ...{ step: typed.size + 1, steps: asked.size, text: '', secret: false },
      prompt: t(
        'This replaces or deletes current settings. To confirm, type the account ID {0} or the name {1}.',
        accountId,
        name,
      ),
      fault: async text =>
        [accountId, name].includes(text.trim()) ? undefined : t('Type {0} or {1}.', accountId, name),
    });
    if (reply.kind !== 'answer') return undefined;
    typed.add(accountId);
  }
  return typed;
}

/** True where nothing is written to an account, which is told with the mark and how it is lifted. */
export function toldReadOnly(
  host: Pick<HostServices, 't' | 'prompter' | 'explorer' | 'marks'>,
  account: MarkableAccount,
): boolean {
  const { t, prompter, marks } = host;
  const { readOnly } = marks.of(account);
  if (readOnly === null) return false;
  const title = accountTitle(account.source, account.accountId, t);
  prompter.tell('error', readOnlyText(title, readOnly, t), [markStep(host, account)]);
  return true;
}

/** The way to the marks of an account. */
export const markStep = (
  host: Pick<HostServices, 't' | 'prompter' | 'explorer' | 'marks'>,
  account: MarkableAccount,
): NextStep => ({ label: host.t('Mark Account…'), run: () => markAccounts(host, [account]) });

/** What a step is called; null for the one in which the person is asked. */
export function stepText(step: Step, t: Translate): string | null {
  switch (step) {
    case 'validating':
      return t('checking the request');
    case 'reading':
      return t('reading current settings');
    case 'confirming':
      return null;
    case 'locking':
      return t('waiting for other windows');
    case 'checking-account':
      return t('checking the account');
    case 'writing':
      return t('writing');
    case 'waiting':
      return t('waiting because AWS asks to slow down');
    case 'verifying':
      return t('waiting until AWS shows it');
    case 'finding-out':
      return t('already sent, can’t be cancelled; checking the outcome');
    default:
      return step satisfies never;
  }
}
