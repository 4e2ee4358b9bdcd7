import type { Command } from '../commandLine.ts';

/** `plan`: what it would take to make AWS look as a file says. */
export const planCommand: Command = {
  name: 'plan',
  summary: t => t('show what a fleet file, request or body would change, without changing it'),
  usage: t =>
    t(`FILE [--profile P]… [--sso-session S --account ID --role R] [--region R] [--name N] [--out PLAN] [--json]

  FILE         a fleet file (NAME.notifications.json), a request, or a body with --name
  --profile P  an account, by its profile in the shared config; limits a fleet file to these profiles
  --sso-session S --account ID --role R
               an account without a profile, by sign-in: a session in the shared config or a start URL
               default: the credentials that AWS's own tools would use, and the profiles named in a fleet file
  --region R   Region of the vault, event stream or registration; default: the Region of the profile
  --name N     the resource that a body is for: the vault's name, or the ApplicationId
  --out PLAN   save the plan; what has changed since is not applied
  --json       one JSON document: {changes, unmanaged, errors}

Exit: 0 no differences, 1 something could not be read or has error findings, 2 differences,
64 wrong usage, or a file that can't be used.`),
  examples: [
    [
      t => t('check a fleet file for drift in CI: exit 2'),
      'notification-explorer plan estate.notifications.json --profile prod',
    ],
    [
      t => t('save a plan to apply later, if nothing changes until then'),
      'notification-explorer plan estate.notifications.json --out estate.plan',
    ],
  ],
  // The rules and the schemas are loaded by who uses them.
  run: async (args, io) => (await import('./runPlan.ts')).runPlan(args, io),
};

/** `apply`: makes AWS look as a file says. */
export const applyCommand: Command = {
  name: 'apply',
  summary: t => t('apply a fleet file, request, body or saved plan'),
  usage: t =>
    t(`FILE|PLAN [--profile P]… [--sso-session S --account ID --role R] [--region R] [--name N] [--yes] [--confirm ID]… [--json]

  FILE         as for plan
  PLAN         a plan saved by plan --out: skips whatever has changed since; with --profile only
               the changes of these profiles
  --yes        make the changes; without it they are only shown
  --confirm ID with --yes, to replace or delete something in a production account: that account's ID
  --profile P, --sso-session S …, --region R, --name N, --json   as for plan; the JSON adds each change's outcome

Exit: 0 all done, or nothing to do, 1 any failure or conflict, 2 differences shown without --yes,
64 wrong usage, or a file that can't be used.`),
  examples: [
    [
      t => t('apply a body to one vault'),
      'notification-explorer apply tapes.json --profile prod --region eu-west-1 --name tapes --yes',
    ],
    [
      t => t('apply a saved plan, skipping whatever has changed since'),
      'notification-explorer apply estate.plan --yes',
    ],
  ],
  run: async (args, io) => (await import('./runApply.ts')).runApply(args, io),
};

/** `journal`: what was changed, and taking it back. */
export const journalCommand: Command = {
  name: 'journal',
  summary: t => t('list the changes made on this computer, undo them, and check unknown outcomes'),
  usage: t =>
    t(`list [--json] | undo ID [--yes] [--confirm ID]… [--json] | settle ID [--json] | dismiss ID [--yes] [--json]

  list     every change, newest first
  undo     undo the change, or the group of changes, with this ID, unless it was changed since
  settle   check the unknown outcome of a change by reading what is set now
  dismiss  close such a change without checking: you are not asked about it again
  --yes    do it; without it, it is only shown
  --confirm ID   for undo, as for apply: the ID of a production account
  --json   one JSON document: for undo as for apply, otherwise the entries, with the outcome of settling or dismissing each

Exit: 0 done, or nothing to do, 1 any failure, conflict or change whose outcome is still unknown, or lines of the journal that
can't be read, 2 shown without --yes, 64 wrong usage.`),
  examples: [
    [t => t('list the changes, newest first'), 'notification-explorer journal list'],
    [t => t('undo a change'), 'notification-explorer journal undo ID --yes'],
  ],
  run: async (args, io) => (await import('./runJournal.ts')).runJournal(args, io),
};
