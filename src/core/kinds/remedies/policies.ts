import { isObject, object, text } from '../../model/answer.ts';
import { AccessError } from '../../model/errors.ts';
import { finding } from '../../model/finding.ts';
import { type Json, type JsonObject, sameJson } from '../../model/json.ts';
import type { RemedyTarget, Write } from '../../model/kind.ts';
import type { Input } from '../../model/ports.ts';
import type { Live } from '../../model/resource.ts';
import type { Scope } from '../../model/scope.ts';
import { outOfPlace } from './outOfPlace.ts';

/** Where AWS keeps a policy, and how it is read and written. */
interface PolicyCalls {
  /** The member of the request that names what the policy is of. */
  readonly arn: string;
  /** The member of the request that takes the policy's text. */
  readonly policy: string;
  /** The policy's text as AWS has it. Throws AccessError. */
  readonly read: (scope: Scope, arn: string) => Promise<string>;
}

/** The document that a text holds; undefined where it holds none. */
function documentIn(policy: unknown): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(String(policy));
    return isObject(value) ? (value as JsonObject) : undefined;
  } catch {
    return undefined;
  }
}

/** What is live of a policy: its document to compare and to show, its text to put it back as it was. */
async function livePolicy(policy: string): Promise<Live> {
  const config = documentIn(policy);
  if (config === undefined) throw new AccessError('unexpected-answer', 'The answer holds no policy.');
  return { config, status: 'set', updatedBy: null, updatedAt: null, facts: { policy } };
}

/** AWS takes a list of one for what is in it, and may write either. */
function plain(value: Json): Json {
  if (Array.isArray(value)) return value.length === 1 ? plain(value[0]) : value.map(plain);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value as JsonObject).map(([key, one]) => [key, plain(one)]));
}

/** True where two documents say the same: AWS may lay them out anew. */
const samePolicy = (a: Json | null, b: Json | null): boolean => sameJson(plain(a), plain(b));

type Face = Pick<Write, 'name' | 'title' | 'done'> & Pick<RemedyTarget, 'id' | 'label' | 'plural' | 'icon'>;

function policyTarget({ name, title, done, id, ...face }: Face, { arn, policy, read }: PolicyCalls): RemedyTarget {
  const arnOf = (request: Input): string => String(request[arn] ?? '');
  return {
    ...face,
    id,
    service: id,
    listable: true,
    live: async (scope, _name, request) => livePolicy(await read(scope, arnOf(request))),
    same: samePolicy,
    settling: [],
    verification: { timeoutSeconds: 30, equalReads: 1 },
    inOrderWithin: 'resource',
    writes: [
      {
        ...{ name, title, done, effect: 'replace', kind: id, secrets: [], doneCodes: [] },
        resourceName: arnOf,
        faults: (request, place) => outOfPlace(arnOf(request), place),
        completed: async (request, { facts }, amendment) => {
          if (amendment === undefined) return request;
          // The views load this row, and have no use for the editor of JSON.
          const { amended } = await import('../../policy/amend.ts');
          const whole = amended(String(facts.policy), amendment);
          return whole === undefined ? request : { ...request, [policy]: whole };
        },
        goal: request => documentIn(request[policy]) ?? {},
        // Without the policy there is nothing to send: what was to be amended is another by now.
        findings: request => (request[policy] === undefined ? [finding('remedy/moved', 'error', {})] : []),
        undo: (request, { facts }) =>
          typeof facts.policy === 'string'
            ? { kind: 'by', operation: name, request: { ...(request as JsonObject), [policy]: facts.policy } }
            : { kind: 'not', reason: 'base-unknown' },
      },
    ],
  };
}

/** Who may publish to a topic. */
export const topicPolicy = policyTarget(
  {
    ...{ id: 'sns', icon: 'megaphone', name: 'SetTopicAttributes' },
    label: t => t('Topic policy'),
    plural: t => t('Topic policies'),
    title: t => t('Set Topic Policy'),
    done: (t, name) => t('Policy set on topic {0}', name),
  },
  {
    arn: 'TopicArn',
    policy: 'AttributeValue',
    read: async ({ read }, TopicArn) =>
      text(object(await read('GetTopicAttributes', { TopicArn }), 'Attributes'), 'Policy'),
  },
);

/** Who may use a key. Written without `BypassPolicyLockoutSafetyCheck`: AWS keeps the key's owner from being locked out. */
export const keyPolicy = policyTarget(
  {
    ...{ id: 'kms', icon: 'key', name: 'PutKeyPolicy' },
    label: t => t('Key policy'),
    plural: t => t('Key policies'),
    done: (t, name) => t('Policy set on key {0}', name),
    title: t => t('Set Key Policy'),
  },
  {
    arn: 'KeyId',
    policy: 'Policy',
    read: async ({ read }, KeyId) => text(await read('GetKeyPolicy', { KeyId, PolicyName: 'default' }), 'Policy'),
  },
);
