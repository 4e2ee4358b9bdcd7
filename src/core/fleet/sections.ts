import type { JsonObject } from '../model/json.ts';
import type { WriteOperation } from '../model/operations.ts';
import type { ChangeableKind } from '../model/resource.ts';

/** One part of a Region in a fleet file: how what it says of a name becomes a change. */
export interface Section {
  /** The key in the file. */
  readonly key: string;
  readonly kind: ChangeableKind;
  readonly set: WriteOperation;
  readonly unset: WriteOperation;
  /** The request that names a resource. */
  readonly target: (name: string) => JsonObject;
  /** The member of the request that takes what the file holds. */
  readonly body: string;
}

/** The parts of a Region, in the order in which changes are listed. */
export const sections: readonly Section[] = [
  {
    key: 'vaults',
    kind: 'vault',
    set: 'SetVaultNotifications',
    unset: 'DeleteVaultNotifications',
    target: vaultName => ({ accountId: '-', vaultName }),
    body: 'vaultNotificationConfig',
  },
  {
    key: 'eventStreams',
    kind: 'event-stream',
    set: 'PutEventStream',
    unset: 'DeleteEventStream',
    target: ApplicationId => ({ ApplicationId }),
    body: 'WriteEventStream',
  },
];
