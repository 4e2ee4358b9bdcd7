import { type Drift, type FleetCheck, isWithin } from '../../core/fleet/fleetDrift.ts';
import { type FleetPath, type FleetSpot, spotsIn } from '../../core/fleet/fleetPlaces.ts';
import type { Json } from '../../core/model/json.ts';
import { movedRange, type TextChange } from './movedRange.ts';

/** A drift at its entry's place. */
export interface DriftMark extends FleetSpot {
  readonly drift: Drift;
}

/** An account or a Region that was looked at, with the drifts in it as they were then. */
export interface LookedMark extends FleetSpot {
  readonly path: FleetPath;
  readonly drifts: readonly Drift[];
}

/** What a check found, at its places in the text. */
export interface DriftMarks {
  readonly drifts: readonly DriftMark[];
  readonly looked: readonly LookedMark[];
}

/** Puts what a check found to its places in the text that was checked. */
export function marksOf({ drifts, looked }: FleetCheck, text: string): DriftMarks {
  const spotOf = spotsIn(text);
  const within = new Map(looked.map(path => [JSON.stringify(path), [] as Drift[]]));
  for (const drift of drifts)
    for (const at of drift.path.keys()) within.get(JSON.stringify(drift.path.slice(0, at + 1)))?.push(drift);
  return {
    drifts: drifts.flatMap(drift => {
      const spot = spotOf(drift.path);
      return spot === undefined ? [] : [{ ...spot, drift }];
    }),
    looked: looked.flatMap(path => {
      const spot = spotOf(path);
      return spot === undefined ? [] : [{ ...spot, path, drifts: within.get(JSON.stringify(path)) ?? [] }];
    }),
  };
}

/** The marks after an edit: those beside it move, and those that it reached into go, since nobody knows of them any more. */
export function movedMarks({ drifts, looked }: DriftMarks, changes: readonly TextChange[]): DriftMarks {
  const moved = <Mark extends FleetSpot>(marks: readonly Mark[]): readonly Mark[] =>
    marks.flatMap(mark => {
      const spot = movedSpot(mark, changes);
      return spot === undefined ? [] : [{ ...mark, ...spot }];
    });
  return { drifts: moved(drifts), looked: moved(looked) };
}

function movedSpot({ key, whole, above }: FleetSpot, changes: readonly TextChange[]): FleetSpot | undefined {
  const [movedKey, movedWhole] = [movedRange(key, changes), movedRange(whole, changes)];
  const movedAbove = above.flatMap(range => movedRange(range, changes) ?? []);
  if (movedKey === undefined || movedWhole === undefined || movedAbove.length < above.length) return undefined;
  return { key: movedKey, whole: movedWhole, above: movedAbove };
}

/** What is live and what the file says, of all that differs within a path, in the shape of the file below the path. */
export function comparedWithin(
  { drifts }: DriftMarks,
  path: FleetPath,
): { readonly live: Json; readonly file: Json } | undefined {
  const within = drifts.flatMap(({ drift }) => (drift.kind === 'differs' && isWithin(drift.path, path) ? [drift] : []));
  if (within.length === 0) return undefined;
  const of = (member: 'live' | 'wanted'): Json =>
    nested(within.map(drift => [drift.path.slice(path.length), drift[member]] as const));
  return { live: of('live'), file: of('wanted') };
}

type Leaf = readonly [path: FleetPath, value: Json];

/** Values as one, each below the keys of its path. */
function nested(leaves: readonly Leaf[]): Json {
  const [own] = leaves;
  if (own?.[0].length === 0) return own[1];
  const keys = [...new Set(leaves.flatMap(([[key]]) => key ?? []))];
  return Object.fromEntries(
    keys.map(key => {
      const below = leaves.flatMap(([[first, ...rest], value]): readonly Leaf[] =>
        first === key ? [[rest, value]] : [],
      );
      return [key, nested(below)];
    }),
  );
}
