import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type AccountMark,
  type AccountMarks,
  isGroupName,
  isMarkColour,
  isMarkKey,
  type MarkedAccount,
  type MarkMember,
  markedAccount,
} from '../core/model/accountMarks.ts';
import { isObject } from '../core/model/answer.ts';
import { StateError } from '../core/model/errors.ts';
import type { MarkBook } from '../core/model/ports.ts';
import { readText, replaceText } from './durableFile.ts';
import { withLock } from './fileLock.ts';

/** The name of the file in the state folder. */
export const MARKS_FILE = 'marks.json';

/** The member that tells the version this code writes, and the newest it reads. Where it is absent, it is this one. */
const VERSION_MEMBER = '$version';
const VERSION = 1;

/**
 * What accounts are marked as, in `marks.json` of the state folder: an object with a member for each key. Written whole or
 * not at all. A file that holds anything we would not have written is damaged as a whole: part of it could be the mark
 * that an account relies on. Every method throws StateError and nothing else.
 */
export class MarksFile implements MarkBook {
  /** Its path. */
  readonly file: string;
  readonly #defaultProfile: string;

  /** @param defaultProfile The profile that the default chain takes. */
  constructor(folder: string, defaultProfile: string) {
    this.file = join(folder, MARKS_FILE);
    this.#defaultProfile = defaultProfile;
  }

  async read(): Promise<AccountMarks> {
    const text = await readText(this.file);
    if (text !== undefined) return this.#parsed(text);
    // A link that leads nowhere, to a share that is not there now, say: the marks are elsewhere, and count.
    if (await this.#isLink()) throw this.#damaged('It is a link that leads nowhere.');
    return new Map();
  }

  async #isLink(): Promise<boolean> {
    return (await lstat(this.file).catch(() => undefined))?.isSymbolicLink() === true;
  }

  async of(account: Parameters<MarkBook['of']>[0]): Promise<MarkedAccount> {
    return markedAccount(await this.read(), account, this.#defaultProfile);
  }

  async change(key: string, change: (mark: AccountMark) => AccountMark): Promise<AccountMark> {
    return withLock(this.file, async () => {
      const marks = new Map(await this.read());
      // In its place a file of our own would never hear of what others mark in the one that it leads to.
      if (await this.#isLink()) throw new StateError('state-linked', 'Nothing was marked.', this.file);
      // Case does not count, so that what stands there in another is the same.
      const known = [...marks.keys()].find(one => one.toLowerCase() === key.toLowerCase()) ?? key;
      const mark = this.#mark(key, change(marks.get(known) ?? {}));
      if (Object.keys(mark).length === 0) marks.delete(known);
      else marks.set(known, mark);
      const value = { [VERSION_MEMBER]: VERSION, ...Object.fromEntries(marks) };
      await replaceText(this.file, `${JSON.stringify(value, null, 2)}\n`);
      return mark;
    });
  }

  #parsed(text: string): AccountMarks {
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      throw this.#damaged('It is not JSON.');
    }
    if (!isObject(value)) throw this.#damaged('It is not an object.');
    const { [VERSION_MEMBER]: version = VERSION, ...entries } = value;
    if (typeof version === 'number' && version > VERSION) {
      throw new StateError('state-newer', `The file has version ${version}.`, this.file);
    }
    if (version !== VERSION) throw this.#damaged(`Its “${VERSION_MEMBER}” is no version.`);
    const marks = new Map(Object.entries(entries).map(([key, written]) => [key, this.#mark(key, written)]));
    // Of two of one name JSON keeps the last, and the other may be the mark that was meant.
    const read = [value, ...Object.values(entries)].flatMap(one => Object.keys(Object(one)));
    if (membersWritten(text) !== read.length) throw this.#damaged('A name stands in it twice.');
    return marks;
  }

  #mark(key: string, written: unknown): AccountMark {
    if (!isMarkKey(key)) throw this.#damaged(`“${key}” can be neither account nor profile.`);
    const read = readMark(written);
    if ('mark' in read) return read.mark;
    throw this.#damaged(
      read.fault === '' ? `“${key}” holds no marks.` : `“${key}” has a “${read.fault}” that is no mark.`,
    );
  }

  #damaged(what: string): StateError {
    return new StateError('state-damaged', what, this.file);
  }
}

/** How many members a JSON text writes: as many as it has strings before a colon. */
const membersWritten = (text: string): number =>
  [...text.matchAll(/"(?:[^"\\]|\\.)*"(\s*:)?/g)].filter(([, colon]) => colon !== undefined).length;

const READERS: { readonly [Member in MarkMember]: (value: unknown) => AccountMark[Member] | 'wrong' } = {
  production: flag,
  readOnly: flag,
  group: value => (typeof value === 'string' && isGroupName(value) ? value : 'wrong'),
  colour: value => (isMarkColour(value) ? value : 'wrong'),
  pinned: flag,
  hidden: flag,
};

/** False says as much as nothing: a mark is taken away where it was made. */
function flag(value: unknown): true | undefined | 'wrong' {
  if (value === true) return true;
  return value === false ? undefined : 'wrong';
}

/** A mark as it was written, or the member at fault: what is not known is no mark that could be passed over. */
function readMark(value: unknown): { readonly mark: AccountMark } | { readonly fault: string } {
  if (!isObject(value)) return { fault: '' };
  const mark: Record<string, unknown> = {};
  for (const [member, said] of Object.entries(value)) {
    const read = Object.hasOwn(READERS, member) ? READERS[member as MarkMember](said) : 'wrong';
    if (read === 'wrong') return { fault: member };
    if (read !== undefined) mark[member] = read;
  }
  return { mark };
}
