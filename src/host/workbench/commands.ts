import type { Commands } from '../services.ts';

export const commands = {
  openTerminal: ({ t, workbench }) =>
    workbench.openShell(
      t('Notification Explorer'),
      t('The command line is on this terminal’s PATH. For help, run {0}', 'notification-explorer --help'),
    ),
} satisfies Commands<'workbench'>;
