import { offered } from '../../core/kinds/table.ts';
import type { Rule } from '../../core/lint/model/rule.ts';
import { english } from '../../core/model/translate.ts';
import { type CommandName, type CommandRow, commandId, commandRows } from './commands.ts';
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
import { keybindings, menus } from './menus.ts';
import { operationCommand, operationTitle } from './operationCommand.ts';
import { type SettingName, type SettingRow, settingRows } from './settings.ts';
import { WALKTHROUGH, walkthroughSteps } from './walkthrough.ts';

/** The full id of a setting. */
export const settingId = (name: SettingName): string => `${PREFIX}.${name}`;

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

/** A language of its own for live documents, so that autosave can be off for them alone; VS Code's JSON support joins. */
const liveLanguage = (say: Say) => ({
  languages: [
    {
      id: LIVE_LANGUAGE,
      aliases: [say('language.live', 'AWS Live Document')],
      filenamePatterns: [`/*/${'[0-9]'.repeat(12)}/*/*/*.live.json`],
      configuration: './media/live/language.json',
      icon: { light: './media/live/light.svg', dark: './media/live/dark.svg' },
    },
    // VS Code adds up what extensions say of one language: without one for Terraform its files would be plain text.
    { id: 'terraform', aliases: ['Terraform'], extensions: ['.tf'] },
    { id: 'opentofu', aliases: ['OpenTofu'], extensions: ['.tofu'] },
    // A template is named as it likes.
    { id: 'yaml', firstLine: '^AWSTemplateFormatVersion\\s*:' },
  ],
  grammars: [{ language: LIVE_LANGUAGE, scopeName: 'source.json.awsn-live', path: './media/live/grammar.json' }],
  jsonLanguageParticipants: [{ languageId: LIVE_LANGUAGE, comments: true }],
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
        'Shows AWS accounts with their notification hubs and, by Region, vaults, Pinpoint applications and Connect instances. Expand an account to read it from AWS.',
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
        'Shows every change by day, newest first, with its outcome. Open one to see the difference. Changes can be undone, several at once, and an unknown outcome can be checked.',
      ),
    },
  ];
}

function welcome(say: Say): readonly object[] {
  const running = contextKey('emulatorRunning');
  const intro = 'No accounts selected. AWS is not called until you expand one.';
  const which = encodeURIComponent(JSON.stringify(`${EXTENSION}#${WALKTHROUGH}`));
  const choose = `${intro}\n${link('chooseAccounts')}\nNo profile yet? [Sign in](command:${commandId('signIn')}) to IAM Identity Center, and choose among the accounts that it gives you.`;
  const tour = `New here? [Take the five-minute tour](command:workbench.action.openWalkthrough?${which}): find out why nothing arrives, and fix it.`;
  return [
    {
      view: ACCOUNTS_VIEW,
      contents: say(
        'welcome.first',
        `${choose}\nWithout an account of your own, try the local emulator: it needs no credentials and no network.\n${link('startEmulator')}\n${tour}`,
      ),
      when: `!${running}`,
    },
    { view: ACCOUNTS_VIEW, contents: say('welcome.emulator', choose), when: running },
    {
      view: HISTORY_VIEW,
      contents: say(
        'welcome.history',
        'No changes yet. Changes you make here or with the command line appear here; most can be undone.',
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
      'Find out why nothing arrives, fix it, and undo the fix, on a local AWS.',
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
        description: say('untrusted', 'Accounts can be browsed. Changes in AWS need a trusted workspace.'),
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
      menus: menus(),
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
