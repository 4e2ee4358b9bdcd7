import type { Plan, Step } from '../../core/changes/change.ts';
import type { KindTable } from '../../core/kinds/kindTable.ts';
import type { Translate } from '../../core/model/translate.ts';
import { planLines } from '../../messages/changeText.ts';
import { accountTitle } from '../../messages/nodeText.ts';
import type { ConfirmQuestion } from '../prompts/prompter.ts';
import type { HostServices } from '../services.ts';

/** True where nothing may be changed here, which is told with the reason. */
export function toldForbidden({ t, prompter, trust }: Pick<HostServices, 't' | 'prompter' | 'trust'>): boolean {
  if (trust.forbidden() === null) return false;
  prompter.tell('error', t('Nothing is changed from an untrusted workspace.'), [trust.manage]);
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
    message: isUndo ? t('Undo in {0}: {1}?', account, title) : t('{0} in {1}?', title, account),
    detail: planLines(plan, t, table).join('\n'),
    verb: isUndo ? t('Undo') : title,
  };
}

/** What a step is called; null for the one in which the person is asked. */
export function stepText(step: Step, t: Translate): string | null {
  switch (step) {
    case 'validating':
      return t('checking the request');
    case 'reading':
      return t('reading what is there');
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
      return t('can’t be called back; finding out what became of it');
    default:
      return step satisfies never;
  }
}
