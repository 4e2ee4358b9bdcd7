import { isObject } from '../core/model/answer.ts';
import type { JsonObject } from '../core/model/json.ts';
import { StateError } from '../core/model/stateErrors.ts';
import { appendLine, readText, replaceText } from './durableFile.ts';
import { withLock } from './fileLock.ts';

/** Ends a line that a killed writer cut off; what stands before it was never acknowledged to anyone. */
const TORN = ' #torn';

/** What is put before the next line where the last one was cut off. */
export const AFTER_TORN = `${TORN}\n`;

/** A parsed line: a JSON object, not trusted further. */
export type Line = Readonly<Record<string, unknown>>;

/** What a log holds. */
export interface LogContent {
  readonly header: Line;
  readonly lines: readonly Line[];
}

/** What a log is, for its first line. */
export interface LogFormat {
  /** Written into the file, so that one log is not taken for another. */
  readonly name: string;
  /** The version this code writes, and the newest it reads. */
  readonly version: number;
  /** What else the first line holds; asked when the file is made. */
  readonly header: () => JsonObject;
}

/**
 * An append-only file of JSON lines that several processes write to: the first line tells the format, every other line
 * is one entry. Nothing is ever rewritten. An entry is on the disk when `append` returns; a line cut off by a crash is
 * passed over, and marked as such by the next writer, so that any other fault is known for damage.
 */
export class LineLog {
  readonly #file: string;
  readonly #format: LogFormat;

  constructor(file: string, format: LogFormat) {
    this.#file = file;
    this.#format = format;
  }

  /**
   * What the log holds, or undefined where there is none yet.
   * Throws StateError `state-unreadable`, `state-damaged` or `state-newer`.
   */
  async read(): Promise<LogContent | undefined> {
    const text = await readText(this.#file);
    return text === undefined ? undefined : parseLog(text, this.#file, this.#format);
  }

  /**
   * Adds the line that `compose` makes of what the log holds then; null adds nothing. Makes the log where it is missing.
   * Throws what `read` throws, and StateError `state-unwritable` or `state-busy`.
   */
  async append(compose: (content: LogContent) => JsonObject | null): Promise<void> {
    await withLock(this.#file, async () => {
      const content = (await this.read()) ?? (await this.#begin());
      const line = compose(content);
      if (line !== null) await appendLine(this.#file, JSON.stringify(line), AFTER_TORN);
    });
  }

  async #begin(): Promise<LogContent> {
    const { name, version, header } = this.#format;
    const first = { format: name, version, ...header() };
    await replaceText(this.#file, `${JSON.stringify(first)}\n`);
    return { header: first, lines: [] };
  }
}

/**
 * What the text of a log holds.
 * Throws StateError `state-damaged` or `state-newer`.
 */
export function parseLog(text: string, file: string, format: Pick<LogFormat, 'name' | 'version'>): LogContent {
  const [first, ...rest] = parseLines(text, file, 1);
  const version = first?.version;
  if (!first || first.format !== format.name || typeof version !== 'number') throw damaged(1, file);
  if (version > format.version) throw new StateError('state-newer', `The file has version ${version}.`, file);
  return { header: first, lines: rest.filter(line => line !== null) };
}

/**
 * The whole lines of a stretch of a log; null for one that was cut off. What stands after the last line break is still
 * being written, or was cut off.
 * Throws StateError `state-damaged`.
 */
export function parseLines(text: string, file: string, firstNumber: number): readonly (Line | null)[] {
  const whole = text.split('\n').slice(0, -1);
  return whole.map((line, index) => (line.endsWith(TORN) ? null : parseLine(line, firstNumber + index, file)));
}

function parseLine(line: string, number: number, file: string): Line {
  try {
    const value: unknown = JSON.parse(line);
    if (isObject(value)) return value;
  } catch (error) {
    throw damaged(number, file, error);
  }
  throw damaged(number, file);
}

function damaged(line: number, file: string, cause?: unknown): StateError {
  return new StateError('state-damaged', `Line ${line} is not what was written there.`, file, { cause });
}
