import { env, l10n } from 'vscode';
import type { NodePath } from '../core/inventory/nodes.ts';
import { offered } from '../core/kinds/table.ts';
import type { Offered } from '../core/model/kind.ts';
import type { Translate } from '../messages/translate.ts';
import type { CommandNeeds, SessionParts } from './commandNeeds.ts';
import { type CommandName, commandRows } from './manifest/commands.ts';
import { commandId } from './manifest/manifest.ts';
import { operationCommand } from './manifest/operationCommand.ts';
import { copiesOf } from './tree/copying.ts';

const t: Translate = l10n.t;

/** What commands are made of, each loaded when one of its commands is first run: the tree needs none of it. */
const load = {
  accounts: () => import('./accounts/choosing.ts'),
  bulk: () => import('./bulk/applyToMany.ts'),
  live: () => import('./documents/liveCommands.ts'),
  fleetExport: () => import('./fleet/exportCommand.ts'),
  fleet: () => import('./fleet/fleetCommands.ts'),
  forms: () => import('./forms/formCommands.ts'),
  history: () => import('./history/historyCommands.ts'),
  documents: () => import('./documents/documentCommands.ts'),
} as const;

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
    chooseAccounts: async () => (await load.accounts()).chooseAccounts(needs.choosing()),
    chooseRegions: async () => (await load.accounts()).chooseRegions(needs.choosing()),
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
    signIn: path => needs.signIn(path === undefined ? null : (explorer.whereabouts(path)?.source ?? null)),
    showLog: () => desk.log.show(),
    copyArn: path => copy(path, 'arn', parts),
    copyId: path => copy(path, 'id', parts),
    copyJson: path => copy(path, 'json', parts),
    chooseTarget: async uri => (await load.documents()).chooseTarget(uri, await needs.document()),
    setFromDocument: uri => setDocument(uri, desk),
    compareWithLive: async uri => (await load.documents()).compareWithLive(uri, await needs.document()),
    openForm: async path => (await load.forms()).openForm(path, needs.formCommands()),
    changeInForm: async path => (await load.forms()).changeInForm(path, history, needs.formCommands()),
    documentInForm: async uri => (await load.forms()).documentInForm(uri, await needs.document(), needs.formCommands()),
    openLive: async (_path, selected) => (await load.live()).openDocuments(selected, needs.live()),
    compareResources: async (_path, selected) => (await load.live()).compareResources(selected, needs.live()),
    applyToMany: async (_path, selected) => (await load.bulk()).applyToMany(selected, needs.apply()),
    planFleetFile: async uri => (await load.fleet()).planFleetFile(uri, await needs.fleet()),
    applyFleetFile: async uri => (await load.fleet()).applyFleetFile(uri, await needs.fleet()),
    checkFleetFile: async uri => (await load.fleet()).checkFleetFile(uri, await needs.fleet()),
    exportFleetFile: async (_path, selected) => (await load.fleetExport()).exportFleetFile(selected, needs.exporting()),
    compareLive: async () => (await load.live()).compareLive(needs.live()),
    undoChange: async (_path, selected) => (await load.history()).undoChanges(selected, needs.history()),
    checkChange: async (_path, selected) => (await load.history()).checkChanges(selected, needs.history()),
    dismissChange: async (_path, selected) => (await load.history()).dismissChanges(selected, needs.history()),
    showChange: async path => (await load.history()).showChange(path, needs.history()),
    filterHistory: async () => (await load.history()).filterHistory(needs.history()),
    refreshHistory: () => history.load(),
    moreHistory: () => history.more(),
  };
}

async function runOperation(operation: Offered, path: NodePath | undefined, desk: SessionCommandsNeeds): Promise<void> {
  const needs = desk.needs.operation();
  if (operation.effect !== 'read' && needs.road.forbidden() !== null) return tellForbidden(desk);
  const [{ draftOperation }, { showAnswer }, { performWrite }] = await Promise.all([
    import('./asking/draftOperation.ts'),
    import('./changing/showAnswer.ts'),
    import('./changing/performWrite.ts'),
  ]);
  const draft = await draftOperation(operation, path, needs);
  if (draft === undefined) return;
  if (operation.effect === 'read') await showAnswer(draft, operation, needs);
  else await performWrite(draft, operation, needs);
}

async function setDocument(uri: string | undefined, desk: SessionCommandsNeeds): Promise<void> {
  const needs = await desk.needs.document();
  if (needs.road.forbidden() === null) await (await load.documents()).setFromDocument(uri, needs);
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
