import { type AccountSource, sourceKey } from './account.ts';

/** The colours that an account can be marked with. */
export const MARK_COLOURS = ['red', 'orange', 'yellow', 'green', 'blue', 'purple'] as const;
export type MarkColour = (typeof MARK_COLOURS)[number];

/** What a person says of accounts under one key. What is absent is not said. */
export interface AccountMark {
  /** Looks like production, and what takes something away there is confirmed by typing. */
  readonly production?: true;
  /** Nothing is written there. */
  readonly readOnly?: true;
  /** The name of the group that it is shown in. */
  readonly group?: string;
  readonly colour?: MarkColour;
  /** Stands before the others. */
  readonly pinned?: true;
  /** Left out of the tree. */
  readonly hidden?: true;
}

/** What can be said of accounts. */
export type MarkMember = keyof AccountMark;

/**
 * The marks by their keys, in the order in which they were written. A key is an account id (twelve digits), the name of a
 * profile, what stands for a role that a sign-in gives (`sso:SESSION/ACCOUNT/ROLE`), or a pattern of these, in which `*`
 * stands for any characters. Case counts in none of them: a mark rather holds
 * where it was not meant than fails where it was.
 */
export type AccountMarks = ReadonlyMap<string, AccountMark>;

/** What the marks make of one account. */
export interface MarkedAccount {
  /** The key of the mark that makes it production, or null. */
  readonly production: string | null;
  /** The key of the mark that keeps it from being written to, or null. */
  readonly readOnly: string | null;
  readonly group: string | null;
  readonly colour: MarkColour | null;
  readonly pinned: boolean;
  /** The key of the mark that leaves it out of the tree, or null. */
  readonly hidden: string | null;
}

/** An account that nobody marked. */
export const UNMARKED: MarkedAccount = {
  ...{ production: null, readOnly: null, group: null, colour: null, pinned: false, hidden: null },
};

/** An account as marks know it: by its id, and by the profile that leads to it. */
export interface MarkableAccount {
  readonly source: AccountSource;
  /** Twelve digits, or null before first contact. */
  readonly accountId: string | null;
}

/** The same, or with null for the source an account that is known by its id alone, whatever leads to it. */
type Markable = Pick<MarkableAccount, 'accountId'> & { readonly source: AccountSource | null };

/** True where what takes something away is confirmed by typing, and everything looks like it. */
export const isProduction = ({ production }: Pick<MarkedAccount, 'production'>): boolean => production !== null;

/**
 * What the marks make of an account. Every mark that fits counts, so that none is undone by another; of two groups or
 * colours the one under the account's id counts, then that under its profile's name, then the first pattern's.
 *
 * @param defaultProfile The profile that the default chain takes.
 */
export function markedAccount(marks: AccountMarks, account: Markable, defaultProfile: string): MarkedAccount {
  const names = namesOf(account, defaultProfile).map(folded);
  const fitting = [...marks].filter(([key]) => names.some(name => fits(folded(key), name)));
  const exact = names.flatMap(name => fitting.filter(([key]) => folded(key) === name));
  const ranked = [...exact, ...fitting.filter(one => !exact.includes(one))];
  const first = <Member extends MarkMember>(member: Member) => ranked.find(([, mark]) => mark[member] !== undefined);
  return {
    production: first('production')?.[0] ?? null,
    readOnly: first('readOnly')?.[0] ?? null,
    group: first('group')?.[1].group ?? null,
    colour: first('colour')?.[1].colour ?? null,
    pinned: first('pinned') !== undefined,
    hidden: first('hidden')?.[0] ?? null,
  };
}

/** What an account can be marked by; its ids first, the one that AWS told and the one that its source names. */
function namesOf({ source, accountId }: Markable, defaultProfile: string): readonly string[] {
  const named = source !== null && 'accountId' in source ? source.accountId : null;
  return [accountId, named, nameOf(source, defaultProfile)].filter(one => one !== null);
}

function nameOf(source: AccountSource | null, defaultProfile: string): string | null {
  if (source === null) return null;
  if (source.kind === 'profile') return source.name;
  if (source.kind === 'sso') return sourceKey(source);
  return source.kind === 'default' ? defaultProfile : null;
}

const folded = (text: string): string => text.toLowerCase();

/** True where a text fits a pattern; goes through the text once. */
function fits(pattern: string, text: string): boolean {
  const [head = '', ...rest] = pattern.split('*');
  const tail = rest.pop();
  if (tail === undefined) return text === head;
  if (text.length < head.length + tail.length || !text.startsWith(head) || !text.endsWith(tail)) return false;
  const end = text.length - tail.length;
  let at = head.length;
  for (const part of rest) {
    const found = text.indexOf(part, at);
    if (found < 0 || found + part.length > end) return false;
    at = found + part.length;
  }
  return true;
}

/** The most letters of a key and of a group's name. */
const MAX_NAME = 128;

/** True for what can stand as a key: a name that can be read, whatever it may fit. */
export const isMarkKey = (key: string): boolean =>
  key.trim() === key && key !== '' && key.length <= MAX_NAME && !key.startsWith('$') && !hasControl(key);

/** True for what can be the name of a group. */
export const isGroupName = (name: string): boolean =>
  name.trim() === name && name !== '' && name.length <= MAX_NAME && !hasControl(name);

// biome-ignore lint/suspicious/noControlCharactersInRegex: it is these that no name may hold
const hasControl = (text: string): boolean => /[\u0000-\u001f\u007f]/.test(text);

/** True for the colours that there are. */
export const isMarkColour = (value: unknown): value is MarkColour => MARK_COLOURS.some(colour => colour === value);
