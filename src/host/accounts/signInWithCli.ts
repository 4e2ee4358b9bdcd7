import { type AccountSource, sourceKey } from '../../core/model/account.ts';
import { accountName } from '../../messages/nodeText.ts';
import { type Option, onePage } from '../prompts/prompter.ts';
import type { HostServices } from '../services.ts';

type CliHost = Pick<HostServices, 't' | 'prompter' | 'aws' | 'trust' | 'workbench'>;

const PROGRAM = 'aws';
const WAYS = [['sso', 'login'], ['login']] as const;

/** Offers the AWS CLI's sign-in for an account: shows the command, and runs it in a terminal only on a person's word. */
export async function signInWithCli(host: CliHost, source: AccountSource | null): Promise<void> {
  const { t, prompter, trust, workbench } = host;
  if (trust.forbidden() !== null) {
    prompter.tell('error', t('Programs are not started from an untrusted workspace.'), [trust.manage]);
    return;
  }
  const account = source ?? (await pickAccount(host));
  if (account === undefined || account.kind === 'emulator') return;
  const profile = account.kind === 'profile' ? ['--profile', account.name] : [];
  const way = await prompter.pick<readonly string[]>({
    title: t('Sign in: {0}', accountName(account, t)),
    step: 1,
    steps: 1,
    prompt: t('Choose a command to run in a terminal. It opens a browser'),
    options: onePage(
      WAYS.map(words => ({
        label: [PROGRAM, ...words, ...profile].join(' '),
        icon: 'terminal',
        value: [...words, ...profile],
      })),
    ),
  });
  if (way.kind === 'answer') workbench.runInTerminal(t('Sign in: {0}', accountName(account, t)), PROGRAM, way.value);
}

async function pickAccount({ t, prompter, aws }: CliHost): Promise<AccountSource | undefined> {
  async function* options(): AsyncIterable<readonly Option<AccountSource>[]> {
    const { sources } = await aws.directory.list();
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
    prompt: t('Choose an account'),
    options: options(),
  });
  return reply.kind === 'answer' ? reply.value : undefined;
}
