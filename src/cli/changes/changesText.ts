import { differences } from '../../core/changes/difference.ts';
import type { KindTable } from '../../core/kinds/kindTable.ts';
import { plainText } from '../../core/model/plainText.ts';
import { differenceText } from '../../messages/changeText.ts';
import { t } from '../language.ts';
import type { ChangesView, ChangeView } from './changeView.ts';

const MARKS = { create: '+', replace: '~', delete: '-' } as const;

/** Names of unmanaged things shown for each place; the rest is counted. */
const MAX_NAMED = 8;

/** Changes as text for people: by account and Region, then what is left alone, what was not reached, and how much it is. */
export function changesText({ changes, unmanaged, errors }: ChangesView, ending: string, table: KindTable): string {
  const lines = [
    ...grouped(changes, accountText).flatMap(([title, own]) => [
      title,
      ...grouped(own, ({ region }) => region).flatMap(([region, there]) => [
        `  ${region}`,
        ...there.flatMap(change => changeLines(change, table)),
      ]),
      '',
    ]),
    ...unmanagedLines(unmanaged, table),
    ...errorLines(errors),
    ending,
  ];
  return `${lines.join('\n')}\n`;
}

/** An account, with the endpoint that answers in AWS's place. */
export function accountText({ account: { id, source }, server }: Pick<ChangeView, 'account' | 'server'>): string {
  const name = source === null ? t('no credentials') : plainText(source);
  return `${name}${id === null ? '' : ` (${plainText(id)})`}${server === undefined ? '' : ` · ${plainText(server)}`}`;
}

function changeLines(change: ChangeView, table: KindTable): readonly string[] {
  const { kind, name, action, before, after, findings, outcome, message } = change;
  const label = table.targetOf(kind).label(t);
  const end = outcome === undefined ? '' : `: ${outcome}`;
  return [
    `    ${MARKS[action]} ${label} ${plainText(name)}${end}`,
    ...(message === undefined ? [] : [`        ${message}`]),
    ...differences(before, after).map(one => `        ${differenceText(one, t)}`),
    ...findings.map(({ severity, message: said }) => `        ${severity}: ${said}`),
  ];
}

function unmanagedLines(unmanaged: ChangesView['unmanaged'], table: KindTable): readonly string[] {
  if (unmanaged.length === 0) return [];
  const groups = grouped(unmanaged, one => `${accountText(one)} · ${one.region} · ${one.kind}`);
  const lines = groups.map(([title, own]) => {
    const kind = own[0] === undefined ? '' : table.of(own[0].kind).plural(t);
    const named = own.slice(0, MAX_NAMED).map(({ name }) => plainText(name));
    const [some, more] = [named.join(', '), own.length - MAX_NAMED];
    const names = more > 0 ? t('{0} and {1} more', some, `${more}`) : some;
    return `  ${title.replace(/ · [^·]*$/, '')} · ${kind}: ${names}`;
  });
  return [t('Not in the file, so left unchanged:'), ...lines, ''];
}

function errorLines(errors: ChangesView['errors']): readonly string[] {
  if (errors.length === 0) return [];
  const lines = errors.map(({ account, region, message }) => {
    // What is amiss with the file itself is about no account.
    if (account.source === null && account.id === null) return `  ${message}`;
    const where = [accountText({ account }), ...(region === null ? [] : [region])].join(' · ');
    return `  ${where}: ${message}`;
  });
  return [t('Not planned:'), ...lines, ''];
}

const TO_DO = {
  create: (count: string) => t('{0} to set', count),
  replace: (count: string) => t('{0} to replace', count),
  delete: (count: string) => t('{0} to unset', count),
} as const;

/** How much there is to do. */
export function planEnding({ changes, errors }: ChangesView): string {
  const counts = (['create', 'replace', 'delete'] as const).flatMap(action => {
    const count = changes.filter(change => change.action === action).length;
    return count === 0 ? [] : [TO_DO[action](`${count}`)];
  });
  return ending(counts, errors);
}

/** How much was done. */
export function applyEnding({ changes, errors }: ChangesView): string {
  const outcomes = [...new Set(changes.map(({ outcome }) => outcome ?? 'skipped'))];
  const counts = outcomes.map(word => `${changes.filter(({ outcome }) => outcome === word).length} ${word}`);
  return ending(counts, errors);
}

function ending(counts: readonly string[], errors: ChangesView['errors']): string {
  const failed = errors.length === 1 ? t('Not planned: 1 error.') : t('Not planned: {0} errors.', `${errors.length}`);
  if (counts.length === 0) return errors.length === 0 ? t('No differences.') : failed;
  return [`${counts.join(', ')}.`, ...(errors.length === 0 ? [] : [failed])].join(' ');
}

function grouped<T>(items: readonly T[], key: (item: T) => string): readonly (readonly [string, readonly T[]])[] {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(key(item), [...(groups.get(key(item)) ?? []), item]);
  return [...groups];
}
