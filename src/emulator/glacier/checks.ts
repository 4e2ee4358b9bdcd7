import { arnOf } from '../regions.ts';
import { integer, list, object, optional, type Problem, string } from '../wire/shape.ts';
import type { EmulatorCall } from '../world.ts';
import { fail } from './errors.ts';
import type { NotificationConfig, Vault } from './glacierDocument.ts';
import { API_VERSION, EVENTS } from './limits.ts';

/** The rule for new vault names. @see https://docs.aws.amazon.com/amazonglacier/latest/dev/creating-vaults.html */
const VAULT_NAME = /^[A-Za-z0-9_.-]{1,255}$/;

/** Checks what every Glacier call must have. @throws {ServiceError} */
export function beforeGlacier(call: EmulatorCall): void {
  const version = call.header('x-amz-glacier-version');
  if (version === undefined || version === '') {
    throw fail('MissingParameterValueException', 'Required parameter missing: API version');
  }
  if (version !== API_VERSION) {
    throw fail(
      'InvalidParameterValueException',
      `Invalid parameter: API version, The parameter x-amz-glacier-version must be ${API_VERSION}`,
    );
  }
  checkAccount(call);
  if (call.world.glacier.peek(call.account, call.region).closed === true) {
    // The beginning of the text was seen in the wild.
    throw fail(
      'NoLongerSupportedException',
      'This API is no longer supported for new accounts. Please use S3 Glacier storage classes instead.',
    );
  }
}

function checkAccount(call: EmulatorCall): void {
  const given = call.labels.accountId;
  if (given === undefined || given === '-' || given === call.account) return;
  if (!/^\d{12}$/.test(given)) {
    throw fail('InvalidParameterValueException', `Invalid account ID: ${given}`);
  }
  // AWS lets a vault access policy admit other accounts to some operations; the emulator has no such policies.
  throw fail(
    'AccessDeniedException',
    `User: arn:aws:iam::${call.account}:root is not authorized to perform: glacier:${call.operation} on account ${given}`,
  );
}

/** The ARN of a vault of the caller's. */
export const vaultArn = (call: EmulatorCall, name: string): string =>
  arnOf('glacier', call.region, call.account, `vaults/${name}`);

/** The vault a call is about. @throws {ServiceError} ResourceNotFoundException, for names that no vault can have as well */
export function vaultOf(call: EmulatorCall): { readonly name: string; readonly arn: string; readonly vault: Vault } {
  const name = call.labels.vaultName ?? '';
  const arn = vaultArn(call, name);
  const vault = call.world.glacier.peek(call.account, call.region).vaults.get(name);
  if (vault === undefined) throw fail('ResourceNotFoundException', `Vault not found for ARN: ${arn}`);
  return { name, arn, vault };
}

/** A name for a new vault. @throws {ServiceError} InvalidParameterValueException */
export function newVaultName(call: EmulatorCall): string {
  const name = call.labels.vaultName ?? '';
  if (VAULT_NAME.test(name)) return name;
  throw fail('InvalidParameterValueException', `Invalid vault name: ${name}`);
}

const body = object({ SNSTopic: optional(string()), Events: optional(list(string())) });

/**
 * A configuration to be set: a topic of the vault's own Region, and one or two of the known events.
 * The topic's account, its policy, and whether it exists are not looked at, as AWS does not either.
 * @throws {ServiceError} as AWS refuses it; the texts but the Region's are not published
 */
export function configOf(call: EmulatorCall): NotificationConfig {
  const problems: Problem[] = [];
  const config = body.parse(call.body ?? {}, '', problems);
  if (config === undefined) {
    throw fail('SerializationException', `${problems[0]?.rule ?? 'Invalid body'}: ${problems[0]?.path ?? ''}`);
  }
  const { SNSTopic, Events } = config;
  if (SNSTopic === undefined || SNSTopic === '') {
    throw fail('MissingParameterValueException', 'Required parameter missing: SNSTopic');
  }
  if (Events === undefined || Events.length === 0) {
    throw fail('MissingParameterValueException', 'Required parameter missing: Events');
  }
  const unknown = Events.find(event => !EVENTS.some(one => one === event));
  if (unknown !== undefined)
    throw fail('InvalidParameterValueException', `Invalid vault notification event: ${unknown}`);
  checkTopic(SNSTopic, call.region);
  return { SNSTopic, Events };
}

/** @throws {ServiceError} InvalidParameterValueException for no topic, and for one of another Region */
export function checkTopic(topic: string, vaultRegion: string): void {
  const parts = /^arn:aws[a-z-]*:sns:(?<region>[a-z0-9-]+):\d{12}:[A-Za-z0-9_.-]{1,256}$/.exec(topic)?.groups;
  if (parts === undefined) throw fail('InvalidParameterValueException', `Invalid SNS topic ARN: ${topic}`);
  if (parts.region !== vaultRegion) {
    throw fail('InvalidParameterValueException', `SNS topics must be in the local AWS region: ${topic}`);
  }
}

/** How many to show of a list: what the query asks for, and as many as there may be where it does not. */
export function limitOf(call: EmulatorCall, most: number): number {
  const given = call.query.get('limit');
  if (given === null || given === '') return most;
  const limit = integer({ min: 1, max: most, fromText: true }).parse(given, 'limit', []);
  if (limit !== undefined) return limit;
  throw fail('InvalidParameterValueException', `Invalid limit: ${given}. It must be between 1 and ${most}`);
}
