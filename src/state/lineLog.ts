import { isObject } from '../core/model/answer.ts';
import { StateError } from '../core/model/errors.ts';
import type { JsonObject } from '../core/model/json.ts';
import { appendLine, readText, replaceText } from './durableFile.ts';
import { withLock } from './fileLock.ts';

/** Ends a line that a killed writer cut off; what stands before it was never acknowledged to anyone. */
const TORN = ' #torn';

/** What is put before the next line where the last one was cut off. */
export const AFTER_TORN = `${TORN}\n`;

/** A parsed line: a JSON object, not trusted further. */
export type Line = Readonly<Record<string, unknown>>;

/** What a log holds. One line that cannot be read costs only itself. */
export interface LogContent {
  /** The line that tells the format; undefined where it was lost. */
  readonly header: Line | undefined;
  readonly lines: readonly Line[];
  /** How many lines hold no object. */
  readonly unread: number;
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
 * passed over, and marked as such by the next writer, so that any other fault is known for damage, and counted.
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
   * Throws StateError `state-unreadable`, `state-newer`, or `state-damaged` where the file is no such log.
   */
  async read(): Promise<LogContent | undefined> {
    const text = await readText(this.#file);
    return text === undefined ? undefined : parseLog(text, this.#file, this.#format);
  }

  /**
   * Adds the line that `compose` makes of what the log holds then; null adds nothing. Makes the log where it is missing,
   * and tells its format anew where that was lost.
   * Throws what `read` throws, and StateError `state-unwritable` or `state-busy`.
   */
  async append(compose: (content: LogContent & { readonly header: Line }) => JsonObject | null): Promise<void> {
    await withLock(this.#file, async () => {
      const { name, version, header } = this.#format;
      const content = await this.read();
      const known = content?.header;
      const first = known ?? { format: name, version, ...header() };
      const line = compose({ header: first, lines: content?.lines ?? [], unread: content?.unread ?? 0 });
      if (content === undefined) await replaceText(this.#file, `${JSON.stringify(first)}\n`);
      else if (known === undefined) await appendLine(this.#file, JSON.stringify(first), AFTER_TORN);
      if (line !== null) await appendLine(this.#file, JSON.stringify(line), AFTER_TORN);
    });
  }
}

/** What the text of a log holds. Throws StateError `state-newer`, or `state-damaged` where it is of another format. */
function parseLog(text: string, file: string, format: Pick<LogFormat, 'name' | 'version'>): LogContent {
  const parsed = wholeLines(text).map(parseLine);
  const lines = parsed.filter(line => line !== undefined && line !== 'torn');
  const header = lines.find(line => isHeader(line, file, format));
  return {
    header,
    lines: lines.filter(line => line.format === undefined),
    unread: parsed.filter(line => line === undefined).length,
  };
}

/**
 * True for a line that tells the format.
 * Throws StateError `state-newer`, or `state-damaged` where it tells another one.
 */
export function isHeader(line: Line, file: string, format: Pick<LogFormat, 'name' | 'version'>): boolean {
  if (line.format === undefined) return false;
  if (line.format !== format.name || typeof line.version !== 'number') {
    throw new StateError('state-damaged', 'The file is not what its name says.', file);
  }
  if (line.version > format.version) throw new StateError('state-newer', `The file has version ${line.version}.`, file);
  return true;
}

/** The lines of a text that are whole: what stands after the last line break is still being written, or was cut off. */
export const wholeLines = (text: string): readonly string[] => text.split('\n').slice(0, -1);

/** What a line holds: an object, `torn` where a killed writer cut it off, or undefined where it is neither. */
export function parseLine(text: string): Line | 'torn' | undefined {
  if (text.endsWith(TORN)) return 'torn';
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
