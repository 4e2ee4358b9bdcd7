import { commands, type ExtensionContext, Uri } from 'vscode';
import { Owner } from './disposables.ts';
import type { Session } from './session.ts';

/**
 * Registers every command of the manifest, which is generated from the tables: reading it loads none of them. Each opens
 * the session first, and works with a node of the tree or without.
 */
export function registerCommands({ extension }: ExtensionContext, open: () => Promise<Session>): Owner {
  const owner = new Owner();
  const manifest: { readonly contributes: { readonly commands: readonly { readonly command: string }[] } } =
    extension.packageJSON;
  for (const { command } of manifest.contributes.commands) {
    owner.own(
      commands.registerCommand(command, async (node: unknown, selected: unknown) => {
        const session = await open();
        // An editor's title gives the URI of its document.
        const path = node instanceof Uri ? node.toString() : typeof node === 'string' ? node : undefined;
        await session.run(command, path, selectedPaths(path, selected));
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
