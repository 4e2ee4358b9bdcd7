import { object, optionalText, text } from '../model/answer.ts';
import { ifThere, type Look, type Remedy } from '../model/check.ts';
import type { JsonObject } from '../model/json.ts';
import type { Region } from '../model/regions.ts';
import { amended } from '../policy/amend.ts';

/** A KMS key as AWS describes it. */
export interface KmsKey {
  readonly arn: string;
  /** As `KeyState` has it, such as `PendingDeletion`; null where it can be used. */
  readonly unusable: string | null;
  /** True for a key whose policy AWS keeps. */
  readonly isAwsManaged: boolean;
}

/**
 * In these states a key encrypts and decrypts.
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html
 */
const USABLE: readonly string[] = ['Enabled', 'Updating'];

/** The key that an id, an alias or an ARN names; undefined for one that is not there. */
export async function describedKey(key: string, region: Region, look: Look): Promise<KmsKey | undefined> {
  const answer = await ifThere(look.read('DescribeKey', { KeyId: key }, region));
  if (answer === undefined) return undefined;
  const described = object(answer, 'KeyMetadata');
  const state = optionalText(described, 'KeyState') ?? 'Enabled';
  return {
    arn: text(described, 'Arn'),
    unusable: USABLE.includes(state) ? null : state,
    isAwsManaged: optionalText(described, 'KeyManager') === 'AWS',
  };
}

/** The text of the key's policy, which AWS gives by id or ARN alone. */
export const keyPolicyOf = async ({ arn }: KmsKey, region: Region, look: Look): Promise<string> =>
  text(await look.read('GetKeyPolicy', { KeyId: arn, PolicyName: 'default' }, region), 'Policy');

/** What lets a caller use a key: a statement in the key's policy, by a change of ours and by the command that does the same. */
export function letIn(statement: JsonObject, { arn }: KmsKey, region: Region, policy: string): Partial<Remedy> {
  const amendment = { does: 'add', statement } as const;
  const whole = amended(policy, amendment);
  if (whole === undefined) return { policy: statement };
  const value = ['--policy-name', 'default', '--policy', whole];
  return {
    policy: statement,
    cli: ['kms', 'put-key-policy', '--key-id', arn, ...value, '--region', region],
    change: { operation: 'PutKeyPolicy', region, request: { KeyId: arn, PolicyName: 'default' }, amendment },
  };
}
