import type { EmulatorCall } from '../world.ts';
import { instanceArn } from './checks.ts';
import type { Instance } from './connectDocument.ts';

/** An instance as ListInstances writes it, and DescribeInstance with more. Times are epoch seconds. */
export function encodeInstance(call: EmulatorCall, id: string, instance: Instance) {
  const { alias } = instance;
  return {
    Id: id,
    Arn: instanceArn(call, id),
    IdentityManagementType: instance.identityManagementType ?? 'CONNECT_MANAGED',
    ...(alias === undefined ? {} : { InstanceAlias: alias, InstanceAccessUrl: `https://${alias}.my.connect.aws` }),
    CreatedTime: Date.parse(instance.createdTime ?? '2022-01-01T00:00:00.000Z') / 1000,
    ServiceRole: instance.serviceRole ?? serviceRole(call, id),
    InstanceStatus: instance.status ?? 'ACTIVE',
    InboundCallsEnabled: instance.inboundCallsEnabled ?? true,
    OutboundCallsEnabled: instance.outboundCallsEnabled ?? true,
  };
}

const serviceRole = (call: EmulatorCall, id: string): string =>
  `arn:aws:iam::${call.account}:role/aws-service-role/connect.amazonaws.com/AWSServiceRoleForAmazonConnect_${id.slice(0, 8)}`;
