import type { Kind } from '../model/kind.ts';
import { offers, type Region } from '../model/regions.ts';
import type { GroupNode, NodePath, NoteId, NoteNode } from './nodes.ts';
import { groupPath, notePath } from './paths.ts';

/** The rows of a kind that nobody has asked for yet; none to ask for where AWS does not offer the service. */
export function newGroup(parent: NodePath, kind: Kind, region: Region): GroupNode {
  const offered = kind.regional === null || offers(kind.regional, region);
  return {
    type: 'group',
    path: groupPath(parent, kind.id),
    kind: kind.id,
    region,
    state: offered ? 'unasked' : 'ready',
    count: 0,
    readAt: null,
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
