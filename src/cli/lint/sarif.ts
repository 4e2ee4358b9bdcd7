import type { Range } from '../../core/json/tree.ts';
import { Positions } from '../../core/lint/positions.ts';
import { rules } from '../../core/lint/ruleTable.ts';
import type { Severity } from '../../core/model/finding.ts';
import { findingText, fixText } from '../../messages/findingText.ts';
import { t } from '../language.ts';
import { type FileReport, fixesOf, wordsAbout } from './lintReport.ts';

/** SARIF has no hints. */
const LEVELS: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  error: 'error',
  warning: 'warning',
  information: 'note',
  hint: 'note',
};

/**
 * The findings as a SARIF log, one-based, in UTF-16 units.
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export function sarifLog(reports: readonly FileReport[]) {
  const used = new Set(reports.flatMap(({ findings }) => findings.map(({ rule }) => rule)));
  const driver = {
    name: 'Notification Explorer for AWS',
    rules: rules.filter(({ id }) => used.has(id)).map(descriptor),
  };
  const indexes = new Map(driver.rules.map(({ id }, index) => [id, index]));
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [{ tool: { driver }, columnKind: 'utf16CodeUnits', results: reports.flatMap(one => results(one, indexes)) }],
  };
}

function descriptor({ id, summary, severity, source }: (typeof rules)[number]) {
  const help = source.startsWith('https://') ? { helpUri: source } : {};
  return { id, shortDescription: { text: summary }, defaultConfiguration: { level: LEVELS[severity] }, ...help };
}

function results(report: FileReport, indexes: ReadonlyMap<string, number>) {
  const { file, findings } = report;
  const positions = new Positions(file.text);
  const shown = wordsAbout(report);
  const artifactLocation = { uri: uriOf(file.name) };
  return findings.map(finding => {
    const fixes = fixesOf(finding, shown).map(fix => ({
      description: { text: shown(fixText(fix, t)) },
      artifactChanges: [
        {
          artifactLocation,
          replacements: fix.edits.map(edit => ({
            deletedRegion: regionOf(positions, edit),
            insertedContent: { text: edit.text },
          })),
        },
      ],
      properties: { sure: fix.sure },
    }));
    return {
      ruleId: finding.rule,
      ruleIndex: indexes.get(finding.rule) ?? -1,
      level: LEVELS[finding.severity],
      message: { text: shown(findingText(finding, t)) },
      locations: [{ physicalLocation: { artifactLocation, region: regionOf(positions, finding) } }],
      ...(fixes.length === 0 ? {} : { fixes }),
    };
  });
}

function regionOf(positions: Positions, range: Range) {
  const { start, end } = positions.of(range);
  return {
    startLine: start.line + 1,
    startColumn: start.character + 1,
    endLine: end.line + 1,
    endColumn: end.character + 1,
  };
}

/** A path as a relative URI reference. */
function uriOf(name: string): string {
  return name.replaceAll('\\', '/').split('/').map(encodeURIComponent).join('/');
}
