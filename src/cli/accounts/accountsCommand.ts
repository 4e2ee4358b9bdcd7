import type { Command } from '../commandLine.ts';

/** `accounts`: what can be shown. */
export const accountsCommand: Command = {
  name: 'accounts',
  summary: t => t('list the profiles, and the accounts and roles of every sign-in'),
  usage: t =>
    t(`[--units [--profile P | --sso-session S --account ID --role R]] [--json] | add-profiles [--sso-session S] [--account ID]… [--role R]… [--yes]

  --json           one JSON document: a list of accounts
  --units          sorts the accounts by organizational unit, as AWS Organizations last listed them
  --profile P      with --units: first lists the units again through this account, which must be the management account of
                   the organization or a delegated administrator; --sso-session, --account and --role name one without a
                   profile
  add-profiles     gives the accounts of sign-ins a profile each, at the end of the shared config; existing lines do not change
  --sso-session S  only of this sign-in
  --account ID     only of this account; may be repeated
  --role R         only of this role; may be repeated
  --yes            adds them; without it they are only shown

Asks the portal of each open sign-in, and shows what the others answered when they were last asked. An account
without a profile is reached by --sso-session, --account and --role.

Exit: 0 all read, or added, or nothing to add, 1 something could not be read or added, 2 shown without --yes,
64 wrong usage.`),
  examples: [
    [t => t('everything that can be shown'), 'notification-explorer accounts'],
    [
      t => t('by organizational unit, read through the management account'),
      'notification-explorer accounts --units --profile management',
    ],
    [
      t => t('one of them without a profile'),
      'notification-explorer list --sso-session corp --account 111122223333 --role ReadOnlyAccess',
    ],
    [
      t => t('a profile for each role of one sign-in'),
      'notification-explorer accounts add-profiles --sso-session corp --yes',
    ],
  ],
  run: async (args, io) => {
    const [verb, ...rest] = args;
    if (verb === 'add-profiles') return (await import('./runAddProfiles.ts')).runAddProfiles(rest, io);
    return (await import('./runAccounts.ts')).runAccounts(args, io);
  },
};
