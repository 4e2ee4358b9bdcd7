import type { Indexed } from '../core/indexes/askIndexes.ts';
import { leadsTo } from '../core/inventory/arrangement.ts';
import { type Found, listRow } from '../core/inventory/found.ts';
import type { KindTable } from '../core/kinds/kindTable.ts';
import { plainJson, plainText } from '../core/model/plainText.ts';
import type { Translate } from '../core/model/translate.ts';
import { errorText } from './errorText.ts';
import { markdownTable } from './markdownText.ts';
import { accountTitle, rowStatus } from './nodeText.ts';

const COLUMNS = [
  ...['account', 'source', 'region', 'kind', 'name', 'label', 'status', 'target', 'arn', 'config', 'error'],
] as const;

/**
 * What a spreadsheet takes for the beginning of a formula, be it in full width, or skips on the way to one; in half of Europe a
 * semicolon ends a cell.
 */
const FORMULA = /(?<=^|;)(?=[\s"]*[=+\-@\t\r|%\uff1d\uff0b\uff0d\uff20])/g;

/**
 * A value of CSV: quoted where it has to be; what a spreadsheet would take for a formula begins with an apostrophe.
 * @see https://www.rfc-editor.org/rfc/rfc4180
 */
export function csvCell(value: string): string {
  const safe = plainText(value.replace(FORMULA, "'"));
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** An inventory as CSV, with a line of names: what could not be read has a line as well, with its error. */
export function inventoryCsv(found: readonly Found[], indexed: readonly Indexed[] = []): string {
  const lines = found.map(one => {
    const { account, region, kind, name, status, config, error } = listRow(one);
    const { row } = one;
    return [
      ...[account.id ?? '', account.source, region ?? '', kind, name ?? '', row?.label ?? '', status],
      row === null ? '' : (leadsTo(row) ?? ''),
      row?.arn ?? '',
      config === null ? '' : plainJson(config),
      error === null ? '' : `${error.code}: ${error.message}`,
    ];
  });
  const known = indexed.map(({ accountId, region, kind, name, arn }) => [
    ...[accountId, 'index', region, kind, name, '', 'indexed', '', arn, '', ''],
  ]);
  return [COLUMNS, ...lines, ...known].map(cells => `${cells.map(csvCell).join(',')}\r\n`).join('');
}

/** An inventory as Markdown: a table, and below it what could not be read. */
export function inventoryMarkdown(
  found: readonly Found[],
  table: KindTable,
  t: Translate,
  indexed: readonly Indexed[] = [],
): string {
  const rows = found.flatMap(({ source, accountId, region, kind, row, error }) => {
    if (row === null) return [];
    // The name has a column of its own.
    const status = error === null ? rowStatus({ ...row, label: row.name }, t) : errorText(error, t).title;
    const account = accountTitle(source, accountId, t);
    const name = row.label === row.name ? row.name : `${row.label} (${row.name})`;
    return [
      [account, region ?? '', table.of(kind).label(t), name, status === '' ? row.status : status, leadsTo(row) ?? ''],
    ];
  });
  const unread = found.flatMap(({ source, accountId, region, kind, row, status, error }) => {
    if (row !== null) return [];
    const why = error === null ? status : [errorText(error, t).title, error.message].join(': ');
    return [[accountTitle(source, accountId, t), region ?? '', table.of(kind).plural(t), why]];
  });
  const head = [t('Account'), t('Region'), t('Kind'), t('Name'), t('Status'), t('Leads to')];
  const lines = [
    ...(rows.length === 0 ? [t('There is nothing here.')] : markdownTable(head, rows)),
    ...(unread.length === 0
      ? []
      : ['', `## ${t('Not read')}`, '', ...markdownTable([t('Account'), t('Region'), t('Kind'), t('Why')], unread)]),
  ];
  const known = indexed.map(({ accountId, region, kind, name }) => [accountId, region, table.of(kind).label(t), name]);
  const title = `## ${t('Only known from an index, not read')}`;
  const told = known.length === 0 ? [] : ['', title, '', ...markdownTable(head.slice(0, 4), known)];
  return `${[...lines, ...told].join('\n')}\n`;
}
