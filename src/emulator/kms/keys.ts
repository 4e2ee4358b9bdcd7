import { judge, statementsOf } from '../policies.ts';
import { arnOf } from '../regions.ts';
import { awsJsonInput } from '../wire/awsJson.ts';
import { errorsOf } from '../wire/serviceError.ts';
import { boolean, object, optional, string } from '../wire/shape.ts';
import type { EmulatorCall, EmulatorOperation } from '../world.ts';
import type { Key } from './kmsDocument.ts';

/** Codes of KMS, from its service model. awsJson1.1 answers all of them with 400. */
export const statuses = {
  AlreadyExistsException: 400,
  InvalidAliasNameException: 400,
  InvalidArnException: 400,
  KMSInvalidStateException: 400,
  MalformedPolicyDocumentException: 400,
  NotFoundException: 400,
  UnsupportedOperationException: 400,
  ValidationException: 400,
} as const;

const fail = errorsOf(statuses);

/** Where a key is, and what it is; `aws` for one that AWS manages, whose policy nobody can change. */
interface FoundKey {
  readonly arn: string;
  readonly id: string;
  readonly key: Key | 'aws';
}

const keyId = string({ min: 1, max: 2048 });
const ARN = /^arn:aws[a-z-]*:kms:(?<region>[a-z0-9-]+):(?<account>\d{12}):(?<resource>(?:key|alias)\/.+)$/;

const keyArn = (call: EmulatorCall, id: string): string => arnOf('kms', call.region, call.account, `key/${id}`);

/** The id that AWS gives its own key of a service is not published; ours is told by the alias. */
const awsKeyId = (alias: string): string => {
  const hex = Buffer.from(alias).toString('hex').padEnd(32, '0').slice(0, 32);
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
};

/**
 * The key that an id, an ARN or, where they are taken, an alias names.
 * @throws {ServiceError} NotFoundException, and InvalidArnException for an ARN of elsewhere
 */
function keyOf(call: EmulatorCall, named: string, aliases: boolean): FoundKey {
  const parts = ARN.exec(named)?.groups;
  if (named.startsWith('arn:') && (parts === undefined || parts.region !== call.region)) {
    throw fail('InvalidArnException', `Invalid arn ${call.region}`);
  }
  const account = parts?.account ?? call.account;
  const resource = parts?.resource ?? (named.startsWith('alias/') ? named : `key/${named}`);
  const { keys, aliases: known } = call.world.kms.peek(account, call.region);
  const isAlias = resource.startsWith('alias/');
  if (isAlias && aliases && resource.startsWith('alias/aws/')) {
    const id = awsKeyId(resource);
    return { id, arn: arnOf('kms', call.region, account, `key/${id}`), key: 'aws' };
  }
  const id = isAlias ? (aliases ? known.get(resource) : undefined) : resource.slice('key/'.length);
  const arn = arnOf('kms', call.region, account, isAlias ? resource : `key/${id}`);
  const key = id === undefined ? undefined : keys.get(id);
  if (id === undefined || key === undefined) {
    throw fail('NotFoundException', isAlias ? `Alias ${arn} is not found.` : `Key '${arn}' does not exist`);
  }
  const found = { id, arn: arnOf('kms', call.region, account, `key/${id}`), key };
  if (account !== call.account && !admits(call, found)) {
    const caller = `arn:aws:iam::${call.account}:user/emulator`;
    const text = `User: ${caller} is not authorized to perform: kms:${call.operation} on resource: ${found.arn} because no resource-based policy allows the kms:${call.operation} action`;
    throw errorsOf({ AccessDeniedException: 400 })('AccessDeniedException', text);
  }
  return found;
}

/** Whether a key of another account lets the caller do this. */
function admits(call: EmulatorCall, { arn, key }: FoundKey): boolean {
  if (key === 'aws') return false;
  const account = call.account;
  const principal = { account, arn: `arn:aws:iam::${account}:user/emulator` };
  const policy = key.policy ?? defaultKeyPolicy(arn.split(':')[4] ?? '');
  return judge([policy], { principal, action: `kms:${call.operation}`, resource: arn, keys: {} }) === 'allowed';
}

/** What AWS gives a key that is made without a policy: its account decides by its own policies. */
export const defaultKeyPolicy = (account: string): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Id: 'key-default-1',
    Statement: [
      {
        Sid: 'Enable IAM User Permissions',
        Effect: 'Allow',
        Principal: { AWS: `arn:aws:iam::${account}:root` },
        Action: 'kms:*',
        Resource: '*',
      },
    ],
  });

const policyText = string({ min: 1, max: 131_072 });

/** @throws {ServiceError} MalformedPolicyDocumentException for no policy, and for one that locks its account out */
function checkPolicy(call: EmulatorCall, policy: string, id: string, bypasses: boolean): void {
  const malformed = (text: string) => fail('MalformedPolicyDocumentException', text);
  if (statementsOf(policy) === undefined) throw malformed('The policy is not a valid JSON policy document');
  const principal = { account: call.account, arn: `arn:aws:iam::${call.account}:user/emulator` };
  const question = { principal, action: 'kms:PutKeyPolicy', resource: keyArn(call, id), keys: {} };
  if (bypasses || judge([policy], question) === 'allowed') return;
  throw malformed('The new key policy will not allow you to update the key policy in the future.');
}

const newKey = object({
  Policy: optional(policyText),
  Description: optional(string({ max: 8192 })),
  BypassPolicyLockoutSafetyCheck: optional(boolean),
});

const createKey: EmulatorOperation = {
  name: 'CreateKey',
  effect: 'write',
  run(call) {
    const given = awsJsonInput(newKey, call.body);
    const id = call.ids.uuid();
    if (given.Policy !== undefined) checkPolicy(call, given.Policy, id, given.BypassPolicyLockoutSafetyCheck ?? false);
    const key: Key = {
      createdTime: call.now.toISOString(),
      ...(given.Description === undefined ? {} : { description: given.Description }),
      ...(given.Policy === undefined ? {} : { policy: given.Policy }),
    };
    call.world.kms.open(call.account, call.region).keys.set(id, key);
    return { body: { KeyMetadata: metadata({ id, arn: keyArn(call, id), key }) } };
  },
};

function metadata({ id, arn, key }: FoundKey) {
  const own = key === 'aws' ? {} : key;
  const state = own.state ?? 'Enabled';
  return {
    AWSAccountId: arn.split(':')[4],
    KeyId: id,
    Arn: arn,
    CreationDate: Date.parse(own.createdTime ?? '2021-01-01T00:00:00.000Z') / 1000,
    Enabled: state === 'Enabled',
    Description: own.description ?? '',
    KeyUsage: 'ENCRYPT_DECRYPT',
    KeyState: state,
    Origin: 'AWS_KMS',
    KeyManager: key === 'aws' ? 'AWS' : 'CUSTOMER',
    CustomerMasterKeySpec: 'SYMMETRIC_DEFAULT',
    KeySpec: 'SYMMETRIC_DEFAULT',
    EncryptionAlgorithms: ['SYMMETRIC_DEFAULT'],
    MultiRegion: false,
  };
}

const named = object({ KeyId: keyId });

/** Takes aliases too. @see https://docs.aws.amazon.com/kms/latest/APIReference/API_DescribeKey.html */
const describeKey: EmulatorOperation = {
  name: 'DescribeKey',
  effect: 'read',
  run: call => ({ body: { KeyMetadata: metadata(keyOf(call, awsJsonInput(named, call.body).KeyId, true)) } }),
};

const aliasInput = object({
  AliasName: string({ min: 1, max: 256, pattern: /^[a-zA-Z0-9:/_-]+$/ }),
  TargetKeyId: keyId,
});

const createAlias: EmulatorOperation = {
  name: 'CreateAlias',
  effect: 'write',
  run(call) {
    const { AliasName: name, TargetKeyId } = awsJsonInput(aliasInput, call.body);
    if (!name.startsWith('alias/') || name.startsWith('alias/aws/')) {
      throw fail(
        'InvalidAliasNameException',
        'Alias must start with the prefix "alias/". Please see https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html',
      );
    }
    const { id } = keyOf(call, TargetKeyId, false);
    const { aliases } = call.world.kms.open(call.account, call.region);
    if (aliases.get(name) !== undefined) {
      throw fail(
        'AlreadyExistsException',
        `An alias with the name ${arnOf('kms', call.region, call.account, name)} already exists`,
      );
    }
    aliases.set(name, id);
    return {};
  },
};

const policyName = optional(string({ oneOf: ['default'] }));
const readPolicy = object({ KeyId: keyId, PolicyName: policyName });

/** An own key that is not AWS's. @throws {ServiceError} */
function ownKey(call: EmulatorCall, named: string): Omit<FoundKey, 'key'> & { readonly key: Key } {
  const found = keyOf(call, named, false);
  if (found.key === 'aws') throw fail('UnsupportedOperationException', `${call.operation} is not for AWS managed keys`);
  return { ...found, key: found.key };
}

/** @see https://docs.aws.amazon.com/kms/latest/APIReference/API_GetKeyPolicy.html */
const getKeyPolicy: EmulatorOperation = {
  name: 'GetKeyPolicy',
  effect: 'read',
  run(call) {
    const { arn, key } = ownKey(call, awsJsonInput(readPolicy, call.body).KeyId);
    return { body: { Policy: key.policy ?? defaultKeyPolicy(arn.split(':')[4] ?? ''), PolicyName: 'default' } };
  },
};

const writePolicy = object({
  KeyId: keyId,
  PolicyName: policyName,
  Policy: policyText,
  BypassPolicyLockoutSafetyCheck: optional(boolean),
});

/** Kept as it was sent; AWS may write it anew. @see https://docs.aws.amazon.com/kms/latest/APIReference/API_PutKeyPolicy.html */
const putKeyPolicy: EmulatorOperation = {
  name: 'PutKeyPolicy',
  effect: 'write',
  run(call) {
    const {
      KeyId,
      Policy: policy,
      BypassPolicyLockoutSafetyCheck: bypasses = false,
    } = awsJsonInput(writePolicy, call.body);
    const { id, key } = ownKey(call, KeyId);
    checkPolicy(call, policy, id, bypasses);
    call.world.kms.open(call.account, call.region).keys.set(id, { ...key, policy });
    return {};
  },
};

/** Takes a key out of use, or back into it. */
const stateOperation = (name: string, state: 'Enabled' | 'Disabled'): EmulatorOperation => ({
  name,
  effect: 'write',
  run(call) {
    const { id, arn, key } = ownKey(call, awsJsonInput(named, call.body).KeyId);
    if (key.state === 'PendingDeletion') throw fail('KMSInvalidStateException', `${arn} is pending deletion.`);
    call.world.kms.open(call.account, call.region).keys.set(id, { ...key, state });
    return {};
  },
});

/** What can be done with keys. */
export const keyOperations: readonly EmulatorOperation[] = [
  createAlias,
  createKey,
  describeKey,
  stateOperation('DisableKey', 'Disabled'),
  stateOperation('EnableKey', 'Enabled'),
  getKeyPolicy,
  putKeyPolicy,
];
