import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findingText, fixText } from '../../messages/findingText.ts';
import { applyEdits } from '../json/edit.ts';
import { english } from '../model/translate.ts';
import type { LintFinding } from './finding.ts';
import { lintFile } from './lintFile.ts';
import type { RuleSwitches } from './lintText.ts';
import type { LintContext } from './model/rule.ts';
import { Positions } from './positions.ts';
import { rules } from './ruleTable.ts';

/** Set to write the expected findings anew; look at the difference before it is committed. */
const UPDATES = process.env.UPDATE_FIXTURES === '1';

const TODAY: LintContext = { today: '2026-11-22', freshToken: () => '00000000-0000-4000-8000-000000000000' };

const FOLDERS: Readonly<Record<string, string>> = {
  hub: 'src/core/kinds/hub/rules',
  vault: 'src/core/kinds/vault/rules',
  'event-stream': 'src/core/kinds/eventStream/rules',
  'push-registration': 'src/core/kinds/pushRegistration/rules',
};

function folderOf(id: string): string {
  const [document = '', part = ''] = id.split('/');
  return join(FOLDERS[document] ?? join('src/core/lint/rules', document), part);
}

/** A rule that is off by default is on for its own samples. */
function switchesFor(id: string): RuleSwitches {
  const rule = rules.find(one => one.id === id);
  return rule?.offByDefault === true ? { [id]: rule.severity } : {};
}

function lint(id: string, fileName: string, text: string, context: LintContext): readonly LintFinding[] {
  return lintFile(text, { fileName, rules: switchesFor(id) }, context).findings;
}

function printed(text: string, findings: readonly LintFinding[]): string {
  const positions = new Positions(text);
  const place = (offset: number) => {
    const { line, character } = positions.at(offset);
    return `${line + 1}:${character + 1}`;
  };
  const lines = findings.flatMap(finding => [
    `${place(finding.start)}-${place(finding.end)} ${finding.severity} ${finding.rule}`,
    `  ${findingText(finding, english)}`,
    ...finding.fixes.map(fix => `  fix: ${fixText(fix, english)}`),
  ]);
  return `${lines.join('\n')}\n`;
}

const samplesIn = (folder: string): readonly string[] =>
  existsSync(folder) ? readdirSync(folder).filter(name => !name.endsWith('.out') && !name.endsWith('.context')) : [];

const readContext = (file: string): Partial<LintContext> =>
  existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};

/** A sample's own context over its rule's over today's. */
function contextOf(folder: string, sample?: string): LintContext {
  const own = sample === undefined ? {} : readContext(`${sample}.context`);
  return { ...TODAY, ...readContext(join(folder, 'context.json')), ...own };
}

describe.each(rules.map(rule => ({ rule, folder: folderOf(rule.id) })))('$rule.id', ({ rule, folder }) => {
  const bad = join(folder, 'bad');
  const ok = join(folder, 'ok');

  it('has a page and samples of both kinds', () => {
    expect(existsSync(join(folder, 'page.md'))).toBe(true);
    expect(samplesIn(bad)).not.toEqual([]);
    expect(samplesIn(ok)).not.toEqual([]);
  });

  it.each(samplesIn(bad))('says what is wrong in bad/%s', sample => {
    const text = readFileSync(join(bad, sample), 'utf8');
    const found = lint(rule.id, sample, text, contextOf(folder, join(bad, sample)));
    const expected = `${join(bad, sample)}.out`;
    if (UPDATES) writeFileSync(expected, printed(text, found));
    expect(printed(text, found)).toBe(readFileSync(expected, 'utf8'));
    expect(found.map(one => one.rule)).toContain(rule.id);
  });

  it.each(samplesIn(bad))('is cured by each of its fixes in bad/%s', sample => {
    const text = readFileSync(join(bad, sample), 'utf8');
    const context = contextOf(folder, join(bad, sample));
    const before = lint(rule.id, sample, text, context);
    for (const finding of before.filter(one => one.rule === rule.id)) {
      for (const fix of finding.fixes) {
        const after = lint(rule.id, sample, applyEdits(text, fix.edits), context);
        const count = (all: readonly LintFinding[], id: string) => all.filter(one => one.rule === id).length;
        expect(count(after, rule.id)).toBe(count(before, rule.id) - 1);
        expect(count(after, 'document/syntax')).toBeLessThanOrEqual(count(before, 'document/syntax'));
      }
    }
  });

  it.each(samplesIn(ok))('is silent on ok/%s', sample => {
    const text = readFileSync(join(ok, sample), 'utf8');
    const found = lint(rule.id, sample, text, contextOf(folder, join(ok, sample)));
    expect(found.filter(one => one.rule === rule.id || one.severity === 'error')).toEqual([]);
  });

  it('is told by a page whose samples give what it prints', () => {
    const file = join(folder, 'page.md');
    const page = readFileSync(file, 'utf8');
    expect(page.startsWith(`# ${rule.id}\n`)).toBe(true);
    expect(page).toContain(rule.source === 'experience' ? 'AWS does not document this' : rule.source);
    expect(page).toContain(rule.summary);
    const updated = page.replace(
      /```(\w+) (\S+)\n([\s\S]*?)```\n\n```text\n[\s\S]*?```/g,
      (_all, language: string, name: string, text: string) =>
        `\`\`\`${language} ${name}\n${text}\`\`\`\n\n\`\`\`text\n${printed(text, lint(rule.id, name, text, contextOf(folder)))}\`\`\``,
    );
    if (UPDATES) writeFileSync(file, updated);
    else expect(updated).toBe(page);
    const right = /## Right\n\n```\w+ (\S+)\n([\s\S]*?)```/.exec(page);
    const found = lint(rule.id, right?.[1] ?? '', right?.[2] ?? '', contextOf(folder));
    expect(found.filter(one => one.rule === rule.id)).toEqual([]);
    expect(/## Wrong\n\n```[\s\S]*?```\n\n```text\n/.test(page) && right !== null).toBe(true);
  });
});
