import { partitionOf } from '../regions.ts';
import type { EmulatorCall } from '../world.ts';
import type { Role } from './iamDocument.ts';

/** Percent-encodes as RFC 3986 has it, which is stricter than `encodeURIComponent`. */
export const encode3986 = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, one => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);

/** A role as ListRoles writes it: the trust policy percent-encoded, and neither tags nor boundary. */
export function encodeRole(call: EmulatorCall, role: Role) {
  const path = role.path ?? '/';
  return {
    Path: path,
    RoleName: role.name,
    RoleId: role.roleId ?? `AROA${Buffer.from(role.name).toString('hex').toUpperCase().padEnd(17, '0').slice(0, 17)}`,
    Arn: `arn:${partitionOf(call.region)}:iam::${call.account}:role${path}${role.name}`,
    CreateDate: (role.createDate ?? '2021-01-01T00:00:00.000Z').replace(/\.000Z$/, 'Z'),
    AssumeRolePolicyDocument: encode3986(role.assumeRolePolicyDocument),
    Description: role.description,
    MaxSessionDuration: role.maxSessionDurationSeconds ?? 3600,
  };
}

/** A role as CreateRole and GetRole write it. */
export function encodeWholeRole(call: EmulatorCall, role: Role) {
  const tags = [...(role.tags?.entries() ?? [])].map(([Key, Value]) => ({ Key, Value }));
  const arn = role.permissionsBoundaryArn;
  return {
    ...encodeRole(call, role),
    ...(tags.length === 0 ? {} : { Tags: tags }),
    ...(arn === undefined
      ? {}
      : { PermissionsBoundary: { PermissionsBoundaryType: 'PermissionsBoundaryPolicy', PermissionsBoundaryArn: arn } }),
  };
}
