import { offered } from '../../core/kinds/table.ts';
import type { Rule } from '../../core/lint/model/rule.ts';
import type { Offered } from '../../core/model/kind.ts';
import { english } from '../../core/model/translate.ts';
import { type CommandName, type CommandRow, commandRows } from './commands.ts';
import { type NodeAction, whenOffered } from './contextValue.ts';
import { editorSchemas } from './editorSchemas.ts';
import {
  ACCOUNTS_VIEW,
  CONTAINER,
  contextKey,
  EXTENSION,
  FORM_VIEW,
  HISTORY_VIEW,
  LIVE_LANGUAGE,
  LIVE_SCHEME,
  MORE_MENU,
  PREFIX,
  PRODUCT,
  RULE_SCHEME,
  SHORT_NAME,
} from './ids.ts';
import { lintedLanguages } from './lintedLanguages.ts';
import { operationCommand, operationTitle } from './operationCommand.ts';
import { type SettingName, type SettingRow, settingRows } from './settings.ts';
import { WALKTHROUGH, walkthroughSteps } from './walkthrough.ts';

/** The full id of a command that is no AWS operation. */
export const commandId = (name: CommandName): string => `${PREFIX}.${name}`;

/** The full id of a setting. */
export const settingId = (name: SettingName): string => `${PREFIX}.${name}`;

interface MenuEntry {
  readonly command?: string;
  readonly submenu?: string;
  readonly when?: string;
  readonly group?: string;
}

const ownRows = Object.entries(commandRows) as readonly (readonly [CommandName, CommandRow])[];

/** Puts a text where VS Code finds it in the person's language, under a key; gives what stands for it in the manifest. */
type Say = (key: string, text: string) => string;

function commands(say: Say): readonly object[] {
  const operations = offered.map(one => ({
    command: operationCommand(one.name),
    title: say(`command.${one.name}`, operationTitle(one, english)),
    category: SHORT_NAME,
    icon: `$(${one.icon})`,
  }));
  const own = ownRows.map(([name, row]) => ({
    command: commandId(name),
    title: say(`command.${name}`, row.title(english)),
    category: SHORT_NAME,
    ...(row.icon === undefined ? {} : { icon: `$(${row.icon})` }),
  }));
  return [...operations, ...own];
}

/** The same for a menu of one row: what is done there is done to that row, and never to others that are selected. */
const onOneRow = (when: string): string => `${when} && !listMultiSelection`;

/** What an operation's entry stands behind in its group: what deletes comes last. */
const menuOrder = { create: 1, replace: 1, read: 1, delete: 50 } as const;

function operationEntry(operation: Offered, index: number): MenuEntry {
  return {
    command: operationCommand(operation.name),
    when: onOneRow(whenOffered(ACCOUNTS_VIEW, operation.name)),
    group: `${operation.effect === 'read' ? '1_facts' : '2_change'}@${menuOrder[operation.effect] + index}`,
  };
}

/** What is done to one row alone. */
function rowEntry(command: CommandName & NodeAction, group: string): MenuEntry {
  return { command: commandId(command), when: onOneRow(whenOffered(ACCOUNTS_VIEW, command)), group };
}

/** What is done to every row that is selected. */
function rowsEntry(command: CommandName, group: string, token: NodeAction | CommandName = command): MenuEntry {
  return { command: commandId(command), when: whenOffered(ACCOUNTS_VIEW, token), group };
}

/** The row's own menu: three groups, of which no row has more than eight entries. What else there is has a menu below it. */
function itemMenu(): readonly MenuEntry[] {
  const writes = offered.filter(({ effect }) => effect !== 'read');
  return [
    rowEntry('signIn', 'inline@1'),
    rowEntry('startEmulator', 'inline@1'),
    rowsEntry('dismissNotices', 'inline@3'),
    rowsEntry('refreshNode', 'inline@2', 'refresh'),
    rowEntry('signIn', '1_open@0'),
    rowEntry('startEmulator', '1_open@0'),
    rowEntry('openForm', '1_open@1'),
    rowsEntry('openLive', '1_open@2'),
    {
      command: commandId('compareResources'),
      when: `listDoubleSelection && ${whenOffered(ACCOUNTS_VIEW, 'compareResources')}`,
      group: '1_open@3',
    },
    rowEntry('openConsole', '1_open@4'),
    ...writes.map(operationEntry),
    rowsEntry('applyToMany', '2_change@99'),
    rowsEntry('preflight', '3_look@1'),
    ...[rowsEntry('exitReport', '3_look@2'), rowsEntry('dismissNotices', '3_look@3')].map(onNotes),
    onNotes(rowsEntry('refreshNode', '3_look@4', 'refresh')),
    { submenu: MORE_MENU, when: whenOffered(ACCOUNTS_VIEW, 'copyAs'), group: '3_look@9' },
    ...historyEntries(),
  ];
}

/** Shown on lines that are no resource, which have no second menu. */
const onNotes = ({ when, ...rest }: MenuEntry): MenuEntry => ({ ...rest, when: `${when} && viewItem =~ /^note:/` });

/** What a row offers beside what people come for. */
function moreMenu(): readonly MenuEntry[] {
  const facts = offered.filter(one => one.effect === 'read' && one.readsConfig !== true);
  return [
    ...facts.map(operationEntry),
    rowEntry('copyArn', '2_copy@1'),
    rowEntry('copyId', '2_copy@2'),
    rowEntry('copyJson', '2_copy@3'),
    rowsEntry('copyAs', '2_copy@4'),
    rowsEntry('exportAs', '3_export@1'),
    rowsEntry('exitReport', '3_export@2'),
    rowsEntry('refreshNode', '4_refresh@1', 'refresh'),
  ];
}

/** What the rows of the history offer, each as a button too where it is what people come for. */
function historyEntries(): readonly MenuEntry[] {
  const entry = (
    name: 'undoChange' | 'checkChange' | 'dismissChange' | 'showChange' | 'changeInForm' | 'copyChangeAs',
    group: string,
  ): MenuEntry => ({
    command: commandId(name),
    when: whenOffered(HISTORY_VIEW, name),
    group,
  });
  const alone = ({ when, ...rest }: MenuEntry): MenuEntry => ({ ...rest, when: onOneRow(when ?? '') });
  return [
    entry('checkChange', 'inline@1'),
    entry('undoChange', 'inline@2'),
    alone(entry('showChange', '1_show@1')),
    alone(entry('changeInForm', '1_show@2')),
    entry('checkChange', '2_change@1'),
    entry('undoChange', '2_change@2'),
    entry('dismissChange', '2_change@3'),
    entry('copyChangeAs', '5_copy@1'),
  ];
}

function titleMenu(): readonly MenuEntry[] {
  const running = contextKey('emulatorRunning');
  const entry = (name: CommandName, group: string, when = ''): MenuEntry => ({
    command: commandId(name),
    when: `view == ${ACCOUNTS_VIEW}${when}`,
    group,
  });
  const ofHistory = (name: CommandName, group: string): MenuEntry => ({
    command: commandId(name),
    when: `view == ${HISTORY_VIEW}`,
    group,
  });
  return [
    entry('chooseAccounts', 'navigation@1'),
    entry('chooseRegions', 'navigation@2'),
    entry('refresh', 'navigation@3'),
    entry('startEmulator', '2_emulator@1', ` && !${running}`),
    entry('stopEmulator', '2_emulator@1', ` && ${running}`),
    entry('resetEmulator', '2_emulator@2', ` && ${running}`),
    entry('exportAs', '2_fleet@1'),
    entry('signIn', '3_help@1'),
    entry('openTerminal', '3_help@2'),
    entry('showLog', '3_help@3'),
    ofHistory('filterHistory', 'navigation@1'),
    ofHistory('refreshHistory', 'navigation@2'),
  ];
}

function paletteMenu(): readonly MenuEntry[] {
  const hidden = ownRows.filter(([, row]) => !row.palette);
  return hidden.map(([name]) => ({ command: commandId(name), when: 'false' }));
}

/**
 * Enter opens the row that has the focus, as a double click does; VS Code gives a key's command no row, so the row is
 * selected first.
 */
function keybindings(): readonly object[] {
  return [
    {
      key: 'enter',
      command: 'runCommands',
      args: { commands: ['list.select', commandId('openRow')] },
      when: `focusedView == ${ACCOUNTS_VIEW} && listFocus && !inputFocus && !treestickyScrollFocused`,
    },
  ];
}

/** What the titles of editors offer: of forms, of live documents, and of documents named as fleet files are. */
function editorMenu(): readonly MenuEntry[] {
  const ofFleet = (name: CommandName, group: string): MenuEntry => ({
    command: commandId(name),
    when: 'resourceFilename =~ /\\.notifications\\.json$/',
    group,
  });
  return [
    { command: commandId('copyFormAs'), when: `activeWebviewPanelId == ${FORM_VIEW}`, group: 'navigation@1' },
    { command: commandId('compareLive'), when: `resourceScheme == ${LIVE_SCHEME}`, group: 'navigation@1' },
    { command: commandId('checkDocument'), when: `resourceScheme == ${LIVE_SCHEME}`, group: 'navigation@2' },
    ofFleet('planFleetFile', 'navigation@1'),
    ofFleet('applyFleetFile', 'navigation@2'),
    ofFleet('checkFleetFile', '1_fleet@1'),
  ];
}

/** A language of its own for live documents, so that autosave can be off for them alone; VS Code's JSON support joins. */
const liveLanguage = (say: Say) => ({
  languages: [
    {
      id: LIVE_LANGUAGE,
      aliases: [say('language.live', 'AWS Live Document')],
      filenamePatterns: [`/*/${'[0-9]'.repeat(12)}/*/*/*.live.json`],
      configuration: './media/live/language.json',
    },
    // VS Code adds up what extensions say of one language: without one for Terraform its files would be plain text.
    { id: 'terraform', aliases: ['Terraform'], extensions: ['.tf'] },
    { id: 'opentofu', aliases: ['OpenTofu'], extensions: ['.tofu'] },
    // A template is named as it likes.
    { id: 'yaml', firstLine: '^AWSTemplateFormatVersion\\s*:' },
  ],
  grammars: [{ language: LIVE_LANGUAGE, scopeName: 'source.json.awsn-live', path: './media/live/grammar.json' }],
  jsonLanguageParticipants: [{ languageId: LIVE_LANGUAGE, comments: false }],
});

const link = (name: CommandName): string => `[${commandRows[name].title(english)}](command:${commandId(name)})`;

/** The views, from the top. */
function views(say: Say): readonly object[] {
  return [
    {
      id: ACCOUNTS_VIEW,
      name: say('view.accounts', 'Accounts'),
      contextualTitle: SHORT_NAME,
      icon: 'media/activityBar.svg',
      initialSize: 3,
      accessibilityHelpContent: say(
        'view.accounts.help',
        'Shows AWS accounts with their notification hubs and, by Region, vaults, Pinpoint applications and Connect instances. Open an account to ask AWS about it.',
      ),
    },
    {
      id: HISTORY_VIEW,
      name: say('view.history', 'History'),
      contextualTitle: SHORT_NAME,
      icon: 'media/activityBar.svg',
      initialSize: 1,
      accessibilityHelpContent: say(
        'view.history.help',
        'Shows every change, newest first, with what became of it. Open one to see the difference. Changes can be undone, several at once, and a change whose end is not known can be checked.',
      ),
    },
  ];
}

function welcome(say: Say): readonly object[] {
  const running = contextKey('emulatorRunning');
  const intro = 'No account is shown. Nothing is asked of AWS before you open an account.';
  const which = encodeURIComponent(JSON.stringify(`${EXTENSION}#${WALKTHROUGH}`));
  const tour = `New here? [Take five minutes](command:workbench.action.openWalkthrough?${which}) from nothing to a mended chain.`;
  return [
    {
      view: ACCOUNTS_VIEW,
      contents: say(
        'welcome.first',
        `${intro}\n${link('chooseAccounts')}\nWithout an account of your own, try the local emulator: it needs no credentials and no network.\n${link('startEmulator')}\n${tour}`,
      ),
      when: `!${running}`,
    },
    { view: ACCOUNTS_VIEW, contents: say('welcome.emulator', `${intro}\n${link('chooseAccounts')}`), when: running },
    {
      view: HISTORY_VIEW,
      contents: say(
        'welcome.history',
        'Nothing was changed yet. Every change made here or on the command line shows up, and can be undone.',
      ),
    },
  ];
}

function walkthrough(say: Say): object {
  const steps = walkthroughSteps.map(({ id, title, description, picture, completedBy }) => ({
    id,
    title: say(`walkthrough.${id}`, title),
    description: say(`walkthrough.${id}.description`, description),
    media: {
      image: `media/walkthrough/${id}.jpg`,
      altText: say(`walkthrough.${id}.picture`, picture),
    },
    completionEvents: completedBy,
  }));
  return {
    id: WALKTHROUGH,
    title: say('walkthrough', `First minutes with ${PRODUCT}`),
    description: say(
      'walkthrough.description',
      'Find out why nothing arrives, mend it and take it back, on a local AWS.',
    ),
    steps,
  };
}

function configuration(rules: readonly Rule[], say: Say): object {
  const properties = (Object.entries(settingRows) as readonly (readonly [SettingName, SettingRow])[]).map(
    ([name, row], order) => {
      const { markdownDescription, items } = row;
      const fault = items?.patternErrorMessage;
      return [
        `${PREFIX}.${name}`,
        {
          ...row,
          markdownDescription: say(`setting.${name}`, markdownDescription),
          ...(fault === undefined
            ? {}
            : { items: { ...items, patternErrorMessage: say(`setting.${name}.fault`, fault) } }),
          ...(name === 'lint.rules'
            ? { properties: Object.fromEntries(rules.map(rule => ruleProperty(rule, say))) }
            : {}),
          order,
        },
      ];
    },
  );
  return { title: PRODUCT, properties: Object.fromEntries(properties) };
}

function ruleProperty({ id, severity, summary, offByDefault }: Rule, say: Say): readonly [string, object] {
  const by = offByDefault === true ? 'off' : severity;
  // VS Code takes no slash in a key.
  const description = say(`rule.${id.replaceAll('/', '.')}`, summary);
  return [id, { type: 'string', enum: ['off', 'error', 'warning', 'information', 'hint'], default: by, description }];
}

/** The names that decide on a kind, and the schema that completes and explains what stands in such a file. */
function jsonValidation(): readonly object[] {
  return editorSchemas.map(({ fileMatch, schema }) => ({
    fileMatch,
    url: `./dist/schemas/${schema}.json`,
  }));
}

/** Settings that an untrusted workspace could bring along; those of scope machine it cannot set in the first place. */
const restricted = Object.entries(settingRows)
  .filter(([, row]) => row.scope !== 'machine')
  .map(([name]) => `${PREFIX}.${name}`);

/** What follows from the tables for package.json, and for package.nls.json, which holds its texts. */
export interface Manifest {
  readonly members: Readonly<Record<string, unknown>>;
  /** By key: a text stands in the members as `%key%`. */
  readonly texts: Readonly<Record<string, string>>;
}

/** The manifest; the rules are given, so that nothing else loads them. */
export function manifest(rules: readonly Rule[]): Manifest {
  const texts: Record<string, string> = {};
  const members = manifestMembers(rules, (key, text) => {
    texts[key] = text;
    return `%${key}%`;
  });
  return { members, texts };
}

function manifestMembers(rules: readonly Rule[], say: Say): Readonly<Record<string, unknown>> {
  return {
    icon: 'media/icon.png',
    galleryBanner: { color: '#10243e', theme: 'dark' },
    categories: ['Other', 'Linters', 'Visualization'],
    keywords: [
      ...['aws', 'notifications', 'user notifications', 'notification hub', 'glacier', 'vault notifications', 'sns'],
      ...['pinpoint', 'event stream', 'kinesis', 'firehose', 'amazon connect', 'push notifications'],
      ...['preflight', 'linter', 'drift', 'emulator', 'terraform', 'cloudformation'],
    ],
    activationEvents: [
      ...Object.keys(lintedLanguages).map(id => `onLanguage:${id}`),
      `onFileSystem:${LIVE_SCHEME}`,
      `onWebviewPanel:${FORM_VIEW}`,
    ],
    capabilities: {
      untrustedWorkspaces: {
        supported: 'limited',
        description: say(
          'untrusted',
          'Accounts can be browsed. Nothing is written to AWS until the workspace is trusted.',
        ),
        restrictedConfigurations: restricted,
      },
      virtualWorkspaces: true,
    },
    contributes: {
      viewsContainers: {
        activitybar: [{ id: CONTAINER, title: SHORT_NAME, icon: 'media/activityBar.svg' }],
      },
      views: { [CONTAINER]: views(say) },
      viewsWelcome: welcome(say),
      walkthroughs: [walkthrough(say)],
      commands: commands(say),
      submenus: [{ id: MORE_MENU, label: say('menu.more', 'Copy, Export and More') }],
      keybindings: keybindings(),
      menus: {
        commandPalette: paletteMenu(),
        'view/title': titleMenu(),
        'view/item/context': itemMenu(),
        [MORE_MENU]: moreMenu(),
        'editor/title': editorMenu(),
      },
      configuration: configuration(rules, say),
      configurationDefaults: {
        [`[${LIVE_LANGUAGE}]`]: { 'files.autoSave': 'off' },
        'workbench.editorAssociations': { [`${RULE_SCHEME}:/**/*.md`]: 'vscode.markdown.preview.editor' },
      },
      jsonValidation: jsonValidation(),
      ...liveLanguage(say),
    },
  };
}
