import { describe, expect, it } from 'vitest';
import { Clock } from '../clock.ts';
import { createWorld } from '../world.ts';
import { Collection } from './collection.ts';
import { Keeper } from './keeper.ts';
import { State } from './stateDocument.ts';

describe('a collection', () => {
  const names = ['b', 'a', 'B', '_', '10', '9', '__proto__'];
  const filled = () => new Collection(names.map(name => [name, name.length] as const));

  it('pages in ASCII order', () => {
    const first = filled().page('', 3);
    expect([first.items.map(([name]) => name), first.next]).toEqual([['10', '9', 'B'], '_']);
    const rest = filled().page('_', 10);
    expect([rest.items.map(([name]) => name), rest.next]).toEqual([['_', '__proto__', 'a', 'b'], undefined]);
  });

  it('keeps its order as items come and go', () => {
    const collection = filled();
    collection.page('', 1);
    collection.set('aa', 1);
    collection.set('a', 2);
    collection.delete('B');
    expect(collection.delete('B')).toBe(false);
    expect(collection.page('', 99).items.map(([name]) => name)).toEqual(['10', '9', '_', '__proto__', 'a', 'aa', 'b']);
    expect([collection.size, collection.get('a')]).toEqual([7, 2]);
  });

  it('begins a page where no item is', () => {
    expect(filled().page('Z', 1).items[0]?.[0]).toBe('_');
    expect(filled().page('zz', 1)).toEqual({ items: [], next: undefined });
  });

  it('is a plain object as JSON, __proto__ included', () => {
    expect(JSON.stringify(new Collection([['__proto__', 1]]))).toBe('{"__proto__":1}');
  });
});

const NOON = '2026-11-28T12:00:00.000Z';

describe('the state', () => {
  const open = () => {
    const shelves = () => Object.values(createWorld()).filter(one => typeof one !== 'function');
    return new State(shelves(), shelves, new Clock(() => 0));
  };

  it('takes a document and gives it back', () => {
    const state = open();
    const accounts = {
      '111122223333': {
        'us-east-1': {
          glacier: {
            vaults: { tapes: { numberOfArchives: 1, notifications: { SNSTopic: 't', Events: ['e'] } } },
            jobs: { j: { vault: 'tapes', action: 'Select', creationDate: NOON, endsAt: NOON, snsTopic: 't' } },
            setsSourceOwner: false,
            closed: false,
          },
          cloudwatch: { metrics: { 'AWS/SNS x TopicName=t': { [NOON]: 2 } }, lagSeconds: 60 },
          cloudtrail: {
            events: [{ id: 'i', name: 'n', source: 's', time: NOON, username: 'u', requestParameters: {} }],
          },
          pinpoint: { apps: { a: { name: 'shop', tags: { k: 'v' }, gcm: { enabled: true } } } },
          sns: { topics: { t: { attributes: { DisplayName: 'T' }, subscriptions: [{ id: 'i', protocol: 'sqs' }] } } },
          connect: { instances: { i: { tags: { k: 'v' }, associations: {}, registrations: {}, contacts: {} } } },
        },
        'eu-west-1': { optedIn: false },
      },
    };
    const document = { version: 1, clock: { offsetSeconds: 5 }, accounts };
    expect(state.replace(document)).toEqual([]);
    expect(JSON.parse(JSON.stringify(state))).toEqual(document);
    expect([state.isOptedIn('111122223333', 'eu-west-1'), state.isOptedIn('111122223333', 'eu-west-2')]).toEqual([
      false,
      true,
    ]);
  });

  it('finds every fault of a document at once, and changes nothing', () => {
    const state = open();
    state.replace({ version: 1, accounts: { '111122223333': {} } });
    const glacier = { vaults: { a: { sizeInBytes: -1 }, b: { creationDate: 'x' } } };
    const problems = state.replace({ version: 1, accounts: { '444455556666': { 'us-east-1': { glacier, s3: {} } } } });
    expect(problems.map(problem => problem.path)).toEqual([
      'accounts.444455556666.us-east-1.glacier.vaults.a.sizeInBytes',
      'accounts.444455556666.us-east-1.glacier.vaults.b.creationDate',
      'accounts.444455556666.us-east-1.s3',
    ]);
    expect(Object.keys(state.toJSON().accounts)).toEqual(['111122223333']);
  });
});

describe('the keeper', () => {
  /** A sink whose writes end when told to. */
  const openSink = () => {
    const pending: { readonly text: string; readonly end: (error?: Error) => void }[] = [];
    const write = (text: string): Promise<void> =>
      new Promise((resolve, reject) =>
        pending.push({ text, end: error => (error === undefined ? resolve() : reject(error)) }),
      );
    return { pending, write };
  };
  const turns = async (): Promise<void> => {
    for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
  };

  it('writes once for all who wait, with a text that was taken after their changes', async () => {
    const sink = openSink();
    let version = 1;
    const keeper = new Keeper(sink, () => String(version));
    const first = keeper.commit();
    await turns();
    version = 2;
    const second = keeper.commit();
    version = 3;
    const third = keeper.commit();
    await turns();
    expect(sink.pending.map(one => one.text)).toEqual(['1']);
    sink.pending[0]?.end();
    await first;
    await turns();
    expect(sink.pending.map(one => one.text)).toEqual(['1', '3']);
    let isDone = false;
    const done = Promise.all([second, third]).then(() => {
      isDone = true;
    });
    await turns();
    expect(isDone).toBe(false);
    sink.pending[1]?.end();
    await done;
  });

  it('tells those who waited that a write failed, and writes anew for the next', async () => {
    const sink = openSink();
    const keeper = new Keeper(sink, () => 'text');
    const first = keeper.commit();
    await turns();
    sink.pending[0]?.end(new Error('disk full'));
    await expect(first).rejects.toThrow('disk full');
    const second = keeper.commit();
    await turns();
    sink.pending[1]?.end();
    await second;
  });
});
