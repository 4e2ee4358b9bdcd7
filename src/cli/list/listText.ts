import type { Found } from '../../core/inventory/found.ts';
import type { KindTable } from '../../core/kinds/kindTable.ts';
import { sourceKey } from '../../core/model/account.ts';
import { plainText } from '../../core/model/plainText.ts';
import { mayOffer, partitionOf } from '../../core/model/regions.ts';
import { listedVerdict } from '../../core/preflight/verdicts.ts';
import { errorDetail, errorText } from '../../messages/errorText.ts';
import { accountTitle, rowStatus } from '../../messages/nodeText.ts';
import { stepMessage } from '../../messages/preflightText.ts';
import { t } from '../language.ts';
import type { ListOptions } from './listOptions.ts';

/** Places named in full where many share one trouble; the rest is counted. */
const MAX_NAMED = 5;

/** What was found as text for people: tables by account and Region, then what was not reached, then how much it is. */
export function listText(found: readonly Found[], options: ListOptions, table: KindTable): string {
  const rows = found.filter(one => one.row !== null);
  const parts = [
    ...tables(rows, table),
    ...amissRows(rows, table),
    ...troubles(found, table),
    ...states(found),
    ...notOffered(options, table),
    ...endedServices(found, table),
    total(found),
  ];
  return `${parts.join('\n')}\n`;
}

const account = (one: Found): string => accountTitle(one.source, one.accountId, t);

/** Splits where the key changes; the findings are in reading order. */
function runs(found: readonly Found[], key: (one: Found) => string): readonly (readonly Found[])[] {
  const groups = new Map<string, Found[]>();
  for (const one of found) {
    const group = groups.get(key(one)) ?? [];
    group.push(one);
    groups.set(key(one), group);
  }
  return [...groups.values()];
}

function tables(rows: readonly Found[], table: KindTable): readonly string[] {
  const lines = rows.map(one => cells(one, table));
  const widths = [0, 1, 2].map(column => Math.max(0, ...lines.map(line => (line[column] ?? '').length)));
  const text = new Map(rows.map((one, index) => [one, tableLine(lines[index] ?? [], widths)]));
  return runs(rows, one => sourceKey(one.source)).flatMap(ofAccount => [
    ...ofAccount.slice(0, 1).map(account),
    ...runs(ofAccount, one => one.region ?? '').flatMap(ofRegion => [
      ...ofRegion.slice(0, 1).map(one => `  ${one.region ?? ''}`),
      ...ofRegion.map(one => `    ${text.get(one) ?? ''}`),
    ]),
    '',
  ]);
}

/** Kind, name, status, and the label where it tells more than those. */
function cells(one: Found, table: KindTable): readonly string[] {
  const label = table.of(one.kind).label(t);
  const name = one.name ?? '';
  const { row } = one;
  if (row === null) return [label, name];
  const status = one.error === null ? rowStatus({ ...row, label: row.name }, t) : title(one);
  const tells = row.label === name ? '' : plainText(row.label);
  return [label, plainText(name), status === '' ? plainText(row.status) : status, tells];
}

function tableLine(line: readonly string[], widths: readonly number[]): string {
  return line
    .map((cell, column) => cell.padEnd(widths[column] ?? 0))
    .join('  ')
    .trimEnd();
}

/** Rows of which the list itself tells that nothing arrives, or may not: nothing was asked for that. */
function amissRows(rows: readonly Found[], table: KindTable): readonly string[] {
  const lines = rows.flatMap(({ source, accountId, region, kind, name, row }) => {
    if (row === null || accountId === null || region === null) return [];
    const listed = { config: row.config, accountId, region, partition: partitionOf(region) };
    const { cause = null } = listedVerdict(table.of(kind), listed) ?? {};
    if (cause === null) return [];
    const what = `${table.of(kind).label(t)} ${plainText(name ?? '')}`;
    return [`  ${accountTitle(source, accountId, t)} · ${region} · ${what}: ${stepMessage(cause, t)}`];
  });
  return lines.length === 0 ? [] : [t('Worth a look:'), ...lines, ''];
}

const title = (one: Found): string => errorText(one.error, t).title;

/** One paragraph per trouble: the same one in many places is told once, with the places. */
function troubles(found: readonly Found[], table: KindTable): readonly string[] {
  const failed = found.filter(one => one.error !== null);
  const groups = runs(failed, one =>
    [sourceKey(one.source), one.region === null ? '' : one.kind, one.error?.code, one.error?.message].join('\n'),
  );
  const lines = groups.flatMap(group => {
    const [first] = group;
    if (first === undefined) return [];
    const said = errorText(first.error, t);
    const where =
      first.region === null ? '' : ` · ${t('{0} in {1}', table.of(first.kind).plural(t), regionsOf(group))}`;
    return [`  ${account(first)}${where}: ${said.title}.`, ...errorDetail(said, t).map(line => `    ${line}`)];
  });
  return lines.length === 0 ? [] : [t('Not read:'), ...lines, ''];
}

function regionsOf(group: readonly Found[]): string {
  const names = group.map(({ region, name }) => (name === null ? `${region}` : `${region}/${plainText(name)}`));
  const named = names.slice(0, MAX_NAMED).join(', ');
  return names.length > MAX_NAMED ? t('{0} and {1} more', named, `${names.length - MAX_NAMED}`) : named;
}

/** Places where there was nothing to read, and no error: Regions not enabled, a service closed to the account. */
function states(found: readonly Found[]): readonly string[] {
  const nothing = found.filter(one => one.row === null && one.error === null);
  const lines = runs(nothing, one => `${sourceKey(one.source)}\n${one.status}`).flatMap(group => {
    const [first] = group;
    if (first === undefined) return [];
    const regions = [...new Set(group.map(one => one.region ?? ''))].join(', ');
    const what =
      first.status === 'region-not-enabled'
        ? t('Region not enabled, or session token not valid there')
        : t('Not a Glacier customer');
    return [`  ${account(first)}: ${what}: ${regions}`];
  });
  return lines.length === 0 ? [] : [t('Nothing to read:'), ...lines, ''];
}

/** Regions that were named and in which AWS does not offer a service: nothing was asked there. */
function notOffered({ regions, kinds: asked }: ListOptions, table: KindTable): readonly string[] {
  const lines = table.rows
    .filter(kind => asked.has(kind.id))
    .flatMap(({ plural, regional }) => {
      const missing = regional === null ? [] : (regions ?? []).filter(region => !mayOffer(regional, region));
      return missing.length === 0 ? [] : [`  ${plural(t)}: ${missing.join(', ')}`];
    });
  return lines.length === 0 ? [] : [t('Not offered according to AWS’s lists, so not asked:'), ...lines, ''];
}

/** Which services are over that an account still has something of, once for each account. */
function endedServices(found: readonly Found[], table: KindTable): readonly string[] {
  const over = table.rows.flatMap(({ id, lifecycle }) => (lifecycle?.isOver === true ? [{ id, lifecycle }] : []));
  const lines = runs(found, one => sourceKey(one.source)).flatMap(ofAccount =>
    over.flatMap(({ id, lifecycle: { title, detail, concerns } }) => {
      const first = ofAccount.find(({ kind, row }) => kind === id && row !== null && concerns(row));
      return first === undefined ? [] : [`  ${account(first)}: ${title(t)}. ${detail(t)}`];
    }),
  );
  return lines.length === 0 ? [] : [t('Ended:'), ...lines, ''];
}

function total(found: readonly Found[]): string {
  const failed = found.filter(one => one.error !== null).length;
  const listed = found.filter(one => one.row !== null).length;
  return failed === 0 ? t('{0} listed.', `${listed}`) : t('{0} listed, {1} not read.', `${listed}`, `${failed}`);
}
