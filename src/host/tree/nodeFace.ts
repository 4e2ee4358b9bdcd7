import type { AccountNode, GroupNode, Node, NoteNode, ResourceNode } from '../../core/inventory/nodes.ts';
import { kindOf } from '../../core/kinds/table.ts';
import { isProduction, type MarkedAccount } from '../../core/model/accountMarks.ts';
import type { AccessErrorCode } from '../../core/model/errors.ts';
import { type AccountUnit, unitName } from '../../core/model/organization.ts';
import { plainText } from '../../core/model/plainText.ts';
import type { Mood } from '../../core/model/resource.ts';
import type { Translate } from '../../core/model/translate.ts';
import type { ReportVerdict } from '../../core/preflight/report.ts';
import { type CheckedVerdict, isAmissVerdict } from '../../core/preflight/verdicts.ts';
import { errorDetail, errorText } from '../../messages/errorText.ts';
import { noticeText } from '../../messages/findingText.ts';
import { guardWords } from '../../messages/markText.ts';
import {
  accountName,
  accountStatus,
  asOfText,
  emptyAsOfText,
  fieldLines,
  groupStatus,
  rowName,
  rowStatus,
} from '../../messages/nodeText.ts';
import { noteText } from '../../messages/noteText.ts';
import { linkName, stepMessage } from '../../messages/preflightText.ts';
import { signInWords } from '../../messages/signInText.ts';
import { verdictWord } from '../../messages/verdictText.ts';
import { type GroupCounts, isEnding, type Standing } from './standing.ts';
import type { Face } from './treeItem.ts';

type Sign = readonly [icon: string, color?: string | undefined];

/** The sign of a row's mood; null takes the kind's own icon. */
const MOOD_SIGNS: Readonly<Record<Mood, Sign | null>> = {
  ok: null,
  set: null,
  none: ['circle-outline', 'disabledForeground'],
  pending: ['loading~spin', 'charts.blue'],
  attention: ['warning', 'list.warningForeground'],
  failed: ['error', 'list.errorForeground'],
  retired: ['circle-slash', 'disabledForeground'],
  unread: null,
};

/** Failures that are no breakdown have a sign of their own; the rest is an error. */
const ERROR_SIGNS: { readonly [Code in AccessErrorCode]?: Sign } = {
  'no-credentials': ['key', 'list.errorForeground'],
  'credentials-expired': ['history', 'list.warningForeground'],
  'sign-in-needed': ['key', 'list.warningForeground'],
  'access-denied': ['lock', 'list.errorForeground'],
  throttled: ['watch', 'list.warningForeground'],
  'timed-out': ['watch', 'list.errorForeground'],
  unreachable: ['debug-disconnect', 'list.errorForeground'],
  'emulator-stopped': ['debug-disconnect', 'list.warningForeground'],
  'region-not-enabled': ['circle-slash', 'disabledForeground'],
  'not-a-customer': ['info', 'disabledForeground'],
};

const errorSign = (code: AccessErrorCode): Sign => ERROR_SIGNS[code] ?? ['error', 'list.errorForeground'];

/** The sign of what a check said; null takes the kind's own icon, in green. */
const VERDICT_SIGNS: Readonly<Record<ReportVerdict, Sign | null>> = {
  ok: null,
  broken: ['error', 'list.errorForeground'],
  warning: ['warning', 'list.warningForeground'],
  unproven: ['question', 'list.warningForeground'],
  'not-checked': ['question', 'disabledForeground'],
  none: ['circle-outline', 'disabledForeground'],
};

/** The sign of a verdict; undefined for the kind's own icon. */
export function verdictSign(verdict: ReportVerdict): Pick<Face, 'icon' | 'color'> | undefined {
  const sign = VERDICT_SIGNS[verdict];
  return sign === null ? undefined : signed(sign);
}

/** How a node looks, with how it stands. */
export function nodeFace(node: Node, t: Translate, standing: Standing = {}): Face {
  const { checked, counts } = standing;
  switch (node.type) {
    case 'account':
      return accountFace(node, t, standing);
    case 'region':
      return {
        label: node.region,
        description: node.emptyAt === null ? '' : emptyAsOfText(node.emptyAt, t),
        ...{ icon: 'globe', opens: 'on demand' },
      };
    case 'group':
      return groupFace(node, counts, t);
    case 'resource':
      return resourceFace(node, t, checked);
    case 'note':
      return noteFace(node, t);
    default:
      return node satisfies never;
  }
}

const SOURCE_ICONS = {
  profile: 'account',
  default: 'key',
  sso: 'organization',
  emulator: 'server-environment',
} as const;

function signed([icon, color]: Sign): Pick<Face, 'icon' | 'color'> {
  return color === undefined ? { icon } : { icon, color };
}

function accountFace(node: AccountNode, t: Translate, standing: Standing): Face {
  const { marked, signIn, called } = standing;
  const icon = SOURCE_ICONS[node.source.kind];
  const isOver = signIn?.state === 'over' && isEnding(node, standing);
  const failure = isOver ? 'sign-in-needed' : node.error?.code;
  const sign: Sign = failure === undefined ? [icon, markColour(marked)] : errorSign(failure);
  const { source } = node;
  const label = called === undefined ? accountName(source, t) : plainText(called);
  const role = called === undefined || source.kind !== 'sso' ? [] : [plainText(source.role), source.accountId];
  const ends = signIn !== undefined && isEnding(node, standing) ? [signInWords(signIn, t)] : [];
  // What it is marked as comes first: a narrow side bar cuts off the end.
  const words = [...(marked === undefined ? [] : guardWords(marked, t)), ...ends, ...role, accountStatus(node, t)];
  return { label, description: words.filter(word => word !== '').join(' · '), ...signed(sign), opens: 'on demand' };
}

/** The theme's colour of an account's icon: red for production, whatever colour was chosen. */
function markColour(marked: MarkedAccount | undefined): string | undefined {
  const colour = marked === undefined ? null : isProduction(marked) ? 'red' : marked.colour;
  return colour === null ? undefined : `charts.${colour}`;
}

function groupFace(node: GroupNode, counts: GroupCounts | undefined, t: Translate): Face {
  const { plural, icon } = kindOf(node.kind);
  const sign: Sign = node.offered ? [icon] : ['circle-slash', 'disabledForeground'];
  const opens = node.offered ? 'at once' : 'never';
  const description = [groupStatus(node, t), ...countWords(counts, t)].filter(word => word !== '').join(' · ');
  return { label: plural(t), description, ...signed(sign), opens };
}

/** What of a group's rows is worth a look, such as `18 silent`. */
function countWords(counts: GroupCounts | undefined, t: Translate): readonly string[] {
  if (counts === undefined) return [];
  const { silent, broken, warnings } = counts;
  return [
    ...(silent === 0 ? [] : [t('{0} silent', String(silent))]),
    ...(broken === 0 ? [] : [t('{0} broken', String(broken))]),
    ...(warnings === 0 ? [] : [t('{0} with warnings', String(warnings))]),
  ];
}

/** Green is for what works in AWS's own words, or held when it was checked; what is only set has no colour. */
function kindSign({ icon }: { readonly icon: string }, mood: Mood): Sign {
  if (mood === 'set') return [icon];
  return [icon, mood === 'ok' ? 'charts.green' : 'disabledForeground'];
}

/** What is remembered is grey, and nothing of it is on its way. */
const rememberedSign = ([icon]: Sign, still: string): Sign => [
  icon.endsWith('~spin') ? still : icon,
  'disabledForeground',
];

function resourceFace(node: ResourceNode, t: Translate, checked: CheckedVerdict | undefined): Face {
  const { row } = node;
  const kind = kindOf(row.kind);
  const own = MOOD_SIGNS[row.mood] ?? kindSign(kind, row.mood);
  const said = checked === undefined ? own : (VERDICT_SIGNS[checked.verdict] ?? kindSign(kind, 'ok'));
  const sign = row.error === null ? said : errorSign(row.error.code);
  const isAmiss = checked !== undefined && isAmissVerdict(checked);
  // What is amiss comes first: a narrow side bar cuts off the end.
  const age = node.remembered && node.readAt !== null ? asOfText(node.readAt, t) : '';
  const words = [...(isAmiss ? [amissWord(checked, t)] : []), rowStatus(row, t), age];
  return {
    label: rowName(row, t),
    description: words.filter(word => word !== '').join(' · '),
    ...signed(node.remembered ? rememberedSign(sign, kind.icon) : sign),
    opens: node.hasChildren ? 'at once' : 'never',
  };
}

/** What a row was found to be, and the link that makes it so: `broken: Topic policy`. */
export function amissWord({ verdict, cause }: CheckedVerdict, t: Translate): string {
  const word = verdictWord(verdict, t);
  return cause === null ? word : t('{0}: {1}', word, linkName(cause, t));
}

const NOTE_SIGNS: Readonly<Record<NoteNode['note'], Sign>> = {
  loading: ['loading~spin'],
  empty: ['dash', 'disabledForeground'],
  'none-recorded': ['dash', 'disabledForeground'],
  more: ['ellipsis'],
  error: ['error', 'list.errorForeground'],
  'region-not-enabled': ['circle-slash', 'disabledForeground'],
  'not-a-customer': ['info', 'disabledForeground'],
  'service-not-in-region': ['circle-slash', 'disabledForeground'],
  'no-regions': ['globe', 'list.warningForeground'],
  lifecycle: ['info', 'charts.blue'],
};

function noteFace(node: NoteNode, t: Translate): Face {
  const { label, detail } = noteText(node, t);
  const sign = node.note === 'error' && node.error !== null ? errorSign(node.error.code) : NOTE_SIGNS[node.note];
  return { label, description: noteDescription(node, detail, t), ...signed(sign), opens: 'never' };
}

function noteDescription({ note, notices, error }: NoteNode, detail: string, t: Translate): string {
  if (note === 'loading') return '';
  if (note === 'lifecycle') return notices.length < 2 ? '' : t('and {0} more', String(notices.length - 1));
  return error === null ? firstLine(detail) : errorText(error, t).next;
}

const firstLine = (text: string): string => text.split('\n', 1)[0] ?? '';

/** One line of a tooltip: a fixed name and a value from outside; without a name the value stands alone. */
export type TooltipLine = readonly [name: string, value: string];

/** Everything known of a node, line by line. Values may come from AWS: they are shown as plain text alone. */
export function nodeTooltip(
  node: Node,
  t: Translate,
  { checked, counts, marked, unit, signIn, called }: Standing = {},
): readonly TooltipLine[] {
  switch (node.type) {
    case 'account':
      return [
        [t('Account'), accountName(node.source, t)],
        ...(called === undefined ? [] : [[t('Name'), called] as const]),
        [t('Account ID'), node.accountId ?? t('checked when you expand the account')],
        ...(signIn === undefined ? [] : [[t('Sign-in'), `${signIn.session} (${signInWords(signIn, t)})`] as const]),
        ...(marked === undefined ? [] : markedLines(marked, t)),
        ...(unit === undefined ? [] : unitLines([unit], t)),
        ...errorLines(node.error, t),
      ];
    case 'region':
      return [[t('Region'), node.region], ...notAsked(node.emptyAt !== null, t)];
    case 'group':
      return [
        [kindOf(node.kind).plural(t), groupStatus(node, t)],
        [t('Region'), node.region],
        ...countLines(node, counts, t),
        ...(node.readAt === null ? [] : [[t('Read at'), new Date(node.readAt).toLocaleString()] as const]),
        ...notAsked(node.remembered, t),
        ...errorLines(node.error, t),
      ];
    case 'resource':
      return [
        [kindOf(node.row.kind).label(t), node.row.label],
        [t('Status'), rowStatus(node.row, t)],
        ...notAsked(node.remembered, t),
        ...checkedLines(checked, t),
        ...fieldLines(node.row, t),
        ...node.row.notices.map(notice => ['', noticeText(notice, t)] as const),
        ...errorLines(node.row.error, t),
      ];
    case 'note':
      return noteText(node, t)
        .detail.split('\n')
        .map(line => ['', line] as const);
    default:
      return node satisfies never;
  }
}

/** What is shown as it was read last, and is not known to be so any more. */
const notAsked = (remembered: boolean, t: Translate): readonly TooltipLine[] =>
  remembered ? [['', t('Shown as last read. AWS has not answered since.')]] : [];

/** The unit that accounts are in, with when the first of them was listed; nothing without accounts. */
export function unitLines(accounts: readonly AccountUnit[], t: Translate): readonly TooltipLine[] {
  const [first, ...others] = accounts;
  if (first === undefined) return [];
  const listedAt = Math.min(...[first, ...others].map(one => Date.parse(one.listedAt)));
  return [[t('Organizational unit'), `${unitName(first.units) || t('Root')} · ${asOfText(listedAt, t)}`]];
}

/** What an account is marked as, and on which key where that is another than its own. */
function markedLines({ production, readOnly, group }: MarkedAccount, t: Translate): readonly TooltipLine[] {
  return [
    ...(production === null ? [] : [[t('Production'), t('marked on {0}', production)] as const]),
    ...(readOnly === null ? [] : [[t('Read-only'), t('marked on {0}', readOnly)] as const]),
    ...(group === null ? [] : [[t('Group'), group] as const]),
  ];
}

function errorLines(error: unknown, t: Translate): readonly TooltipLine[] {
  if (error === null) return [];
  const said = errorText(error, t);
  return [said.title, said.where, ...errorDetail(said, t)].filter(text => text !== '').map(text => ['', text] as const);
}

/** How many rows were checked, and when the first of them was. */
function countLines(node: GroupNode, counts: GroupCounts | undefined, t: Translate): readonly TooltipLine[] {
  if (counts === undefined || counts.oldest === null) return [];
  const checked = t(
    '{0} of {1}, the first at {2}',
    String(counts.checked),
    String(node.count),
    timeText(counts.oldest),
  );
  return [[t('Checked'), checked]];
}

const timeText = (time: number): string => new Date(time).toLocaleTimeString();

/** What is said of a row, when it was checked, and why. */
function checkedLines(checked: CheckedVerdict | undefined, t: Translate): readonly TooltipLine[] {
  if (checked === undefined) return [];
  const { verdict, checkedAt, cause } = checked;
  const word = verdictWord(verdict, t);
  const why = cause === null ? [] : [['', stepMessage(cause, t)] as const];
  const head: TooltipLine =
    checkedAt === null
      ? [t('Not checked'), t('known from the list: {0}', word)]
      : [t('Checked'), `${word} (${timeText(checkedAt)})`];
  return [head, ...why];
}
