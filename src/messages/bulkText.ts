import { type BulkItem, type BulkProgress, isFine } from '../core/changes/bulk.ts';
import type { Intent, Plan } from '../core/changes/change.ts';
import { kindTable, writeRow } from '../core/kinds/table.ts';
import { parseArn } from '../core/model/arn.ts';
import type { Json, JsonObject } from '../core/model/json.ts';
import { plainText } from '../core/model/plainText.ts';
import type { Translate } from '../core/model/translate.ts';
import { differenceText, outcomeText } from './changeText.ts';
import { findingText } from './findingText.ts';
import { accountTitle } from './nodeText.ts';

/** How far a bulk has come: how many of how many, how many failed, and the time left at the pace so far. */
export function progressText(
  { phase, ended, total, failed, remainingMilliseconds }: BulkProgress,
  t: Translate,
): string {
  const counted = t('{0} of {1}', String(ended), String(total));
  const parts = [
    phase === 'planning' ? t('reading current settings: {0}', counted) : counted,
    phase === 'performing' && failed > 0 ? t('{0} not done', String(failed)) : '',
    remainingMilliseconds === null || ended === total
      ? ''
      : t('about {0} left', durationText(remainingMilliseconds, t)),
  ];
  return parts.filter(part => part !== '').join(', ');
}

function durationText(milliseconds: number, t: Translate): string {
  const seconds = Math.max(1, Math.round(milliseconds / 1000));
  return seconds < 90 ? t('{0} s', String(seconds)) : t('{0} min', String(Math.round(seconds / 60)));
}

/** The resource that an intent is about, such as `Vault tapes`. */
export function intentTarget({ operation, request }: Intent, t: Translate): string {
  const { write } = writeRow(operation);
  return `${kindTable.targetOf(write.kind).label(t)} ${plainText(write.resourceName(request))}`;
}

/** What a config says, in short: `vault-events · archive retrieval, inventory retrieval`. */
export function configText(config: JsonObject): string {
  return Object.values(config)
    .map(value => (Array.isArray(value) ? value.map(wordsOf).join(', ') : nameOf(value)))
    .map(plainText)
    .join(' · ');
}

const nameOf = (value: Json): string => {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return parseArn(text)?.resource.split('/').at(-1) ?? text;
};

/** One of AWS's fixed words for reading: `ArchiveRetrievalCompleted` is `archive retrieval`. */
const wordsOf = (word: Json): string =>
  String(word)
    .replace(/Completed$/, '')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase();

/** Account and Region of an intent. */
export function intentPlace({ source, accountId, region }: Intent, t: Translate): string {
  return `${accountTitle(source, accountId, t)} · ${region}`;
}

/** What a plan changes and what is said of it, line by line. */
export function detailLines(plan: Plan, t: Translate): readonly string[] {
  return [
    ...plan.differences.map(one => differenceText(one, t)),
    ...plan.findings.map(one => findingText(one, t)),
    ...(plan.undo.kind === 'not' ? [t('Can’t be undone.')] : []),
  ];
}

/** How each item of a bulk ended, as a text; what is left to do stands first. */
export function resultReport(title: string, items: readonly BulkItem[], t: Translate): string {
  const open = items.filter(({ outcome }) => !isFine(outcome));
  const fine = items.filter(({ outcome }) => isFine(outcome));
  const sections: readonly (readonly [string, readonly string[]])[] = [
    [t('Not done'), open.flatMap(item => [`  ${headOf(item.intent, t)}`, `      ${endText(item.outcome, t)}`])],
    [t('Done'), fine.map(({ intent }) => `  ${headOf(intent, t)}`)],
  ];
  return report(title, sections);
}

/** How one item of a bulk ended. */
export function endText(outcome: BulkItem['outcome'], t: Translate): string {
  return outcome.kind === 'skipped' ? t('Skipped: nothing was sent.') : outcomeText(outcome, t).text;
}

const headOf = (intent: Intent, t: Translate): string => `${intentTarget(intent, t)} · ${intentPlace(intent, t)}`;

function report(title: string, sections: readonly (readonly [string, readonly string[]])[]): string {
  const parts = sections.filter(([, lines]) => lines.length > 0).flatMap(([head, lines]) => ['', head, ...lines]);
  return `${[title, ...parts].join('\n')}\n`;
}

/** How a bulk ended, in one sentence. */
export function bulkEndText(title: string, items: readonly BulkItem[], t: Translate): string {
  const count = (...kinds: readonly BulkItem['outcome']['kind'][]): number =>
    items.filter(({ outcome }) => kinds.includes(outcome.kind)).length;
  const [done, same, skipped] = [count('done', 'unrecorded'), count('nothing-to-do'), count('skipped')];
  const uncertain = count('accepted', 'unknown');
  const failed = items.length - done - same - skipped - uncertain;
  const parts = [
    t('{0} done', String(done)),
    same === 0 ? '' : t('{0} already up to date', String(same)),
    failed === 0 ? '' : t('{0} failed', String(failed)),
    uncertain === 0 ? '' : t('{0} not certain yet', String(uncertain)),
    skipped === 0 ? '' : t('{0} skipped', String(skipped)),
  ];
  return t('{0}: {1}.', title, parts.filter(part => part !== '').join(', '));
}

/** All that a person must see before saying yes to many changes at once, in lines of plain text. */
export function bulkLines(plans: readonly Plan[], t: Translate): readonly string[] {
  const accounts = new Set(plans.map(({ source, accountId }) => accountTitle(source, accountId, t)));
  const regions = new Set(plans.map(({ region }) => region));
  const count = (action: Plan['action']): number => plans.filter(plan => plan.action === action).length;
  const [added, replaced, removed] = [count('create'), count('replace'), count('delete')];
  const warned = plans.filter(({ findings }) => findings.some(({ severity }) => severity === 'warning')).length;
  const fixed = plans.filter(({ undo }) => undo.kind === 'not').length;
  return [
    t('Account: {0}', [...accounts].join(', ')),
    t('Regions: {0}', [...regions].join(', ')),
    ...(added === 0 ? [] : [t('{0} new', String(added))]),
    ...(replaced === 0 ? [] : [t('{0} replaced', String(replaced))]),
    ...(removed === 0 ? [] : [t('{0} removed', String(removed))]),
    ...(warned === 0 ? [] : [t('{0} with a warning', String(warned))]),
    ...(fixed === 0 ? [] : [t('{0} can’t be undone', String(fixed))]),
  ];
}
