import type { EmulatorCall, World } from '../world.ts';
import type { Assigned, SsoDocument } from './ssoDocument.ts';

/** Where the portal is kept that there is without being seeded: an account of the state has it, or it would make one. */
const REGION = 'us-east-1';

/** The portals there are. Without a seeded one, an emulator that has accounts has one, which gives all of them. */
export function portalsOf(world: World): readonly SsoDocument[] {
  const seeded = [...world.sso.all()].map(([, , portal]) => portal);
  const [first] = world.accounts();
  if (seeded.length > 0 || first === undefined) return seeded;
  return [world.sso.open(first, REGION)];
}

/** The portal of a start URL, with or without a slash or a fragment behind it; undefined where there is none. */
export function portalAt(world: World, startUrl: string): SsoDocument | undefined {
  const plain = (url: string): string => url.replace(/#.*$/, '').replace(/\/+$/, '');
  return portalsOf(world).find(portal => plain(portal.startUrl ?? startUrl) === plain(startUrl));
}

/** The roles of an account that says nothing of them. */
const USUAL_ROLES = ['AdministratorAccess', 'ReadOnlyAccess'];

/** What the person is assigned, by account id. */
export function assignments({ world }: EmulatorCall, portal: SsoDocument): ReadonlyMap<string, Assigned> {
  return portal.accounts === undefined
    ? new Map(world.accounts().map(id => [id, {}]))
    : new Map(portal.accounts.entries());
}

/** The roles that the person has in an account; undefined where it is not assigned at all. */
export function rolesIn(call: EmulatorCall, portal: SsoDocument, accountId: string): readonly string[] | undefined {
  const account = assignments(call, portal).get(accountId);
  return account === undefined ? undefined : (account.roles ?? USUAL_ROLES);
}
