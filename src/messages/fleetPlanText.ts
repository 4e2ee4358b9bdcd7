import type { PlannedItem } from '../core/changes/bulk.ts';
import type { FleetPlan, Unmanaged, Unread } from '../core/fleet/planFleet.ts';
import type { Found } from '../core/inventory/found.ts';
import { kindOf, writeRow } from '../core/kinds/table.ts';
import type { Place } from '../core/model/account.ts';
import { plainText } from '../core/model/plainText.ts';
import type { Translate } from '../core/model/translate.ts';
import { detailLines, intentTarget } from './bulkText.ts';
import { outcomeText } from './changeText.ts';
import { errorLine } from './errorText.ts';
import { unreachedText } from './fleetText.ts';
import { accountTitle } from './nodeText.ts';

/** Names of unmanaged things shown for each place; the rest is counted. */
const MAX_NAMED = 8;

/** How much a fleet's plan changes and how much of the file it does not cover, in one sentence. */
export function fleetPlanEnding(
  name: string,
  { items, unreached, unread, unplanned }: FleetPlan,
  t: Translate,
): string {
  const actions = items.flatMap(({ planning }) => (planning.kind === 'planned' ? [planning.plan.action] : []));
  const count = (action: string): number => actions.filter(one => one === action).length;
  const told = [
    counted(count('create'), one => t('{0} to set', one)),
    counted(count('replace'), one => t('{0} to replace', one)),
    counted(count('delete'), one => t('{0} to unset', one)),
    counted(items.length - actions.length, one => t('{0} not possible', one)),
    counted(unreached.length, one => t('accounts not reached: {0}', one)),
    counted(unread.length + unplanned.length, one => t('{0} not compared', one)),
  ].flat();
  return told.length === 0 ? t('{0}: already up to date.', name) : t('{0}: {1}.', name, told.join(', '));
}

const counted = (number: number, text: (number: string) => string): readonly string[] =>
  number === 0 ? [] : [text(String(number))];

/** A fleet's plan as a text: changes by account and Region, then what is not possible, not read and left alone. */
export function fleetPlanReport(name: string, plan: FleetPlan, t: Translate): string {
  const planned = plan.items.filter(({ planning }) => planning.kind === 'planned');
  const blocked = plan.items.filter(({ planning }) => planning.kind !== 'planned');
  const sections: readonly (readonly [string, readonly string[]])[] = [
    [t('To change'), byPlace(planned, item => [head(item, t), ...planDetails(item, t)], t)],
    [t('Not possible'), byPlace([...blocked, ...plan.unplanned], item => [head(item, t), ...endLines(item, t)], t)],
    [t('Accounts not reached'), plan.unreached.map(one => `  ${unreachedText(one, t, 'shown')}`)],
    [t('Not read, so not compared'), byPlace(plan.unread, one => unreadLines(one, t), t)],
    [t('Not in the file, so left unchanged'), unmanagedLines(plan.unmanaged, t)],
  ];
  const parts = sections.filter(([, lines]) => lines.length > 0).flatMap(([title, lines]) => ['', title, ...lines]);
  return `${[fleetPlanEnding(name, plan, t), ...parts].join('\n')}\n`;
}

const head = ({ intent, planning }: PlannedItem, t: Translate): string => {
  const marks = { create: '+', replace: '~', delete: '-' } as const;
  const title = writeRow(intent.operation).write.title(t);
  return `${'plan' in planning ? marks[planning.plan.action] : '!'} ${title}: ${intentTarget(intent, t)}`;
};

const indented = (lines: readonly string[]): readonly string[] => lines.map(line => `    ${line}`);

function planDetails({ planning }: PlannedItem, t: Translate): readonly string[] {
  return planning.kind === 'planned' ? indented(detailLines(planning.plan, t)) : [];
}

function endLines({ planning }: PlannedItem, t: Translate): readonly string[] {
  return planning.kind === 'planned' ? [] : indented([outcomeText(planning, t).text]);
}

const unreadLines = ({ kind, name, error }: Unread, t: Translate): readonly string[] => [
  name === null ? kindOf(kind).plural(t) : `${kindOf(kind).label(t)} ${plainText(name)}`,
  ...indented([errorLine(error, t)]),
];

/** Lines under a line for each account and below it for each Region, in the order in which they come first. */
function byPlace<T extends Place | { readonly intent: Place }>(
  things: readonly T[],
  lines: (thing: T) => readonly string[],
  t: Translate,
): readonly string[] {
  const placeOf = (thing: T): Place => ('intent' in thing ? thing.intent : thing);
  const accountOf = (thing: T): string => accountTitle(placeOf(thing).source, placeOf(thing).accountId, t);
  return grouped(things, accountOf).flatMap(([account, own]) => [
    `  ${account}`,
    ...grouped(own, thing => placeOf(thing).region).flatMap(([region, there]) => [
      `    ${region}`,
      ...there.flatMap(lines).map(line => `      ${line}`),
    ]),
  ]);
}

function unmanagedLines(unmanaged: readonly Unmanaged[], t: Translate): readonly string[] {
  const groupOf = ({ source, accountId, region, kind }: Unmanaged): string =>
    `${accountTitle(source, accountId, t)} · ${region} · ${kindOf(kind).plural(t)}`;
  return grouped(unmanaged, groupOf).map(([title, things]) => {
    const names = things.slice(0, MAX_NAMED).map(({ name }) => plainText(name));
    const more = things.length > MAX_NAMED ? t(' and {0} more', String(things.length - MAX_NAMED)) : '';
    return `  ${title}: ${names.join(', ')}${more}`;
  });
}

function grouped<T>(things: readonly T[], key: (thing: T) => string): readonly (readonly [string, readonly T[]])[] {
  const groups = new Map<string, T[]>();
  for (const thing of things) {
    const known = groups.get(key(thing));
    if (known === undefined) groups.set(key(thing), [thing]);
    else known.push(thing);
  }
  return [...groups];
}

/** What an export could not read, line by line: an account that never answered is said once. */
export function missingLines(missing: readonly Found[], t: Translate): readonly string[] {
  const lines = missing.map(({ source, accountId, region, kind, name, error }) => {
    const what = name === null ? kindOf(kind).plural(t) : `${kindOf(kind).label(t)} ${plainText(name)}`;
    const where = [accountTitle(source, accountId, t), ...(region === null ? [] : [region, what])].join(' · ');
    return `${where}: ${errorLine(error, t)}`;
  });
  return [...new Set(lines)];
}
