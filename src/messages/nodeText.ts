import type { AccountNode, GroupNode } from '../core/inventory/nodes.ts';
import { kindOf } from '../core/kinds/table.ts';
import type { AccountSource } from '../core/model/account.ts';
import { parseArn } from '../core/model/arn.ts';
import { plainText } from '../core/model/plainText.ts';
import { OWN_FIELDS, type Row } from '../core/model/resource.ts';
import type { Translate, Wording } from '../core/model/translate.ts';
import { errorText } from './errorText.ts';

/** An account as people name it: the profile's name, the default credentials, or the emulator's account. */
export function accountName(source: AccountSource, t: Translate): string {
  switch (source.kind) {
    case 'profile':
      return plainText(source.name);
    case 'default':
      return t('Default credentials');
    case 'sso':
      return t('{0} in {1}', plainText(source.role), source.accountId);
    case 'emulator':
      return t('Emulator {0}', source.accountId);
    default:
      return source satisfies never;
  }
}

const namesItsAccount = ({ kind }: AccountSource): boolean => kind === 'emulator' || kind === 'sso';

/** An account's name and id, such as `prod (111122223333)`; the id is left out where it is part of the name or unknown. */
export function accountTitle(source: AccountSource, accountId: string | null, t: Translate): string {
  const name = accountName(source, t);
  return accountId === null || namesItsAccount(source) ? name : `${name} (${accountId})`;
}

/** What stands beside an account's name: its id, and what is wrong with it. */
export function accountStatus(node: AccountNode, t: Translate): string {
  const id = namesItsAccount(node.source) ? '' : (node.accountId ?? '');
  const trouble = node.error === null ? '' : errorText(node.error, t).title;
  return [id, trouble].filter(part => part !== '').join(' · ');
}

const shortTime = (time: number): string =>
  new Date(time).toLocaleString([], { dateStyle: 'short', timeStyle: 'short' });

/** Since when something is known that was not read since. */
export const asOfText = (time: number, t: Translate): string => t('as of {0}', shortTime(time));

/** The same of a place that held nothing. */
export const emptyAsOfText = (time: number, t: Translate): string => t('empty as of {0}', shortTime(time));

/** How many there are and how that stands to the quota, such as `2 of 3`; a plus where more are to come. */
export function groupStatus(node: GroupNode, t: Translate): string {
  if (!node.offered) return t('not offered in this Region');
  if (node.state === 'unasked' && !node.remembered) return '';
  if (node.state === 'failed') return node.error === null ? '' : errorText(node.error, t).title;
  const { quota } = kindOf(node.kind);
  if (node.remembered && node.readAt !== null) {
    if (node.count === 0) return emptyAsOfText(node.readAt, t);
    const trouble = node.error === null ? '' : errorText(node.error, t).title;
    const known = `${node.count}${node.more === true && node.state === 'unasked' ? '+' : ''}`;
    return [known, asOfText(node.readAt, t), trouble].filter(part => part !== '').join(' · ');
  }
  const count = `${node.count}${node.state === 'ready' ? '' : '+'}`;
  if (node.state === 'loading' && node.count === 0) return t('loading…');
  const counted = quota === null ? count : t('{0} of {1}', count, String(quota));
  return node.error === null ? counted : t('{0}, then: {1}', counted, errorText(node.error, t).title);
}

/** How a row stands, in a few words: AWS's own word, or where notifications go, or why it could not be read. */
export function rowStatus(row: Row, t: Translate): string {
  switch (row.status) {
    case 'unread':
      return t('reading…');
    case 'none':
      return kindOf(row.kind).unset?.(t) ?? t('not set');
    case 'retired':
      return t('retired');
    case 'recorded':
      return t('recorded on this computer');
    case 'error':
      return row.error === null ? t('cannot be read') : errorText(row.error, t).title;
    case 'set':
      return arrow(row.config) ?? (row.label === row.name ? '' : plainText(row.name));
    default:
      return plainText(row.status);
  }
}

/** What a row is called: where there is one at most, it is called what it is, in the person's language. */
export function rowName(row: Row, t: Translate): string {
  const { quota, label } = kindOf(row.kind);
  return quota === 1 ? label(t) : plainText(row.label);
}

const OWN_FIELD_NAMES: Readonly<Record<string, Wording>> = {
  [OWN_FIELDS.answered]: t => t('AWS answered'),
  [OWN_FIELDS.recorded]: t => t('Recorded at'),
};

/** The fields that a row tells: AWS's under AWS's names, ours in words. */
export const fieldLines = ({ fields }: Row, t: Translate): Row['fields'] =>
  fields.map(([name, value]) => [OWN_FIELD_NAMES[name]?.(t) ?? name, value]);

function arrow(config: Row['config']): string | undefined {
  const destination = destinationOf(config);
  return destination === undefined ? undefined : `→ ${destination}`;
}

/** Where a config sends: the tail of the first ARN in it; undefined where it names none. */
export function destinationOf(config: Row['config']): string | undefined {
  for (const value of Object.values(config ?? {})) {
    const arn = typeof value === 'string' ? parseArn(value) : undefined;
    if (arn !== undefined) return plainText(arn.resource);
  }
  return undefined;
}

/** A line of a view as it is read aloud: an arrow is a word, and what parts its pieces is a pause. */
export const spokenText = (line: string, t: Translate): string =>
  line.replaceAll(' · ', ', ').replace(/(^| )→ /g, (_all, before: string) => `${before}${t('to')} `);
