import { env, l10n } from 'vscode';
import type { NodePath } from '../core/inventory/nodes.ts';
import { offered } from '../core/kinds/table.ts';
import type { Offered } from '../core/model/kind.ts';
import type { Translate } from '../messages/translate.ts';
import { chooseAccounts, chooseRegions } from './accounts/choosing.ts';
import { applyToMany } from './bulk/applyToMany.ts';
import type { CommandNeeds, SessionParts } from './commandNeeds.ts';
import { copiesOf } from './copying.ts';
import { compareLive, compareResources, openDocuments } from './documents/liveCommands.ts';
import { exportFleetFile } from './fleet/exportCommand.ts';
import { applyFleetFile, checkFleetFile, planFleetFile } from './fleet/fleetCommands.ts';
import { changeInForm, documentInForm, openForm } from './forms/formCommands.ts';
import { checkChanges, dismissChanges, filterHistory, showChange, undoChanges } from './history/historyCommands.ts';
import { chooseTarget, compareWithLive, setFromDocument } from './lint/documentCommands.ts';
import { type CommandName, commandRows } from './manifest/commands.ts';
import { commandId } from './manifest/manifest.ts';
import { operationCommand } from './manifest/operationCommand.ts';
import { performWrite } from './operations/performWrite.ts';
import { showAnswer } from './operations/showAnswer.ts';
import { draftOperation } from './operations/startOperation.ts';

const t: Translate = l10n.t;

/**
 * What a command does: with the row it was called on, and with all rows that were selected. A command about a document
 * gets its URI in place of the row.
 */
export type Run = (path: NodePath | undefined, selected: readonly NodePath[]) => void | Promise<void>;

/** What the commands work on. */
export interface SessionCommandsNeeds {
  readonly parts: SessionParts;
  readonly needs: CommandNeeds;
  readonly log: { show(): void };
  /** Looks at everything anew, the emulator included. */
  readonly refreshAll: () => Promise<void>;
}

/** What each command of the manifest does, by its full id. */
export function sessionCommands(desk: SessionCommandsNeeds): ReadonlyMap<string, Run> {
  const own = ownCommands(desk);
  const names = Object.keys(commandRows) as readonly CommandName[];
  const ofOperation = (operation: Offered): Run => {
    return path => runOperation(operation, path, desk);
  };
  return new Map([
    ...names.map(name => [commandId(name), own[name]] as const),
    ...offered.map(one => [operationCommand(one.name), ofOperation(one)] as const),
  ]);
}

/** What each command that is no AWS operation does. */
function ownCommands(desk: SessionCommandsNeeds): { readonly [Name in CommandName]: Run } {
  const { parts, needs } = desk;
  const { explorer, emulator, history } = parts;
  return {
    chooseAccounts: () => chooseAccounts(needs.choosing()),
    chooseRegions: () => chooseRegions(needs.choosing()),
    refresh: () => desk.refreshAll(),
    refreshNode: (_path, selected) => {
      for (const path of selected) explorer.refresh(path);
    },
    loadMore: path => {
      const group = path === undefined ? undefined : explorer.parent(path);
      if (group !== undefined) explorer.more(group);
    },
    startEmulator: () => emulator.start(),
    stopEmulator: () => emulator.stop(),
    resetEmulator: () => emulator.reset(),
    signIn: path => needs.signIn(path === undefined ? null : (explorer.place(path)?.source ?? null)),
    showLog: () => desk.log.show(),
    copyArn: path => copy(path, 'arn', parts),
    copyId: path => copy(path, 'id', parts),
    copyJson: path => copy(path, 'json', parts),
    chooseTarget: async uri => chooseTarget(uri, await needs.document()),
    setFromDocument: uri => setDocument(uri, desk),
    compareWithLive: async uri => compareWithLive(uri, await needs.document()),
    openForm: path => openForm(path, needs.formCommands()),
    changeInForm: path => changeInForm(path, history, needs.formCommands()),
    documentInForm: async uri => documentInForm(uri, await needs.document(), needs.formCommands()),
    openLive: (_path, selected) => openDocuments(selected, needs.live()),
    compareResources: (_path, selected) => compareResources(selected, needs.live()),
    applyToMany: (_path, selected) => applyToMany(selected, needs.apply()),
    planFleetFile: uri => planFleetFile(uri, needs.fleet()),
    applyFleetFile: uri => applyFleetFile(uri, needs.fleet()),
    checkFleetFile: uri => checkFleetFile(uri, needs.fleet()),
    exportFleetFile: (_path, selected) => exportFleetFile(selected, needs.exporting()),
    compareLive: () => compareLive(needs.live()),
    undoChange: (_path, selected) => undoChanges(selected, needs.history()),
    checkChange: (_path, selected) => checkChanges(selected, needs.history()),
    dismissChange: (_path, selected) => dismissChanges(selected, needs.history()),
    showChange: path => showChange(path, needs.history()),
    filterHistory: () => filterHistory(needs.history()),
    refreshHistory: () => history.load(),
    moreHistory: () => history.more(),
  };
}

async function runOperation(operation: Offered, path: NodePath | undefined, desk: SessionCommandsNeeds): Promise<void> {
  const needs = desk.needs.operation();
  if (operation.effect !== 'read' && needs.road.forbidden() !== null) return tellForbidden(desk);
  const draft = await draftOperation(operation, path, needs);
  if (draft === undefined) return;
  if (operation.effect === 'read') await showAnswer(draft, operation, needs);
  else await performWrite(draft, operation, needs);
}

async function setDocument(uri: string | undefined, desk: SessionCommandsNeeds): Promise<void> {
  const needs = await desk.needs.document();
  if (needs.road.forbidden() === null) await setFromDocument(uri, needs);
  else tellForbidden(desk);
}

function tellForbidden({ parts, needs }: SessionCommandsNeeds): void {
  parts.prompter.tell('error', t('Nothing is changed from an untrusted workspace.'), [needs.manageTrust]);
}

async function copy(
  path: NodePath | undefined,
  what: 'arn' | 'id' | 'json',
  { explorer, prompter }: SessionParts,
): Promise<void> {
  const text = path === undefined ? undefined : copiesOf(explorer, path)[what];
  if (text === undefined) prompter.tell('warning', t('There is nothing to copy here.'));
  else await env.clipboard.writeText(text);
}
