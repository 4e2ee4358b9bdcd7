import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lintFile } from '../../src/core/lint/lintFile.ts';
import { Positions } from '../../src/core/lint/positions.ts';
import { allParsers } from '../support/parsers.ts';
import { runTool, toolIsHere } from './tools.ts';

const hasLint = await toolIsHere('cfn-lint', ['--version'], 'to judge templates beside us');

const STREAM = 'arn:aws:kinesis:us-east-1:444455556666:stream/events';
const ROLE = 'arn:aws:iam::444455556666:role/events';
const APP = '0123456789abcdef0123456789abcdef';

const of = (type: string, ...properties: readonly string[]): string =>
  `Resources:\n  It:\n    Type: ${type}\n${properties.length === 0 ? '' : `    Properties:\n${properties.map(one => `      ${one}\n`).join('')}`}`;
const hub = (...properties: readonly string[]): string => of('AWS::Notifications::NotificationHub', ...properties);
const stream = (...properties: readonly string[]): string => of('AWS::Pinpoint::EventStream', ...properties);
const [APPLICATION, DESTINATION, BY] = [`ApplicationId: ${APP}`, `DestinationStreamArn: ${STREAM}`, `RoleArn: ${ROLE}`];

/** Each has one resource, `It`. */
const templates: readonly (readonly [what: string, text: string])[] = [
  ['a good hub', hub('Region: us-east-1')],
  [
    'a hub in braces',
    'Resources: {It: {Type: "AWS::Notifications::NotificationHub", Properties: {Region: us-east-1}}}\n',
  ],
  ['a hub where the template is', hub('Region: !Ref AWS::Region')],
  ['a hub without properties', hub()],
  ['a hub with tags', hub('Region: us-east-1', 'Tags: []')],
  ['a hub by the name of the API', hub('NotificationHubRegion: us-east-1')],
  ['a hub in lower case', hub('region: us-east-1')],
  ['a hub in a list', hub('Region: [us-east-1]')],
  ['a hub in a mapping', hub('Region: {Name: us-east-1}')],
  ['a hub of the wrong type', of('AWS::Notifications::Hub', 'Region: us-east-1')],
  ['a hub of a type with a slip', of('AWS::Notifications::NotificationHubs', 'Region: us-east-1')],
  ['a good stream', stream(APPLICATION, DESTINATION, BY)],
  ['a stream without a role', stream(APPLICATION, DESTINATION)],
  ['a stream without anything', stream()],
  ['a stream with an external id', stream(APPLICATION, DESTINATION, BY, 'ExternalId: x')],
  ['a stream with a role that is none', stream(APPLICATION, DESTINATION, 'RoleArn: events')],
  ['a stream with lists', stream(APPLICATION, 'DestinationStreamArn: [a]', BY)],
  ['a stream of the wrong type', of('AWS::Pinpoint::EventStreams', APPLICATION)],
  ['a vault', of('AWS::Glacier::Vault', 'VaultName: tapes')],
  ['the notification of a vault', of('AWS::Glacier::VaultNotification', 'VaultName: tapes')],
];

/** What cfn-lint's rules about a resource itself correspond to. */
const OURS: Readonly<Record<string, readonly string[]>> = {
  E3002: ['document/unknown-key', 'hub/no-tags', 'event-stream/external-id'],
  E3003: ['document/missing-key', 'document/unknown-key'],
  E3006: ['document/unknown-type'],
  E3012: ['document/wrong-type'],
  E1156: ['event-stream/role-arn', 'arn/shape'],
  W3696: ['event-stream/end-of-support'],
};

interface Said {
  readonly Filename: string;
  readonly Rule: { readonly Id: string };
  readonly Location: { readonly Start: { readonly LineNumber: number } };
}

describe.skipIf(!hasLint)('a template, beside cfn-lint', () => {
  let folder: string;
  let said: readonly Said[];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'templates-'));
    const files = templates.map((_, index) => join(folder, `${index}.yaml`));
    for (const [index, file] of files.entries()) await writeFile(file, templates[index]?.[1] ?? '');
    const env = { PATH: process.env.PATH ?? '', HOME: folder };
    const { stdout } = await runTool('cfn-lint', ['--format', 'json', '--regions', 'us-east-1', '--', ...files], {
      env,
    });
    said = JSON.parse(stdout);
  }, 60_000);
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it.each(templates.map(([what, text], index) => [what, text, index] as const))(
    'is told of whatever that tells: %s',
    (_what, text, index) => {
      const theirs = said.filter(({ Filename }) => Filename === join(folder, `${index}.yaml`));
      const options = { fileName: 'a.yaml', parsers: allParsers };
      const ours = lintFile(text, options, { today: '2026-11-22' }).findings.map(({ rule }) => rule);
      const untold = theirs.filter(({ Rule }) => !(OURS[Rule.Id] ?? []).some(rule => ours.includes(rule)));
      expect(untold.map(({ Rule }) => Rule.Id)).toEqual([]);
    },
  );

  it('has something to be told of', () => {
    expect(new Set(said.map(({ Rule }) => Rule.Id))).toEqual(new Set(Object.keys(OURS)));
  });

  it('is told where it stands', () => {
    const [, text = ''] = templates.find(([what]) => what === 'a hub with tags') ?? [];
    const [finding] = lintFile(text, { fileName: 'a.yaml', parsers: allParsers }, { today: '2026-11-22' }).findings;
    const index = templates.findIndex(([what]) => what === 'a hub with tags');
    const theirs = said.find(({ Filename }) => Filename === join(folder, `${index}.yaml`));
    const line = finding && new Positions(text).of(finding).start.line;
    expect(line).toBe((theirs?.Location.Start.LineNumber ?? 0) - 1);
  });
});
