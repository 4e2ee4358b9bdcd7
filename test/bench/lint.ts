/**
 * How fast linting is, per edit: good and bad documents of 1 KB, 100 KB and 1 MB, beside the JSON language service that
 * VS Code has, doing its schema validation alone, in this process and alternated. Each edit is a new text, parsed anew.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import type { LanguageService } from 'vscode-json-languageservice';
import { parseDocument } from 'yaml';
import { lintFile } from '../../src/core/lint/lintFile.ts';
import { allParsers } from '../support/parsers.ts';
import { printTable } from './report.ts';

/** Its package is of a form whose names Node does not find by itself. */
const json: typeof import('vscode-json-languageservice') = createRequire(import.meta.url)(
  'vscode-json-languageservice',
);

const FILE = 'all.notifications.json';
const CONTEXT = { today: '2026-11-22' };
const SIZES = [
  ['1 KB', 1024, 200],
  ['100 KB', 100 * 1024, 30],
  ['1 MB', 1024 * 1024, 9],
] as const;

/** A fleet file of about so many characters, good or with every tenth vault wrong. */
function fleet(size: number, bad: boolean): string {
  const vaults: Record<string, unknown> = {};
  const accounts = { '444455556666': { notificationHubs: ['eu-west-1'], regions: { 'eu-west-1': { vaults } } } };
  const empty = JSON.stringify(accounts, null, 2).length;
  const wrong = { snsTopic: 'arn:aws:sns:us-east-1:0444455556666:jobs', Events: ['ArchiveRetrieval'], more: 1 };
  const good = {
    SNSTopic: 'arn:aws:sns:eu-west-1:444455556666:vault-jobs',
    Events: ['ArchiveRetrievalCompleted', 'InventoryRetrievalCompleted'],
  };
  const each = JSON.stringify(good, null, 2).length + 90;
  for (let index = 0; index * each + empty < size; index += 1) {
    vaults[`vault-${index}`] = bad && index % 10 === 0 ? wrong : good;
  }
  return JSON.stringify({ accounts }, null, 2);
}

/** The language service with the same schemas, served from the folder that they are in. */
function languageService(): LanguageService {
  const root = join('schemas');
  const files = ['.', 'bodies', 'requests'].flatMap(folder =>
    readdirSync(join(root, folder))
      .filter(name => name.endsWith('.json'))
      .map(name => join(root, folder, name)),
  );
  const texts = new Map(files.map(file => [basename(file, '.json'), readFileSync(file, 'utf8')]));
  const service = json.getLanguageService({
    schemaRequestService: async uri => texts.get(basename(uri)) ?? Promise.reject(new Error(`no schema: ${uri}`)),
  });
  service.configure({ schemas: [{ uri: 'schema:///FleetFile', fileMatch: [FILE] }] });
  return service;
}

async function theirs(service: LanguageService, text: string, version: number): Promise<number> {
  const started = performance.now();
  const document = json.TextDocument.create(`file:///${FILE}`, 'json', version, text);
  const found = await service.doValidation(document, service.parseJSONDocument(document));
  last.theirs = found.length;
  return performance.now() - started;
}

function ours(text: string): number {
  const started = performance.now();
  last.ours = lintFile(text, { fileName: FILE }, CONTEXT).findings.length;
  return performance.now() - started;
}

/** What either found last: a figure without findings would be one for doing nothing. */
const last = { ours: 0, theirs: 0 };

const median = (all: readonly number[]): number => [...all].sort((a, b) => a - b)[Math.floor(all.length / 2)] ?? 0;

const service = languageService();
const rows: string[][] = [];
for (const [name, size, rounds] of SIZES) {
  for (const bad of [false, true]) {
    const text = fleet(size, bad);
    const times = { ours: [] as number[], theirs: [] as number[] };
    for (let round = 0; round < rounds + 3; round += 1) {
      // A blank at the end makes each text another, as an edit does.
      const edited = text + ' '.repeat(round);
      const pair = { ours: ours(edited), theirs: await theirs(service, edited, round) };
      if (round < 3) continue;
      times.ours.push(pair.ours);
      times.theirs.push(pair.theirs);
    }
    const [own, other] = [median(times.ours), median(times.theirs)];
    rows.push([
      `${name}, ${bad ? 'bad' : 'good'}`,
      own.toFixed(2),
      other.toFixed(2),
      (own / other).toFixed(2),
      String(last.ours),
      String(last.theirs),
    ]);
  }
}
printTable(
  'lint per edit, medians in ms; budget: 1 KB in 1 ms, 1 MB within 1.5 of the language service',
  ['document', 'lint', 'language service', 'ratio', 'our findings', 'its findings'],
  rows,
);

/** As many parts as make a text of about a size, each with a number of its own. */
const filled = (size: number, part: (index: number) => string): string =>
  Array.from({ length: Math.ceil(size / part(1000).length) }, (_, index) => part(index)).join('');

const template = (size: number): string =>
  `Resources:\n${filled(size, index => `  Hub${index}:\n    Type: AWS::Notifications::NotificationHub\n    Properties:\n      Region: eu-west-1\n  Topic${index}:\n    Type: AWS::SNS::Topic\n    Properties: {TopicName: !Sub "x-\${Stage}"}\n`)}`;
const terraform = (size: number): string =>
  filled(
    size,
    index =>
      `resource "aws_glacier_vault" "v${index}" {\n  name = "v-\${var.stage}"\n\n  notification {\n    sns_topic = aws_sns_topic.jobs.arn\n    events    = ["ArchiveRetrievalCompleted", "InventoryRetrievalCompleted"]\n  }\n}\n`,
  );

/** The median of a few runs, each of another text. */
function medianOf(rounds: number, text: string, run: (text: string) => unknown): string {
  const times = Array.from({ length: Math.max(3, Math.ceil(rounds / 4)) }, (_, round) => {
    const edited = text + '\n'.repeat(round);
    const started = performance.now();
    run(edited);
    return performance.now() - started;
  });
  return median(times).toFixed(2);
}

const LONGEST = 2 * 1024 * 1024;
const linted = (fileName: string) => (text: string) =>
  lintFile(text, { fileName, parsers: allParsers }, { ...CONTEXT, longest: LONGEST });

printTable(
  'lint of other formats, medians in ms; more than 1 Mi characters are left alone',
  ['document', 'YAML', 'the parser of yaml alone', 'Terraform', 'JSON'],
  SIZES.map(([name, size, rounds]) => [
    name,
    medianOf(rounds, template(size), linted('a.yaml')),
    medianOf(rounds, template(size), text => parseDocument(text, { uniqueKeys: false })),
    medianOf(rounds, terraform(size), linted('main.tf')),
    medianOf(rounds, fleet(size, false), linted(FILE)),
  ]),
);
