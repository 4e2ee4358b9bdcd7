import { commands } from 'vscode';
import { offered } from '../core/kinds/table.ts';
import { isCancelled } from '../core/model/errors.ts';
import { Owner } from './disposables.ts';
import { type CommandName, commandRows } from './manifest/commands.ts';
import { commandId } from './manifest/manifest.ts';
import { operationCommand } from './manifest/operationCommand.ts';
import type { Session } from './session.ts';

/** Registers every command of the manifest. Each opens the session first, and works with a node of the tree or without. */
export function registerCommands(open: () => Promise<Session>): Owner {
  const owner = new Owner();
  const register = (id: string, run: (session: Session, path: string | undefined) => void | Promise<void>) =>
    owner.own(
      commands.registerCommand(id, async (node: unknown) => {
        const session = await open();
        try {
          await run(session, typeof node === 'string' ? node : undefined);
        } catch (error) {
          if (!isCancelled(error)) session.failed(error);
        }
      }),
    );
  for (const name of Object.keys(commandRows) as readonly CommandName[]) {
    register(commandId(name), (session, path) => session.commands[name](path));
  }
  for (const operation of offered) {
    register(operationCommand(operation.name), (session, path) => session.operation(operation, path));
  }
  return owner;
}
