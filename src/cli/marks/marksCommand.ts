import { MARK_COLOURS } from '../../core/model/accountMarks.ts';
import type { Command } from '../commandLine.ts';

/** `marks`: what accounts are marked as, for every window and command line of this person. */
export const marksCommand: Command = {
  name: 'marks',
  summary: t => t('mark accounts as production or read-only, and list what is marked'),
  usage: t =>
    t(
      `list [--json] | set ACCOUNT MARK… [--json] | clear ACCOUNT [MARK…] [--json]

  ACCOUNT        an account id; or a profile of the shared config, for whatever account it leads to; or a pattern of
                 either, in which * stands for any characters. The id is the surest: it holds by whatever way
  list           every mark
  set            adds marks to those that ACCOUNT has
  clear          takes marks away; all of them where none is named
  --production   what replaces or deletes something there is confirmed with the account's id
  --read-only    nothing is written there, by any window or command line
  --group NAME   the group in which the tree shows it; clear takes no NAME
  --colour C     its colour in the tree, one of {0}; clear takes no C
  --pinned       it stands before the others in the tree
  --hidden       the tree leaves it out
  --json         one JSON document: [{account, production, readOnly, group, colour, pinned, hidden}]

The marks are in marks.json of the state folder, and windows follow it. Where it cannot be read, nothing is written to AWS.

Exit: 0 done, 1 the marks cannot be read or written, 64 wrong usage.`,
      MARK_COLOURS.join(', '),
    ),
  examples: [
    [t => t('nothing is written there'), 'notification-explorer marks set 111122223333 --read-only'],
    [t => t('every profile whose name ends so'), "notification-explorer marks set '*-prod' --production"],
    [t => t('lifting it'), 'notification-explorer marks clear 111122223333 --read-only'],
  ],
  run: async (args, io) => (await import('./runMarks.ts')).runMarks(args, io),
};
