import { Explorer } from '../../src/core/inventory/explorer.ts';
import type { NodePath } from '../../src/core/inventory/nodes.ts';
import { kinds, kindTable, offered } from '../../src/core/kinds/table.ts';
import { lintRequest } from '../../src/core/lint/lintRequest.ts';
import type { AccountSource } from '../../src/core/model/account.ts';
import type { OperationName } from '../../src/core/model/operations.ts';
import type { Answer } from '../../src/core/model/ports.ts';
import { region } from '../../src/core/model/regions.ts';
import type { Located } from '../../src/host/asking/draft.ts';
import { draftOperation } from '../../src/host/asking/draftOperation.ts';
import { performWrite, type WriteNeeds } from '../../src/host/changing/performWrite.ts';
import { type ShowNeeds, showAnswer } from '../../src/host/changing/showAnswer.ts';
import { exchangeHubs } from '../../src/host/hubs/exchangeHubs.ts';
import { english } from '../../src/messages/translate.ts';
import { InMemoryGateway } from './inMemoryGateway.ts';
import { InMemoryJournal, InMemoryLocks } from './inMemoryJournal.ts';
import { InMemoryLedger } from './inMemoryLedger.ts';
import { ManualClock, settle } from './manualClock.ts';
import { type Act, ScriptedPrompter } from './scriptedPrompter.ts';

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
  const ledger = new InMemoryLedger();
  const clock = new ManualClock();
  const explorer = new Explorer({ gateway: aws, ledger, clock, kinds, step: 100 });
  explorer.show([prod], [region('eu-west-1')]);
  const prompter = new ScriptedPrompter(acts, yes);
  const shown: { readonly draft: Located; readonly answer: Answer }[] = [];
  const done: string[] = [];
  let exchanging: Promise<void> | undefined;
  const validate: WriteNeeds['validate'] = async (operation, request, { accountId, region: at }) =>
    lintRequest(operation, request, { account: accountId, region: at, today: '2026-11-22' });
  const needs: WriteNeeds & ShowNeeds = {
    ...{ t: english, prompter, explorer, gateway: aws, ledger },
    directory: {
      list: async () => ({
        problems: [],
        sources: [prod, other].map(source => ({ source, configuredAccountId: '999999999999', region: null })),
      }),
      initial: async () => [prod],
    },
    validate,
    regions: () => [region('eu-west-1')],
    road: {
      table: kindTable,
      ...{
        gateway: aws,
        ledger,
        journal: new InMemoryJournal(),
        locks: new InMemoryLocks(),
        clock,
        newId: () => 'fresh-token',
      },
      validate,
      forbidden: () => null,
    },
    log: { info: text => done.push(text), warn: text => done.push(text), error: text => done.push(text) },
    show: async (draft, answer) => void shown.push({ draft, answer }),
    actions: {
      showLog: () => done.push('log'),
      manageTrust: () => done.push('trust'),
      signIn: draft => done.push(`sign in ${JSON.stringify(draft.source)}`),
      copy: text => done.push(`copy ${text}`),
      compare: (title, states) => done.push(`${title} ${JSON.stringify(states)}`),
      exchangeHubs: refused => {
        exchanging = exchangeHubs(refused, { ...needs, showText: async () => undefined });
      },
    },
  };
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
    let ended = false;
    const running = (async () => {
      const draft = await draftOperation(operation, path, needs);
      if (draft === undefined) return undefined;
      return operation.effect === 'read' ? showAnswer(draft, operation, needs) : performWrite(draft, operation, needs);
    })().finally(() => {
      ended = true;
    });
    running.catch(() => undefined);
    while (!ended) await clock.advance(1_000);
    return running;
  };
  /** Presses a button, and lets time pass until what it starts is done. */
  const pressed = async (label: string) => {
    let ended = false;
    const running = (async () => {
      await prompter.press(label);
      await exchanging;
    })().finally(() => {
      ended = true;
    });
    running.catch(() => undefined);
    while (!ended) await clock.advance(5_000);
    await running;
  };
  const exchange = () => pressed('Exchange Hubs…');
  const writes = () => aws.calls.filter(call => /^(Set|Put|Delete|Register|Deregister|Create)/.test(call.operation));
  const opened = () => open(root, `${root}/hub`, `${root}/region/eu-west-1`, `${root}/region/eu-west-1/vault`);
  return {
    aws,
    account,
    ledger,
    explorer,
    prompter,
    shown,
    done,
    needs,
    open,
    opened,
    run,
    pressed,
    exchange,
    clock,
    writes,
  };
}
