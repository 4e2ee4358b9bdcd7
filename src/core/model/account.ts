import type { Region } from './regions.ts';

/**
 * Where an account's credentials come from: a profile of the shared config, the default chain that AWS itself
 * would walk, a role that a sign-in to IAM Identity Center gives without a profile, or one account of the local emulator.
 */
export type AccountSource =
  | { readonly kind: 'profile'; readonly name: string }
  | { readonly kind: 'default' }
  | SignedInSource
  | { readonly kind: 'emulator'; readonly accountId: string };

/** A role in an account that a sign-in to IAM Identity Center gives. */
export interface SignedInSource {
  readonly kind: 'sso';
  /** The name of its `sso-session`, or its start URL where it has none. */
  readonly session: string;
  /** Twelve digits. */
  readonly accountId: string;
  /** The permission set, as the portal names it. */
  readonly role: string;
}

/** Where something is: an account, by the credentials that reach it, in one Region. */
export interface Place {
  readonly source: AccountSource;
  /** Twelve digits. */
  readonly accountId: string;
  readonly region: Region;
}

/** Who AWS says a set of credentials is, as GetCallerIdentity answers. */
export interface Identity {
  /** Twelve digits. */
  readonly accountId: string;
  readonly arn: string;
}

/** The source as people and documents see it: `profile NAME`, `default`, `sso:SESSION/ACCOUNT/ROLE` or `emulator`. */
export function sourceText(source: AccountSource): string {
  if (source.kind === 'profile') return `profile ${source.name}`;
  return source.kind === 'sso' ? sourceKey(source) : source.kind;
}

/**
 * A stable key for maps and stored choices: `profile:NAME`, `default`, `sso:SESSION/111122223333/ROLE` or
 * `emulator:111122223333`.
 */
export function sourceKey(source: AccountSource): string {
  if (source.kind === 'profile') return `profile:${source.name}`;
  if (source.kind === 'sso') return `sso:${source.session}/${source.accountId}/${source.role}`;
  return source.kind === 'default' ? 'default' : `emulator:${source.accountId}`;
}

/** The source a key stands for, or undefined where the text is no key. */
export function sourceFromKey(key: string): AccountSource | undefined {
  if (key === 'default') return { kind: 'default' };
  if (key.startsWith('profile:') && key.length > 'profile:'.length) return { kind: 'profile', name: key.slice(8) };
  // The name of a session may hold slashes: a start URL does. Account and role have none.
  const [, session, account = '', role = ''] = /^sso:(.+)\/(\d{12})\/([\w+=,.@-]+)$/s.exec(key) ?? [];
  if (session !== undefined) return { kind: 'sso', session, accountId: account, role };
  const accountId = /^emulator:(\d{12})$/.exec(key)?.[1];
  return accountId === undefined ? undefined : { kind: 'emulator', accountId };
}

/** True for an AWS account id: exactly twelve digits, leading zeros kept. */
export function isAccountId(text: string): boolean {
  return /^\d{12}$/.test(text);
}
