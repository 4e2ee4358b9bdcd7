import { commands, type ExtensionContext, Uri } from 'vscode';
import { Owner } from './disposables.ts';
import type { HostServices } from './services.ts';

/**
 * Registers every command of the manifest, which is generated from the tables: reading it loads none of them. Each opens
 * the services first, and works with a row of a tree or without.
 */
export function registerCommands({ extension }: ExtensionContext, open: () => Promise<HostServices>): Owner {
  const owner = new Owner();
  const manifest: { readonly contributes: { readonly commands: readonly { readonly command: string }[] } } =
    extension.packageJSON;
  for (const { command } of manifest.contributes.commands) {
    owner.own(
      commands.registerCommand(command, async (row: unknown, selected: unknown) => {
        const [host, { runCommand }] = await Promise.all([open(), import('./commands.ts')]);
        // An editor's title gives the URI of its document.
        const path = row instanceof Uri ? row.toString() : typeof row === 'string' ? row : undefined;
        await runCommand(host, command, { path, selected: selectedPaths(path, selected) });
      }),
    );
  }
  return owner;
}

/** The rows that a command is meant for: a menu gives the whole selection beside the row it was opened on. */
function selectedPaths(path: string | undefined, selected: unknown): readonly string[] {
  const paths = Array.isArray(selected) ? selected.filter(one => typeof one === 'string') : [];
  return paths.length > 0 || path === undefined ? paths : [path];
}
