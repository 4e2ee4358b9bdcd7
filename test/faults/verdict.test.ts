import { expect, it } from 'vitest';
import { performChange } from '../../src/core/changes/road.ts';
import { undoing } from '../../src/core/changes/undo.ts';
import { config, roadWorld, setTapes, timed } from '../support/roadWorld.ts';
import { judge } from './verdict.ts';
import { asText, type Seen } from './witness.ts';

it.each([
  ['takes back what it had set', 'new', 0],
  ['was made over what came later', 'later', 1],
])('tells an undo that %s', async (_what, met, overwrites) => {
  const { road, clock } = roadWorld();
  await timed(clock, performChange(setTapes, road));
  const entries = await road.journal.list();
  const [change] = entries;
  const undo = change === undefined ? undefined : undoing(change, entries);
  if (undo?.kind !== 'by') throw new Error('the change cannot be undone');
  await timed(clock, performChange(undo.intent, road));
  const [undone, first] = await road.journal.list();
  if (undone === undefined || first === undefined) throw new Error('the journal holds no undo');
  const [before, after] = [asText(config(met)), asText(undone.goal)];
  const entry = { ...undone, group: 'g', base: { ...undone.base, config: config(met) } };
  const at = Date.parse(entry.time);
  const one = { at, key: 'vault tapes', by: 'g' };
  const seen: readonly Seen[] = [
    { ...one, at: at - 1, effect: 'read', before, after: before },
    { ...one, effect: 'write', before, after },
  ];
  expect(judge(seen, [entry, first]).unseenOverwrites).toHaveLength(overwrites);
});
