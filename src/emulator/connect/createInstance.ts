import { Collection } from '../state/collection.ts';
import { boolean, object, optional, type ShapeOf, string } from '../wire/shape.ts';
import type { EmulatorCall, EmulatorOperation } from '../world.ts';
import { instanceArn, instanceTags } from './checks.ts';
import type { Instance } from './connectDocument.ts';
import { fail, inputOf } from './errors.ts';
import { MAX_INSTANCES } from './limits.ts';

const input = object({
  ClientToken: optional(string({ max: 500 })),
  IdentityManagementType: string({ oneOf: ['SAML', 'CONNECT_MANAGED', 'EXISTING_DIRECTORY'] }),
  InstanceAlias: optional(string({ min: 1, max: 45, pattern: /^(?!d-)([\da-zA-Z]+)([-]*[\da-zA-Z])*$/ })),
  DirectoryId: optional(string({ pattern: /^d-[0-9a-f]{10}$/ })),
  InboundCallsEnabled: boolean,
  OutboundCallsEnabled: boolean,
  Tags: optional(instanceTags),
});

type Input = ShapeOf<typeof input>;

/** @throws {ServiceError} what AWS demands beyond the shape */
function check({ IdentityManagementType, InstanceAlias, DirectoryId }: Input): void {
  const needsDirectory = IdentityManagementType === 'EXISTING_DIRECTORY';
  if (needsDirectory && DirectoryId === undefined) {
    throw fail('InvalidRequestException', 'DirectoryId is required when IdentityManagementType is EXISTING_DIRECTORY');
  }
  if (!needsDirectory && InstanceAlias === undefined) {
    throw fail('InvalidRequestException', 'InstanceAlias is required unless a DirectoryId is given');
  }
}

const toInstance = (call: EmulatorCall, given: Input): Instance => ({
  ...(given.InstanceAlias === undefined ? {} : { alias: given.InstanceAlias }),
  ...(given.ClientToken === undefined ? {} : { clientToken: given.ClientToken }),
  ...(given.Tags === undefined ? {} : { tags: given.Tags }),
  identityManagementType: given.IdentityManagementType,
  inboundCallsEnabled: given.InboundCallsEnabled,
  outboundCallsEnabled: given.OutboundCallsEnabled,
  createdTime: call.now.toISOString(),
  status: 'ACTIVE',
  associations: new Collection(),
  registrations: new Collection(),
  contacts: new Collection(),
});

/**
 * ACTIVE at once; AWS takes minutes over CREATION_IN_PROGRESS.
 * @see https://docs.aws.amazon.com/connect/latest/APIReference/API_CreateInstance.html
 */
export const createInstance: EmulatorOperation = {
  name: 'CreateInstance',
  effect: 'write',
  run(call) {
    const given = inputOf(input, call.body, 'InvalidRequestException');
    check(given);
    const { instances } = call.world.connect.open(call.account, call.region);
    const token = given.ClientToken;
    const same =
      token === undefined ? undefined : [...instances.entries()].find(([, one]) => one.clientToken === token);
    const id = same?.[0] ?? call.ids.uuid();
    if (same === undefined) {
      // Aliases are unique all over AWS; here among the account's own in the Region.
      if ([...instances.values()].some(one => one.alias !== undefined && one.alias === given.InstanceAlias)) {
        throw fail('InvalidRequestException', 'An instance with this alias already exists');
      }
      if (instances.size >= MAX_INSTANCES) {
        throw fail('ServiceQuotaExceededException', `Instance limit exceeded. Limit: ${MAX_INSTANCES}`);
      }
      instances.set(id, toInstance(call, given));
    }
    return { body: { Id: id, Arn: instanceArn(call, id) } };
  },
};
