import { describe, expect, it } from 'vitest';
import { InMemoryGateway } from '../../../test/support/inMemoryGateway.ts';
import { InMemoryLedger } from '../../../test/support/inMemoryLedger.ts';
import { refusal } from '../../../test/support/inMemoryOperations.ts';
import { InMemoryPlaces } from '../../../test/support/inMemoryPlaces.ts';
import { ManualClock, settle } from '../../../test/support/manualClock.ts';
import { kinds } from '../kinds/table.ts';
import type { AccountSource } from '../model/account.ts';
import { AccessError } from '../model/errors.ts';
import { region } from '../model/regions.ts';
import { type Arrangement, PLAIN } from './arrangement.ts';
import { Explorer } from './explorer.ts';
import type { NodePath } from './nodes.ts';
import { accountPath } from './paths.ts';
import { readAll, unreadBelow } from './readAll.ts';
import { ShownTree } from './shownTree.ts';

const id = '111122223333';
const other = '444455556666';
const prod: AccountSource = { kind: 'profile', name: 'prod' };
const root = accountPath(prod);
const ireland = `${root}/region/eu-west-1`;
const virginia = `${root}/region/us-east-1`;
const vaults = `${ireland}/vault`;
const topic = `arn:aws:sns:eu-west-1:${id}:ops`;

/** Two vaults in Ireland, and nothing in Virginia. */
function world() {
  const aws = new InMemoryGateway();
  const account = aws.account(id, prod);
  account.vault('eu-west-1', 'films', { SNSTopic: topic, Events: [] }).vault('eu-west-1', 'tapes');
  const clock = new ManualClock();
  const memories = new InMemoryPlaces(clock);
  /** A window, after all that was asked for before was answered and kept. */
  const open = (source: AccountSource = prod, lastKnown: string | null = id) => {
    aws.calls.length = 0;
    const from = { gateway: aws, ledger: new InMemoryLedger(), clock, kinds, step: 1000, memories };
    const explorer = new Explorer({ ...from, lastKnownId: () => lastKnown });
    explorer.show([source], [region('us-east-1'), region('eu-west-1')]);
    const look = async (...paths: readonly NodePath[]): Promise<void> => {
      for (const path of paths) {
        explorer.children(path);
        await settle();
        await settle();
      }
    };
    const lines = (path: NodePath): readonly string[] =>
      explorer.children(path).map(child => {
        const node = explorer.node(child);
        if (node?.type === 'note') return `(${node.note})`;
        if (node?.type === 'region') return `${node.region}${node.emptyAt === null ? '' : ` empty at ${node.emptyAt}`}`;
        if (node?.type === 'group')
          return `${node.kind} ${node.state} ${node.count}${node.remembered ? ' remembered' : ''}`;
        return node?.type === 'resource'
          ? `${node.row.label} ${node.row.status}${node.remembered ? ' remembered' : ''}`
          : '';
      });
    const everything = async (everywhere = false): Promise<void> => {
      const done = readAll(explorer, [root], new AbortController().signal, undefined, everywhere);
      for (let turn = 0; turn < 20; turn += 1) await clock.advance(100);
      await done;
    };
    return { explorer, look, lines, everything };
  };
  /** A window that read everything and was closed. */
  const earlier = async () => {
    const { explorer, everything } = open();
    await everything();
    await clock.advance(5_000);
    explorer.dispose();
    clock.setBy(60_000);
  };
  return { aws, account, clock, memories, open, earlier };
}

describe('what accounts held', () => {
  it('is shown at once, before AWS has answered anything, and told as what it is', async () => {
    const { aws, clock, open, earlier } = world();
    await earlier();
    const then = clock.now();
    const held = aws.hold({});
    const { explorer, look, lines } = open();
    await look(root);
    expect(lines(root)).toEqual(['hub unasked 0', 'eu-west-1', expect.stringMatching(/^us-east-1 empty at \d+$/)]);
    await look(ireland, vaults);
    expect(lines(vaults)).toEqual(['films set remembered', 'tapes none remembered', '(loading)']);
    const node = explorer.node(`${vaults}/films`);
    expect(node).toMatchObject({ row: { config: { SNSTopic: topic } } });
    expect(node?.type === 'resource' && node.readAt !== null && node.readAt < then).toBe(true);
    held.open();
    await look(vaults, vaults);
    expect(lines(vaults)).toEqual(['films set', 'tapes none']);
    expect(explorer.node(vaults)).toMatchObject({ remembered: false, state: 'ready', count: 2 });
  });

  it('is read anew where a person opens it, the places that held nothing as well', async () => {
    const { aws, open, earlier } = world();
    await earlier();
    const { look, lines } = open();
    await look(root, ireland, virginia, vaults, `${virginia}/vault`);
    expect(aws.called({ operation: 'ListVaults' })).toHaveLength(2);
    expect(lines(`${virginia}/vault`)).toEqual(['(empty)']);
    expect(lines(root).at(-1)).toBe('us-east-1');
  });

  it('spares whoever reads everything the places that held nothing, unless all are to be asked', async () => {
    const { aws, open, earlier } = world();
    await earlier();
    const second = open();
    await second.everything();
    const asked = aws.called().length;
    expect(second.lines(virginia)).toEqual([
      'vault unasked 0 remembered',
      'app unasked 0 remembered',
      'instance unasked 0 remembered',
    ]);
    expect(unreadBelow(second.explorer, root)).toBe(0);
    await second.everything(true);
    expect(second.lines(virginia)).toEqual(['vault ready 0', 'app ready 0', 'instance ready 0']);
    expect(aws.called().length - asked).toBe(3 + 1);
  });

  it.each([
    ['the Region', virginia, 3],
    ['the account', root, 3],
    ['a service there', `${virginia}/vault`, 1],
  ])('is asked for again where it was nothing and a person refreshes %s', async (_what, path, lists) => {
    const { aws, open, earlier } = world();
    await earlier();
    const { explorer, look } = open();
    await look(root);
    if (path.endsWith('/vault')) explorer.children(virginia);
    explorer.refresh(path, true);
    for (let turn = 0; turn < 4; turn += 1) await settle();
    expect(aws.called().filter(name => /^(List|Get)(Vaults|Apps|Instances)$/.test(name))).toHaveLength(lists);
  });

  it('is not asked for where it was nothing and all that was read is refreshed', async () => {
    const { aws, open, earlier } = world();
    await earlier();
    const { explorer, look } = open();
    await look(root);
    explorer.refresh();
    for (let turn = 0; turn < 4; turn += 1) await settle();
    expect(new Set(aws.called())).toEqual(new Set(['GetCallerIdentity']));
  });

  it('hides Regions that held nothing where a person wants that, without asking for them', async () => {
    const { aws, open, earlier } = world();
    await earlier();
    const { explorer, look } = open();
    await look(root);
    const tree = new ShownTree(explorer, { isAmiss: () => false, hidesEmpty: () => true, most: 100 });
    expect(tree.children(root).map(path => path.split('/').at(-1))).toEqual(['hub', 'eu-west-1', '~empty-regions']);
    expect(aws.called()).toEqual(['GetCallerIdentity']);
  });

  it.each<[string, Partial<Arrangement>]>([
    ['a filter', { text: 'films' }],
    ['grouping by target', { grouping: 'target' }],
  ])('tells of Regions that held nothing where %s leaves them out, until they are asked', async (_what, more) => {
    const { aws, open, earlier } = world();
    await earlier();
    const { explorer, everything } = open();
    await everything();
    const tree = new ShownTree(explorer, { isAmiss: () => false, hidesEmpty: () => false, most: 100 });
    tree.arrange({ ...PLAIN, ...more });
    const last = () => tree.children(root).at(-1)?.split('/').at(-1);
    const asked = aws.called().length;
    expect(last()).toBe('~remembered-empty');
    expect(tree.node(tree.children(root).at(-1) ?? '')).toMatchObject({ count: 1, about: [virginia] });
    expect(aws.called()).toHaveLength(asked);
    await everything(true);
    expect(last()).not.toBe('~remembered-empty');
  });

  it('goes where the credentials are another account’s by now', async () => {
    const { aws, open, earlier } = world();
    await earlier();
    aws.account(other, prod).vault('us-east-1', 'theirs');
    const { explorer, look, lines } = open();
    const held = aws.hold({ operation: 'GetCallerIdentity' });
    await look(root, ireland, vaults);
    expect(lines(root)[1]).toBe('eu-west-1');
    expect(lines(vaults)).toEqual(['(error)']);
    held.open();
    await look(root);
    expect(explorer.node(root)).toMatchObject({ accountId: other });
    expect(lines(root)).toEqual(['hub unasked 0', 'us-east-1', 'eu-west-1']);
    await look(ireland, vaults);
    expect(lines(vaults)).toEqual(['(empty)']);
  });

  it('goes where AWS refuses, and stays with its age where AWS cannot be reached', async () => {
    const { aws, open, earlier } = world();
    await earlier();
    const { look, lines, explorer } = open();
    aws.fail({ operation: 'ListVaults' }, new AccessError('unreachable', 'no way'), 1);
    await look(root, ireland, vaults);
    expect(lines(vaults)).toEqual(['films set remembered', 'tapes none remembered', '(error)']);
    expect(explorer.node(vaults)).toMatchObject({ state: 'partial', remembered: true, count: 2 });
    aws.fail({ operation: 'ListVaults' }, refusal('access-denied', 'AccessDeniedException', 403), 1);
    explorer.refresh(vaults);
    await settle();
    expect(lines(vaults)).toEqual(['(error)']);
    expect(explorer.node(vaults)).toMatchObject({ state: 'failed' });
  });

  it('says of a list that was not read to its end that there was more', async () => {
    const { aws, account, clock, open } = world();
    for (let index = 0; index < 1_000; index += 1) account.vault('eu-west-1', `v${index}`);
    aws.pageSize = 1_000;
    const first = open();
    await first.look(root, ireland, vaults);
    await clock.advance(5_000);
    first.explorer.dispose();
    const { explorer, look } = open();
    await look(root, ireland);
    expect(explorer.node(vaults)).toMatchObject({ state: 'unasked', count: 1_000, more: true });
  });

  it('is not kept of an emulator', async () => {
    const { aws, clock, memories, open } = world();
    const emulator: AccountSource = { kind: 'emulator', accountId: id };
    aws.account(id, emulator);
    const { look } = open(emulator);
    await look(accountPath(emulator), `${accountPath(emulator)}/hub`);
    await clock.advance(5_000);
    expect([memories.emptyPlaces.size, memories.seenPlaces.size]).toEqual([0, 0]);
  });

  it('is kept without what failed or was not read, and not at all where AWS did not say', async () => {
    const { aws, clock, memories, open } = world();
    aws.fail(
      { operation: 'GetVaultNotifications', input: { vaultName: 'tapes' } },
      refusal('access-denied', 'Denied', 403),
    );
    aws.fail({ operation: 'GetApps' }, refusal('access-denied', 'Denied', 403));
    const { everything } = open();
    await everything();
    await clock.advance(5_000);
    const seen = memories.seenPlaces.get(`${id} aws`);
    expect([...(seen?.keys() ?? [])]).toEqual(['vault eu-west-1']);
    expect(seen?.get('vault eu-west-1')).toMatchObject({ count: 2, rows: [{ name: 'films' }] });
    const empty = memories.emptyPlaces.get(`${id} aws`);
    expect([...(empty?.keys() ?? [])].sort()).toEqual(['instance us-east-1', 'vault us-east-1']);
  });

  it('is written once for all that came together', async () => {
    const { clock, memories, open } = world();
    const notes: string[] = [];
    const { note } = memories.empty;
    Object.assign(memories.empty, {
      note: async (...args: Parameters<typeof note>) => {
        notes.push([...args[1].keys()].sort().join());
        await note(...args);
      },
    });
    const { everything } = open();
    await everything();
    await clock.advance(5_000);
    expect(notes).toHaveLength(1);
  });
});
