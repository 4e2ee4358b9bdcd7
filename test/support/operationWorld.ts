import type { NodePath } from '../../src/core/inventory/nodes.ts';
import { offered } from '../../src/core/kinds/table.ts';
import type { AccountSource } from '../../src/core/model/account.ts';
import type { OperationName } from '../../src/core/model/operations.ts';
import { region } from '../../src/core/model/regions.ts';
import { draftOperation } from '../../src/host/asking/draftOperation.ts';
import { performWrite } from '../../src/host/changing/perform.ts';
import { showAnswer } from '../../src/host/changing/showAnswer.ts';
import { fakeHost } from './fakeHost.ts';
import { InMemoryGateway } from './inMemoryGateway.ts';
import { InMemoryLedger } from './inMemoryLedger.ts';
import { ManualClock, settle } from './manualClock.ts';
import { timed } from './roadWorld.ts';
import type { Act, ScriptedPrompter } from './scriptedPrompter.ts';

export const prod: AccountSource = { kind: 'profile', name: 'prod' };
const other: AccountSource = { kind: 'profile', name: 'other' };
export const id = '111122223333';
export const root = 'profile%3Aprod';
export const tapes = `${root}/region/eu-west-1/vault/tapes`;
export const topic = (name: string) => `arn:aws:sns:eu-west-1:${id}:${name}`;
export const events = ['ArchiveRetrievalCompleted', 'InventoryRetrievalCompleted'];

/** An estate in the tree, a person who acts by a script, and commands run as the tree or the palette runs them. */
export function operationWorld(
  acts: readonly Act[] = [],
  yes: ConstructorParameters<typeof ScriptedPrompter>[1] = true,
) {
  const aws = new InMemoryGateway();
  const account = aws.account(id, prod).vault('eu-west-1', 'tapes', { SNSTopic: topic('old'), Events: events });
  account.vault('eu-west-1', 'bare').topic('eu-west-1', 'new').topic('eu-west-1', 'old').hub('us-east-1');
  account.instance('eu-west-2', 'i-1', 'support').app('eu-west-1', 'a'.repeat(32), 'shop');
  aws.account('444455556666', other);
  const [ledger, clock] = [new InMemoryLedger(), new ManualClock()];
  let ids = 0;
  const newId = () => {
    ids += 1;
    return `id-${ids}`;
  };
  const host = fakeHost({
    ...{ aws, ledger, clock, newId, acts, yes },
    ...{ known: [prod, other], shown: [prod], configuredAccountId: '999999999999' },
    regions: [region('eu-west-1')],
  });
  const { explorer, prompter, answers, done } = host;
  explorer.show([prod], [region('eu-west-1')]);
  const open = async (...paths: readonly NodePath[]) => {
    for (const path of paths) {
      explorer.children(path);
      await settle();
      await settle();
    }
  };
  /** Runs a command as the tree (with a path) or the palette (without) does; time passes meanwhile. */
  const run = async (name: OperationName, path?: NodePath) => {
    const operation = offered.find(one => one.name === name);
    if (operation === undefined) throw new Error(name);
    const running = async () => {
      const draft = await draftOperation(host, operation, path);
      if (draft === undefined) return undefined;
      return operation.effect === 'read' ? showAnswer(host, draft, operation) : performWrite(host, draft, operation);
    };
    return timed(clock, running());
  };
  /** Presses a button, and lets time pass until what it starts is done. */
  const pressed = (label: string) => timed(clock, prompter.press(label));
  const exchange = () => pressed('Exchange Hubs…');
  const writes = () => aws.calls.filter(call => /^(Set|Put|Delete|Register|Deregister|Create)/.test(call.operation));
  const opened = () => open(root, `${root}/hub`, `${root}/region/eu-west-1`, `${root}/region/eu-west-1/vault`);
  return {
    ...{ aws, account, ledger, explorer, prompter, answers, done, host },
    ...{ open, opened, run, pressed, exchange, clock, writes },
  };
}
