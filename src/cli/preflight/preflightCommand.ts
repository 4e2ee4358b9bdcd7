import { kindTable } from '../../core/kinds/table.ts';
import { accountHelp } from '../accountOptions.ts';
import type { Command } from '../commandLine.ts';

/** `preflight`: why nothing arrives, link by link. */
export const preflightCommand: Command = {
  name: 'preflight',
  summary: t => t('find out why nothing arrives, link by link from source to receiver'),
  usage: t =>
    t(
      `[--profile P]… [--all-profiles] [--sso-session S --account ID --role R] [--region R]… [--kind K] [--name N] [--evidence]
                 [--json|--markdown]

  --profile P     an account, by its profile in the shared config; can be repeated
  --all-profiles  every profile in the shared config
{0}
                  default: the credentials that AWS's own tools would use
  --region R      a Region; can be repeated; default: all Regions that have the service
  --kind K        one of {1}; default: all of them
  --name N        one resource: a vault's name, a hub's Region, an application's or a registration's ID
  --evidence      also compare what happened: jobs that completed, messages published and delivered, records
                  received, events stored, and who changed what last; proves or disproves what is unproven
  --json          one JSON document: a list of reports
  --markdown      a table and the chains, for a ticket

Changes nothing: every call is a read.

Exit: 0 all ok, 1 something is broken or could not be read, 2 neither, but a warning, unproven or not checked,
64 wrong usage.`,
      accountHelp(t),
      kindTable.changeable.join(', '),
    ),
  examples: [
    [
      t => t("why a vault's notifications never arrive"),
      'notification-explorer preflight --profile prod --region eu-west-1 --kind vault --name tapes',
    ],
    [
      t => t('whether messages did arrive, even if no policy proves that they can'),
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
