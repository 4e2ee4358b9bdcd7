import { describe, expect, it } from 'vitest';
import { planted } from '../../../../test/support/planted.ts';
import { parseYaml } from '../../../parsers/parseYaml.ts';
import { applyEdits } from '../../json/edit.ts';
import { formatsIn, lintFile } from '../lintFile.ts';

const parsers = { yaml: parseYaml };
const lint = (fileName: string, text: string, today = '2026-10-01') =>
  lintFile(text, { fileName, parsers }, { today }).findings;
const said = (fileName: string, text: string, today?: string) =>
  lint(fileName, text, today).map(({ rule, start, end }) => ({ rule, start, end }));

const STREAM = 'arn:aws:kinesis:eu-west-1:444455556666:stream/events';
const ROLE = 'arn:aws:iam::444455556666:role/events';
const APP = '0123456789abcdef0123456789abcdef';

const HUB = 'AWS::Notifications::NotificationHub';
const hub = (properties: string): string => `Resources:\n  Hub:\n    Type: ${HUB}\n    Properties:${properties}\n`;
const stream = (properties: string): string =>
  `Resources:\n  Stream:\n    Type: AWS::Pinpoint::EventStream\n    Properties:\n${properties}\n`;

const wrong: readonly (readonly [what: string, fileName: string, sample: string])[] = [
  ['a plain scalar', 'a.yaml', hub('\n      Region: «hub/region|eu-west-9»')],
  ['single quotes', 'a.yml', hub("\n      Region: «hub/region|'eu-west-9'»")],
  ['double quotes', 'a.yml', hub('\n      Region: «hub/region|"eu-west-9"»')],
  ['a mapping in braces', 'a.yaml', hub(' {Region: «hub/region|eu-west-9»}')],
  [
    'a file of CloudFormation',
    'hub.template',
    `AWSTemplateFormatVersion: "2010-09-09"\n${hub('\n      Region: «hub/region|eu-west-9»')}`,
  ],
  ['lines that end in CR LF', 'a.yaml', hub('\n      Region: «hub/region|eu-west-9»').replaceAll('\n', '\r\n')],
  ['a scalar in a block', 'a.yaml', hub('\n      Region: «hub/region|>-\n        eu-west-9\n»')],
  [
    'an application of SAM',
    'template.yaml',
    `Transform: AWS::Serverless-2016-10-31\nGlobals: {Function: {Timeout: 3}}\n${hub('\n      Region: «hub/region|eu-west-9»')}`,
  ],
  [
    'characters of two units and comments before it',
    'a.yaml',
    `# \u{1f4fc} tapes\nDescription: "\u{1f4fc}"\n${hub('\n      Region: «hub/region|eu-west-9» # where')}`,
  ],
  ['a byte order mark', 'a.yaml', `\ufeff${hub('\n      Region: «hub/region|eu-west-9»')}`],
  [
    'a document behind a marker',
    'a.yaml',
    `%YAML 1.2\n---\n${hub('\n      Region: «hub/region|eu-west-9»')}...\n---\nmore: 1\n`,
  ],
  ['tags', 'a.yaml', hub('\n      Region: eu-west-1\n      «hub/no-tags|Tags»:\n        - Key: a\n          Value: b')],
  ['a key of another form', 'a.yaml', hub('\n      Region: eu-west-1\n      «document/unknown-key|Name»: x')],
  [
    'a missing property',
    'a.yaml',
    'Resources:\n  «document/missing-key|Hub»:\n    Type: AWS::Notifications::NotificationHub\n    Properties:\n      «document/unknown-key|Name»: x\n',
  ],
  [
    'no properties',
    'a.yaml',
    'Resources:\n  «document/missing-key|Hub»:\n    Type: AWS::Notifications::NotificationHub\n',
  ],
  [
    'empty properties',
    'a.yaml',
    'Resources:\n  «document/missing-key|Hub»:\n    Type: AWS::Notifications::NotificationHub\n    Properties:\n',
  ],
  ['a list where text belongs', 'a.yaml', hub('\n      Region: «document/wrong-type|[»eu-west-1]')],
  ['nothing where text belongs', 'a.yaml', hub('\n      «document/wrong-type|Region»:')],
  [
    'a key that stands twice',
    'a.yaml',
    hub('\n      «document/duplicate-key|Region»: eu-west-1\n      Region: eu-west-2'),
  ],
  [
    'a stream of the wrong form',
    'a.yaml',
    stream(
      `      ApplicationId: ${APP}\n      DestinationStreamArn: arn:aws:firehose:eu-west-1:444455556666:«event-stream/stream-arn|stream/events»\n      RoleArn: ${ROLE}`,
    ),
  ],
  [
    'a role of another type',
    'a.yaml',
    stream(
      `      ApplicationId: ${APP}\n      DestinationStreamArn: ${STREAM}\n      RoleArn: «event-stream/role-arn|"arn:aws:iam::444455556666:user/events"»`,
    ),
  ],
  [
    'a name in place of an id',
    'a.yaml',
    stream(
      `      ApplicationId: «event-stream/app-id|Chat»\n      DestinationStreamArn: ${STREAM}\n      RoleArn: ${ROLE}`,
    ),
  ],
  [
    'an account of thirteen digits',
    'a.yaml',
    stream(
      `      ApplicationId: ${APP}\n      DestinationStreamArn: arn:aws:kinesis:eu-west-1:«arn/account|4444555566667»:stream/events\n      RoleArn: !GetAtt Role.Arn`,
    ),
  ],
  ['a placeholder', 'a.yaml', hub('\n      Region: «document/placeholder|<region>»')],
  [
    'a number where an ARN belongs',
    'a.yaml',
    stream(`      ApplicationId: ${APP}\n      DestinationStreamArn: «arn/shape|12»\n      RoleArn: ${ROLE}`),
  ],
  [
    'a type of Glacier',
    'a.yaml',
    'Resources:\n  Vault:\n    Type: «document/unknown-type|AWS::Glacier::Vault»\n    Properties: {VaultName: a}\n',
  ],
  [
    'a type that is almost ours',
    'a.yaml',
    'Resources:\n  Hub:\n    Type: «document/unknown-type|"AWS::Notifications::Hub"»\n',
  ],
  ['what stands above a fault', 'a.yaml', `${hub('\n      Region: «hub/region|eu-west-9»')}  Next: "never closed\n`],
  ['what stands below a fault', 'a.yaml', `Outputs: @x\n${hub('\n      Region: «hub/region|eu-west-9»')}`],
  ['a fence of a page', 'README.md', `\`\`\`yaml\n${hub('\n      Region: «hub/region|eu-west-9»')}\`\`\`\n`],
  [
    'a block of a page',
    'guide.rst',
    `.. code-block:: yaml\n\n    ${hub('\n      Region: «hub/region|eu-west-9»').replaceAll('\n', '\n    ')}\n`,
  ],
  [
    'a command and a resource',
    'a.yaml',
    `Run: aws notifications register-notification-hub --region us-east-1 --notification-hub-region «hub/region|eu-west-9»\n${hub('\n      Region: «hub/region|eu-west-9»')}`,
  ],
];

const silent: readonly (readonly [what: string, fileName: string, text: string])[] = [
  ['a good hub', 'a.yaml', hub('\n      Region: eu-west-1')],
  ['a reference', 'a.yaml', hub('\n      Region: !Ref AWS::Region')],
  ['the long form of a reference', 'a.yaml', hub('\n      Region:\n        Ref: HubRegion')],
  [
    'a substitution',
    'a.yaml',
    stream(
      `      ApplicationId: !Ref App\n      DestinationStreamArn: !Sub "arn:\${AWS::Partition}:kinesis:\${AWS::Region}:x:y/z"\n      RoleArn: !Sub\n        - "\${a}"\n        - {a: b}`,
    ),
  ],
  ['a choice', 'a.yaml', hub('\n      Region: !If [IsProd, eu-west-9, !FindInMap [Regions, !Ref Stage, Hub]]')],
  [
    'attributes, imports and joins',
    'a.yaml',
    stream(
      "      ApplicationId: !ImportValue app\n      DestinationStreamArn: !GetAtt Stream.Arn\n      RoleArn: !Join ['', [a, b]]",
    ),
  ],
  ['the long form of a join', 'a.yaml', hub("\n      Region:\n        Fn::Join: ['-', [eu, west, 1]]")],
  [
    'a transform among the properties',
    'a.yaml',
    hub('\n      Fn::Transform: {Name: AWS::Include, Parameters: {Location: s3://a/b}}'),
  ],
  ['an alias', 'a.yaml', `Mappings: &region eu-west-9\n${hub('\n      Region: *region')}`],
  ['what is merged into it', 'a.yaml', hub('\n      <<: *defaults')],
  ['a dynamic reference', 'a.yaml', hub("\n      Region: '{{resolve:ssm:/hub/region}}'")],
  ['a dynamic reference in a substitution', 'a.yaml', hub("\n      Region: !Sub '{{resolve:ssm:/${Stage}/region}}'")],
  [
    'a dynamic reference in JSON',
    'a.template',
    JSON.stringify({ Resources: { Hub: { Type: HUB, Properties: { Region: '{{resolve:ssm:/hub/region:2}}' } } } }),
  ],
  [
    'resources of others',
    'a.yaml',
    'Resources:\n  App:\n    Type: AWS::Pinpoint::App\n    Properties: {Name: x}\n  C:\n    Type: AWS::Notifications::NotificationConfiguration\n    Properties: {}\n',
  ],
  [
    'a custom resource',
    'a.yaml',
    'Resources:\n  V:\n    Type: Custom::AWS::Glacier::Vault\n    Properties: {SNSTopic: x}\n',
  ],
  [
    'a loop',
    'a.yaml',
    'Resources:\n  Fn::ForEach::Hubs:\n    - R\n    - [eu-west-1]\n    - Hub${R}:\n        Type: AWS::Notifications::NotificationHub\n        Properties: {Region: !Ref R}\n',
  ],
  [
    'a comment that asks for it',
    'a.yaml',
    hub('\n      # notification-explorer-ignore hub/region\n      Region: eu-west-9'),
  ],
  ['a comment on the line', 'a.yaml', hub('\n      Region: eu-west-9 # notification-explorer-ignore hub/region')],
  [
    'a file that names the type elsewhere',
    'a.yaml',
    'rules:\n  - resource: AWS::Notifications::NotificationHub\n    Region: eu-west-9\n',
  ],
  [
    'the text of a policy',
    'a.yaml',
    'Resources:\n  P:\n    Type: AWS::IAM::Policy\n    Properties:\n      Name: "AWS::Pinpoint::EventStream"\n',
  ],
  [
    'a template for another engine',
    'a.yaml',
    `{{ if .Values.hub }}\n${hub('\n      Region: {{ .Values.region }}')}{{ end }}\n`,
  ],
  [
    'what another engine fills in',
    'a.yaml',
    `Resources:\n  Hub:\n    Type: AWS::Notifications::NotificationHub\n    Properties:\n      Region: {{ .Values.region | quote }}\n  {{- range .Values.more }}\n  Hub{{ . }}:\n    Type: AWS::Notifications::NotificationHub\n    Properties: {Region: {{ . }}}\n  {{- end }}\n`,
  ],
  ['tabs', 'a.yaml', '\tResources:\n\t\tHub:\n\t\t\tType: AWS::Notifications::NotificationHub\n'],
];

describe('a template in YAML', () => {
  it.each(wrong)('tells what is wrong in %s', (_what, fileName, sample) => {
    const { text, mistakes } = planted(sample);
    expect(said(fileName, text)).toEqual(mistakes);
  });

  it.each(silent)('says nothing of %s', (_what, fileName, text) => {
    expect(said(fileName, text)).toEqual([]);
  });

  it.each<[what: string, before: string, after: string]>([
    ['a plain scalar', 'Region: EU_West_1', 'Region: eu-west-1'],
    ['single quotes', "Region: 'EU_West_1'", "Region: 'eu-west-1'"],
    ['double quotes', 'Region: "EU_West_1" # a', 'Region: "eu-west-1" # a'],
    ['a key', 'region: eu-west-1', 'Region: eu-west-1'],
    ['a key in quotes', "'region': eu-west-1", "'Region': eu-west-1"],
    [
      'the lines of a key and its block',
      'Tags:\n        - Key: a\n          Value: b # c\n      Region: eu-west-1',
      'Region: eu-west-1',
    ],
    ['the last lines', 'Region: eu-west-1\n      Tags: []', 'Region: eu-west-1'],
  ])('is fixed in its own way of writing: %s', (_what, before, after) => {
    const text = hub(`\n      ${before}`);
    const [fix] = lint('a.yaml', text)[0]?.fixes ?? [];
    expect(applyEdits(text, fix?.edits ?? [])).toBe(hub(`\n      ${after}`));
  });

  it.each<[what: string, before: string, after: string]>([
    ['braces', ' { Region: eu-west-1, Tags: [] }', ' { Region: eu-west-1 }'],
    ['a part of a plain ARN', '', ''],
  ])('is fixed in %s', (_what, before, after) => {
    const text =
      before === ''
        ? stream(
            `      ApplicationId: ${APP}\n      DestinationStreamArn: ${STREAM.replace('stream/', 'deliverystream/')}\n      RoleArn: ${ROLE}`,
          )
        : hub(before);
    const [fix] = lint('a.yaml', text)[0]?.fixes ?? [];
    expect(applyEdits(text, fix?.edits ?? [])).toBe(
      after === '' ? text.replace('deliverystream/', 'stream/') : hub(after),
    );
  });

  it.each([
    ['the only property', hub('\n      Tags: []')],
    ['what shares its line', hub(' {Tags: [], # none\n      Region: eu-west-1}')],
    ['text in a block', hub('\n      Region: >-\n        EU_West_1')],
  ])('offers no fix that would tear the text: %s', (_what, text) => {
    const found = lint('a.yaml', text).filter(({ rule }) => rule === 'hub/no-tags' || rule === 'hub/region');
    expect(found.map(({ fixes }) => fixes)).toEqual([[]]);
  });

  it.each<[what: string, fileName: string, text: string, because: string | undefined]>([
    [
      'a version of the format',
      'a.yaml',
      `AWSTemplateFormatVersion: "2010-09-09"\n${hub('\n      region: x')}`,
      undefined,
    ],
    ['a transform', 'a.yaml', `Transform: AWS::Serverless-2016-10-31\n${hub('\n      region: x')}`, undefined],
    [
      'a version, in JSON',
      'a.json',
      `{"AWSTemplateFormatVersion": "2010-09-09", "Resources": {"Hub": {"Type": "${HUB}", "Properties": {"region": "x"}}}}`,
      undefined,
    ],
    ['nothing but a type', 'a.yaml', hub('\n      region: x'), HUB],
    [
      'nothing but a type, in JSON',
      'a.json',
      `{"Resources": {"Hub": {"Type": "${HUB}", "Properties": {"region": "x"}}}}`,
      HUB,
    ],
  ])('says what it was taken for only where it does not say so itself: %s', (_what, fileName, text, because) => {
    const found = lint(fileName, text);
    expect(found.map(({ rule }) => rule)).toContain('document/unknown-key');
    for (const { data, fixes } of found) {
      expect(data.because).toBe(because);
      expect(fixes.some(({ sure }) => sure)).toBe(because === undefined && fixes.length > 0);
    }
  });

  it.each(['', ', "Properties": null'])('offers no fix in JSON where there are no properties: %j', properties => {
    const text = `{"Resources": {"Hub": {"Type": "${HUB}"${properties}}}}`;
    expect(lint('hub.template', text).map(({ rule, fixes }) => [rule, fixes])).toEqual([['document/missing-key', []]]);
  });

  it('tells which parser a text needs, and reads nothing without it', () => {
    const text = hub('\n      Region: eu-west-9');
    expect(lintFile(text, { fileName: 'a.yaml' }, { today: '2026-10-01' })).toEqual({ kind: null, findings: [] });
    expect(formatsIn(text, { fileName: 'a.yaml' })).toEqual(['yaml']);
    expect(formatsIn(text, { fileName: 'README.md' })).toEqual(['yaml']);
    expect(formatsIn(text, { fileName: 'a.json' })).toEqual([]);
    expect(formatsIn('a: b\n', { fileName: 'a.yaml' })).toEqual([]);
  });

  it('says that a template is too long to be read', () => {
    const text = hub('\n      Region: eu-west-9');
    const found = lintFile(text, { fileName: 'a.yaml', parsers }, { today: '2026-10-01', longest: 20 });
    expect(found.findings.map(({ rule }) => rule)).toEqual(['document/size']);
    expect(found.leftFor).toBe('length');
  });

  it('tells the end of Pinpoint as CloudFormation’s own linter does', () => {
    const text = stream(`      ApplicationId: ${APP}\n      DestinationStreamArn: ${STREAM}\n      RoleArn: ${ROLE}`);
    expect(said('a.yaml', text, '2026-11-22').map(({ rule }) => rule)).toEqual(['event-stream/end-of-support']);
  });
});
