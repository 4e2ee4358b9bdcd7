import { isObject, optionalText } from '../../model/answer.ts';
import { AccessError } from '../../model/errors.ts';
import type { HclEntry, KindExport } from '../../model/export.ts';
import type { Json } from '../../model/json.ts';
import type { Scope } from '../../model/scope.ts';

/** The access policy, if there is one: AWS answers 404 where there is none. */
async function accessPolicy(scope: Scope, vaultName: string): Promise<readonly HclEntry[]> {
  try {
    const { policy } = await scope.read('GetVaultAccessPolicy', { accountId: '-', vaultName });
    const text = isObject(policy) ? optionalText(policy, 'Policy') : null;
    return text === null ? [] : [policyEntry(text)];
  } catch (error) {
    if (error instanceof AccessError && error.details.awsCode === 'ResourceNotFoundException') return [];
    throw error;
  }
}

/** A policy that is no JSON, which AWS would not take, is left as the text it is. */
function policyEntry(text: string): HclEntry {
  const attribute = 'access_policy';
  try {
    const policy: Json = JSON.parse(text);
    return { attribute, jsonencode: policy };
  } catch {
    return { attribute, value: text };
  }
}

async function tags(scope: Scope, vaultName: string): Promise<readonly HclEntry[]> {
  const { Tags } = await scope.read('ListTagsForVault', { accountId: '-', vaultName });
  const told = Object.entries(isObject(Tags) ? Tags : {}).map(([key, value]) => [key, String(value)] as const);
  return told.length === 0 ? [] : [{ attribute: 'tags', value: Object.fromEntries(told) }];
}

/**
 * Vault notifications elsewhere. Terraform has them as a block of the vault, and no resource of their own.
 * @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/glacier_vault
 */
export const vaultExport: KindExport = {
  kind: 'vault',
  cloudFormation: { none: t => t('CloudFormation has no resource types for Glacier.') },
  terraform: {
    type: 'aws_glacier_vault',
    evenUnset: true,
    importId: name => name,
    body: (name, config) => [
      { attribute: 'name', value: name },
      ...(config === null ? [] : [{ block: 'notification', body: notification(config) }]),
    ],
    beside: [
      { attributes: ['access_policy'], read: accessPolicy },
      { attributes: ['tags', 'tags_all'], read: tags },
    ],
  },
};

const notification = (config: { readonly [member: string]: Json }): readonly HclEntry[] => [
  { attribute: 'events', value: config.Events ?? [] },
  { attribute: 'sns_topic', value: config.SNSTopic ?? null },
];
