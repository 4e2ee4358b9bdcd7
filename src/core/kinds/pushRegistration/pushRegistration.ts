import { type JsonObject, sameJson } from '../../model/json.ts';
import type { Kind } from '../../model/kind.ts';
import type { Input, LedgerEntry } from '../../model/ports.ts';
import { type Live, OWN_FIELDS, type Row } from '../../model/resource.ts';
import type { Scope } from '../../model/scope.ts';
import { instancePage } from '../instance/instance.ts';
import { pushRegistrationDocument } from './document.ts';
import { pushRegistrationOperations } from './operations.ts';

declare module '../../model/resource.ts' {
  interface KindIds {
    'push-registration': 'changed';
  }
}

/** What a registration was made with, its device token left out: the ledger does not hold it. */
const entryConfig = (entry: LedgerEntry): JsonObject => ({
  InstanceId: entry.instanceId,
  PinpointAppArn: entry.pinpointAppArn,
  DeviceType: entry.deviceType,
  ContactConfiguration: {
    ContactId: entry.contactId,
    ...(entry.includeRawMessage === true ? { IncludeRawMessage: true } : {}),
  },
});

function entryRow(entry: LedgerEntry): Row {
  return {
    kind: 'push-registration',
    name: entry.registrationId,
    label: `${entry.deviceType} · ${entry.contactId}`,
    status: 'recorded',
    mood: 'set',
    config: entryConfig(entry),
    arn: null,
    fields: [
      ['RegistrationId', entry.registrationId],
      ['InstanceId', entry.instanceId],
      ['ContactId', entry.contactId],
      ['DeviceType', entry.deviceType],
      ['PinpointAppArn', entry.pinpointAppArn],
      [OWN_FIELDS.recorded, entry.recordedAt],
    ],
    notices: ['push-registration/not-listable'],
    error: null,
  };
}

/**
 * What the ledger holds, of one instance or of all in the Region. No call: AWS cannot list registrations.
 * Throws StateError at the end where part of the ledger cannot be read.
 */
async function* listRegistrations(scope: Scope, parent: Row | null): AsyncIterable<readonly Row[]> {
  const { entries, damage } = await scope.recorded();
  yield entries.filter(entry => parent === null || entry.instanceId === parent.name).map(entryRow);
  if (damage !== null) throw damage;
}

async function liveRegistration(scope: Scope, name: string, request: Input): Promise<Live> {
  const { entries } = await scope.recorded();
  const own = entries.find(entry => entry.registrationId === name && entry.instanceId === request.InstanceId);
  return {
    config: own === undefined ? null : entryConfig(own),
    status: own === undefined ? 'none' : 'recorded',
    updatedBy: null,
    updatedAt: own?.recordedAt ?? null,
    facts: {},
  };
}

/** Connect push registrations: known only from our own ledger. */
export const pushRegistration: Kind = {
  id: 'push-registration',
  label: t => t('Push Registration'),
  plural: t => t('Push Registrations'),
  choose: t => t('Choose a registration'),
  icon: 'bell',
  service: 'connect',
  parent: 'instance',
  regional: 'connect',
  quota: null,
  listable: false,
  list: listRegistrations,
  live: liveRegistration,
  same: sameJson,
  settling: [],
  verification: { timeoutSeconds: 0, equalReads: 1 },
  inOrderWithin: 'resource',
  operations: pushRegistrationOperations,
  // The console shows no registration: the instance that it belongs to is as near as it gets.
  consolePage: ({ config }, place) => instancePage(String(config?.InstanceId ?? ''), place),
  document: pushRegistrationDocument,
};
