import type { Command } from '../commandLine.ts';

/** `accounts`: what can be shown. */
export const accountsCommand: Command = {
  name: 'accounts',
  summary: t => t('list the profiles, and the accounts and roles of every sign-in'),
  usage: t =>
    t(`[--json]

  --json   one JSON document: a list of accounts

Asks the portal of each open sign-in, and shows what the others answered when they were last asked. An account
without a profile is reached by --sso-session, --account and --role.

Exit: 0 all read, 1 something could not be read, 64 wrong usage.`),
  examples: [
    [t => t('everything that can be shown'), 'notification-explorer accounts'],
    [
      t => t('one of them without a profile'),
      'notification-explorer list --sso-session corp --account 111122223333 --role ReadOnlyAccess',
    ],
  ],
  run: async (args, io) => (await import('./runAccounts.ts')).runAccounts(args, io),
};
