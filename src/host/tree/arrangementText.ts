import type { Arrangement, Grouping, Sorting, StandingFilter } from '../../core/inventory/arrangement.ts';
import { plainText } from '../../core/model/plainText.ts';
import type { Translate } from '../../core/model/translate.ts';

/** How rows are held to, in words. */
export function standingFilterText(standing: StandingFilter, t: Translate): string {
  const words: Readonly<Record<StandingFilter, string>> = {
    silent: t('No notifications'),
    amiss: t('Broken or with warnings'),
    retired: t('Retired'),
  };
  return words[standing];
}

export function groupingText(grouping: Grouping, t: Translate): string {
  return grouping === 'region' ? t('Group by Region') : t('Group by topic or stream (used by)');
}

export function sortingText(sorting: Sorting, t: Translate): string {
  const words: Readonly<Record<Sorting, string>> = {
    listed: t('Sort as AWS lists them'),
    name: t('Sort by name'),
    status: t('Sort by status'),
    target: t('Sort by topic or stream'),
  };
  return words[sorting];
}

/** What a filter leaves, as it stands beside the view's name; empty where nothing is filtered. */
export function arrangementText({ standing, text }: Arrangement, t: Translate): string {
  const parts = [
    ...(standing === null ? [] : [standingFilterText(standing, t)]),
    ...(text === '' ? [] : [t('“{0}”', plainText(text))]),
  ];
  return parts.join(' · ');
}

/** The same above the rows, with how much it leaves of what was read. */
export function filterMessage(
  arrangement: Arrangement,
  { shown, read }: { readonly shown: number; readonly read: number },
  t: Translate,
): string {
  return t(
    'Filter: {0}. Showing {1} of {2} loaded resources.',
    arrangementText(arrangement, t),
    String(shown),
    String(read),
  );
}
