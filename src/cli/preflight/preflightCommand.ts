import { kindTable } from '../../core/kinds/table.ts';
import { accountHelp } from '../accountOptions.ts';
import type { Command } from '../commandLine.ts';

/** `preflight`: why nothing arrives, link by link. */
export const preflightCommand: Command = {
  name: 'preflight',
  summary: t => t('follow the chain from source to receiver, and say why nothing arrives'),
  usage: t =>
    t(
      `[--profile P]… [--all-profiles] [--sso-session S --account ID --role R] [--region R]… [--kind K] [--name N] [--evidence]
                 [--json|--markdown]

  --profile P     an account, by a profile of the shared config; may be repeated
  --all-profiles  every profile of the shared config
{0}
                  without any: the credentials AWS's own tools would take
  --region R      a Region; may be repeated; without: all Regions where the service exists
  --kind K        one of {1}; without: all of them
  --name N        one resource: a vault's name, a hub's Region, an application's or a registration's ID
  --evidence      also look for what has happened: jobs that ended against messages published and delivered, records
                  taken, events stored, and who changed what last; settles what is unproven where something proves it
  --json          one JSON document: a list of reports
  --markdown      a table and the chains, for a ticket

Nothing is changed: every call is a read.

Exit: 0 all ok, 1 something is broken or could not be read, 2 neither, but a warning, unproven or not checked,
64 wrong usage.`,
      accountHelp(t),
      kindTable.changeable.join(', '),
    ),
  examples: [
    [
      t => t("why a vault's jobs never arrive"),
      'notification-explorer preflight --profile prod --region eu-west-1 --kind vault --name tapes',
    ],
    [
      t => t('whether messages did arrive, where no policy proves that they can'),
      'notification-explorer preflight --profile prod --region eu-west-1 --kind vault --evidence',
    ],
    [
      t => t('a whole account, for a ticket'),
      'notification-explorer preflight --profile prod --markdown > preflight.md',
    ],
  ],
  // The checks are loaded by who makes them.
  run: async (args, io) => (await import('./runPreflight.ts')).runPreflight(args, io),
};
