import { accountHelp } from './accountOptions.ts';
import type { Command } from './commandLine.ts';

/** `exit-report`: what Pinpoint's event streams did, and what follows them. */
export const exitReportCommand: Command = {
  name: 'exit-report',
  summary: t => t('what Pinpoint’s event streams did, what follows them, and which roles still trust Pinpoint'),
  usage: t =>
    t(
      `[--profile P]… [--all-profiles] [--sso-session S --account ID --role R] [--region R]… [--json|--markdown]

  --profile P     an account, by a profile of the shared config; may be repeated
  --all-profiles  every profile of the shared config
{0}
                  without any: the credentials AWS's own tools would take
  --region R      a Region; may be repeated; without: all Regions where Pinpoint was offered
  --json          one JSON document
  --markdown      Markdown, which is also what it prints without

Nothing is changed: every call is a read, and the commands it prints are not run.

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
