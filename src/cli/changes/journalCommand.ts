import type { Command } from '../commandLine.ts';

/** `journal`: what was changed, and taking it back. */
export const journalCommand: Command = {
  name: 'journal',
  summary: 'list the changes made from this computer, and undo them',
  usage: `list [--json] | undo ID [--yes] [--json]

  list    every change, newest first
  undo    takes back the change, or the group of changes, of this id, if what it left is still there
  --yes   makes the change; without, it is only shown
  --json  one JSON document: for list the entries, for undo as for apply

Exit: 0 done, or nothing to do, 1 any failure or conflict, 2 shown without --yes, 64 wrong usage.`,
  run: async (args, io) => (await import('./runJournal.ts')).runJournal(args, io),
};
