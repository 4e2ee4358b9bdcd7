import { accountHelp } from '../accountOptions.ts';
import { type Command, EXIT } from '../commandLine.ts';
import { kindList } from '../list/listOptions.ts';
import { exportedKinds, targetIds } from './exportOptions.ts';

/** `export`: what is live, as it is written elsewhere. */
export const exportCommand: Command = {
  name: 'export',
  summary: t => t('export what is set as AWS CLI, boto3, CloudFormation, Terraform or a fleet file'),
  usage: t =>
    t(
      `--as FORMAT [--profile P]… [--all-profiles] [--sso-session S --account ID --role R] [--region R]…
             [--kind K]… [--name N] [--out FILE|FOLDER]

  --as FORMAT     one of {0}
  --profile P     an account, by its profile in the shared config; can be repeated
  --all-profiles  every profile in the shared config
{1}
                  default: the credentials that AWS's own tools would use
  --region R      a Region; can be repeated; default: all Regions that have the service
  --kind K        one of {2}; can be repeated
  --name N        one resource: a vault's name, a hub's Region, an application's or a registration's ID
  --out FILE      where to write it; default: standard output
                  for Terraform a folder: the files go there, or into one folder for each account and Region

Changes nothing: every call is a read. Exports contain no device tokens: scripts take them from variables.
What a format has no equivalent for is listed in it and on standard error.

Exit: 0 all read, 1 something could not be read, 64 wrong usage.`,
      targetIds.join(', '),
      accountHelp(t),
      kindList(exportedKinds),
    ),
  examples: [
    [
      t => t('a folder that Terraform imports without any change'),
      'notification-explorer export --profile prod --region eu-west-1 --as terraform --out estate',
    ],
    [
      t => t('the calls that restore everything, for bash'),
      'notification-explorer export --profile prod --as cli > restore.sh',
    ],
  ],
  // Only who exports loads what writes.
  run: async (args, io) => (io.stop.aborted ? EXIT.failed : (await import('./runExport.ts')).runExport(args, io)),
};
