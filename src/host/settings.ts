import { ConfigurationTarget, type Disposable, workspace } from 'vscode';
import type { RuleSwitches } from '../core/lint/lintText.ts';
import type { Severity } from '../core/model/finding.ts';
import { parseRegion, type Region } from '../core/model/regions.ts';
import { PREFIX } from './manifest/ids.ts';
import { settingId } from './manifest/manifest.ts';
import { type SettingName, settingRows } from './manifest/settings.ts';

/** Every setting as the code takes it. */
export interface SettingValues {
  /** Regions shown; empty means all. Entries that are no Region are left out: the settings editor marks them. */
  readonly regions: readonly Region[];
  /** Calls in flight per account, Region and service: 1 to 16. */
  readonly concurrency: number;
  /** Port of the local emulator: 0 to 65535, 0 for any free one. */
  readonly 'emulator.port': number;
  /** Account ids and names of profiles. */
  readonly productionAccounts: readonly string[];
  readonly 'tree.preview': boolean;
  readonly 'tree.hideEmptyRegions': boolean;
  readonly 'lint.enabled': boolean;
  /** By rule; ids that no rule has are kept, and have no effect. */
  readonly 'lint.rules': RuleSwitches;
}

/** A person writes settings by hand, so every value is checked; one that does not fit becomes the default. */
const readers: { readonly [Name in SettingName]: (value: unknown) => SettingValues[Name] } = {
  regions: value => (Array.isArray(value) ? value.flatMap(one => parseRegion(String(one)) ?? []) : []),
  concurrency: value => wholeNumber('concurrency', value),
  'emulator.port': value => wholeNumber('emulator.port', value),
  productionAccounts: value => (Array.isArray(value) ? value.map(String) : []),
  'tree.preview': value => value !== false,
  'tree.hideEmptyRegions': value => value === true,
  'lint.enabled': value => value !== false,
  'lint.rules': value => Object.fromEntries(Object.entries(value ?? {}).filter(isSwitch)),
};

const LEVELS: readonly ('off' | Severity)[] = ['off', 'error', 'warning', 'information', 'hint'];

function isSwitch(entry: [string, unknown]): entry is [string, 'off' | Severity] {
  return LEVELS.some(level => level === entry[1]);
}

function wholeNumber(name: 'concurrency' | 'emulator.port', value: unknown): number {
  const { minimum, maximum, default: fallback } = settingRows[name];
  return typeof value === 'number' && Number.isInteger(value) && value >= minimum && value <= maximum
    ? value
    : fallback;
}

/** A setting's value now. */
export function setting<Name extends SettingName>(name: Name): SettingValues[Name] {
  return readers[name](workspace.getConfiguration(PREFIX).get(name));
}

/** Calls back when a setting may have changed. */
export function onSettingChange(name: SettingName, listener: () => void): Disposable {
  return workspace.onDidChangeConfiguration(event => {
    if (event.affectsConfiguration(settingId(name))) listener();
  });
}

/** True unless a person set VS Code to keep every editor: then a preview takes the place of the one before. */
export const reusesEditors = (): boolean =>
  workspace.getConfiguration('workbench.editor').get('enablePreview') !== false;

/** The settings of a person and a workspace. */
export interface WindowSettings {
  /** A setting's value now. */
  get<Name extends SettingName>(name: Name): SettingValues[Name];
  /** True where a person set VS Code's lists to open with a double click. */
  readonly opensWithDoubleClick: boolean;
  /** What the person's own settings say, whatever a workspace says. */
  ofPerson<Name extends SettingName>(name: Name): SettingValues[Name];
  /** Writes the Regions shown. */
  writeRegions(regions: readonly Region[]): Promise<void>;
  /** Writes whether Regions that hold nothing are left out. */
  writeHideEmptyRegions(hides: boolean): Promise<void>;
}

/** The settings of this window. */
export const settings: WindowSettings = {
  get: setting,
  get opensWithDoubleClick() {
    return workspace.getConfiguration('workbench.list').get('openMode') === 'doubleClick';
  },
  ofPerson: name => readers[name](workspace.getConfiguration(PREFIX).inspect(name)?.globalValue),
  writeRegions: regions => write('regions', () => regions),
  writeHideEmptyRegions: hides => write('tree.hideEmptyRegions', () => hides),
};

/** Switches a lint rule off. */
export async function turnRuleOff(rule: string): Promise<void> {
  await write('lint.rules', before => ({ ...(typeof before === 'object' ? before : {}), [rule]: 'off' }));
}

/** Writes into the workspace where it has a value of its own, else into the person's settings. */
async function write(name: SettingName, change: (before: unknown) => unknown): Promise<void> {
  const configuration = workspace.getConfiguration(PREFIX);
  const known = configuration.inspect<unknown>(name);
  const ofWorkspace = known?.workspaceValue !== undefined;
  await configuration.update(
    name,
    change(ofWorkspace ? known.workspaceValue : known?.globalValue),
    ofWorkspace ? ConfigurationTarget.Workspace : ConfigurationTarget.Global,
  );
}
