import { judge, type PolicyPrincipal } from '../policies.ts';
import { arnOf } from '../regions.ts';
import type { World } from '../world.ts';
import { defaultKeyPolicy } from './keys.ts';

/** Who wants to use a key, and what is known of the call. */
interface KeyUser {
  readonly principal: PolicyPrincipal;
  readonly keys: Readonly<Record<string, readonly string[]>>;
}

/** What SNS needs of a topic's key for whoever publishes. */
const ACTIONS = ['kms:GenerateDataKey', 'kms:Decrypt'] as const;

/** Whether somebody may publish to a topic that is encrypted with this key, named by its id, its ARN or an alias. */
export function mayUseKey(
  world: Pick<World, 'kms'>,
  named: string,
  topic: { readonly owner: string; readonly region: string },
  { principal, keys }: KeyUser,
): 'yes' | 'missing' | 'disabled' | 'denied' {
  const parts = /^arn:aws[a-z-]*:kms:(?<region>[^:]*):(?<account>\d{12}):(?<resource>.+)$/.exec(named)?.groups;
  const account = parts?.account ?? topic.owner;
  const region = parts?.region ?? topic.region;
  const resource = parts?.resource ?? (named.startsWith('alias/') ? named : `key/${named}`);
  // AWS's own key of SNS is for the people of its account, never for a service.
  if (resource === 'alias/aws/sns') return typeof principal === 'object' && 'service' in principal ? 'denied' : 'yes';
  const document = world.kms.peek(account, region);
  const id = resource.startsWith('alias/') ? document.aliases.get(resource) : resource.slice('key/'.length);
  const key = id === undefined ? undefined : document.keys.get(id);
  if (id === undefined || key === undefined) return 'missing';
  if ((key.state ?? 'Enabled') !== 'Enabled') return 'disabled';
  const policy = key.policy ?? defaultKeyPolicy(account);
  const arn = arnOf('kms', region, account, `key/${id}`);
  const allowed = ACTIONS.every(action => judge([policy], { principal, action, resource: arn, keys }) === 'allowed');
  return allowed ? 'yes' : 'denied';
}
