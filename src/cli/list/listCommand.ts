import { accountHelp } from '../accountOptions.ts';
import type { Command } from '../commandLine.ts';
import { kindList, LIST_FORMATS } from './listOptions.ts';

/** `list`: what is there, in many accounts and Regions at once. */
export const listCommand: Command = {
  name: 'list',
  summary: t => t('list hubs, vaults, event streams and registrations by account and Region'),
  usage: t =>
    t(
      `[--profile P]… [--all-profiles] [--sso-session S --account ID --role R] [--region R]…
           [--kind K]… [--everywhere] [--index] [--format F]

  --profile P     an account, by its profile in the shared config; can be repeated
  --all-profiles  every profile in the shared config
{0}
                  default: the credentials that AWS's own tools would use
  --region R      a Region; can be repeated; default: all Regions that have the service
  --kind K        one of {1}; can be repeated
  --everywhere    with several accounts and no --region: also ask Regions that had nothing within the last 24 hours;
                  otherwise they are skipped and listed, with the time of the last look
  --index         also ask the indexes that the accounts have (AWS Resource Explorer, AWS Config aggregators): what only
                  they know, in other accounts too, is listed as such and can't be changed; creates no index
  --format F      one of {2}; default: text, for people
  --json          the same as --format json: one document, a list of rows

Exit: 0 all read, 1 something could not be read, 64 wrong usage.`,
      accountHelp(t),
      kindList(),
      LIST_FORMATS.join(', '),
    ),
  examples: [
    [
      t => t('the vaults of an account in one Region'),
      'notification-explorer list --profile prod --region eu-west-1 --kind vault',
    ],
    [t => t('everything of every profile, for a script'), 'notification-explorer list --all-profiles --json'],
    [t => t('the same for a spreadsheet'), 'notification-explorer list --all-profiles --format csv > inventory.csv'],
  ],
  // What reads and what puts it into words is loaded by who lists.
  run: async (args, io) => (await import('./runList.ts')).runList(args, io),
};
