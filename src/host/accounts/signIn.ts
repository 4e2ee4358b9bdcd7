import { isStartUrl } from '../../aws/sso/session.ts';
import type { SignInPrompt, SignInWay } from '../../aws/sso/signIn.ts';
import type { SignInSession, SignInTarget } from '../../aws/sso/signIns.ts';
import type { AccountSource } from '../../core/model/account.ts';
import { AccessError } from '../../core/model/errors.ts';
import { plainText } from '../../core/model/plainText.ts';
import { parseRegion } from '../../core/model/regions.ts';
import { errorLine } from '../../messages/errorText.ts';
import { signInWords } from '../../messages/signInText.ts';
import { answer, type Option, onePage } from '../prompts/prompter.ts';
import type { HostServices } from '../services.ts';
import { refreshAfter } from './curedBySignIn.ts';
import { type SessionTarget, showDiscovered } from './discovered.ts';
import { signInWithCli } from './signInWithCli.ts';

type SignInHost = Pick<
  HostServices,
  | 't'
  | 'prompter'
  | 'aws'
  | 'portal'
  | 'discoveries'
  | 'trust'
  | 'workbench'
  | 'shown'
  | 'explorer'
  | 'signIns'
  | 'clock'
  | 'only'
  | 'marks'
  | 'units'
>;

/** What a person wants to sign in with; `cli` leaves it to the AWS CLI. */
type Wish = SessionTarget | { readonly kind: 'cli' } | { readonly kind: 'other' };

/** The target of a sign-in that is known already. */
const targetOf = ({ session, startUrl, region }: SignInSession): SessionTarget =>
  session === startUrl ? { kind: 'start-url', startUrl, region } : { kind: 'session', session };

/**
 * Signs in for an account, or with what a person picks. Where the account's credentials come from no sign-in of IAM Identity
 * Center, the AWS CLI's own are offered.
 */
export async function signInFor(host: SignInHost, source: AccountSource | null): Promise<void> {
  if (source !== null) {
    const session = await host.portal.ofAccount(source);
    if (session === undefined) return signInWithCli(host, source);
    const target: SignInTarget = source.kind === 'profile' ? source : targetOf(session);
    return signInTo(host, target, session.session, async () => undefined);
  }
  const wish = await pickWish(host);
  const target = wish?.kind === 'other' ? await askPortal(host) : wish;
  if (target === undefined) return;
  if (target.kind === 'cli') return signInWithCli(host, null);
  return signInTo(host, target, nameOf(target), () => showDiscovered(host, target));
}

/** Shows accounts of a sign-in that a person picks, after signing in where nobody has. */
export async function showAccountsOfSignIn(host: SignInHost): Promise<void> {
  const { t, prompter } = host;
  const known = await sessionsOf(host);
  if (known.length === 0) return signInFor(host, null);
  const [only, ...others] = known;
  const reply =
    only !== undefined && others.length === 0
      ? answer(only)
      : await prompter.pick<SignInSession>({
          ...{ title: t('Accounts of a sign-in'), step: 1, steps: 1, prompt: t('Choose a sign-in') },
          options: onePage(known.map(one => sessionOption(one, t))),
        });
  if (reply.kind !== 'answer') return;
  const { state, session } = reply.value;
  const target = targetOf(reply.value);
  const show = (): Promise<void> => showDiscovered(host, target);
  return state === 'none' || state === 'over' ? signInTo(host, target, session, show) : show();
}

/** Ends a sign-in that a person picks. */
export async function signOut(host: SignInHost): Promise<void> {
  const { t, prompter, portal } = host;
  const known = (await sessionsOf(host)).filter(({ state }) => state !== 'none');
  if (known.length === 0) return prompter.tell('information', t('Nobody is signed in.'));
  const reply = await prompter.pick<SignInSession>({
    ...{ title: t('Sign out'), step: 1, steps: 1, prompt: t('Choose a sign-in. The AWS CLI is signed out of it too') },
    options: onePage(known.map(one => sessionOption(one, t))),
  });
  if (reply.kind !== 'answer') return;
  const { session } = reply.value;
  const ended = await prompter.busy(t('Signing out of {0}', plainText(session)), (_say, signal) =>
    portal.signOut(targetOf(reply.value), signal),
  );
  if (ended instanceof AccessError) {
    prompter.tell(
      'warning',
      t(
        'Signed out on this computer. The portal could not be reached, so the session may still be open there: {0}',
        ended.message,
      ),
    );
  }
  await portal.forgetEnded();
  await refreshOf(host, session);
}

/** The accounts of a sign-in are asked anew, so that they show how it stands now. */
async function refreshOf({ explorer, signIns }: SignInHost, session: string): Promise<void> {
  for (const path of explorer.roots()) {
    const node = explorer.node(path);
    const isOf = node?.type === 'account' && node.state !== 'unasked' && signIns.of(node.source)?.session === session;
    if (isOf) explorer.refresh(path);
  }
  await signIns.look();
}

async function sessionsOf({ portal, discoveries }: SignInHost): Promise<readonly SignInSession[]> {
  const kept = await discoveries.list().catch(() => []);
  return portal.sessions(kept.map(({ session }) => session));
}

const sessionOption = (one: SignInSession, t: HostServices['t']): Option<SignInSession> => ({
  label: plainText(one.session),
  description: [signInWords(one, t), one.session === one.startUrl ? '' : plainText(one.startUrl)]
    .filter(part => part !== '')
    .join(' · '),
  icon: 'organization',
  value: one,
});

async function pickWish(host: SignInHost): Promise<Wish | undefined> {
  const { t, prompter } = host;
  const sessions = await sessionsOf(host);
  const reply = await prompter.pick<Wish>({
    ...{ title: t('Sign in'), step: 1, steps: 1, prompt: t('Choose a sign-in') },
    options: onePage<Wish>([
      ...sessions.map(one => ({ ...sessionOption(one, t), value: targetOf(one) })),
      {
        label: t('Another access portal…'),
        description: t('by its address, without any config'),
        ...{ icon: 'add', value: { kind: 'other' } },
      },
      {
        label: t('With the AWS CLI…'),
        description: t('in a terminal'),
        ...{ icon: 'terminal', value: { kind: 'cli' } },
      },
    ]),
  });
  return reply.kind === 'answer' ? reply.value : undefined;
}

/** Asks for a portal that the config does not know. */
async function askPortal({ t, prompter }: SignInHost): Promise<SessionTarget | undefined> {
  for (;;) {
    const url = await prompter.text({
      ...{ title: t('Sign in'), step: 1, steps: 2, text: '', secret: false },
      prompt: t('The address of the access portal, such as https://corp.awsapps.com/start'),
      fault: async text =>
        text.trim().startsWith('https://') && isStartUrl(text.trim())
          ? undefined
          : t('An address begins with https://.'),
    });
    if (url.kind !== 'answer') return undefined;
    const region = await prompter.text({
      ...{ title: t('Sign in'), step: 2, steps: 2, text: '', secret: false },
      prompt: t('The Region of IAM Identity Center, such as eu-west-1'),
      fault: async text =>
        parseRegion(text.trim()) === undefined ? t('Enter a Region, such as eu-west-1.') : undefined,
    });
    if (region.kind === 'stop') return undefined;
    if (region.kind === 'answer') {
      return { kind: 'start-url', startUrl: url.value.trim(), region: region.value.trim() };
    }
  }
}

const nameOf = (target: SessionTarget): string => (target.kind === 'session' ? target.session : target.startUrl);

/** How a sign-in goes unless a person says otherwise: through the browser where that can come back to us, by a code elsewhere. */
const usualWay = ({ workbench }: SignInHost): SignInWay => (workbench.isRemote ? 'device' : 'browser');

/** The sign-ins that are under way in this window, by their sessions: whether each of them gets there. */
const underWay = (): Map<string, Promise<boolean>> => new Map();

/** Signs in, then goes on. Whoever asks for a sign-in that is under way waits for that, and is asked nothing anew. */
async function signInTo(
  host: SignInHost,
  target: SignInTarget,
  name: string,
  goOn: () => Promise<void>,
  way = usualWay(host),
): Promise<void> {
  const all = host.only(underWay);
  const other = all.get(name);
  if (other !== undefined) {
    // What went wrong is told where it began.
    if (await other.catch(() => false)) await goOn();
    return;
  }
  const again = (by: SignInWay): Promise<void> => signInTo(host, target, name, goOn, by);
  const own = begin(host, target, name, way, again).finally(() => all.delete(name));
  all.set(name, own);
  if (await own) await goOn();
}

/**
 * True where the person is signed in. Where they give up on the browser, which a proxy or another computer's screen may keep from
 * coming back to us, a code is offered in its place; where they do not get there, another try.
 */
async function begin(
  host: SignInHost,
  target: SignInTarget,
  name: string,
  way: SignInWay,
  again: (way: SignInWay) => Promise<void>,
): Promise<boolean> {
  const { t, prompter, portal, signIns } = host;
  const title = t('Signing in to {0}', plainText(name));
  let wantsCode = false;
  try {
    await prompter.busy(title, (say, signal) => {
      const show = async (prompt: SignInPrompt): Promise<void> => {
        say(null);
        wantsCode = (await instruct(host, prompt)) === 'code';
        if (wantsCode) throw new AccessError('cancelled', 'Cancelled.');
        say(
          prompt.kind === 'device'
            ? t('Confirm the code {0} in your browser', prompt.userCode)
            : t('Continue in your browser. Cancel to use a code instead'),
        );
      };
      return portal.signIn(target, way, show, signal);
    });
  } catch (error) {
    if (wantsCode) return begin(host, target, name, 'device', again);
    if (!(error instanceof AccessError)) throw error;
    const retry = { label: t('Try Again'), run: () => again(way) };
    const code = way === 'browser' ? [{ label: t('Use a Code Instead'), run: () => again('device') }] : [];
    if (error.code === 'not-signed-in') prompter.tell('warning', errorLine(error, t), [retry, ...code]);
    else if (error.code !== 'cancelled') throw error;
    else if (way === 'browser') {
      const text = t('Not signed in to {0}. A code works in a browser on any device.', plainText(name));
      prompter.tell('information', text, code);
    }
    return false;
  }
  await refreshAfter(host, 'sign-in');
  await signIns.look();
  return true;
}

/**
 * Tells a person what to do; a code is shown until they have taken it. Gives `code` where they would rather have one than a
 * browser on this computer. Throws AccessError `cancelled` where they give up.
 */
async function instruct({ t, prompter, workbench }: SignInHost, prompt: SignInPrompt): Promise<'code' | undefined> {
  if (prompt.kind === 'browser') {
    if (await workbench.browse(prompt.address)) return undefined;
    const [copy, code] = [t('Copy Address'), t('Use a Code Instead')];
    const chosen = await prompter.choose({
      tone: 'information',
      message: t('Open this address in a browser on this computer'),
      detail: plainText(prompt.address),
      verbs: [copy, code],
    });
    if (chosen === code) return 'code';
    if (chosen !== copy) throw new AccessError('cancelled', 'Cancelled.');
    await workbench.copy(prompt.address);
    return undefined;
  }
  const [open, copy] = [t('Copy Code and Open Page'), t('Copy Code')];
  const chosen = await prompter.choose({
    tone: 'information',
    message: t('Your code is {0}', prompt.userCode),
    detail: t('Enter it at {0} on any device. Confirm only a code that you see here.', plainText(prompt.page)),
    verbs: [open, copy],
  });
  if (chosen === undefined) throw new AccessError('cancelled', 'Cancelled.');
  await workbench.copy(prompt.userCode);
  // Where no browser opens, the page was shown beside the code.
  if (chosen === open) await workbench.browse(prompt.address);
  return undefined;
}
