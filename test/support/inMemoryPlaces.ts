import type { PlaceMemories } from '../../src/core/inventory/placeMemory.ts';
import type { Clock, EmptyPlace, SeenPlace } from '../../src/core/model/ports.ts';

/** What accounts held, in memory; later windows can be given the same. Nothing is forgotten. */
export class InMemoryPlaces implements PlaceMemories {
  readonly emptyPlaces = new Map<string, Map<string, EmptyPlace>>();
  readonly seenPlaces = new Map<string, Map<string, SeenPlace>>();

  constructor(readonly clock: Pick<Clock, 'now'>) {}

  readonly empty: PlaceMemories['empty'] = {
    of: async account => new Map(this.emptyPlaces.get(account)),
    note: async (account, places) => {
      const known = this.emptyPlaces.get(account) ?? new Map<string, EmptyPlace>();
      this.emptyPlaces.set(account, known);
      for (const [place, status] of places) {
        if (status === null) known.delete(place);
        else known.set(place, { at: this.clock.now(), status });
      }
    },
  };

  readonly seen: PlaceMemories['seen'] = {
    of: async account => new Map(this.seenPlaces.get(account)),
    note: async (account, places) => {
      const known = this.seenPlaces.get(account) ?? new Map<string, SeenPlace>();
      this.seenPlaces.set(account, known);
      for (const [place, one] of places) {
        if (one.count === 0) known.delete(place);
        else known.set(place, { ...one, at: this.clock.now() });
      }
    },
  };
}
