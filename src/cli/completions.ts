import { plainText } from '../core/model/plainText.ts';
import { KNOWN_REGIONS } from '../core/model/regions.ts';
import { english } from '../core/model/translate.ts';
import { type Command, EXIT, UsageError } from './commandLine.ts';
import { t } from './language.ts';

/** What a shell evaluates to ask us for the words that fit, on every press of the Tab key. */
const scripts: Readonly<Record<string, string>> = {
  bash: `_notification_explorer() {
  local word
  COMPREPLY=()
  while IFS= read -r word; do
    printf -v word %q "$word"
    COMPREPLY+=("$word")
  done < <(notification-explorer completions words "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
complete -o default -F _notification_explorer notification-explorer`,
  zsh: `_notification_explorer() {
  local -a found
  found=("\${(@f)$(notification-explorer completions words "\${(@)words[2,CURRENT]}" 2>/dev/null)}")
  if [[ -n "\${found[1]}" ]]; then compadd -a found; else _files; fi
}
compdef _notification_explorer notification-explorer`,
};

/** `completions`: what makes a shell finish our commands, options and their values. */
export function completionsCommand(commands: () => readonly Command[]): Command {
  return {
    name: 'completions',
    summary: t => t('print the script that completes commands, options, profiles and Regions in bash or zsh'),
    usage: t =>
      t(`bash | zsh

  bash   for ~/.bashrc:  source <(notification-explorer completions bash)
  zsh    for ~/.zshrc, after compinit:  source <(notification-explorer completions zsh)

Exit: 0 printed, 64 wrong usage.`),
    examples: [[t => t('in this shell, until it ends'), 'source <(notification-explorer completions bash)']],
    run: async ([shell = '', ...words], io) => {
      if (shell === 'words') {
        const profiles = async () => {
          const { openServices } = await import('./services.ts');
          const services = openServices(io);
          const { sources } = await services.directory.list();
          services.dispose();
          return sources.flatMap(({ source }) => (source.kind === 'profile' ? [source.name] : []));
        };
        const found = await wordsFor(words, commands(), { profiles, regions: KNOWN_REGIONS });
        if (found.length > 0) await io.stdout.line(found.map(plainText).join('\n'));
        return EXIT.done;
      }
      const script = scripts[shell];
      if (script === undefined)
        throw new UsageError(t('Name one of these shells: {0}.', Object.keys(scripts).join(', ')));
      await io.stdout.line(script);
      return EXIT.done;
    },
  };
}

/** Values that no help can list. */
interface ValueLists {
  /** The profiles of the shared config. */
  readonly profiles: () => Promise<readonly string[]>;
  readonly regions: readonly string[];
}

/**
 * The words that may stand where the last of `words` is being typed; none where a file may. They follow from what the help of
 * each command says.
 *
 * @param words What stands after the program's name, up to the cursor.
 */
export async function wordsFor(
  words: readonly string[],
  commands: readonly Command[],
  lists: ValueLists,
): Promise<readonly string[]> {
  const typed = words.at(-1) ?? '';
  const starting = (offered: readonly string[]) => offered.filter(word => word.startsWith(typed));
  const [name] = words;
  if (words.length <= 1) return starting([...commands.map(one => one.name), '--help', '--version']);
  const command = commands.find(one => one.name === name);
  if (command === undefined) return [];
  // What there is to complete does not depend on the language.
  const usage = command.usage(english);
  const before = words.at(-2) ?? '';
  if (before.startsWith('--')) {
    const values = await valuesOf(before, usage, lists);
    if (values !== undefined) return starting(values);
  }
  if (typed.startsWith('-')) return starting([...new Set(usage.match(/--[a-z][a-z-]*/g)), '--help']);
  return words.length === 2 ? starting(actionsOf(usage)) : [];
}

/** What an option takes, after the help: words, or the entries of a list; undefined where it takes nothing. */
async function valuesOf(option: string, usage: string, lists: ValueLists): Promise<readonly string[] | undefined> {
  const taken = new RegExp(`${option} (\\w+(?:\\|\\w+)*)`).exec(usage)?.[1];
  if (taken === undefined) return undefined;
  if (option === '--profile') return lists.profiles();
  if (option === '--region') return lists.regions;
  const listed = new RegExp(`^ {2}${option} .*?one of ([a-z\\d-]+(?:, [a-z\\d-]+)*)`, 'm').exec(usage)?.[1];
  return listed?.split(', ') ?? taken.split('|').filter(word => word === word.toLowerCase());
}

/** The words that a command begins with, such as `undo` of the journal and `add-profiles` of accounts. */
const actionsOf = (usage: string): readonly string[] =>
  (usage.split('\n')[0] ?? '').split(' | ').flatMap(part => /^[a-z]+(?:-[a-z]+)*/.exec(part)?.[0] ?? []);
