/**
 * Writes the pages of docs/reference/, each from the table that the product itself goes by, and in all other pages the titles
 * of commands: a link to `reference/commands.md#NAME` says what the command of that name is called.
 * `npm run references` writes; with `--check` it changes nothing and fails on a difference.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import manifest from '../package.json' with { type: 'json' };
import texts from '../package.nls.json' with { type: 'json' };
import { commands, helpOf } from '../src/cli/program.ts';
import { english } from '../src/core/model/translate.ts';
import { SHORT_NAME } from '../src/host/manifest/ids.ts';
import type { Meaning } from '../src/messages/meanings/meaning.ts';
import { meanings } from '../src/messages/meanings/table.ts';
import { permissionParts } from './permissions.ts';

const FOLDER = 'docs/reference';

/** A page of a title, a sentence and what follows. */
const page = (title: string, ...parts: readonly string[]): string =>
  `${['<!-- Written by npm run references. -->', `# ${title}`, ...parts].join('\n\n')}\n`;

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
const table = (...rows: readonly (readonly string[])[]): string =>
  rows
    .flatMap((cells, index) => [cells.map(cell), ...(index === 0 ? [cells.map(() => '---')] : [])])
    .map(cells => `| ${cells.join(' | ')} |`)
    .join('\n');

/** A text of the manifest, which stands there as `%key%`. */
const said = (text: string): string => Object.entries(texts).find(([key]) => `%${key}%` === text)?.[1] ?? text;

function commandLinePage(): string {
  const parts = commands.map(command => `## ${command.name}\n\n\`\`\`\n${helpOf(command)}\n\`\`\``);
  const intro = 'What each command prints with `--help`. [What to use them for](../command-line.md).';
  return page('Commands of the command line', intro, ...parts);
}

/** A command's id without what all of them begin with. */
const nameOf = (command: string): string => command.replace(/^.*\./, '');

/** A page with the titles of the commands that it links to. @throws where there is no such command. */
function withTitles(text: string): string {
  const titles = new Map(manifest.contributes.commands.map(({ command, title }) => [nameOf(command), said(title)]));
  return text.replaceAll(
    /\[[^\]]*\]\(((?:docs\/)?reference\/commands\.md#([^)]*))\)/g,
    (_, link: string, name: string) => {
      const title = titles.get(name);
      if (title === undefined) throw new Error(`There is no command ${name}, which a page links to`);
      return `[${title}](${link})`;
    },
  );
}

/** A key as keyboards name it: `Shift+Alt+F`. */
const keyName = (key: string): string => key.replaceAll(/(?<=^|\+)\w/g, letter => letter.toUpperCase());

/** The commands that a key runs, and that key; Enter runs the second of two. */
const keys = new Map(
  manifest.contributes.keybindings.map(({ key, command, args }) => [
    args !== undefined && 'commands' in args ? args.commands?.at(-1) : command,
    keyName(key),
  ]),
);

function commandsPage(): string {
  const { commands: all, menus } = manifest.contributes;
  const hidden = new Set(menus.commandPalette.filter(({ when }) => when === 'false').map(({ command }) => command));
  const rows = all.map(({ command, title }) => [
    `<a id="${nameOf(command)}"></a>${said(title)}`,
    `\`${command}\``,
    hidden.has(command) ? 'menus of a row or a document' : 'palette and menus',
    keys.get(command) ?? '',
  ]);
  const titleOf = ([cell = '']: readonly string[]) => cell.replace(/^<a.*<\/a>/, '');
  const sorted = rows.toSorted((a, b) => (titleOf(a) < titleOf(b) ? -1 : 1));
  return page(
    'Commands of the extension',
    `In the palette, their titles begin with *${SHORT_NAME}:*. Keys work on what is selected in a view, while it has the focus. Use the ids for key bindings of your own.`,
    table(['command', 'id', 'where', 'key'], ...sorted),
  );
}

function settingsPage(): string {
  const rows = Object.entries(manifest.contributes.configuration.properties).map(([name, row]) => [
    `\`${name}\``,
    `\`${JSON.stringify(row.default)}\``,
    row.scope === 'machine' ? 'this machine alone; no workspace can set it' : 'user or workspace',
    said(row.markdownDescription),
  ]);
  return page('Settings', table(['setting', 'default', 'where', 'what it does'], ...rows));
}

/** A pattern as a text that it fits: of alternatives the first, and an ellipsis for what varies. */
function readable({ source }: RegExp): string {
  let text = source.replaceAll(/\\b|\^|\$/g, '').replaceAll(/(?:\[[^\]]*\]|\\[wdsS]|\.)(?:[+*]\??|\{[\d,]+\})?/g, '…');
  // Groups from the innermost outwards: what is only looked for ahead, or may be missing, is no part of it.
  for (let before = ''; before !== text; ) {
    before = text;
    text = text.replaceAll(/\((\?(?:[:=!]|<\w+>))?([^()]*)\)([+*?])?/g, (_, how = '', inside: string, more = '') =>
      /[=!]$/.test(how) || more === '?' ? '' : how.endsWith('>') ? '…' : (inside.split('|')[0] ?? ''),
    );
  }
  return text.replaceAll(/…(?:[^\p{L}]*…)+/gu, '…').replace(/\|.*$/, '');
}

/** What an error is told by: what AWS's text holds, else our name of its code. */
function toldBy({ text, codes = [] }: Meaning): string {
  const found = text === undefined ? '' : readable(text);
  if (/\p{L}/u.test(found)) return `“${found}”`;
  return codes.length > 0 ? codes.join(', ') : 'an answer of its own that it has ended';
}

function troubleshootingPage(): string {
  const datum = (name: string) => (name === 'region' ? 'the Region asked' : `…`);
  const rows = meanings.map(one => [
    one.operations?.join(', ') ?? one.service ?? 'any',
    toldBy(one),
    one.cause(english, datum),
    one.next(english, datum),
  ]);
  return page(
    'Troubleshooting',
    'AWS errors whose own text says too little, or blames something else. The tree, forms, confirmations and the command line give the same advice beside AWS’s text. If nothing fails and nothing arrives, [ask why](../silent.md).',
    table(['asked for', 'AWS says', 'what is behind it', 'what to do'], ...rows),
  );
}

const pages: Readonly<Record<string, string>> = {
  'command-line.md': commandLinePage(),
  'commands.md': commandsPage(),
  'settings.md': settingsPage(),
  'troubleshooting.md': troubleshootingPage(),
  'permissions.md': page('Permissions', ...permissionParts()),
};

mkdirSync(FOLDER, { recursive: true });
const written = Object.entries(pages).map(([name, text]) => [`${FOLDER}/${name}`, text] as const);
const prose = ['README.md', ...readdirSync('docs').map(name => `docs/${name}`)].filter(name => name.endsWith('.md'));
const titled = prose.map(name => [name, withTitles(readFileSync(name, 'utf8'))] as const);
for (const [file, after] of [...written, ...titled]) {
  if (readFileSync(file, { encoding: 'utf8', flag: 'a+' }) === after) continue;
  if (process.argv.includes('--check')) {
    console.error(`${file} is not what follows from the source. Run: npm run references`);
    process.exitCode = 1;
  } else writeFileSync(file, after);
}
