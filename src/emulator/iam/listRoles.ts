import { Collection } from '../state/collection.ts';
import { integer, object, optional, string } from '../wire/shape.ts';
import type { EmulatorOperation } from '../world.ts';
import { inputOf, peekRoles } from './checks.ts';
import { encodeRole } from './encodeRole.ts';
import { fail } from './errors.ts';
import { DEFAULT_MAX_ITEMS } from './limits.ts';

const input = object({
  PathPrefix: optional(string({ min: 1, max: 512, pattern: /^\/[!-\u007F]*$/ })),
  Marker: optional(string({ min: 1, max: 320 })),
  MaxItems: optional(integer({ min: 1, max: 1000, fromText: true })),
});

/** The name to go on at, out of our marker; AWS's is opaque. @throws {ServiceError} ValidationError */
function startOf(marker: string | undefined): string {
  const name = Buffer.from(marker ?? '', 'base64url').toString('utf8');
  if (Buffer.from(name).toString('base64url') === (marker ?? '')) return name;
  throw fail('ValidationError', 'Invalid Marker.');
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRoles.html */
export const listRoles: EmulatorOperation = {
  name: 'ListRoles',
  effect: 'read',
  run(call) {
    const { PathPrefix = '/', Marker, MaxItems = DEFAULT_MAX_ITEMS } = inputOf(input, call);
    const roles = peekRoles(call);
    const fitting =
      PathPrefix === '/'
        ? roles
        : new Collection(
            [...roles.entries()].filter(([, role]) => `${role.path ?? '/'}${role.name}`.startsWith(PathPrefix)),
          );
    const { items, next } = fitting.page(startOf(Marker), MaxItems);
    return {
      body: {
        Roles: items.map(([, role]) => encodeRole(call, role)),
        IsTruncated: next !== undefined,
        Marker: next === undefined ? undefined : Buffer.from(next).toString('base64url'),
      },
    };
  },
};
