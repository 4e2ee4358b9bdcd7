import type { KindId } from '../model/resource.ts';
import { app } from './app/app.ts';
import { eventStream } from './eventStream/eventStream.ts';
import { hub } from './hub/hub.ts';
import { instance } from './instance/instance.ts';
import { KindTable, type WriteRow } from './kindTable.ts';
import { pushRegistration } from './pushRegistration/pushRegistration.ts';
import { association } from './remedies/association.ts';
import { keyPolicy, topicPolicy } from './remedies/policies.ts';
import { vault } from './vault/vault.ts';

/** Every kind, in the order in which people see them. Adding a kind is adding a folder and a row here. */
export const kindTable = new KindTable(
  [hub, vault, app, eventStream, instance, pushRegistration],
  [topicPolicy, keyPolicy, association],
);

/** What the composition roots ask of this table: `KindTable` says what each is. */
export const { rows: kinds, offered, writes: offeredWrites } = kindTable;
export const kindOf = (id: KindId) => kindTable.of(id);
export const kindOfOperation: KindTable['ofOperation'] = name => kindTable.ofOperation(name);
export const writeRow = (operation: WriteRow['write']['name']): WriteRow => kindTable.writeRow(operation);

/** The members of requests whose values are secret. */
export const SECRET_MEMBERS: readonly string[] = [...new Set(offeredWrites.flatMap(({ secrets }) => secrets))];
