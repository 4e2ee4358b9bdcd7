import type { Kind, Offered, OfferedRead, OfferedWrite } from '../model/kind.ts';
import type { OperationName } from '../model/operations.ts';
import type { KindId } from '../model/resource.ts';
import { app } from './app/app.ts';
import { eventStream } from './eventStream/eventStream.ts';
import { hub } from './hub/hub.ts';
import { instance } from './instance/instance.ts';
import { pushRegistration } from './pushRegistration/pushRegistration.ts';
import { vault } from './vault/vault.ts';

/** Every kind, in the order in which people see them. Adding a kind is adding a folder and a row here. */
export const kinds: readonly Kind[] = [hub, vault, app, eventStream, instance, pushRegistration];

const byId: ReadonlyMap<KindId, Kind> = new Map(kinds.map(kind => [kind.id, kind]));

/** The row of a kind. */
export function kindOf(id: KindId): Kind {
  const kind = byId.get(id);
  if (kind === undefined) throw new RangeError(`no such kind: ${id}`);
  return kind;
}

/** The kinds whose rows hang below a parent. */
export function childKinds(parent: Kind['parent']): readonly Kind[] {
  return kinds.filter(kind => kind.parent === parent);
}

/** Every operation that people can start, in the order of the kinds. */
export const offered: readonly Offered[] = kinds.flatMap(kind => kind.operations);

/** The writes among them: the only ones the road performs. */
export const offeredWrites: readonly OfferedWrite[] = offered.filter(
  (one): one is OfferedWrite => one.effect !== 'read',
);

/** The reads among them. */
export const offeredReads: readonly OfferedRead[] = offered.filter((one): one is OfferedRead => one.effect === 'read');

/** The kind that an operation belongs to. */
export function kindOfOperation(name: OperationName): Kind {
  const kind = kinds.find(one => one.operations.some(operation => operation.name === name));
  if (kind === undefined) throw new RangeError(`not offered: ${name}`);
  return kind;
}
