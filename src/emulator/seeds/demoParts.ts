import { demoRegistrations } from './demoRegistrations.ts';

/** A JSON object of a seed. */
export type Part = Readonly<Record<string, unknown>>;

/** JSON text of a topic policy in which the given statements allow publishing. */
const statementsText = (statements: readonly Part[]): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements });

/** A topic that lets Glacier publish for the vaults of these accounts. */
export function topicForGlacier(region: string, owner: string, name: string, vaultAccounts: readonly string[]): Part {
  const allow = {
    Sid: 'AllowGlacierVaultNotifications',
    Effect: 'Allow',
    Principal: { Service: 'glacier.amazonaws.com' },
    Action: 'SNS:Publish',
    Resource: `arn:aws:sns:${region}:${owner}:${name}`,
    Condition: { StringEquals: { 'aws:SourceAccount': vaultAccounts } },
  };
  return { attributes: { Policy: statementsText([allow]), DisplayName: 'Vault events' } };
}

/** A topic whose policy admits another service, and so not Glacier. */
export function topicForService(region: string, owner: string, name: string, service: string): Part {
  const allow = {
    Sid: 'AllowService',
    Effect: 'Allow',
    Principal: { Service: service },
    Action: 'SNS:Publish',
    Resource: `arn:aws:sns:${region}:${owner}:${name}`,
  };
  return { attributes: { Policy: statementsText([allow]) } };
}

/** A role that this service may assume. Its own policy lets it do some actions on a resource. */
export function role(
  name: string,
  service: string,
  description: string,
  {
    path = '/',
    may,
  }: { readonly path?: string; readonly may?: readonly [actions: readonly string[], on: string] } = {},
): Part {
  const trust = { Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' };
  return {
    name,
    path,
    description,
    createDate: '2021-02-11T09:30:00.000Z',
    assumeRolePolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: [trust] }),
    ...(may === undefined
      ? {}
      : { policies: { write: statementsText([{ Effect: 'Allow', Action: may[0], Resource: may[1] }]) } }),
  };
}

/** Roles by name, as a state document keeps them. */
export const rolesOf = (roles: readonly Part[]): Part => Object.fromEntries(roles.map(one => [String(one.name), one]));

/** A hub that has been active since 2024. */
export const activeHub: Part = {
  status: 'ACTIVE',
  reason: '',
  creationTime: '2024-11-21T08:15:00.000Z',
  lastActivationTime: '2024-11-21T08:15:04.000Z',
};

/** Both events a vault can notify of. */
export const BOTH = ['ArchiveRetrievalCompleted', 'InventoryRetrievalCompleted'] as const;

/** A vault's notifications as a state document keeps them. */
export const notify = (topicArn: string, events: readonly string[] = BOTH): Part => ({
  notifications: { SNSTopic: topicArn, Events: events },
});

/** A vault that was inventoried; its figures follow from `seed`, any whole number from 1. */
export function vault(createdYear: number, seed: number, more: Part = {}): Part {
  const archives = (seed * 7919) % 4211;
  return {
    creationDate: `${createdYear}-0${1 + (seed % 9)}-1${seed % 10}T07:45:12.${100 + (seed % 900)}Z`,
    lastInventoryDate: `2026-11-2${seed % 2}T0${seed % 9}:12:45.318Z`,
    numberOfArchives: archives,
    sizeInBytes: archives * 48_318_382 + seed,
    ...more,
  };
}

/** The registrations of one instance, by id, as a state document keeps them. */
export function registrationsOf(instanceId: string): Part {
  const mine = demoRegistrations.filter(one => one.instanceId === instanceId);
  return Object.fromEntries(
    mine.map(({ registrationId, pinpointAppArn, deviceToken, deviceType, contactId }) => [
      registrationId,
      { pinpointAppArn, deviceToken, deviceType, contactId, participantRole: 'CUSTOMER', includeRawMessage: false },
    ]),
  );
}

/** The chats of the demo's registrations on one instance, as a state document keeps them: all are open. */
export const contactsOf = (instanceId: string): Part =>
  Object.fromEntries(
    demoRegistrations.filter(one => one.instanceId === instanceId).map(one => [one.contactId, { channel: 'CHAT' }]),
  );
