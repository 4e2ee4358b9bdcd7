import type { Kind } from '../model/kind.ts';
import { mayOffer, type Region } from '../model/regions.ts';
import type { BranchProgress } from './branch.ts';
import type { GroupNode, NodePath, NoteId, NoteNode } from './nodes.ts';
import { groupPath, notePath } from './paths.ts';

/** The rows of a kind that nobody has asked for yet; none to ask for where AWS does not offer the service. */
export function newGroup(parent: NodePath, kind: Kind, region: Region): GroupNode {
  const offered = kind.regional === null || mayOffer(kind.regional, region);
  return {
    type: 'group',
    path: groupPath(parent, kind.id),
    kind: kind.id,
    region,
    state: offered ? 'unasked' : 'ready',
    count: 0,
    ...{ readAt: null, remembered: false },
    offered,
    error: null,
  };
}

/** A line that is no resource. */
export function newNote(parent: NodePath, id: NoteId, about: Partial<NoteNode> = {}): NoteNode {
  return {
    type: 'note',
    path: notePath(parent, id),
    note: id,
    kind: null,
    region: null,
    error: null,
    shown: 0,
    notices: [],
    ...about,
  };
}

const NOTE_OF_CODE: Readonly<Record<string, NoteId>> = {
  'region-not-enabled': 'region-not-enabled',
  'not-a-customer': 'not-a-customer',
};

/** What stands after rows: why there are no more of them, or that there can be. */
export function closingNotes(
  parent: NodePath,
  { id, listable }: Kind,
  region: Region,
  { rows, error, more }: BranchProgress,
): readonly NoteNode[] {
  const about = { kind: id, region };
  if (error !== null) return [newNote(parent, NOTE_OF_CODE[error.code] ?? 'error', { ...about, error })];
  if (more) return [newNote(parent, 'more', { ...about, shown: rows.length })];
  return rows.length > 0 ? [] : [newNote(parent, listable ? 'empty' : 'none-recorded', about)];
}
