import { expect, it } from 'vitest';
import { performChange } from '../../src/core/changes/road.ts';
import { undoing } from '../../src/core/changes/undo.ts';
import { config, roadWorld, setTapes, timed, where } from '../support/roadWorld.ts';
import { undoAll } from './mending.ts';

it('undoing all brings back what stood before an early change that was undone over later ones', async () => {
  const { road, clock, account } = roadWorld();
  const { vaultNotificationConfig: _config, ...request } = setTapes.request;
  const unset = { ...setTapes, operation: 'DeleteVaultNotifications', request } as const;
  for (const intent of [unset, setTapes, unset]) await timed(clock, performChange(intent, road));
  const entries = await road.journal.list();
  const first = entries.at(-1);
  const undo = first === undefined ? undefined : undoing(first, entries);
  if (undo?.kind !== 'by') throw new Error('the first change cannot be undone');
  expect((await timed(clock, performChange(undo.intent, road))).kind).toBe('done');
  const { touched } = await timed(clock, undoAll(road, { skip: () => undefined }));
  expect([account.in(where).vaults.get('tapes')?.config, [...touched]]).toEqual([config('old'), []]);
  expect(await road.journal.list()).toHaveLength(8);
});
