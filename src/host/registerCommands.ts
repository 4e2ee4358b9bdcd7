import { commands, type ExtensionContext, Uri } from 'vscode';
import { Owner } from './disposables.ts';
import { ACCOUNTS_VIEW } from './manifest/ids.ts';
import type { HostServices } from './services.ts';

/** The rows that are selected in each view, by the view's id. */
export type Selections = Readonly<Record<string, () => readonly string[]>>;

/**
 * Registers every command of the manifest, which is generated from the tables: reading it loads none of them. Each opens
 * the services first, and works with a row of a tree or without.
 */
export function registerCommands(
  { extension }: ExtensionContext,
  open: () => Promise<HostServices>,
  selections: Selections = {},
): Owner {
  const owner = new Owner();
  const manifest: { readonly contributes: { readonly commands: readonly { readonly command: string }[] } } =
    extension.packageJSON;
  for (const { command } of manifest.contributes.commands) {
    owner.own(
      commands.registerCommand(command, async (row: unknown, selected: unknown) => {
        const [host, { runCommand }] = await Promise.all([open(), import('./commands.ts')]);
        // An editor's title gives the URI of its document.
        const path = row instanceof Uri ? row.toString() : typeof row === 'string' ? row : undefined;
        const keyed = keyedRows(row, selections);
        const rows = { path: path ?? keyed[0], selected: keyed.length > 0 ? keyed : selectedPaths(path, selected) };
        // From the palette: what is selected is what a person most likely means.
        const [near] = row === undefined ? (selections[ACCOUNTS_VIEW]?.() ?? []) : [];
        const call = near === undefined ? rows : { ...rows, near };
        await runCommand(host, command, call);
      }),
    );
  }
  return owner;
}

/** What is selected in the view that a key was pressed in: VS Code gives a key’s command what the manifest says, and no row. */
function keyedRows(given: unknown, selections: Selections): readonly string[] {
  if (typeof given !== 'object' || given === null || !('selectionOf' in given)) return [];
  return selections[String(given.selectionOf)]?.() ?? [];
}

/** The rows that a command is meant for: a menu gives the whole selection beside the row it was opened on. */
function selectedPaths(path: string | undefined, selected: unknown): readonly string[] {
  const paths = Array.isArray(selected) ? selected.filter(one => typeof one === 'string') : [];
  return paths.length > 0 || path === undefined ? paths : [path];
}
