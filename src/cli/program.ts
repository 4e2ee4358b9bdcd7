import { plainText } from '../core/model/plainText.ts';
import { accountsCommand } from './accounts/accountsCommand.ts';
import { applyCommand, journalCommand, planCommand } from './changes/commands.ts';
import { type Command, type CommandIo, EXIT, UsageError } from './commandLine.ts';
import { completionsCommand } from './completions.ts';
import { emulatorCommand } from './emulatorCommand.ts';
import { exitReportCommand } from './exitReportCommand.ts';
import { exportCommand } from './export/exportCommand.ts';
import { t } from './language.ts';
import { lintCommand } from './lint/lintCommand.ts';
import { listCommand } from './list/listCommand.ts';
import { marksCommand } from './marks/marksCommand.ts';
import { preflightCommand } from './preflight/preflightCommand.ts';
import { signInCommand, signOutCommand } from './signIn/commands.ts';

/** Every command, in the order of the help. */
export const commands: readonly Command[] = [
  listCommand,
  preflightCommand,
  exitReportCommand,
  lintCommand,
  planCommand,
  applyCommand,
  journalCommand,
  marksCommand,
  exportCommand,
  signInCommand,
  signOutCommand,
  accountsCommand,
  emulatorCommand,
  completionsCommand(() => commands),
];

const NAME = 'notification-explorer';

/** True where a signal is to end the process at once, rather than ask the command to stop. */
export const endsAtOnce = ([name]: readonly string[]): boolean =>
  commands.some(one => one.name === name && one.endsAtOnce === true);

function overview(): string {
  const width = Math.max(...commands.map(({ name }) => name.length));
  const lines = commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary(t)}`);
  const usage = t('Usage: {0}', `${NAME} COMMAND [OPTION…]`);
  const help = t('{0}  shows the options of a command', `${NAME} COMMAND --help`);
  const version = t('{0}  shows the version', `${NAME} --version     `);
  return `${usage}\n\n${lines.join('\n')}\n\n  ${help}\n  ${version}`;
}

/** What `--help` behind a command tells. */
export function helpOf({ name, usage, examples }: Command): string {
  const lines = examples.map(([what, line]) => `  # ${what(t)}\n  ${line}`);
  return `${t('Usage: {0}', `${NAME} ${name} ${usage(t)}`)}\n\n${t('For example:')}\n${lines.join('\n')}`;
}

/**
 * Runs the command line: the arguments after the program's name.
 *
 * @param version Asked for `--version` only.
 * @returns the exit code.
 */
export async function runProgram(
  args: readonly string[],
  io: CommandIo,
  version: () => Promise<string>,
): Promise<number> {
  const [first, ...rest] = args;
  if (first === '--version') {
    await io.stdout.line(await version());
    return EXIT.done;
  }
  if (first === '--help' || first === '-h' || first === 'help') {
    await io.stdout.line(overview());
    return EXIT.done;
  }
  const command = commands.find(({ name }) => name === first);
  if (command === undefined) {
    const wrong = first === undefined ? t('Name a command.') : t("There is no command '{0}'.", plainText(first));
    await io.stderr.line(`${wrong}\n\n${overview()}`);
    return EXIT.usage;
  }
  if (rest.includes('--help') || rest.includes('-h')) {
    await io.stdout.line(helpOf(command));
    return EXIT.done;
  }
  try {
    return await command.run(rest, io);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    // What could not be read to its end for that is no fault of the arguments.
    if (io.stop.aborted) return EXIT.failed;
    await io.stderr.line(`${plainText(error.message)}\n\n${helpOf(command)}`);
    return EXIT.usage;
  }
}
