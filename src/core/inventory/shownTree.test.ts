import { describe, expect, it, vi } from 'vitest';
import { InMemoryGateway } from '../../../test/support/inMemoryGateway.ts';
import { InMemoryLedger } from '../../../test/support/inMemoryLedger.ts';
import { refusal } from '../../../test/support/inMemoryOperations.ts';
import { ManualClock, settle } from '../../../test/support/manualClock.ts';
import { kinds } from '../kinds/table.ts';
import type { AccountSource } from '../model/account.ts';
import { region } from '../model/regions.ts';
import { type Arrangement, arrangementOf, PLAIN } from './arrangement.ts';
import { Explorer } from './explorer.ts';
import type { NodePath, ResourceNode } from './nodes.ts';
import { accountPath } from './paths.ts';
import { readAll } from './readAll.ts';
import { ShownTree } from './shownTree.ts';

const id = '111122223333';
const prod: AccountSource = { kind: 'profile', name: 'prod' };
const other: AccountSource = { kind: 'profile', name: 'other' };
const topic = (name: string) => `arn:aws:sns:eu-west-1:${id}:${name}`;
const set = (name: string) => ({ SNSTopic: topic(name), Events: ['ArchiveRetrievalCompleted'] });
const REGIONS = ['eu-west-1', 'us-east-1', 'us-west-2'].map(region);
const root = accountPath(prod);
const vaults = `${root}/region/eu-west-1/vault`;

interface WorldOptions {
  readonly most?: number;
  readonly step?: number;
  readonly hidesEmpty?: boolean;
  readonly amiss?: (node: ResourceNode) => boolean;
}

/** An estate of two accounts, nothing of which is read yet. */
function world({ most = 100, step = 100, hidesEmpty = false, amiss = () => false }: WorldOptions = {}) {
  const aws = new InMemoryGateway();
  const account = aws.account(id, prod).hub('us-east-1');
  account.vault('eu-west-1', 'tapes', set('ops')).vault('eu-west-1', 'films', set('audit'));
  account.vault('eu-west-1', 'silent').vault('us-east-1', 'ops-archive', set('ops'));
  account.app('eu-west-1', 'a'.repeat(32), 'shop').app('eu-west-1', 'b'.repeat(32), 'news');
  aws.account('444455556666', other);
  const clock = new ManualClock();
  const model = new Explorer({ gateway: aws, ledger: new InMemoryLedger(), clock, kinds, step });
  model.show([prod, other], REGIONS);
  const tree = new ShownTree(model, { most, hidesEmpty: () => hidesEmpty, isAmiss: amiss });
  const arrange = (more: Partial<Arrangement>) => tree.arrange({ ...PLAIN, ...more });
  const read = async (...paths: readonly NodePath[]) => {
    for (const path of paths) {
      model.children(path);
      await settle();
      await settle();
    }
  };
  const readEverything = async () => {
    const done = readAll(model, model.roots(), new AbortController().signal);
    await clock.advance(10_000);
    await done;
  };
  /** A line in words: what it stands for, and what it counts. */
  const line = (path: NodePath): string => {
    const node = tree.node(path);
    if (node?.type === 'remark') return `(${node.remark} ${node.count})`;
    if (node?.type === 'target') return `→ ${node.arn?.split(':').at(-1) ?? 'nowhere'} ${node.count}`;
    if (node?.type === 'note') return `~${node.note}`;
    return node?.type === 'resource' ? node.row.label : (path.split('/').at(-1) ?? '');
  };
  const lines = (path?: NodePath): readonly string[] => tree.children(path).map(line);
  /** All lines below one, each indented below its parent. */
  const outline = (path: NodePath, indent = ''): readonly string[] =>
    tree.children(path).flatMap(child => [`${indent}${line(child)}`, ...outline(child, `${indent}  `)]);
  return { aws, account, clock, model, tree, arrange, read, readEverything, lines, outline };
}

describe('a filter by how rows stand', () => {
  it('leaves the silent ones, and the way to them', async () => {
    const { readEverything, arrange, outline, tree } = world();
    await readEverything();
    arrange({ standing: 'silent' });
    expect(outline(root)).toEqual([
      '~lifecycle',
      'eu-west-1',
      '  vault',
      '    silent',
      '  app',
      '    shop',
      `      ${'a'.repeat(32)}`,
      '    news',
      `      ${'b'.repeat(32)}`,
    ]);
    expect(tree.counts()).toEqual({ shown: 3, read: 9 });
  });

  it('leaves those that checks say something of', async () => {
    const { readEverything, arrange, outline } = world({ amiss: ({ row }) => row.name === 'tapes' });
    await readEverything();
    arrange({ standing: 'amiss' });
    expect(outline(root)).toEqual(['~lifecycle', 'eu-west-1', '  vault', '    tapes']);
  });

  it('says so where nothing is as it asks', async () => {
    const { readEverything, arrange, lines } = world();
    await readEverything();
    arrange({ standing: 'retired' });
    expect(lines(root)).toEqual(['~lifecycle', '(no-match 0)']);
  });

  it('never hides what failed, is on its way, or was read in part', async () => {
    const { aws, readEverything, arrange, lines, outline, model } = world({ step: 2 });
    aws.fail({ operation: 'ListVaults', region: 'us-west-2' }, refusal('access-denied', 'AccessDeniedException', 403));
    await readEverything();
    arrange({ text: 'no such text' });
    expect(outline(root)).toEqual(['~lifecycle', 'us-west-2', '  vault', '    ~error']);
    model.refresh(vaults);
    expect(lines(root)).toEqual(['~lifecycle', 'eu-west-1', 'us-west-2']);
  });

  it('tells what was not read, and asks nothing for it', async () => {
    const { aws, read, arrange, outline, lines } = world();
    await read(root, `${root}/region/eu-west-1`, vaults);
    aws.calls.length = 0;
    arrange({ standing: 'silent' });
    expect(outline(root)).toEqual(['~lifecycle', 'eu-west-1', '  vault', '    silent', '(unsearched 3)']);
    expect(lines()).toHaveLength(2);
    expect(aws.calls).toEqual([]);
  });
});

describe('what a filter leaves', () => {
  it('is counted from what was read, and anew once that is other', async () => {
    const { account, model, clock, readEverything, arrange, tree } = world();
    await readEverything();
    arrange({ standing: 'silent', text: 'silent' });
    expect(tree.counts()).toEqual({ shown: 1, read: 9 });
    account.vault('eu-west-1', 'silent', set('ops')).vault('eu-west-1', 'silent-too');
    model.refresh(vaults);
    await clock.advance(1_000);
    expect(tree.counts()).toEqual({ shown: 1, read: 10 });
  });

  it('is not counted row by row each time', async () => {
    const { account, readEverything, arrange, tree, model } = world();
    for (let index = 0; index < 400; index += 1) account.vault('eu-west-1', `many-${index}`);
    await readEverything();
    arrange({ standing: 'silent' });
    tree.counts();
    let asked = 0;
    const { node } = model;
    Object.assign(model, {
      node: (path: NodePath) => {
        asked += 1;
        return node.call(model, path);
      },
    });
    tree.counts();
    expect(asked).toBeLessThan(300);
  });
});

describe('a filter by text', () => {
  it.each([
    ['ops', ['eu-west-1', '  vault', '    tapes', 'us-east-1', '  vault', '    ops-archive']],
    ['OPS tapes', ['eu-west-1', '  vault', '    tapes']],
    ['news', ['eu-west-1', '  app', '    news', `      ${'b'.repeat(32)}`]],
    ['audit', ['eu-west-1', '  vault', '    films']],
  ])('“%s” is about names and targets', async (text, expected) => {
    const { readEverything, arrange, outline } = world();
    await readEverything();
    arrange({ text });
    expect(outline(root).filter(line => line !== '~lifecycle')).toEqual(expected);
  });

  it('shows a row that a person goes to all the same, until they filter anew', async () => {
    const { readEverything, arrange, lines, tree } = world();
    await readEverything();
    arrange({ text: 'tapes' });
    tree.reveal(`${vaults}/films`);
    expect(lines(vaults)).toEqual(['films', 'tapes']);
    arrange({ text: 'tapes' });
    expect(lines(vaults)).toEqual(['tapes']);
  });
});

describe('grouping by target', () => {
  it('lists each target once with all that leads to it, and what leads nowhere last', async () => {
    const { readEverything, arrange, outline, tree } = world();
    await readEverything();
    arrange({ grouping: 'target' });
    expect(outline(root).filter(line => line !== '~lifecycle')).toEqual([
      'hub',
      '  us-east-1',
      '→ audit 1',
      '  films',
      '→ ops 2',
      '  tapes',
      '  ops-archive',
      '→ nowhere 3',
      '  silent',
      `  ${'a'.repeat(32)}`,
      `  ${'b'.repeat(32)}`,
    ]);
    const ops = tree.children(root).find(path => tree.node(path)?.type === 'target') ?? '';
    expect(tree.parent(tree.children(ops)[0] ?? '')).toBe(ops);
    expect(tree.parent(ops)).toBe(root);
  });

  it('keeps Regions in sight of which something failed, and tells what was not read', async () => {
    const { aws, read, arrange, lines } = world();
    aws.fail({ operation: 'ListVaults', region: 'us-west-2' }, refusal('access-denied', 'AccessDeniedException', 403));
    await read(root, `${root}/region/us-west-2`, `${root}/region/us-west-2/vault`);
    arrange({ grouping: 'target' });
    expect(lines(root)).toEqual(['hub', 'us-west-2', '(unsearched 3)']);
  });

  it('is undone without a trace', async () => {
    const { readEverything, arrange, tree } = world();
    await readEverything();
    arrange({ grouping: 'target' });
    tree.children(root);
    arrange({});
    expect(tree.parent(`${vaults}/films`)).toBe(vaults);
  });
});

describe('sorting', () => {
  it.each([
    ['listed', ['films', 'silent', 'tapes']],
    ['name', ['films', 'silent', 'tapes']],
    ['status', ['silent', 'films', 'tapes']],
    ['target', ['films', 'tapes', 'silent']],
  ] as const)('by %s', async (sorting, expected) => {
    const { readEverything, arrange, lines } = world();
    await readEverything();
    arrange({ sorting });
    expect(lines(vaults)).toEqual(expected);
  });
});

describe('Regions that hold nothing', () => {
  it('are left out where a person wants that, and counted; those that failed or were not read are not', async () => {
    const { aws, read, readEverything, lines } = world({ hidesEmpty: true });
    await read(root);
    expect(lines(root)).toEqual(['hub', 'eu-west-1', 'us-east-1', 'us-west-2']);
    await readEverything();
    expect(lines(root).slice(-3)).toEqual(['eu-west-1', 'us-east-1', '(empty-regions 1)']);
    aws.fail({ operation: 'ListVaults', region: 'us-west-2' }, refusal('access-denied', 'AccessDeniedException', 403));
  });

  it('are shown again once something there cannot be read', async () => {
    const { aws, model, clock, readEverything, lines } = world({ hidesEmpty: true });
    await readEverything();
    aws.fail({ operation: 'ListVaults', region: 'us-west-2' }, refusal('access-denied', 'AccessDeniedException', 403));
    model.refresh(`${root}/region/us-west-2`);
    await clock.advance(1_000);
    expect(lines(root).slice(-3)).toEqual(['eu-west-1', 'us-east-1', 'us-west-2']);
  });
});

describe('many rows', () => {
  it('are shown up to a limit, with how many are beyond, and those that a person went to', async () => {
    const { account, readEverything, lines, tree } = world({ most: 3 });
    for (let index = 0; index < 7; index += 1) account.vault('eu-west-1', `many-${index}`);
    await readEverything();
    expect(lines(vaults)).toEqual(['films', 'many-0', 'many-1', '(beyond 7)']);
    tree.reveal(`${vaults}/tapes`);
    expect(lines(vaults)).toEqual(['films', 'many-0', 'many-1', 'tapes', '(beyond 6)']);
  });
});

describe('reading everything', () => {
  it('reads every list to its end, and ends where something fails', async () => {
    const { aws, account, readEverything, model } = world({ step: 2 });
    for (let index = 0; index < 7; index += 1) account.vault('eu-west-1', `many-${index}`);
    aws.fail({ operation: 'GetApps', region: 'us-west-2' }, refusal('access-denied', 'AccessDeniedException', 403));
    await readEverything();
    expect(model.children(vaults)).toHaveLength(10);
    expect(model.node(`${root}/region/us-west-2/app`)).toMatchObject({ state: 'failed' });
    expect(model.children(`${root}/region/us-west-2/vault`)).toHaveLength(1);
  });

  it('begins nothing more once it is stopped', async () => {
    const { aws, model, clock } = world();
    const stop = new AbortController();
    const waits: number[] = [];
    const done = readAll(model, model.roots(), stop.signal, waiting => waits.push(waiting));
    stop.abort();
    await done;
    await clock.advance(10_000);
    expect(waits).toEqual([2]);
    expect(new Set(aws.called())).toEqual(new Set(['GetCallerIdentity']));
  });

  it('ends at once where it is stopped before, and listens to a signal once however many read under it', async () => {
    const { model } = world();
    await readAll(model, model.roots(), AbortSignal.abort());
    const stop = new AbortController();
    const listen = vi.spyOn(stop.signal, 'addEventListener');
    const reading = Array.from({ length: 12 }, () => readAll(model, model.roots(), stop.signal));
    stop.abort();
    await Promise.all(reading);
    expect(listen).toHaveBeenCalledTimes(1);
  });
});

describe('an arrangement', () => {
  it.each([
    [undefined, PLAIN],
    ['x', PLAIN],
    [
      { standing: 'odd', text: 7, grouping: null, sorting: 'name' },
      { ...PLAIN, sorting: 'name' },
    ],
    [{ standing: 'silent', text: 'a', grouping: 'target', sorting: 'status' }, undefined],
  ])('is taken from what was kept: %j', (kept, expected) => {
    expect(arrangementOf(kept)).toEqual(expected ?? kept);
  });
});
