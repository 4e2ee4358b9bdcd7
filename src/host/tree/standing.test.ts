import { describe, expect, it } from 'vitest';
import { id, operationWorld, prod, root, tapes, topic } from '../../../test/support/operationWorld.ts';
import { PLAIN } from '../../core/inventory/arrangement.ts';
import { region } from '../../core/model/regions.ts';
import type { Report } from '../../core/preflight/report.ts';
import { judgedRows, standingOf } from './standing.ts';

const vaults = `${root}/region/eu-west-1/vault`;
const events = ['ArchiveRetrievalCompleted'];

/** Vaults of which two tell by themselves that something is amiss, and one has nothing set. */
async function opened() {
  const world = operationWorld();
  const { account, explorer, host } = world;
  account.vault('eu-west-1', 'far', { SNSTopic: topic('t').replace('eu-west-1', 'us-east-1'), Events: events });
  account.vault('eu-west-1', 'fifo', { SNSTopic: topic('t.fifo'), Events: events });
  await world.opened();
  const standing = (path: string) => {
    const node = explorer.node(path);
    if (node === undefined) throw new Error(path);
    return standingOf(host, node);
  };
  return { ...world, standing };
}

const report = (name: string, SNSTopic: string, verdict: Report['verdict']): Report => ({
  ...{ source: prod, accountId: id, region: region('eu-west-1'), kind: 'vault', name, status: 'set', verdict },
  ...{ config: { SNSTopic, Events: [...events, 'InventoryRetrievalCompleted'] }, steps: [], notes: [] },
});

describe('how rows stand', () => {
  it('is told unasked from what is listed, and counted on their parent', async () => {
    const { aws, standing } = await opened();
    aws.calls.length = 0;
    expect(standing(vaults).counts).toEqual({ silent: 1, broken: 1, warnings: 1, checked: 0, oldest: null });
    expect(standing(`${vaults}/far`).checked).toMatchObject({
      verdict: 'broken',
      cause: { rule: 'vault/topic-region' },
    });
    expect(standing(`${vaults}/fifo`).checked).toMatchObject({ verdict: 'warning', checkedAt: null });
    expect(standing(tapes).checked).toBeUndefined();
    expect(aws.calls).toEqual([]);
  });

  it('is what the last check said, where there was one', async () => {
    const { host, standing } = await opened();
    host.verdicts.record(report('tapes', topic('old'), 'broken'), 7);
    expect(standing(tapes).checked).toMatchObject({ verdict: 'broken', checkedAt: 7 });
    expect(standing(vaults).counts).toMatchObject({ broken: 2, checked: 1, oldest: 7 });
  });

  it('warns of a topic that is gone from the list, where the topics were listed', async () => {
    const { account, host, standing } = await opened();
    const listed = async () => {
      const where = { source: prod, accountId: id, region: region('eu-west-1') };
      const pages = host.lists.pages({ choice: 'topic' }, where, new AbortController().signal, true);
      for await (const _page of pages);
    };
    await listed();
    expect(standing(tapes).checked).toBeUndefined();
    account.in('eu-west-1').topics.delete(topic('old'));
    await listed();
    expect(standing(tapes).checked).toMatchObject({ verdict: 'warning', cause: { rule: 'vault/topic-unlisted' } });
  });

  it('is not counted while rows are still coming, and asks for nothing', async () => {
    const { aws, explorer, open, host } = operationWorld();
    await open(root, `${root}/region/eu-west-1`);
    aws.calls.length = 0;
    expect(standingOf(host, explorer.node(vaults) ?? expect.fail())).toEqual({ counts: undefined });
    expect(aws.calls).toEqual([]);
  });

  it('is drawn anew where something was said: on the rows beside it, or on its account where rows are filtered or grouped', async () => {
    const { host } = await opened();
    const told: string[][] = [];
    const arrangements = [PLAIN, { ...PLAIN, grouping: 'target' }, { ...PLAIN, text: 'ta' }] as const;
    host.verdicts.onDidChange(places => told.push(...arrangements.map(one => [...judgedRows(one, places)])));
    host.verdicts.record(report('tapes', topic('old'), 'broken'), 7);
    host.verdicts.record(report('far', topic('old'), 'ok'), 7);
    host.verdicts.announce();
    expect(told).toEqual([[vaults], [root], [root]]);
    host.verdicts.announce([{ source: prod, region: region('eu-west-1'), kind: 'event-stream' }]);
    expect(told[3]).toEqual([`${root}/region/eu-west-1/app`]);
  });
});
