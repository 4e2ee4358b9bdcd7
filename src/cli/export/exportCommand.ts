import { accountHelp } from '../accountOptions.ts';
import { type Command, EXIT } from '../commandLine.ts';
import { kindList } from '../list/listOptions.ts';
import { exportedKinds, targetIds } from './exportOptions.ts';

/** `export`: what is live, as it is written elsewhere. */
export const exportCommand: Command = {
  name: 'export',
  summary: t => t('write what is live as AWS CLI, boto3, CloudFormation, Terraform or a fleet file'),
  usage: t =>
    t(
      `--as FORMAT [--profile P]… [--all-profiles] [--sso-session S --account ID --role R] [--region R]…
             [--kind K]… [--name N] [--out FILE|FOLDER]

  --as FORMAT     one of {0}
  --profile P     an account, by a profile of the shared config; may be repeated
  --all-profiles  every profile of the shared config
{1}
                  without any: the credentials AWS's own tools would take
  --region R      a Region; may be repeated; without: all Regions where the service exists
  --kind K        one of {2}; may be repeated
  --name N        one resource: a vault's name, a hub's Region, an application's or a registration's ID
  --out FILE      where to write it; without: standard output
                  Terraform takes a folder: its files are in it, or in a folder for each account and Region

Nothing is changed: every call is a read. Device tokens are in no export: scripts take them from variables.
What a format has no equivalent for is told in it, and on standard error.

Exit: 0 all read, 1 something could not be read, 64 wrong usage.`,
      targetIds.join(', '),
      accountHelp(t),
      kindList(exportedKinds),
    ),
  examples: [
    [
      t => t('a folder that Terraform imports, and then finds nothing to change'),
      'notification-explorer export --profile prod --region eu-west-1 --as terraform --out estate',
    ],
    [
      t => t('the calls that set it all again, for bash'),
      'notification-explorer export --profile prod --as cli > restore.sh',
    ],
  ],
  // Only who exports loads what writes.
  run: async (args, io) => (io.stop.aborted ? EXIT.failed : (await import('./runExport.ts')).runExport(args, io)),
};
