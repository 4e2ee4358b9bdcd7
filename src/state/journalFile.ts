import type { Stats } from 'node:fs';
import { open, readdir, rename, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { KindTable } from '../core/kinds/kindTable.ts';
import { isObject } from '../core/model/answer.ts';
import { StateError } from '../core/model/errors.ts';
import type { JournalEntry, JournalIntent, JournalOutcome, JournalReading } from '../core/model/journal.ts';
import type { JsonObject } from '../core/model/json.ts';
import type { Journal } from '../core/model/ports.ts';
import { appendLine, checkIsFile, readBytes, removeFile, replaceText } from './durableFile.ts';
import { withLock } from './fileLock.ts';
import { idIn, intentLine, JournalContent } from './journalContent.ts';
import { AFTER_TORN, isHeader, parseLine, wholeLines } from './lineLog.ts';
import { systemCode } from './stateFolder.ts';

const FORMAT = { name: 'journal', version: 1 } as const;
const HEADER = JSON.stringify({ format: FORMAT.name, version: FORMAT.version });

/** The size at which the file is put aside and a new one begun. */
const MAX_JOURNAL_BYTES = 4 * 1024 * 1024;

/** How many files put aside are kept at most; one is, but where changes that belong together reach further back. */
const MOST_ASIDE = 8;

/** The name of a file put aside: a higher number is newer. */
const ASIDE = /^journal\.([1-9]\d{0,5})\.jsonl$/;

/** Enough of a file for its first line, as this version writes it. */
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
  readonly content: JournalContent;
}

/**
 * The journal in the state folder: `journal.jsonl`, one line for each intent and each end, and `journal.1.jsonl` and its like,
 * which hold what was put aside when it grew too large. An entry whose end is not certain is carried over as it was written,
 * whichever version wrote it, so that putting aside never loses one; nor does it drop a part of what was made or taken back
 * together while the rest is there. Lines that come while others are being written go to
 * the disk together. A line that cannot be read costs only itself: it is counted, and neither hides nor stops anything.
 */
export class JournalFile implements Journal {
  readonly #file: string;
  readonly #folder: string;
  readonly #table: KindTable;
  #maxBytes: number;
  #pending: Pending[] = [];
  #known: Known | undefined;
  #lastRead: Promise<void> = Promise.resolve();
  #writing = false;

  constructor(folder: string, table: KindTable, maxBytes = MAX_JOURNAL_BYTES) {
    this.#table = table;
    this.#file = join(folder, 'journal.jsonl');
    this.#folder = folder;
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

  async list(): Promise<readonly JournalEntry[]> {
    return (await this.read()).entries;
  }

  read(): Promise<JournalReading> {
    // One after the other, since each goes on where the one before ended.
    const reading = this.#lastRead.then(() => this.#readNew());
    this.#lastRead = reading.then(
      () => undefined,
      () => undefined,
    );
    return reading;
  }

  async #readNew(): Promise<JournalReading> {
    const known = this.#known;
    const more = known === undefined ? undefined : await this.#readFrom(known);
    if (known === undefined || more === undefined) return this.#readAll();
    const whole = wholePart(more);
    known.content.add(wholeLines(whole.toString('utf8')));
    known.offset += whole.length;
    return known.content.reading();
  }

  async #readAll(): Promise<JournalReading> {
    const before = await this.#identity();
    // In this order, so that a file put aside in between is read twice rather than not at all.
    const now = await readBytes(this.#file);
    const content = new JournalContent(this.#table);
    await this.#addAside(content);
    const whole = wholePart(now ?? NOTHING);
    content.add(this.#entryLines(whole, this.#file));
    const isSame = before !== undefined && (await this.#identity()) === before;
    this.#known = isSame ? { file: before, offset: whole.length, content } : undefined;
    return content.reading();
  }

  /** What was put aside tells old changes: where it cannot be read or is of another format, it hides nothing else. */
  async #addAside(content: JournalContent): Promise<void> {
    for (const file of await this.#asides()) {
      try {
        const bytes = await readBytes(file);
        if (bytes !== undefined) content.add(this.#entryLines(bytes, file));
      } catch (error) {
        if (!(error instanceof StateError)) throw error;
        content.addUnread();
      }
    }
  }

  /** The files put aside, the oldest first. */
  async #asides(): Promise<readonly string[]> {
    const names = await readdir(this.#folder).catch((error: unknown) => {
      if (systemCode(error) === 'ENOENT') return [];
      throw new StateError('state-unreadable', 'The folder cannot be read.', this.#folder, { cause: error });
    });
    const numbers = names.flatMap(name => ASIDE.exec(name)?.[1] ?? []).map(Number);
    return numbers.sort((a, b) => a - b).map(number => this.#asideFile(number));
  }

  #asideFile(number: number): string {
    return join(this.#folder, `journal.${number}.jsonl`);
  }

  /** The lines of a file but the one that tells its format. Throws StateError `state-newer` or `state-damaged`. */
  #entryLines(bytes: Buffer, file: string): readonly string[] {
    const lines = wholeLines(bytes.toString('utf8'));
    const first = parseLine(lines[0] ?? '');
    const isFirst = first !== undefined && first !== 'torn' && isHeader(first, file, FORMAT);
    return isFirst ? lines.slice(1) : lines;
  }

  /** What was added to the file since it was read; undefined where it is another file by now. */
  async #readFrom({ file, offset }: Known): Promise<Buffer | undefined> {
    if ((await this.#identity()) !== file) return undefined;
    try {
      const handle = await open(this.#file, 'r');
      try {
        const stats = await handle.stat();
        const { size } = stats;
        if (identityOf(stats) !== file || size < offset) return undefined;
        const { buffer, bytesRead } = await handle.read(Buffer.alloc(size - offset), 0, size - offset, offset);
        return buffer.subarray(0, bytesRead);
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
    if (size > 0) await this.#checkVersion();
    if (size === 0 || size > this.#maxBytes) await this.#beginAnew(size > 0, lines);
    await appendLine(this.#file, lines, AFTER_TORN);
  }

  /** Begins a file with the entries that are still open, after putting the old one aside. */
  async #beginAnew(isThere: boolean, next: string): Promise<void> {
    // Entries open in what is about to be dropped are open in the file that is there too: they were carried over. Where
    // there is none, a writer may have been killed between putting aside and beginning.
    const asides = await this.#asides();
    const last = isThere ? this.#file : asides.at(-1);
    const bytes = (last === undefined ? undefined : await readBytes(last)) ?? NOTHING;
    const carried = this.#openLines(bytes);
    const text = `${[HEADER, ...carried].join('\n')}\n`;
    // Where much of it is open, that is later: or every line would put the file aside, and the ninth drop what is not.
    this.#maxBytes = Math.max(this.#maxBytes, 2 * Buffer.byteLength(text));
    if (isThere && bytes.length <= this.#maxBytes) return;
    if (isThere) await this.#putAside(Buffer.concat([bytes, Buffer.from(`\n${next}\n`)]), asides);
    await replaceText(this.#file, text);
  }

  /** The lines of the entries that are open, as they are written. */
  #openLines(bytes: Buffer): readonly string[] {
    const lines = wholeLines(bytes.toString('utf8'));
    const content = new JournalContent(this.#table);
    content.add(lines);
    return lines.filter(text => {
      const line = parseLine(text);
      const id = line === undefined || line === 'torn' ? undefined : idIn(line);
      return id !== undefined && content.isOpen(id);
    });
  }

  /** @param bytes What it holds, and what is written next. @param asides Those that are there, the oldest first. */
  async #putAside(bytes: Buffer, asides: readonly string[]): Promise<void> {
    const highest = Number(ASIDE.exec(basename(asides.at(-1) ?? ''))?.[1] ?? 0);
    try {
      await rename(this.#file, this.#asideFile(highest + 1));
    } catch (error) {
      throw new StateError('state-unwritable', 'The file cannot be put aside.', this.#file, { cause: error });
    }
    await this.#dropOld(bytes, asides);
  }

  /**
   * Drops the files put aside that are older than all that newer ones hold a part of; these are the bytes of the newest. None
   * goes from between two that stay: it may tell how a change in the older one ended, or that it was taken back.
   */
  async #dropOld(newest: Buffer, asides: readonly string[]): Promise<void> {
    const older = asides.toReversed();
    let stays = intentsIn(newest);
    let between: readonly Tied[] = [];
    let kept = 0;
    for (const [index, file] of older.slice(0, MOST_ASIDE - 1).entries()) {
      const bytes = await readBytes(file).catch(() => 'unread' as const);
      // What it ties together can be told once it can be read again.
      if (bytes === 'unread') {
        kept = MOST_ASIDE - 1;
        break;
      }
      const intents = intentsIn(bytes ?? NOTHING);
      between = [...between, ...intents];
      if (!isTied(stays, intents)) continue;
      kept = index + 1;
      stays = [...stays, ...between];
      between = [];
    }
    // The oldest first, so that no end ever leaves what is there half told.
    for (const file of older.slice(kept).toReversed()) await removeFile(file).catch(() => undefined);
  }

  /** Bytes; 0 where there is no file. */
  async #size(): Promise<number> {
    try {
      const found = await stat(this.#file);
      checkIsFile(found, this.#file);
      return found.size;
    } catch (error) {
      if (systemCode(error) === 'ENOENT') return 0;
      if (error instanceof StateError) throw error;
      throw new StateError('state-unreadable', 'The file cannot be read.', this.#file, { cause: error });
    }
  }

  /** Never writes into a file of a newer version, or into one that is no journal. */
  async #checkVersion(): Promise<void> {
    const handle = await open(this.#file, 'r');
    try {
      for (let length = HEAD_BYTES; ; length *= 2) {
        const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, 0);
        const head = buffer.subarray(0, bytesRead);
        // A newer version may say more on it.
        if (bytesRead === length && !head.includes(0x0a)) continue;
        this.#entryLines(head, this.#file);
        return;
      }
    } finally {
      await handle.close();
    }
  }
}

const NOTHING = Buffer.alloc(0);

/** A change, with what ties it to others: those of its group, and the one that it takes back. */
type Tied = Pick<JournalIntent, 'id' | 'group' | 'undoes'>;

/** Whether changes are of a group of older ones, or take one of them back. One that both hold was carried over, as it is open. */
function isTied(newer: readonly Tied[], older: readonly Tied[]): boolean {
  const ids = new Set(older.map(({ id }) => id));
  const groups = new Set(older.flatMap(({ group }) => group ?? []));
  return newer.some(
    ({ id, group, undoes }) =>
      !ids.has(id) && ((group !== null && groups.has(group)) || (undoes !== null && ids.has(undoes))),
  );
}

function intentsIn(bytes: Buffer): readonly Tied[] {
  return wholeLines(bytes.toString('utf8')).flatMap(text => {
    const line = parseLine(text);
    const intent = line === undefined || line === 'torn' ? undefined : line.intent;
    if (!isObject(intent) || typeof intent.id !== 'string') return [];
    const [group, undoes] = [intent.group, intent.undoes].map(one => (typeof one === 'string' ? one : null));
    return [{ id: intent.id, group: group ?? null, undoes: undoes ?? null }];
  });
}

/** The bytes up to the end of a line. Counted before they are decoded: a torn line may end in the middle of a letter. */
const wholePart = (bytes: Buffer): Buffer => bytes.subarray(0, bytes.lastIndexOf(0x0a) + 1);

/** A file's number may be another's later: with the time of its birth it is its own. */
const identityOf = ({ dev, ino, birthtimeMs }: Stats): string => `${dev}:${ino}:${birthtimeMs}`;
