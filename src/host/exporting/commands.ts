import { undoOf } from '../../core/changes/undo.ts';
import type { Commands } from '../services.ts';
import { copyChangesAs } from './copyChanges.ts';
import { exportInventory } from './exportInventory.ts';
import { copyRowsAs, exportFleetFile, exportRowsAs } from './exporting.ts';

export const commands = {
  copyAs: (host, { selected }) => copyRowsAs(host, selected),
  exportAs: (host, { selected }) => exportRowsAs(host, selected),
  exportInventory: (host, { selected }) => exportInventory(host, selected),
  exportFleetFile: (host, { selected }) => exportFleetFile(host, selected),
  copyChangeAs: async (host, { selected }) => {
    const entries = await host.history.entriesAt(selected);
    // The journal tells the newest first; a script makes the oldest first.
    const changes = entries.toReversed().map(entry => ({ ...entry, undo: undoOf(entry) }));
    await copyChangesAs(host, changes);
  },
} satisfies Commands<'exporting'>;
