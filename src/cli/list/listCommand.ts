import { accountHelp } from '../accountOptions.ts';
import type { Command } from '../commandLine.ts';
import { kindList } from './listOptions.ts';

/** `list`: what is there, in many accounts and Regions at once. */
export const listCommand: Command = {
  name: 'list',
  summary: t => t('list hubs, vaults, event streams and registrations of accounts and Regions'),
  usage: t =>
    t(
      `[--profile P]… [--all-profiles] [--sso-session S --account ID --role R] [--region R]…
           [--kind K]… [--everywhere] [--json]

  --profile P     an account, by a profile of the shared config; may be repeated
  --all-profiles  every profile of the shared config
{0}
                  without any: the credentials AWS's own tools would take
  --region R      a Region; may be repeated; without: all Regions where the service exists
  --kind K        one of {1}; may be repeated
  --everywhere    with several accounts and no --region: also asks where nothing was within the last 24 hours; what is
                  not asked is told, with since when
  --json          one JSON document: a list of rows

Exit: 0 all read, 1 something could not be read, 64 wrong usage.`,
      accountHelp(t),
      kindList(),
    ),
  examples: [
    [
      t => t('the vaults of an account in one Region'),
      'notification-explorer list --profile prod --region eu-west-1 --kind vault',
    ],
    [t => t('everything of every profile, for a script'), 'notification-explorer list --all-profiles --json'],
  ],
  // What reads and what puts it into words is loaded by who lists.
  run: async (args, io) => (await import('./runList.ts')).runList(args, io),
};
