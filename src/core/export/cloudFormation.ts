import { isAbsent } from '../model/export.ts';
import type { Json } from '../model/json.ts';
import { plainText, TREACHEROUS } from '../model/plainText.ts';
import type { Translate } from '../model/translate.ts';
import type { Exported } from './estate.ts';
import { Labels } from './hcl.ts';
import { byCode } from './script.ts';

/**
 * A template in YAML; null where CloudFormation has a resource type for none of the things. One that tells of several
 * accounts or Regions makes in each what is there, as a stack set deploys it. What is there can be imported into a stack:
 * that takes a DeletionPolicy, and to retain is what takes nothing away.
 */
export function cloudFormationTemplate(
  things: readonly Exported[],
  head: readonly string[],
  t: Translate,
): string | null {
  const held = things.flatMap(thing => {
    const { cloudFormation } = thing.row;
    return isAbsent(cloudFormation) || thing.config === null
      ? []
      : [{ ...thing, config: thing.config, cloudFormation }];
  });
  if (held.length === 0) return null;
  const notes = [...new Set(held.flatMap(({ cloudFormation: { note } }) => (note === undefined ? [] : [note(t)])))];
  const places = new Map(held.map(one => [placeName(one), one]));
  const conditions = [...places].flatMap(([name, { accountId, region }]) => [
    `  ${name}:`,
    '    Fn::And:',
    `      - !Equals [!Ref AWS::AccountId, ${yamlText(accountId)}]`,
    `      - !Equals [!Ref AWS::Region, ${yamlText(region)}]`,
  ]);
  const isMany = places.size > 1;
  const labels = new Labels('x');
  const resources = held.flatMap(thing => {
    const { kind, name, config, cloudFormation } = thing;
    const properties = Object.entries(cloudFormation.properties(name, config));
    return [
      `  # ${kind.label(t)} ${plainText(name)}`,
      `  ${labels.of(logicalId(`${cloudFormation.type.split('::').at(-1)}-${name}`))}:`,
      `    Type: ${yamlText(cloudFormation.type)}`,
      ...(isMany ? [`    Condition: ${placeName(thing)}`] : []),
      '    DeletionPolicy: Retain',
      '    UpdateReplacePolicy: Retain',
      '    Properties:',
      ...properties.map(([member, value]) => `      ${member}: ${yamlValue(value)}`),
    ];
  });
  const [first] = places.values();
  const lines = [
    ...[...head, ...notes].map(line => `# ${line}`),
    ...(isMany || first === undefined
      ? []
      : [`# ${t('To be deployed in account {0}, {1}.', first.accountId, first.region)}`]),
    'AWSTemplateFormatVersion: "2010-09-09"',
    ...(isMany ? ['Conditions:', ...conditions] : []),
    'Resources:',
    ...resources,
  ];
  return `${lines.join('\n')}\n`;
}

const placeName = ({ accountId, region }: Exported): string => `In${accountId}${logicalId(region)}`;

/** Letters and digits alone, as CloudFormation wants names of resources: `eu-west-1` is `EuWest1`. */
const logicalId = (name: string): string =>
  name
    .split(/[^A-Za-z\d]+/)
    .map(part => part.slice(0, 1).toUpperCase() + part.slice(1))
    .join('');

function yamlValue(value: Json): string {
  if (typeof value === 'string') return yamlText(value);
  if (value === null || typeof value !== 'object') return String(value);
  if (Array.isArray(value)) return `[${value.map(yamlValue).join(', ')}]`;
  return `{${Object.entries(value)
    .map(([key, one]) => `${yamlText(key)}: ${yamlValue(one)}`)
    .join(', ')}}`;
}

/** A text as a string of YAML. What could make it look like another is written by its code. */
export function yamlText(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&').replace(TREACHEROUS, byCode)}"`;
}
