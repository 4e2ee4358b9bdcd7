import { isStartUrl } from '../../aws/sso/session.ts';
import type { SignInTarget } from '../../aws/sso/signIns.ts';
import { parseRegion } from '../../core/model/regions.ts';
import { UsageError } from '../commandLine.ts';
import { t } from '../language.ts';
import type { Services } from '../services.ts';

const text = { type: 'string' } as const;

/** The options that say which sign-in is meant. */
export const targetOptions = { profile: text, 'sso-session': text, 'start-url': text, 'sso-region': text } as const;

/** What those options were given as. */
export interface TargetValues {
  readonly profile?: string | undefined;
  readonly 'sso-session'?: string | undefined;
  readonly 'start-url'?: string | undefined;
  readonly 'sso-region'?: string | undefined;
}

/** The sign-in that the options name; undefined where they name none. Throws UsageError. */
function givenTarget(values: TargetValues): SignInTarget | undefined {
  const { profile, 'sso-session': session, 'start-url': startUrl, 'sso-region': region } = values;
  const given = [profile, session, startUrl].filter(value => value !== undefined);
  if (given.includes('')) throw new UsageError(t('--profile, --sso-session and --start-url need a value.'));
  if (given.length > 1) throw new UsageError(t('Use only one of --profile, --sso-session and --start-url.'));
  if (startUrl === undefined && region !== undefined) throw new UsageError(t('--sso-region goes with --start-url.'));
  if (profile !== undefined) return { kind: 'profile', name: profile };
  if (session !== undefined) return { kind: 'session', session };
  if (startUrl === undefined) return undefined;
  if (!isStartUrl(startUrl)) {
    throw new UsageError(t("'{0}' is not an address; one looks like https://corp.awsapps.com/start.", startUrl));
  }
  if (parseRegion(region ?? '') === undefined) {
    throw new UsageError(t('--start-url needs --sso-region, such as eu-west-1.'));
  }
  return { kind: 'start-url', startUrl, region: region ?? '' };
}

/** The same, or the only sign-in that is set up. Throws UsageError. */
export async function targetOf(values: TargetValues, { signIns }: Pick<Services, 'signIns'>): Promise<SignInTarget> {
  const named = givenTarget(values);
  if (named !== undefined) return named;
  const [only, ...others] = await signIns.sessions();
  if (only === undefined) {
    throw new UsageError(t('The shared config has no sign-in. Use --start-url and --sso-region.'));
  }
  if (others.length > 0) {
    const names = [only, ...others].map(({ session }) => session).join(', ');
    throw new UsageError(t('There are several sign-ins: {0}. Choose one with --sso-session or --profile.', names));
  }
  return isStartUrl(only.session)
    ? { kind: 'start-url', startUrl: only.startUrl, region: only.region }
    : { kind: 'session', session: only.session };
}
