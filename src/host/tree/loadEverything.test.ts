import { describe, expect, it } from 'vitest';
import { fakeHost } from '../../../test/support/fakeHost.ts';
import { InMemoryGateway } from '../../../test/support/inMemoryGateway.ts';
import { refusal } from '../../../test/support/inMemoryOperations.ts';
import { InMemoryPlaces } from '../../../test/support/inMemoryPlaces.ts';
import { ManualClock, settle } from '../../../test/support/manualClock.ts';
import { timed } from '../../../test/support/roadWorld.ts';
import { accountPath } from '../../core/inventory/paths.ts';
import type { AccountSource } from '../../core/model/account.ts';
import { AccessError } from '../../core/model/errors.ts';
import { region } from '../../core/model/regions.ts';
import { loadEverything } from './loadEverything.ts';

const ids = ['111122223333', '444455556666', '777788889999'] as const;
const sources = ids.map((_, index): AccountSource => ({ kind: 'profile', name: `p${index}` }));
const roots = sources.map(accountPath);
const vaultsOf = (index: number, where = 'eu-west-1') => `${roots[index]}/region/${where}/vault`;
const all = { anew: true, everywhere: false };

/** Three accounts, each with two vaults in Ireland. */
function world(memories?: InMemoryPlaces, clock = new ManualClock()) {
  const aws = new InMemoryGateway();
  aws.pageSize = 1;
  for (const [index, id] of ids.entries()) {
    const source = sources[index];
    if (source !== undefined) aws.account(id, source).vault('eu-west-1', 'films').vault('eu-west-1', 'tapes');
  }
  const host = fakeHost({ aws, clock, known: sources, ...(memories === undefined ? {} : { memories }) });
  const { explorer, prompter } = host;
  explorer.show(sources, [region('us-east-1'), region('eu-west-1')]);
  const load = (extent = all) => timed(clock, loadEverything(host, extent));
  const lines = (path: string) =>
    explorer.children(path).map(child => {
      const node = explorer.node(child);
      if (node?.type === 'resource')
        return `${node.row.label} ${node.row.status}${node.remembered ? ' remembered' : ''}`;
      return node?.type === 'note' ? `(${node.note} ${node.error?.code ?? ''})` : child;
    });
  const told = () => prompter.told.at(-1);
  return { aws, clock, host, explorer, prompter, load, lines, told };
}

describe('loading everything', () => {
  it('reads all accounts to the end of each list, with progress, and asks each place once', async () => {
    const { aws, prompter, load, lines, told } = world();
    await load();
    for (const index of ids.keys()) expect(lines(vaultsOf(index))).toEqual(['films none', 'tapes none']);
    expect(told()).toMatchObject({ tone: 'information', text: 'Accounts loaded: 3.', next: [] });
    expect(prompter.said).toContain('0 of 3 accounts loaded, places left: 3');
    const asked = aws.calls.map(
      call => `${call.source} ${call.operation} ${call.region} ${JSON.stringify(call.input)}`,
    );
    expect(asked).toEqual([...new Set(asked)]);
  });

  it('asks anew for what was loaded before', async () => {
    const { aws, load, lines } = world();
    await load();
    aws.account(ids[1]).vault('eu-west-1', 'new');
    await load();
    expect(lines(vaultsOf(1))).toEqual(['films none', 'new none', 'tapes none']);
  });

  it('begins no more places than can be under way, and the rest as answers come', async () => {
    const { aws, clock, host, prompter, explorer, lines } = world();
    const everywhere = sources.map((_, index) => vaultsOf(index));
    explorer.show(sources, []);
    const held = (['glacier', 'pinpoint', 'connect'] as const).map(service => aws.hold({ service }));
    const done = loadEverything(host, all);
    await clock.advance(1_000);
    const waiting = held.reduce((sum, gate) => sum + gate.waiting, 0);
    expect(waiting).toBeGreaterThan(64);
    expect(waiting).toBeLessThan(3 * 44);
    for (const gate of held) gate.open();
    await timed(clock, done);
    for (const path of everywhere) expect(lines(path)).toEqual(['films none', 'tapes none']);
    expect(prompter.told.at(-1)?.text).toBe('Accounts loaded: 3.');
  });

  it('tells what could not be read, which stays in sight beside all else', async () => {
    const { aws, load, lines, told } = world();
    aws.fail(
      { operation: 'ListVaults', source: 'profile:p1', region: 'eu-west-1' },
      refusal('access-denied', 'No', 403),
    );
    aws.fail(
      { operation: 'GetCallerIdentity', source: 'profile:p2' },
      new AccessError('cancelled', 'No code was given.'),
    );
    await load();
    expect(told()).toMatchObject({
      tone: 'warning',
      text: 'Accounts loaded: 3. Could not be read: 2. Their rows say why.',
    });
    expect(lines(vaultsOf(0))).toEqual(['films none', 'tapes none']);
    expect(lines(vaultsOf(1))).toEqual(['(error access-denied)']);
  });

  it('shows what came as a part once it is stopped, sends nothing more, and goes on where it was', async () => {
    const { aws, clock, prompter, load, lines, explorer, told } = world();
    const second = aws.hold({
      operation: 'ListVaults',
      source: 'profile:p0',
      region: 'eu-west-1',
      input: { marker: '1' },
    });
    const identity = aws.hold({ operation: 'GetCallerIdentity', source: 'profile:p2' });
    prompter.stopsAt = said => said === '1 of 3 accounts loaded, places left: 2';
    await load();
    expect(told()).toMatchObject({
      tone: 'warning',
      text: 'Stopped. Places not read to the end: 2. What was read is shown.',
    });
    expect(lines(vaultsOf(0))).toEqual(['films none', '(error cancelled)']);
    expect(explorer.node(vaultsOf(0))).toMatchObject({ state: 'partial', count: 1 });
    expect(explorer.node(roots[2] ?? '')).toMatchObject({ state: 'failed', error: { code: 'cancelled' } });
    second.open();
    identity.open();
    aws.calls.length = 0;
    await settle();
    expect(aws.calls).toEqual([]);
    prompter.stopsAt = () => false;
    await timed(clock, Promise.resolve(prompter.press('Load the Rest')));
    await clock.advance(10_000);
    expect(lines(vaultsOf(0))).toEqual(['films none', 'tapes none']);
    expect(lines(vaultsOf(2))).toEqual(['films none', 'tapes none']);
    expect(aws.calls.filter(({ source }) => source === 'profile:p1')).toEqual([]);
    expect(told()).toMatchObject({ tone: 'information', text: 'Accounts loaded: 3.' });
  });

  it('keeps of a list that is stopped what it held before, and its rows as they were', async () => {
    const { aws, prompter, load, lines } = world();
    await load();
    aws.hold({ operation: 'ListVaults', source: 'profile:p0', region: 'eu-west-1', input: { marker: '1' } });
    aws.hold({ operation: 'GetVaultNotifications', source: 'profile:p1' });
    prompter.stopsAt = said => said === '2 of 3 accounts loaded, places left: 1';
    await load();
    expect(lines(vaultsOf(0))).toEqual(['films none', 'tapes none remembered', '(error cancelled)']);
    expect(lines(vaultsOf(1))).toEqual(['films none remembered', 'tapes none remembered']);
  });

  it('passes over what held nothing, says so, and asks there as well where a person wants that', async () => {
    const clock = new ManualClock();
    const memories = new InMemoryPlaces(clock);
    const first = world(memories, clock);
    await first.load();
    await clock.advance(5_000);
    const { aws, prompter, load, told } = world(memories, clock);
    await load();
    const places = 3 * (3 + 1);
    expect(told()?.text).toBe(`Accounts loaded: 3. Not asked, because empty within the last day: ${places} places.`);
    expect(aws.called({ operation: 'ListVaults', region: 'us-east-1' })).toEqual([]);
    await timed(clock, Promise.resolve(prompter.press('Ask Everywhere')));
    await clock.advance(10_000);
    expect(aws.called({ operation: 'ListVaults', region: 'us-east-1' })).toHaveLength(3);
    expect(told()).toMatchObject({ text: 'Accounts loaded: 3.', next: [] });
  });

  it('says so where no account is shown', async () => {
    const host = fakeHost();
    await loadEverything(host, all);
    expect(host.prompter.told.at(-1)?.text).toBe('No accounts selected. Choose accounts first.');
  });
});
