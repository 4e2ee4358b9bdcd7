/**
 * Tells the mutants that no test noticed and that `test/mutants.json` does not account for, and fails where there are any.
 * There, a file has reasons, and each the mutants it is for: by the line they begin on, what they change and what that
 * becomes, so that they may move.
 */
import { readFile } from 'node:fs/promises';

const REASONS = 'test/mutants.json';
const UNNOTICED = ['Survived', 'NoCoverage'];

export class SurvivorsReporter {
  #written = Promise.resolve();

  onMutationTestReportReady(report) {
    this.#written = this.#tell(report);
  }

  /** Stryker waits for it. */
  wrapUp() {
    return this.#written;
  }

  async #tell({ files }) {
    const reasons = JSON.parse(await readFile(REASONS, 'utf8'));
    const lines = [];
    for (const [file, { source, mutants }] of Object.entries(files)) {
      const known = new Set(Object.values(reasons[file] ?? {}).flatMap(all => all.map(keyOf)));
      const unnoticed = mutants.filter(({ status }) => UNNOTICED.includes(status));
      const seen = new Set();
      let unexplained = 0;
      for (const mutant of unnoticed.toSorted(byPlace)) {
        const key = keyOf([lineAt(source, mutant.location), textAt(source, mutant.location), mutant.replacement]);
        if (known.has(key)) {
          seen.add(key);
          continue;
        }
        unexplained += 1;
        const { line, column } = mutant.location.start;
        lines.push(`${file}:${line}:${column}  ${key}`);
      }
      const tried = mutants.filter(({ status }) => status !== 'Ignored').length;
      lines.push(`${file}: ${tried} mutants, ${tried - unnoticed.length} noticed, ${unexplained} to be explained`);
      // What is left over stands for code that is gone, or is noticed by now.
      for (const key of known) if (!seen.has(key)) lines.push(`${REASONS}, ${file}: needs no reason any more: ${key}`);
      if (unexplained > 0) process.exitCode = 1;
    }
    console.log(lines.join('\n'));
  }
}

const keyOf = ([line, was, becomes]) => `${oneLine(was)}  →  ${oneLine(becomes)}  in  ${oneLine(line)}`;
const oneLine = text => text.replace(/\s+/g, ' ').trim();

const byPlace = ({ location: { start: a } }, { location: { start: b } }) => a.line - b.line || a.column - b.column;

/** The line that a place begins on. */
const lineAt = (source, { start }) => source.split('\n')[start.line - 1];

/** What stands at a place; lines and columns are counted from 1. */
function textAt(source, { start, end }) {
  const lines = source.split('\n').slice(start.line - 1, end.line);
  lines.push(lines.pop().slice(0, end.column - 1));
  lines[0] = lines[0].slice(start.column - 1);
  return lines.join('\n');
}
