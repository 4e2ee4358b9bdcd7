import { offered } from '../../core/kinds/table.ts';
import type { Offered } from '../../core/model/kind.ts';
import { type CommandName, type CommandRow, commandId, commandRows } from './commands.ts';
import { type NodeAction, whenOffered } from './contextValue.ts';
import { ACCOUNTS_VIEW, contextKey, FORM_VIEW, HISTORY_VIEW, LIVE_SCHEME, MORE_MENU } from './ids.ts';
import { operationCommand } from './operationCommand.ts';

interface MenuEntry {
  readonly command?: string;
  readonly submenu?: string;
  readonly when?: string;
  readonly group?: string;
}

/** The same for a menu of one row: what is done there is done to that row, and never to others that are selected. */
const onOneRow = (when: string): string => `${when} && !listMultiSelection`;

/** What an operation's entry stands behind in its group: what deletes comes last. */
const menuOrder = { create: 1, replace: 1, read: 1, delete: 50 } as const;

function operationEntry(operation: Offered, index: number): MenuEntry {
  const when = whenOffered(ACCOUNTS_VIEW, operation.name);
  return {
    command: operationCommand(operation.name),
    // What takes away takes no more to be said than what it is taken from.
    when: operation.effect === 'delete' ? when : onOneRow(when),
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
    rowEntry('chooseRegions', 'inline@1'),
    rowsEntry('dismissNotices', 'inline@3'),
    rowsEntry('refreshNode', 'inline@2', 'refresh'),
    rowEntry('signIn', '1_open@0'),
    rowEntry('startEmulator', '1_open@0'),
    rowEntry('chooseRegions', '1_open@0'),
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
    rowsEntry('markAccount', '3_look@2'),
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
    rowsEntry('exportInventory', '3_export@3', 'exportAs'),
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
  const filtered = contextKey('accountsFiltered');
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
    entry('findResource', 'navigation@1'),
    entry('filterAccounts', 'navigation@2', ` && !${filtered}`),
    entry('clearAccountsFilter', 'navigation@2', ` && ${filtered}`),
    entry('chooseAccounts', 'navigation@3'),
    entry('refresh', 'navigation@4'),
    entry('chooseRegions', '1_arrange@0'),
    entry('filterAccounts', '1_arrange@1', ` && ${filtered}`),
    entry('arrangeAccounts', '1_arrange@2'),
    entry('groupByUnit', '1_arrange@3'),
    entry('loadEverything', '1_arrange@4'),
    entry('startEmulator', '2_emulator@1', ` && !${running}`),
    entry('stopEmulator', '2_emulator@1', ` && ${running}`),
    entry('resetEmulator', '2_emulator@2', ` && ${running}`),
    entry('exportAs', '2_fleet@1'),
    entry('exportInventory', '2_fleet@2'),
    entry('signIn', '3_help@1'),
    entry('openTerminal', '3_help@2'),
    entry('showLog', '3_help@3'),
    ofHistory('filterHistory', 'navigation@1'),
    ofHistory('refreshHistory', 'navigation@2'),
  ];
}

function paletteMenu(): readonly MenuEntry[] {
  const ownRows = Object.entries(commandRows) as readonly (readonly [CommandName, CommandRow])[];
  const hidden = ownRows.filter(([, row]) => !row.palette);
  return hidden.map(([name]) => ({ command: commandId(name), when: 'false' }));
}

/**
 * Enter opens the row that has the focus, as a double click does; VS Code gives a key's command no row, so the row is
 * selected first.
 */
export function keybindings(): readonly object[] {
  return [
    {
      key: 'enter',
      command: 'runCommands',
      args: { commands: ['list.select', commandId('openRow')] },
      when: inList(ACCOUNTS_VIEW),
    },
    // As VS Code's Explorer finds in a folder.
    { key: 'shift+alt+f', command: commandId('findResource'), when: inList(ACCOUNTS_VIEW) },
    onSelection('ctrl+alt+r', 'refreshNode', ACCOUNTS_VIEW),
    { key: 'ctrl+alt+r', command: commandId('refreshHistory'), when: inList(HISTORY_VIEW) },
    onSelection('alt+enter', 'openLive', ACCOUNTS_VIEW),
    onSelection('f9', 'preflight', ACCOUNTS_VIEW),
    onSelection('f9', 'checkChange', HISTORY_VIEW),
    onSelection('alt+backspace', 'undoChange', HISTORY_VIEW),
  ];
}

/** While a row of a view has the focus, and nothing is typed into. */
const inList = (view: string): string =>
  `focusedView == ${view} && listFocus && !inputFocus && !treestickyScrollFocused`;

/** A key that does to the selection of a view what its menu does. */
const onSelection = (key: string, name: CommandName, view: string): object => ({
  ...{ key, command: commandId(name), when: inList(view) },
  args: { selectionOf: view },
});

/** What the titles of editors offer: of forms, of live documents, and of documents named as fleet files are. */
function editorMenu(): readonly MenuEntry[] {
  const ofFleet = (name: CommandName, group: string): MenuEntry => ({
    command: commandId(name),
    when: 'resourceFilename =~ /\\.notifications\\.json$/',
    group,
  });
  return [
    { command: commandId('copyFormAs'), when: `activeWebviewPanelId == ${FORM_VIEW}`, group: 'navigation@1' },
    { command: commandId('compareWithLive'), when: `resourceScheme == ${LIVE_SCHEME}`, group: 'navigation@1' },
    { command: commandId('checkDocument'), when: `resourceScheme == ${LIVE_SCHEME}`, group: 'navigation@2' },
    ofFleet('planFleetFile', 'navigation@1'),
    ofFleet('applyFleetFile', 'navigation@2'),
    ofFleet('checkFleetFile', '1_fleet@1'),
  ];
}

/** All menus, by the place where VS Code shows them. */
export const menus = (): Readonly<Record<string, readonly object[]>> => ({
  commandPalette: paletteMenu(),
  'view/title': titleMenu(),
  'view/item/context': itemMenu(),
  [MORE_MENU]: moreMenu(),
  'editor/title': editorMenu(),
});
