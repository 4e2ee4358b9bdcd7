import type { Stats } from 'node:fs';
import { open, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isOpen, type JournalEntry, type JournalIntent, type JournalOutcome } from '../core/model/journal.ts';
import type { JsonObject } from '../core/model/json.ts';
import type { Journal } from '../core/model/ports.ts';
import { StateError } from '../core/model/stateErrors.ts';
import { appendLine, readText, replaceText } from './durableFile.ts';
import { withLock } from './fileLock.ts';
import { intentLine, parseEntries } from './journalLine.ts';
import { AFTER_TORN, parseLines, parseLog } from './lineLog.ts';
import { systemCode } from './systemError.ts';

const FORMAT = { name: 'journal', version: 1 } as const;
const HEADER = JSON.stringify({ format: FORMAT.name, version: FORMAT.version });

/** The size at which the file is put aside and a new one begun. One file put aside is kept. */
export const MAX_JOURNAL_BYTES = 4 * 1024 * 1024;

/** Enough of a file for its first line. */
const HEAD_BYTES = 512;

interface Pending {
  readonly line: string;
  readonly written: () => void;
  readonly failed: (error: unknown) => void;
}

/** What was read of the file so far, so that only what is new needs reading. */
interface Known {
  readonly file: string;
  /** Bytes, up to the end of a line. */
  offset: number;
  lines: number;
  readonly entries: Map<string, JournalEntry>;
}

/**
 * The journal in the state folder: `journal.jsonl`, one line for each intent and each end, and `journal.1.jsonl`, which
 * holds what was put aside when it grew too large. An entry whose end is not certain is carried over, so that putting
 * aside never loses one. Lines that come while others are being written go to the disk together.
 */
export class JournalFile implements Journal {
  readonly #file: string;
  readonly #aside: string;
  readonly #maxBytes: number;
  #pending: Pending[] = [];
  #known: Known | undefined;
  #listed: Promise<void> = Promise.resolve();
  #writing = false;

  constructor(folder: string, maxBytes = MAX_JOURNAL_BYTES) {
    this.#file = join(folder, 'journal.jsonl');
    this.#aside = join(folder, 'journal.1.jsonl');
    this.#maxBytes = maxBytes;
  }

  begin(intent: JournalIntent): Promise<void> {
    return this.#append({ intent: intentLine(intent) });
  }

  end(id: string, outcome: JournalOutcome): Promise<void> {
    return this.#append({
      end: { id, time: outcome.time, result: outcome.result, code: outcome.code, undo: outcome.undo },
    });
  }

  list(): Promise<readonly JournalEntry[]> {
    // One after the other, since each goes on where the one before ended.
    const listed = this.#listed.then(() => this.#listNew());
    this.#listed = listed.then(
      () => undefined,
      () => undefined,
    );
    return listed;
  }

  async #listNew(): Promise<readonly JournalEntry[]> {
    const known = this.#known;
    const more = known === undefined ? undefined : await this.#readFrom(known);
    if (known === undefined || more === undefined) return this.#listAll();
    const end = more.lastIndexOf('\n') + 1;
    const lines = parseLines(more.slice(0, end), this.#file, known.lines + 1);
    parseEntries(
      lines.filter(line => line !== null),
      this.#file,
      known.entries,
    );
    known.offset += Buffer.byteLength(more.slice(0, end));
    known.lines += lines.length;
    return [...known.entries.values()].reverse();
  }

  async #listAll(): Promise<readonly JournalEntry[]> {
    const before = await this.#identity();
    // In this order, so that a file put aside in between is read twice rather than not at all.
    const now = await readText(this.#file);
    const aside = await readText(this.#aside);
    const entries = entriesIn([aside, now], [this.#aside, this.#file]);
    const whole = now?.slice(0, now.lastIndexOf('\n') + 1) ?? '';
    const isSame = before !== undefined && (await this.#identity()) === before;
    const known = {
      file: before ?? '',
      offset: Buffer.byteLength(whole),
      lines: whole.split('\n').length - 1,
      entries,
    };
    this.#known = isSame ? known : undefined;
    return [...entries.values()].reverse();
  }

  /** What was added to the file since it was read; undefined where it is another file by now. */
  async #readFrom({ file, offset }: Known): Promise<string | undefined> {
    if ((await this.#identity()) !== file) return undefined;
    try {
      const handle = await open(this.#file, 'r');
      try {
        const stats = await handle.stat();
        const { size } = stats;
        if (identityOf(stats) !== file || size < offset) return undefined;
        const { buffer } = await handle.read(Buffer.alloc(size - offset), 0, size - offset, offset);
        return buffer.toString('utf8');
      } finally {
        await handle.close();
      }
    } catch (error) {
      throw new StateError('state-unreadable', 'The file cannot be read.', this.#file, { cause: error });
    }
  }

  /** Tells the file from the one that takes its place when it is put aside; undefined where there is none. */
  async #identity(): Promise<string | undefined> {
    try {
      return identityOf(await stat(this.#file));
    } catch {
      return undefined;
    }
  }

  #append(line: JsonObject): Promise<void> {
    return new Promise((written, failed) => {
      this.#pending.push({ line: JSON.stringify(line), written, failed });
      if (!this.#writing) void this.#write();
    });
  }

  async #write(): Promise<void> {
    this.#writing = true;
    while (this.#pending.length > 0) {
      const batch = this.#pending;
      this.#pending = [];
      try {
        await withLock(this.#file, () => this.#writeLocked(batch.map(({ line }) => line).join('\n')));
        for (const one of batch) one.written();
      } catch (error) {
        for (const one of batch) one.failed(error);
      }
    }
    this.#writing = false;
  }

  async #writeLocked(lines: string): Promise<void> {
    const size = await this.#size();
    if (size !== undefined) await this.#checkVersion();
    if (size === undefined || size > this.#maxBytes) await this.#beginAnew(size !== undefined);
    await appendLine(this.#file, lines, AFTER_TORN);
  }

  /** Begins a file with the entries that are still open, after putting the old one aside. */
  async #beginAnew(isThere: boolean): Promise<void> {
    if (isThere) {
      // Entries open in what is about to be dropped are open in this one too: they were carried over.
      await this.#putAside();
    }
    // Also where there is no file: a writer may have been killed between putting aside and beginning.
    const aside = await readText(this.#aside);
    const open = [...entriesIn([aside], [this.#aside]).values()].filter(isOpen);
    const lines = open.flatMap(({ outcome, ...intent }) => [
      JSON.stringify({ intent: intentLine(intent) }),
      ...(outcome === null ? [] : [JSON.stringify({ end: { id: intent.id, ...outcome } })]),
    ]);
    await replaceText(this.#file, `${[HEADER, ...lines].join('\n')}\n`);
  }

  async #putAside(): Promise<void> {
    try {
      await rename(this.#file, this.#aside);
    } catch (error) {
      throw new StateError('state-unwritable', 'The file cannot be put aside.', this.#file, { cause: error });
    }
  }

  async #size(): Promise<number | undefined> {
    try {
      return (await stat(this.#file)).size;
    } catch (error) {
      if (systemCode(error) === 'ENOENT') return undefined;
      throw new StateError('state-unreadable', 'The file cannot be read.', this.#file, { cause: error });
    }
  }

  /** Never writes into a file of a newer version, or into one that is no journal. */
  async #checkVersion(): Promise<void> {
    const handle = await open(this.#file, 'r');
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
      const head = buffer.toString('utf8', 0, bytesRead);
      parseLog(head.slice(0, head.indexOf('\n') + 1), this.#file, FORMAT);
    } finally {
      await handle.close();
    }
  }
}

/** A file's number may be another's later: with the time of its birth it is its own. */
const identityOf = ({ dev, ino, birthtimeMs }: Stats): string => `${dev}:${ino}:${birthtimeMs}`;

/** The entries of several files, older first, by id. */
function entriesIn(texts: readonly (string | undefined)[], files: readonly string[]): Map<string, JournalEntry> {
  const entries = new Map<string, JournalEntry>();
  for (const [index, text] of texts.entries()) {
    const file = files[index] ?? '';
    if (text !== undefined) parseEntries(parseLog(text, file, FORMAT).lines, file, entries);
  }
  return entries;
}
