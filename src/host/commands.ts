import { offered } from '../core/kinds/table.ts';
import { type Called, callOf } from './commandCall.ts';
import { type CommandName, commandId, commandRows, type Feature } from './manifest/commands.ts';
import { operationCommand } from './manifest/operationCommand.ts';
import type { Commands, HostCommand, HostServices } from './services.ts';

/** Where the commands of each feature are, loaded when one of them is first run: the tree needs none of it. */
const features: { readonly [Of in Feature]: () => Promise<{ readonly commands: Commands<Of> }> } = {
  accounts: () => import('./accounts/commands.ts'),
  bulk: () => import('./bulk/commands.ts'),
  documents: () => import('./documents/commands.ts'),
  emulator: () => import('./emulator/commands.ts'),
  exporting: () => import('./exporting/commands.ts'),
  fleet: () => import('./fleet/commands.ts'),
  forms: () => import('./forms/commands.ts'),
  history: () => import('./history/commands.ts'),
  exit: () => import('./exit/commands.ts'),
  preflight: () => import('./preflight/commands.ts'),
  tree: () => import('./tree/commands.ts'),
  workbench: () => import('./workbench/commands.ts'),
};

/** The commands that rows of the manifest name, and those of the operations of the kinds, by their full ids. */
const commands: ReadonlyMap<string, () => Promise<HostCommand>> = new Map([
  ...(Object.keys(commandRows) as readonly CommandName[]).map(
    name => [commandId(name), () => ownCommand(name)] as const,
  ),
  ...offered.map(
    operation =>
      [
        operationCommand(operation.name),
        async () =>
          operation.effect === 'delete'
            ? (await import('./bulk/removeMany.ts')).remove(operation)
            : (await import('./changing/commands.ts')).operate(operation),
      ] as const,
  ),
]);

async function ownCommand(name: CommandName): Promise<HostCommand> {
  const { commands: own }: { readonly commands: { readonly [Name in CommandName]?: HostCommand } } =
    await features[commandRows[name].feature]();
  const command = own[name];
  if (command === undefined) throw new RangeError(`no command: ${name}`);
  return command;
}

/** Runs a command by its full id. What goes wrong is told. */
export function runCommand(host: HostServices, id: string, called: Called): Promise<void> {
  return host.attempt(async () => {
    const call = callOf(called);
    if (call === null) host.prompter.tell('warning', host.t('The view was refreshing this row. Try again.'));
    else await (await commands.get(id)?.())?.(host, call);
  });
}
