import { commands, type ExtensionContext } from 'vscode';
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
      commands.registerCommand(command, async (node: unknown) => {
        const session = await open();
        await session.run(command, typeof node === 'string' ? node : undefined);
      }),
    );
  }
  return owner;
}
