import fc from 'fast-check';
import { applyEdits } from '../../src/core/json/edit.ts';
import type { LintFinding } from '../../src/core/lint/finding.ts';
import { fixAll } from '../../src/core/lint/fixAll.ts';
import { lintFile } from '../../src/core/lint/lintFile.ts';
import { lintRequest } from '../../src/core/lint/lintRequest.ts';
import type { LintContext } from '../../src/core/lint/model/rule.ts';
import {
  anyJson,
  anyText,
  calls,
  type LintCase,
  mutated,
  mutatedLookalike,
  reformatted,
  requests,
} from './lintCases.ts';
import { allParsers } from './parsers.ts';

const CONTEXT: LintContext = {
  today: '2026-11-22',
  account: '444455556666',
  region: 'eu-west-1',
  production: true,
  otherHubs: ['us-east-1'],
  freshToken: () => '00000000-0000-4000-8000-000000000000',
};

const RULES = { 'document/kind': 'hint' } as const;
const lint = (fileName: string, text: string) =>
  lintFile(text, { fileName, rules: RULES, parsers: allParsers }, CONTEXT).findings;

const hasFault = (findings: readonly LintFinding[]): boolean => findings.some(({ rule }) => rule === 'document/syntax');

/** Throws unless every finding and edit stands inside the text, in order and apart, and no fix breaks what could be read. */
function holdsTogether({ fileName, text }: LintCase): void {
  const found = lint(fileName, text);
  for (const finding of found) {
    const inside = finding.start >= 0 && finding.start <= finding.end && finding.end <= text.length;
    if (!inside) throw new Error(`${finding.rule} stands outside: ${finding.start}-${finding.end}`);
    for (const { edits } of finding.fixes) {
      let done = 0;
      for (const edit of edits) {
        if (edit.start < done || edit.end < edit.start || edit.end > text.length)
          throw new Error(`${finding.rule}: edits`);
        done = edit.end;
      }
      const broken = hasFault(lint(fileName, applyEdits(text, edits))) && !hasFault(found);
      if (broken) throw new Error(`${finding.rule}: its fix breaks ${JSON.stringify(text)}`);
    }
  }
}

const errors = (fileName: string, text: string): number =>
  lint(fileName, text).filter(({ severity }) => severity === 'error').length;

/** Throws unless fixing all once is as good as fixing twice, and brings no error where there was none. */
function fixesWell({ fileName, text }: LintCase): void {
  const fix = (one: string) => fixAll(one, again => lint(fileName, again));
  const fixed = fix(text);
  if (fix(fixed) !== fixed) throw new Error(`fixing again changes: ${JSON.stringify(fixed)}`);
  if (errors(fileName, text) === 0 && errors(fileName, fixed) > 0)
    throw new Error(`made wrong: ${JSON.stringify(fixed)}`);
}

/** The rules whose choices are applied too, as `lint --fix=RULE` does. */
const NAMED = new Set(['missing-option', 'unknown-option', 'bare-policy'].map(name => `command/${name}`));

/** Throws unless the choices of these rules, applied, leave nothing of theirs to be applied. */
function fixesOnce(one: LintCase): void {
  holdsTogether(one);
  fixesWell(one);
  const fix = (text: string) => fixAll(text, again => lint(one.fileName, again), NAMED);
  const fixed = fix(one.text);
  if (fix(fixed) !== fixed) throw new Error(`fixing again changes: ${JSON.stringify(fixed)}`);
}

/** What was found, wherever it stands. */
const told = (fileName: string, text: string): string =>
  JSON.stringify(
    lint(fileName, text)
      .map(({ rule, severity, data }) => [rule, severity, data])
      .sort(),
  );

/** One property of the linter. */
export interface LintProperty {
  readonly name: string;
  /** The share of all cases that it gets. */
  readonly share: number;
  /** Tries so many cases, and tells how it went. */
  readonly check: (cases: number, seed: number) => { readonly failed: boolean; readonly report: string };
}

function property<Case>(
  name: string,
  share: number,
  cases: fc.Arbitrary<Case>,
  holds: (one: Case) => void,
): LintProperty {
  return {
    name,
    share,
    check: (numRuns, seed) => {
      const details = fc.check(fc.property(cases, holds), { numRuns, seed });
      return { failed: details.failed, report: fc.defaultReportMessage(details) ?? '' };
    },
  };
}

/** The properties that hold for whatever is linted. */
export const lintProperties: readonly LintProperty[] = [
  property('any text: no throw, all inside the text', 0.2, anyText, holdsTogether),
  property('any JSON: no throw, all inside the text', 0.1, anyJson, holdsTogether),
  property('one mutation: no throw, all inside the text', 0.2, mutated, holdsTogether),
  property('one mutation: fixing all is idempotent and makes nothing wrong', 0.2, mutated, fixesWell),
  property('any call of the AWS CLI: no throw, all inside the text, fixing is idempotent', 0.2, calls, fixesOnce),
  property(
    'other people’s documents, one mutation: fixing all leaves each byte',
    0.1,
    mutatedLookalike,
    ({ fileName, text }) => {
      const fixed = fixAll(text, one => lint(fileName, one));
      if (fixed !== text) throw new Error(`changed: ${JSON.stringify(fixed)}`);
    },
  ),
  property('written in another way: the same findings', 0.1, reformatted, ({ fileName, texts: [one, other] }) => {
    const [first, second] = [told(fileName, one), told(fileName, other)];
    if (first !== second) throw new Error(`${first}\n${second}`);
  }),
  property('silence means that the schema has no objection either', 0.1, requests, ({ operation, request }) => {
    const found = lintRequest(operation, request, CONTEXT);
    if (found.some(({ rule }) => rule === 'document/schema')) throw new Error(JSON.stringify(found));
  }),
];
