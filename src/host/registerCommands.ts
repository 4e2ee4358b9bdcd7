import { commands, type ExtensionContext } from 'vscode';
import type { Selections } from './commandCall.ts';
import { Owner } from './disposables.ts';
import type { HostServices } from './services.ts';

interface Named {
  readonly command: string;
}

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
  const manifest: {
    readonly contributes: {
      readonly commands: readonly Named[];
      readonly menus: { readonly 'view/title': readonly Named[] };
    };
  } = extension.packageJSON;
  const { commands: all, menus } = manifest.contributes;
  for (const { command } of all) {
    owner.own(
      commands.registerCommand(command, async (...given: readonly unknown[]) => {
        const [host, { runCommand }] = await Promise.all([open(), import('./commands.ts')]);
        const inTitle = menus['view/title'].some(entry => entry.command === command);
        await runCommand(host, command, { given, selections, inTitle });
      }),
    );
  }
  return owner;
}
