import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import * as vscode from 'vscode';
import type { LintContext } from '../../src/core/lint/model/rule.ts';
import { english } from '../../src/core/model/translate.ts';
import { fixText } from '../../src/messages/findingText.ts';
import { eventually, extensionUnderTest, projectFolder } from './extensionUnderTest.ts';
import {
  apply,
  applyFixAll,
  closeAll,
  line,
  lintBy,
  linterUnderTest,
  loadText,
  offeredAt,
  openText,
  ours,
  ruleOf,
} from './lintedDocument.ts';
import { afterAll, afterEach, beforeAll, describe, it } from './testing.ts';

const TODAY: LintContext = { today: '2026-11-22', freshToken: () => '00000000-0000-4000-8000-000000000000' };
const LEFT_TO_VSCODE = /(?:error|warning) document\/(?:syntax|duplicate-key)$/;

interface Sample {
  readonly rule: string;
  readonly name: string;
  readonly text: string;
  /** The lines that the linter's own tests expect: findings, words and fixes. */
  readonly expected: readonly string[];
  readonly context: LintContext;
}

/** The samples of one rule. */
interface Samples {
  /** Of each, what is said has to be as the linter's own tests expect it. */
  readonly bad: readonly Sample[];
  readonly ok: readonly Sample[];
}

/** The samples of every rule, by the rule. */
function samplesByRule(root: string): ReadonlyMap<string, Samples> {
  const folders = ['src/core/lint/rules', 'src/core/kinds'].flatMap(folder =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter(name => basename(name) === 'page.md')
      .map(name => join(root, folder, name, '..')),
  );
  return new Map(
    folders.map(folder => {
      const rule = /^# (\S+)/.exec(readFileSync(join(folder, 'page.md'), 'utf8'))?.[1] ?? '';
      return [rule, { bad: samplesIn(folder, 'bad', rule), ok: samplesIn(folder, 'ok', rule) }];
    }),
  );
}

function samplesIn(folder: string, kind: 'bad' | 'ok', rule: string): readonly Sample[] {
  const inside = join(folder, kind);
  const read = (file: string): object => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {});
  const names = readdirSync(inside).filter(name => !/\.(?:out|context)$/.test(name));
  return names.map(name => ({
    ...{ rule, name, text: readFileSync(join(inside, name), 'utf8') },
    expected: kind === 'ok' ? [] : readFileSync(join(inside, `${name}.out`), 'utf8').split('\n'),
    context: { ...TODAY, ...read(join(folder, 'context.json')), ...read(join(inside, `${name}.context`)) },
  }));
}

const rulesSetting = () => vscode.workspace.getConfiguration('notificationExplorer');

describe('each rule in the editor', () => {
  beforeAll(async () => {
    await extensionUnderTest();
  });
  afterEach(closeAll);
  afterAll(() => lintBy({}));

  for (const [rule, { bad, ok }] of samplesByRule(projectFolder)) {
    it(`${rule} underlines, explains and fixes what is wrong, and nothing else`, async () => {
      const isOff = rule === 'document/kind';
      if (isOff) await rulesSetting().update('lint.rules', { [rule]: 'hint' }, true);
      for (const sample of bad) await underline(sample, loadText);
      for (const sample of ok) await stayQuiet(sample);
      await mend(bad.find(sample => fixesOf(sample).length > 0) ?? bad[0] ?? assert.fail());
      if (isOff) await rulesSetting().update('lint.rules', undefined, true);
    }, 60_000);
  }
});

/** Opens a bad sample: what is said of it is what the linter says. */
async function underline(sample: Sample, open: typeof loadText): Promise<vscode.TextDocument> {
  await lintBy(sample.context);
  const document = await open(sample.name, sample.text);
  const heads = sample.expected.filter(text => /^\d/.test(text));
  // Of a text that a string holds VS Code says nothing, and we do.
  const isHeld = (text: string) =>
    sample.expected[sample.expected.indexOf(text) + 1]?.includes('text in this string') === true;
  const expected = isJson(document) ? heads.filter(text => !LEFT_TO_VSCODE.test(text) || isHeld(text)) : heads;
  await eventually(() => assert.deepEqual(ours(document).map(line), expected, sample.name));
  return document;
}

/** Opens an ok sample: the rule says nothing, and no other rule calls it wrong. */
async function stayQuiet({ rule, name, text, context }: Sample): Promise<void> {
  await lintBy(context);
  const document = await loadText(name, text);
  const { documents } = await linterUnderTest();
  const said = documents.look(document).findings.filter(one => one.rule === rule || one.severity === 'error');
  assert.deepEqual(said, [], name);
  const isError = ({ severity }: vscode.Diagnostic) => severity === vscode.DiagnosticSeverity.Error;
  assert.deepEqual(
    ours(document).filter(one => ruleOf(one) === rule || isError(one)),
    [],
    name,
  );
}

const isJson = ({ languageId }: vscode.TextDocument): boolean => languageId.startsWith('json');

/** Goes through everything that VS Code is given about a sample in an editor, until nothing is left to fix. */
async function mend(sample: Sample): Promise<void> {
  const document = await underline(sample, openText);
  // An empty file is a file that someone is about to fill: VS Code says nothing, and neither do we.
  if (isJson(document) && sample.text.trim() === '') return;
  const isTheirs = isJson(document) && LEFT_TO_VSCODE.test(`error ${sample.rule}`) && ours(document).length === 0;
  const about = isTheirs ? await theirs(document) : ours(document);
  const own = about.find(one => ruleOf(one) === sample.rule || !ours(document).includes(one));
  assert.ok(own, `${sample.rule} says something in ${sample.name}`);
  const titles = (await offeredAt(document, own.range)).map(({ title }) => title);
  assert.ok(titles.includes(`Explain ${sample.rule}`), titles.join());
  const fixes = fixesOf(sample);
  for (const fix of fixes) assert.ok(titles.includes(fix), `${sample.name} offers “${fix}” among ${titles.join()}`);
  await fixEach(document, sample, fixes);
}

/** True once something is said of a place in the document as it is now. */
function said({ uri }: vscode.TextDocument, range: vscode.Range): boolean {
  return vscode.languages.getDiagnostics(uri).some(one => one.range.intersection(range) !== undefined);
}

/** Findings of VS Code's own JSON support. */
async function theirs(document: vscode.TextDocument): Promise<readonly vscode.Diagnostic[]> {
  return eventually(() => {
    const found = vscode.languages.getDiagnostics(document.uri).filter(one => !ours(document).includes(one));
    assert.ok(found.length > 0, `VS Code says something of ${document.uri.path}`);
    return found;
  });
}

/** The titles of the fixes of the first finding of the sample's rule. */
function fixesOf({ rule, expected }: Sample): readonly string[] {
  const from = expected.findIndex(text => text.endsWith(` ${rule}`));
  const rest = expected.slice(from + 1);
  const to = rest.findIndex(text => /^\d/.test(text));
  const own = to === -1 ? rest : rest.slice(0, to);
  return own.filter(text => text.startsWith('  fix: ')).map(text => text.slice('  fix: '.length));
}

/** Applies everything that is offered: fix all, then one quick fix after the other, until the rule has nothing left. */
async function fixEach(document: vscode.TextDocument, { rule, name }: Sample, fixes: readonly string[]): Promise<void> {
  const { documents } = await linterUnderTest();
  const left = () => documents.all(document).filter(one => one.rule === rule && one.fixes.length > 0);
  await applyFixAll(document);
  assert.equal(await applyFixAll(document), false, `${name}: fixing all once is enough`);
  for (let finding = left()[0]; finding !== undefined; finding = left()[0]) {
    const before = left().length;
    const range = new vscode.Range(document.positionAt(finding.start), document.positionAt(finding.end));
    await eventually(() => assert.ok(said(document, range), `${name}: something is said of ${rule}`));
    const title = fixText(finding.fixes[0] ?? assert.fail(), english);
    await apply((await offeredAt(document, range)).find(one => one.title === title));
    assert.ok(left().length < before, `${name}: the quick fix cures ${rule}`);
  }
  const stays = () => documents.look(document).findings.filter(one => one.rule === rule);
  await eventually(() => assert.equal(ours(document).filter(one => ruleOf(one) === rule).length, stays().length));
  if (fixes.length > 0) assert.deepEqual(left(), []);
}
