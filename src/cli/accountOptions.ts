import { type AccountSource, isAccountId, sourceFromKey, sourceKey } from '../core/model/account.ts';
import { misspeltRegion, parseRegion, type Region } from '../core/model/regions.ts';
import type { Wording } from '../core/model/translate.ts';
import { UsageError } from './commandLine.ts';
import { t } from './language.ts';

const many = { type: 'string', multiple: true } as const;
const text = { type: 'string' } as const;

/** The options that name accounts, for every command that reaches some. */
export const accountFlags = { profile: many, 'sso-session': text, account: text, role: text } as const;

/** What those options were given as. */
export interface AccountValues {
  readonly profile?: string[] | undefined;
  readonly 'sso-session'?: string | undefined;
  readonly account?: string | undefined;
  readonly role?: string | undefined;
}

/** What `--help` says of them. */
export const accountHelp: Wording = t =>
  t(`  --sso-session S --account ID --role R
                  an account without a profile, by sign-in: a session in the shared config or a start URL`);

/** True where the options name accounts, so that those alone are reached. */
export const namesAccounts = ({ profile, 'sso-session': session, account, role }: AccountValues): boolean =>
  [profile, session, account, role].some(value => value !== undefined);

/** The account of a sign-in that the options name; undefined where they name none. Throws UsageError. */
function signedInSource({ 'sso-session': session, account, role }: AccountValues): AccountSource | undefined {
  if (session === undefined && account === undefined && role === undefined) return undefined;
  if (!session || account === undefined || role === undefined) {
    throw new UsageError(t('--sso-session, --account and --role go together.'));
  }
  if (!isAccountId(account))
    throw new UsageError(t("--account needs an account ID of twelve digits, not '{0}'.", account));
  const source = sourceFromKey(`sso:${session}/${account}/${role}`);
  if (source === undefined) throw new UsageError(t("'{0}' is not the name of a role.", role));
  return source;
}

/**
 * The accounts of `--profile`, each once, or the one of `--sso-session`; the default chain where neither is given. Throws
 * UsageError.
 */
export function accountSources(values: AccountValues): readonly AccountSource[] {
  const { profile: profiles } = values;
  const signedIn = signedInSource(values);
  if (signedIn !== undefined && profiles !== undefined) {
    throw new UsageError(t('Use --profile, or --sso-session with --account and --role, not both.'));
  }
  if (signedIn !== undefined) return [signedIn];
  if (profiles === undefined) return [{ kind: 'default' }];
  if (profiles.includes('')) throw new UsageError(t('--profile needs a name.'));
  const sources = profiles.map((name): AccountSource => ({ kind: 'profile', name }));
  return [...new Map(sources.map(source => [sourceKey(source), source])).values()];
}

/** The accounts of `--confirm`. Throws UsageError for what is no account id. */
export function confirmedAccounts(ids: readonly string[] | undefined): readonly string[] {
  const wrong = ids?.find(id => !isAccountId(id));
  if (wrong !== undefined) throw new UsageError(t("--confirm needs an account ID of twelve digits, not '{0}'.", wrong));
  return ids ?? [];
}

/**
 * The Region of a `--region`. One that is not known is taken where only its number is new, since AWS adds those.
 * Throws UsageError for what is no Region, or a slip of the pen for one.
 */
export function regionOption(text: string): Region {
  const meant = misspeltRegion(text);
  if (meant !== undefined) throw new UsageError(t("'{0}' is not a Region; did you mean {1}?", text, meant));
  const region = parseRegion(text);
  if (region === undefined) throw new UsageError(t("'{0}' is not a Region; one looks like eu-west-1.", text));
  return region;
}
