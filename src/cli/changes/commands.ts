import type { Command } from '../commandLine.ts';

/** `plan`: what it would take to make AWS look as a file says. */
export const planCommand: Command = {
  name: 'plan',
  summary: t => t('show what a fleet file, a request or a body would change; changes nothing'),
  usage: t =>
    t(`FILE [--profile P]… [--sso-session S --account ID --role R] [--region R] [--name N] [--out PLAN] [--json]

  FILE         a fleet file (NAME.notifications.json), a request, or a body with --name
  --profile P  an account, by a profile of the shared config; a fleet file reaches those profiles alone
  --sso-session S --account ID --role R
               an account without a profile, by a sign-in: a session of the shared config or a start URL
               without any: the credentials AWS's own tools would take, and the profiles that a fleet file names
  --region R   where the vault, event stream or registration is; without: the Region of the profile
  --name N     what a body is for: the vault's name, the ApplicationId
  --out PLAN   saves the plan; applying it refuses what has changed since
  --json       one JSON document: {changes, unmanaged, errors}

Exit: 0 all is so already, 1 something could not be read or has error findings, 2 there are differences,
64 wrong usage, or a file that cannot be used.`),
  examples: [
    [
      t => t('what of a fleet file differs, for CI to tell drift: exit 2'),
      'notification-explorer plan estate.notifications.json --profile prod',
    ],
    [
      t => t('a plan to apply later, over nothing else'),
      'notification-explorer plan estate.notifications.json --out estate.plan',
    ],
  ],
  // The rules and the schemas are loaded by who uses them.
  run: async (args, io) => (await import('./runPlan.ts')).runPlan(args, io),
};

/** `apply`: makes AWS look as a file says. */
export const applyCommand: Command = {
  name: 'apply',
  summary: t => t('make AWS look as a fleet file, a request, a body or a saved plan says'),
  usage: t =>
    t(`FILE|PLAN [--profile P]… [--sso-session S --account ID --role R] [--region R] [--name N] [--yes] [--confirm ID]… [--json]

  FILE         as for plan
  PLAN         what plan --out saved: each change is made only over what it was planned over; with --profile only
               those of the profiles named
  --yes        makes the changes; without, they are only shown
  --confirm ID beside --yes, where something is replaced or deleted in an account marked as production: its id
  --profile P, --sso-session S …, --region R, --name N, --json   as for plan; each change then has an outcome

Exit: 0 all done, or nothing to do, 1 any failure or conflict, 2 differences shown without --yes,
64 wrong usage, or a file that cannot be used.`),
  examples: [
    [
      t => t('what a body says, for one vault'),
      'notification-explorer apply tapes.json --profile prod --region eu-west-1 --name tapes --yes',
    ],
    [
      t => t('what was planned, and only over what it was planned over'),
      'notification-explorer apply estate.plan --yes',
    ],
  ],
  run: async (args, io) => (await import('./runApply.ts')).runApply(args, io),
};

/** `journal`: what was changed, and taking it back. */
export const journalCommand: Command = {
  name: 'journal',
  summary: t => t('list the changes made from this computer, undo them, and find out what became of them'),
  usage: t =>
    t(`list [--json] | undo ID [--yes] [--confirm ID]… [--json] | settle ID [--json] | dismiss ID [--yes] [--json]

  list     every change, newest first
  undo     takes back the change, or the group of changes, of this id, if what it left is still there
  settle   reads what is live, to find out what became of a change whose end is not known
  dismiss  closes such a change without looking: nothing will be said of it any more
  --yes    makes or dismisses the change; without, it is only shown
  --confirm ID   for undo, as for apply: the id of an account marked as production
  --json   one JSON document: for undo as for apply, else the entries, with what came of settling or dismissing each

Exit: 0 done, or nothing to do, 1 any failure, conflict or change that is still not certain, or lines of the journal that
cannot be read, 2 shown without --yes, 64 wrong usage.`),
  examples: [
    [t => t('what was changed, newest first'), 'notification-explorer journal list'],
    [t => t('taking a change back'), 'notification-explorer journal undo ID --yes'],
  ],
  run: async (args, io) => (await import('./runJournal.ts')).runJournal(args, io),
};
