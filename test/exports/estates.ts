import { isObject } from '../../src/core/model/answer.ts';

/** A document of the emulator's state, or a part of it. */
type Part = Readonly<Record<string, unknown>>;

const part = (value: unknown): Part => (isObject(value) ? value : {});
const parts = (of: unknown): readonly (readonly [name: string, of: Part])[] =>
  Object.entries(part(of)).map(([name, value]) => [name, part(value)]);
const without = (of: Part, member: string): Part =>
  Object.fromEntries(Object.entries(of).filter(([name]) => name !== member));

/** What of each service's things is wiring: the member of the document that holds them, and their own member. */
const WIRING = [
  ['glacier', 'vaults', 'notifications'],
  ['pinpoint', 'apps', 'eventStream'],
  ['connect', 'instances', 'registrations'],
] as const;

/**
 * The state with its vaults, applications, instances and topics, and nothing set. Roles are left out: an account whose
 * roles were never told takes any, and the demo has a stream with a role that AWS would refuse by now.
 */
export function withNothingSet(state: unknown): Part {
  const bare = (services: Part): Part => {
    const left = without(without(services, 'notifications'), 'iam');
    const unset = WIRING.filter(([service]) => service in left).map(([service, things, member]) => {
      const all = parts(part(left[service])[things]).map(([name, thing]) => [name, without(thing, member)]);
      return [service, { [things]: Object.fromEntries(all) }];
    });
    return { ...left, ...Object.fromEntries(unset) };
  };
  const accounts = parts(part(state).accounts).map(([id, regions]) => [
    id,
    Object.fromEntries(parts(regions).map(([name, services]) => [name, bare(services)])),
  ]);
  return { ...part(state), accounts: Object.fromEntries(accounts) };
}

/** What is set in a state, a line for each: what an export is to bring back. Tokens, ids that AWS gives and times are not. */
export function whatIsSet(state: unknown): readonly string[] {
  return parts(part(state).accounts)
    .flatMap(([id, regions]) =>
      parts(regions).flatMap(([name, services]) => wiring(services).map(said => JSON.stringify([id, name, ...said]))),
    )
    .sort();
}

function wiring(services: Part): readonly (readonly unknown[])[] {
  const things = WIRING.flatMap(([service, member, own]) =>
    parts(part(services[service])[member])
      .filter(([, thing]) => own in thing)
      .flatMap(([name, thing]) => settings(part(thing[own])).map(setting => [service, name, setting])),
  );
  const hubs = parts(part(services.notifications).hubs).map(([name]) => ['hub', name]);
  return [...things, ...hubs];
}

/** Members that AWS sets, or that differ from call to call. */
const PASSING = ['deviceToken', 'clientToken', 'externalId', 'lastModifiedDate', 'lastUpdatedBy'];

/** One setting, or several by an id that AWS gave. */
function settings(own: Part): readonly Part[] {
  const isById = Object.values(own).length > 0 && Object.values(own).every(one => isObject(one));
  const all = isById ? parts(own).map(([, one]) => one) : Object.keys(own).length === 0 ? [] : [own];
  return all.map(one =>
    Object.fromEntries(
      Object.entries(one)
        .filter(([member]) => !PASSING.includes(member))
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    ),
  );
}
