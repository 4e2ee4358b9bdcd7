import { type AccountSource, sourceKey } from '../../core/model/account.ts';
import type { AccountDirectory } from '../../core/model/ports.ts';
import { accountName } from '../../messages/nodeText.ts';
import type { Translate } from '../../messages/translate.ts';
import { type Option, onePage, type Prompter } from '../prompts/prompter.ts';

/** What offering a sign-in needs. */
export interface SignInNeeds {
  readonly t: Translate;
  readonly prompter: Prompter;
  readonly directory: AccountDirectory;
  readonly isTrusted: () => boolean;
  readonly manageTrust: () => void;
  /** Opens a terminal that runs a program with these arguments, with no shell in between. */
  readonly runInTerminal: (name: string, program: string, args: readonly string[]) => void;
}

const PROGRAM = 'aws';
const WAYS = [['sso', 'login'], ['login']] as const;

/** Offers the AWS CLI's sign-in for an account: shows the command, and runs it in a terminal only on a person's word. */
export async function offerSignIn(source: AccountSource | null, needs: SignInNeeds): Promise<void> {
  const { t, prompter } = needs;
  if (!needs.isTrusted()) {
    prompter.tell('error', t('No program is started from an untrusted workspace.'), [
      { label: t('Manage Workspace Trust'), run: needs.manageTrust },
    ]);
    return;
  }
  const account = source ?? (await pickAccount(needs));
  if (account === undefined || account.kind === 'emulator') return;
  const profile = account.kind === 'profile' ? ['--profile', account.name] : [];
  const way = await prompter.pick<readonly string[]>({
    title: t('Sign in: {0}', accountName(account, t)),
    step: 1,
    steps: 1,
    prompt: t('Which command is to run in a terminal? It opens a browser.'),
    options: onePage(
      WAYS.map(words => ({
        label: [PROGRAM, ...words, ...profile].join(' '),
        icon: 'terminal',
        value: [...words, ...profile],
      })),
    ),
  });
  if (way.kind === 'answer') needs.runInTerminal(t('Sign in: {0}', accountName(account, t)), PROGRAM, way.value);
}

async function pickAccount({ t, prompter, directory }: SignInNeeds): Promise<AccountSource | undefined> {
  async function* options(): AsyncIterable<readonly Option<AccountSource>[]> {
    const { sources } = await directory.list();
    yield sources
      .filter(({ source }) => source.kind !== 'emulator')
      .map(({ source, configuredAccountId }) => ({
        label: accountName(source, t),
        description: configuredAccountId ?? '',
        icon: 'account',
        value: source,
      }))
      .sort((a, b) => sourceKey(a.value).localeCompare(sourceKey(b.value)));
  }
  const reply = await prompter.pick<AccountSource>({
    title: t('Sign in'),
    step: 1,
    steps: 1,
    prompt: t('With which account?'),
    options: options(),
  });
  return reply.kind === 'answer' ? reply.value : undefined;
}
