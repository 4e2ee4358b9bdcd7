import { sourceKey } from '../model/account.ts';
import { type HclEntry, isAbsent } from '../model/export.ts';
import { plainText } from '../model/plainText.ts';
import type { Region } from '../model/regions.ts';
import type { Translate } from '../model/translate.ts';
import type { Exported } from './estate.ts';
import { hclBlock, hclText, Labels } from './hcl.ts';

/** What a folder of Terraform is about: one account in one Region, which its provider block names. */
export interface TerraformFolder {
  /** Such as `111122223333-eu-west-1`. */
  readonly name: string;
  readonly things: readonly Exported[];
  readonly region: Region;
}

/** The provider that has all of the resources and was tried with them. */
const REQUIRED: readonly HclEntry[] = [
  { attribute: 'required_version', value: '>= 1.5.0' },
  {
    block: 'required_providers',
    body: [{ attribute: 'aws', value: { source: 'hashicorp/aws', version: '>= 5.100.0' } }],
  },
];

/**
 * Splits things by account and Region. What is free of Region, such as hubs, is where the rest of its account is if that
 * is in one Region: the provider sends its calls to where they belong.
 */
export function terraformFolders(things: readonly Exported[]): readonly TerraformFolder[] {
  const accounts = new Map<string, Exported[]>();
  for (const thing of things) {
    const key = JSON.stringify([thing.accountId, sourceKey(thing.source)]);
    accounts.set(key, [...(accounts.get(key) ?? []), thing]);
  }
  return [...accounts.values()].flatMap(own => {
    const regional = [...new Set(own.flatMap(({ kind, region }) => (kind.regional === null ? [] : [region])))];
    const [only] = regional;
    const regionOf = ({ kind, region }: Exported): Region =>
      kind.regional === null && only !== undefined && regional.length === 1 ? only : region;
    return [...new Set(own.map(regionOf))].map(region => {
      const there = own.filter(thing => regionOf(thing) === region);
      return { name: `${own[0]?.accountId}-${region}`, things: there, region };
    });
  });
}

/** The blocks that say which provider is meant, and with whose credentials it works. */
export function terraformProvider({ things, region }: TerraformFolder, endpoint: string | undefined, t: Translate) {
  const [first] = things;
  const source = first?.source ?? { kind: 'default' };
  const local = endpoint ?? 'http://127.0.0.1';
  const emulated: readonly HclEntry[] = [
    { attribute: 'skip_credentials_validation', value: true },
    { attribute: 'skip_region_validation', value: true },
    {
      block: 'endpoints',
      body: ['glacier', 'iam', 'notifications', 'pinpoint', 'sts'].map(attribute => ({ attribute, value: local })),
    },
  ];
  const provider: readonly HclEntry[] = [
    { attribute: 'region', value: region },
    ...(source.kind === 'profile' ? [{ attribute: 'profile', value: source.name }] : []),
    ...(source.kind === 'emulator'
      ? [{ attribute: 'access_key', value: source.accountId }, { attribute: 'secret_key', value: 'local' }, ...emulated]
      : []),
  ];
  return [
    hclBlock('terraform', REQUIRED),
    '',
    `# ${t('To refuse any other account, add: allowed_account_ids = [{0}]', hclText(first?.accountId ?? ''))}`,
    hclBlock('provider "aws"', provider),
    '',
  ].join('\n');
}

/** A resource and its import block for each thing; nothing for those that Terraform has no resource for. */
export function terraformResources(things: readonly Exported[], t: Translate): string {
  const labels = new Labels();
  const parts = things.flatMap(({ row: { terraform }, kind, name, config, beside, unread }) => {
    if (isAbsent(terraform) || (config === null && !terraform.evenUnset)) return [];
    const label = labels.of(name);
    const kept: readonly HclEntry[] =
      unread.length === 0
        ? []
        : [{ block: 'lifecycle', body: [{ attribute: 'ignore_changes', expression: `[${unread.join(', ')}]` }] }];
    const imported: readonly HclEntry[] = [
      { attribute: 'to', expression: `${terraform.type}.${label}` },
      { attribute: 'id', value: terraform.importId(name) },
    ];
    const told = unread.length === 0 ? [] : [`# ${t('Not read, so left unchanged: {0}.', unread.join(', '))}`];
    return [
      [
        `# ${kind.label(t)} ${plainText(name)}`,
        ...told,
        hclBlock(`resource "${terraform.type}" "${label}"`, [...terraform.body(name, config), ...beside, ...kept]),
        '',
        hclBlock('import', imported),
        '',
      ].join('\n'),
    ];
  });
  return parts.join('\n');
}
