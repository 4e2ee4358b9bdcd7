import { statementsOf } from '../policies.ts';
import { object, optional, type Problem, string } from '../wire/shape.ts';
import type { EmulatorCall, EmulatorOperation } from '../world.ts';
import { vaultOf } from './checks.ts';
import { fail } from './errors.ts';
import type { Vault } from './glacierDocument.ts';
import { MAX_POLICY_BYTES } from './limits.ts';

const body = object({ Policy: optional(string()) });

/** The policy to set, as JSON text. @throws {ServiceError} as AWS refuses it; the texts are not published */
function policyOf(call: EmulatorCall): string {
  const problems: Problem[] = [];
  const given = body.parse(call.body ?? {}, '', problems);
  if (given === undefined) throw fail('SerializationException', problems[0]?.rule ?? 'Invalid body');
  const { Policy } = given;
  if (Policy === undefined || Policy === '') {
    throw fail('MissingParameterValueException', 'Required parameter missing: vault access policy');
  }
  if (Buffer.byteLength(Policy) > MAX_POLICY_BYTES) {
    throw fail('LimitExceededException', `Vault access policy exceeds ${MAX_POLICY_BYTES} bytes`);
  }
  if (statementsOf(Policy) === undefined) {
    throw fail('InvalidParameterValueException', 'Invalid vault access policy: it is not a policy document');
  }
  return Policy;
}

function keep(call: EmulatorCall, name: string, vault: Vault): void {
  call.world.glacier.open(call.account, call.region).vaults.set(name, vault);
}

/** @see https://docs.aws.amazon.com/amazonglacier/latest/dev/api-GetVaultAccessPolicy.html */
const getVaultAccessPolicy: EmulatorOperation = {
  name: 'GetVaultAccessPolicy',
  effect: 'read',
  run(call) {
    const { name, vault } = vaultOf(call);
    if (vault.accessPolicy === undefined) {
      throw fail('ResourceNotFoundException', `No vault access policy is set for: ${name}`);
    }
    return { body: { Policy: vault.accessPolicy } };
  },
};

/** @see https://docs.aws.amazon.com/amazonglacier/latest/dev/api-SetVaultAccessPolicy.html */
const setVaultAccessPolicy: EmulatorOperation = {
  name: 'SetVaultAccessPolicy',
  effect: 'write',
  run(call) {
    const { name, vault } = vaultOf(call);
    keep(call, name, { ...vault, accessPolicy: policyOf(call) });
    return { status: 204 };
  },
};

/** Deleting where none is set succeeds as well. @see https://docs.aws.amazon.com/amazonglacier/latest/dev/api-DeleteVaultAccessPolicy.html */
const deleteVaultAccessPolicy: EmulatorOperation = {
  name: 'DeleteVaultAccessPolicy',
  effect: 'write',
  run(call) {
    const { name, vault } = vaultOf(call);
    const { accessPolicy: _before, ...rest } = vault;
    keep(call, name, rest);
    return { status: 204 };
  },
};

/** Policies on vaults are kept and shown; the emulator weighs none. */
export const accessPolicyOperations: readonly EmulatorOperation[] = [
  deleteVaultAccessPolicy,
  getVaultAccessPolicy,
  setVaultAccessPolicy,
];
