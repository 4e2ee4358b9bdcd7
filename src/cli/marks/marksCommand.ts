import { MARK_COLOURS } from '../../core/model/accountMarks.ts';
import type { Command } from '../commandLine.ts';

/** `marks`: what accounts are marked as, for every window and command line of this person. */
export const marksCommand: Command = {
  name: 'marks',
  summary: t => t('mark accounts as production or read-only, and list what is marked'),
  usage: t =>
    t(
      `list [--json] | set ACCOUNT MARK… [--json] | clear ACCOUNT [MARK…] [--json]

  ACCOUNT        an account ID; or a profile of the shared config, for whatever account it leads to; or a pattern of
                 either, with * for any characters. The account ID is surest: it works however the account is reached
  list           list all marks
  set            add marks to those that ACCOUNT has
  clear          remove marks; all of them if none is named
  --production   replacing or deleting something there asks for the account's ID
  --read-only    nothing is changed there, in any window or on the command line
  --group NAME   its group in the tree; without NAME for clear
  --colour C     its colour in the tree, one of {0}; without C for clear
  --pinned       it comes before the others in the tree
  --hidden       hide it in the tree
  --json         one JSON document: [{account, production, readOnly, group, colour, pinned, hidden}]

The marks are in marks.json of the state folder, and windows follow it. If it can't be read, nothing is changed in AWS.

Exit: 0 done, 1 the marks cannot be read or written, 64 wrong usage.`,
      MARK_COLOURS.join(', '),
    ),
  examples: [
    [t => t('block all changes in an account'), 'notification-explorer marks set 111122223333 --read-only'],
    [t => t('all profiles with a name that ends like this'), "notification-explorer marks set '*-prod' --production"],
    [t => t('allow changes again'), 'notification-explorer marks clear 111122223333 --read-only'],
  ],
  run: async (args, io) => (await import('./runMarks.ts')).runMarks(args, io),
};
