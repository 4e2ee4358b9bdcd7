import { accountHelp } from './accountOptions.ts';
import type { Command } from './commandLine.ts';

/** `exit-report`: what Pinpoint's event streams did, and what follows them. */
export const exitReportCommand: Command = {
  name: 'exit-report',
  summary: t => t('report what Pinpoint’s event streams did, what replaces them, and which roles still trust Pinpoint'),
  usage: t =>
    t(
      `[--profile P]… [--all-profiles] [--sso-session S --account ID --role R] [--region R]… [--json|--markdown]

  --profile P     an account, by its profile in the shared config; can be repeated
  --all-profiles  every profile in the shared config
{0}
                  default: the credentials that AWS's own tools would use
  --region R      a Region; can be repeated; default: all Regions that had Pinpoint
  --json          one JSON document
  --markdown      Markdown (the default)

Changes nothing: every call is a read, and the commands it prints are not run.

Exit: 0 all read, 1 something could not be read, 64 wrong usage.`,
      accountHelp(t),
    ),
  examples: [
    [t => t('every account, as a page'), 'notification-explorer exit-report --all-profiles > pinpoint-exit.md'],
    [t => t('one Region, for a script'), 'notification-explorer exit-report --profile prod --region us-east-1 --json'],
  ],
  // What tells of Pinpoint's end is loaded by who asks.
  run: async (args, io) => (await import('./runExitReport.ts')).runExitReport(args, io),
};
