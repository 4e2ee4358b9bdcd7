import type { SignInPort } from '../../src/aws/openAws.ts';
import type { Assignments } from '../../src/aws/sso/portal.ts';
import type { SignInPrompt, SignInWay } from '../../src/aws/sso/signIn.ts';
import type { SignInSession, SignInState, SignInTarget } from '../../src/aws/sso/signIns.ts';
import type { AccountSource } from '../../src/core/model/account.ts';
import { AccessError } from '../../src/core/model/errors.ts';
import type { Discoveries, Discovery } from '../../src/core/model/ports.ts';

/** A sign-in as it stands, in memory. */
export const sessionIn = (state: SignInState, session = 'corp', endsAt: number | null = null): SignInSession => ({
  ...{ session, state, endsAt },
  startUrl: /^https:/.test(session) ? session : 'https://corp.awsapps.com/start',
  region: 'eu-west-1',
});

const PROMPTS: Readonly<Record<SignInWay, SignInPrompt>> = {
  browser: { kind: 'browser', address: 'https://oidc.example/authorize' },
  device: {
    ...{ kind: 'device', userCode: 'ABCD-EFGH', endsAt: 0 },
    ...{ page: 'https://oidc.example/device', address: 'https://oidc.example/device?user_code=ABCD-EFGH' },
  },
};

/** Sign-ins in memory: each account hangs on `corp`, and whoever signs in is let in. */
export class InMemorySignIns implements SignInPort {
  known: SignInSession[] = [];
  given: Assignments = { accounts: [], problems: [] };
  /** What was asked, in order: `signIn TARGET WAY`, `signOut TARGET`, `freshen`, `forget`. */
  readonly asked: string[] = [];
  /** How many sign-ins nobody is there for in time. */
  missed = 0;
  /** What telling the portal of a sign-out fails with. */
  untold: AccessError | undefined;

  sessions = async (others: readonly string[] = []): Promise<readonly SignInSession[]> => [
    ...this.known,
    ...others.filter(one => !this.known.some(({ session }) => session === one)).map(one => sessionIn('none', one)),
  ];

  ofAccount = async (source: AccountSource): Promise<SignInSession | undefined> => {
    if (source.kind === 'default' || source.kind === 'emulator') return undefined;
    return this.known.find(({ session }) => source.kind !== 'sso' || session === source.session);
  };

  freshen = async (): Promise<void> => void this.asked.push('freshen');

  signIn: SignInPort['signIn'] = async (target, way, show, signal) => {
    this.asked.push(`signIn ${JSON.stringify(target)} ${way}`);
    await show(PROMPTS[way]);
    if (signal.aborted) throw new AccessError('cancelled', 'Cancelled.');
    if (this.missed > 0) {
      this.missed -= 1;
      throw new AccessError('not-signed-in', 'Nobody was there.');
    }
    const name = nameOf(target);
    this.known = [...this.known.filter(({ session }) => session !== name), sessionIn('good', name)];
    return sessionIn('good', name);
  };

  signOut: SignInPort['signOut'] = async target => {
    this.asked.push(`signOut ${nameOf(target)}`);
    this.known = this.known.map(one => (one.session === nameOf(target) ? { ...one, state: 'none' } : one));
    return this.untold ?? true;
  };

  assignments: SignInPort['assignments'] = async (_target, _signal, say) => {
    say?.(this.given.accounts.length, this.given.accounts.length);
    return this.given;
  };

  planProfiles: SignInPort['planProfiles'] = async wanted => ({
    path: '/home/ada/.aws/config',
    before: undefined,
    added: wanted.map(({ accountName, source }) => `[profile ${accountName}-${source.role}]\n`).join(''),
    names: wanted.map(({ accountName, source }) => `${accountName}-${source.role}`),
  });

  addProfiles: SignInPort['addProfiles'] = async ({ names }) => void this.asked.push(`add ${names.join(' ')}`);

  forgetEnded = async (): Promise<void> => void this.asked.push('forget');
}

const nameOf = (target: SignInTarget): string =>
  target.kind === 'profile' ? target.name : target.kind === 'session' ? target.session : target.startUrl;

/** What sign-ins gave, in memory. */
export class InMemoryDiscoveries implements Discoveries {
  kept: Discovery[] = [];

  list = async (): Promise<readonly Discovery[]> => this.kept;

  keep = async (discovery: Discovery): Promise<void> => {
    this.kept = [...this.kept.filter(({ session }) => session !== discovery.session), discovery];
  };
}
