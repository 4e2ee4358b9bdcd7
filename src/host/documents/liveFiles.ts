import { type FileStat, FileSystemError, FileType, type Uri } from 'vscode';
import type { Intent, Outcome } from '../../core/changes/change.ts';
import { scopeOf } from '../../core/changes/plan.ts';
import { type Section, sections } from '../../core/fleet/sections.ts';
import { kindOf } from '../../core/kinds/table.ts';
import { isObject } from '../../core/model/answer.ts';
import { AccessError } from '../../core/model/errors.ts';
import type { JsonObject } from '../../core/model/json.ts';
import type { AccountGateway, Ledger } from '../../core/model/ports.ts';
import { outcomeText } from '../../messages/changeText.ts';
import { errorLine } from '../../messages/errorText.ts';
import type { Translate } from '../../messages/translate.ts';
import type { Conflict, Manner } from '../operations/performWrite.ts';
import type { LiveMemory, LiveState } from './liveMemory.ts';
import { type LivePlace, livePlace } from './liveUri.ts';
import { refused } from './refused.ts';

/** Reads that follow within this time share one answer. */
const FRESH_MILLISECONDS = 250;

/** What live documents need. */
export interface LiveNeeds {
  readonly t: Translate;
  readonly gateway: AccountGateway;
  readonly ledger: Ledger;
  /** Milliseconds since 1970-01-01 UTC. */
  readonly now: () => number;
  /** The one road, with a person to confirm. */
  readonly perform: (intent: Intent, manner: Manner) => Promise<Outcome>;
  /** Asks what to do about a conflict: true where what is there now is to be overwritten. */
  readonly overwrites: (conflict: Conflict) => Promise<boolean>;
}

interface Known {
  /** As AWS last told it. */
  live: LiveState;
  /** As VS Code last read it: what an edit was made over. */
  read: LiveState | undefined;
  lookedAt: number;
}

/** The text of a config: laid out; an empty object where nothing is set. */
export const liveText = (config: JsonObject | null): string => `${JSON.stringify(config ?? {}, null, 2)}\n`;

/** What is live of resources, as files: read from AWS, written by the one road. Loaded with the first live document. */
export class LiveFiles {
  readonly #needs: LiveNeeds;
  readonly #known = new Map<string, Known>();
  readonly #looks = new Map<string, Promise<Known>>();
  #memory: LiveMemory | undefined;

  constructor(needs: LiveNeeds) {
    this.#needs = needs;
  }

  /** Goes on from what documents were read as before the window was loaded anew, and keeps it for the next time. */
  resume(memory: LiveMemory): void {
    this.#memory = memory;
  }

  /**
   * The file's state now. While a save by hand is on its way it is the one that was read: what moved meanwhile is the
   * road's to find, which tells what it was, and not VS Code's, which knows times alone.
   */
  async stat(uri: Uri, isSaving: boolean): Promise<FileStat> {
    const known = this.#recall(uri);
    const state = isSaving && known?.read !== undefined ? known.read : (await this.#look(uri)).live;
    return { type: FileType.File, ctime: 0, mtime: state.mtime, size: Buffer.byteLength(state.text) };
  }

  /** The file's text, which is what an edit is made over from now on. */
  async read(uri: Uri): Promise<Uint8Array> {
    const known = await this.#look(uri);
    this.#setRead(uri, known, known.live);
    return Buffer.from(known.live.text);
  }

  /** True where something else is live than what VS Code has read. */
  async hasMoved(uri: Uri): Promise<boolean> {
    if (!this.#known.has(uri.toString())) return false;
    const { live, read } = await this.#look(uri);
    return read !== undefined && live.mtime !== read.mtime;
  }

  /** What is live now, for comparing. */
  async config(uri: Uri): Promise<JsonObject | null> {
    return (await this.#look(uri)).live.config;
  }

  /** Sets what a text says, by the road. Throws FileSystemError where that is not what is live afterwards. */
  async write(uri: Uri, content: Uint8Array): Promise<void> {
    const { t } = this.#needs;
    const text = Buffer.from(content).toString('utf8');
    const body = parsed(text);
    if (body === undefined) throw refused(t('Nothing was changed: this is no JSON object.'));
    const known = this.#recall(uri) ?? (await this.#look(uri));
    const outcome = await this.#perform(uri, body, known);
    if (!['done', 'nothing-to-do', 'accepted', 'unrecorded'].includes(outcome.kind)) {
      throw refused(outcomeText(outcome, t).text);
    }
    known.live = { config: body, text, mtime: this.#later(known.live.mtime) };
    this.#setRead(uri, known, known.live);
    known.lookedAt = this.#needs.now();
  }

  /** Takes the road until it ends otherwise than in a conflict that is to be overwritten. */
  async #perform(uri: Uri, body: JsonObject, known: Known): Promise<Outcome> {
    for (;;) {
      const intent = intentOf(placeOf(uri), body, (known.read ?? known.live).config);
      // VS Code tells how a save ended: with our words where it failed.
      const outcome = await this.#needs.perform(intent, { tell: () => undefined });
      if (outcome.kind !== 'conflict' || !(await this.#needs.overwrites(outcome))) return outcome;
      // From now on the edit is one over what was found: the road shows that difference and asks.
      this.#setRead(uri, known, { ...(known.read ?? known.live), config: outcome.found.config });
    }
  }

  /** What is known of a file, from before the window was loaded anew if need be. */
  #recall(uri: Uri): Known | undefined {
    const key = uri.toString();
    const known = this.#known.get(key);
    const read = known === undefined ? this.#memory?.get(key) : undefined;
    if (read === undefined) return known;
    const recalled = { live: read, read, lookedAt: Number.NEGATIVE_INFINITY };
    this.#known.set(key, recalled);
    return recalled;
  }

  #setRead(uri: Uri, known: Known, read: LiveState): void {
    known.read = read;
    this.#memory?.set(uri.toString(), read);
  }

  #later(than: number): number {
    return Math.max(this.#needs.now(), than + 1);
  }

  #look(uri: Uri): Promise<Known> {
    const key = uri.toString();
    const known = this.#recall(uri);
    if (known !== undefined && this.#needs.now() < known.lookedAt + FRESH_MILLISECONDS) return Promise.resolve(known);
    const looking = this.#looks.get(key) ?? this.#ask(uri).finally(() => this.#looks.delete(key));
    this.#looks.set(key, looking);
    return looking;
  }

  async #ask(uri: Uri): Promise<Known> {
    const place = placeOf(uri);
    const config = await this.#live(uri, place);
    const known = this.#known.get(uri.toString());
    const lookedAt = this.#needs.now();
    if (known === undefined) {
      const first = { live: { config, text: liveText(config), mtime: lookedAt }, read: undefined, lookedAt };
      this.#known.set(uri.toString(), first);
      return first;
    }
    known.lookedAt = lookedAt;
    if (!kindOf(place.kind).same(known.live.config, config)) {
      known.live = { config, text: liveText(config), mtime: this.#later(known.live.mtime) };
    }
    return known;
  }

  async #live(uri: Uri, place: LivePlace): Promise<JsonObject | null> {
    const { t, gateway, ledger } = this.#needs;
    const { live } = kindOf(place.kind);
    const reader = gateway.reader(place.source);
    const section = sectionOf(place);
    try {
      if (live === undefined) throw FileSystemError.FileNotFound(uri);
      const { accountId } = await reader.identity();
      if (accountId !== place.accountId) {
        const text = t('The credentials belong to account {0}, not to {1}.', accountId, place.accountId);
        throw refused(text);
      }
      const { config } = await live(scopeOf(place, reader, ledger, {}), place.name, section.target(place.name));
      return config;
    } catch (error) {
      if (error instanceof AccessError && error.code === 'not-found') throw FileSystemError.FileNotFound(uri);
      throw error instanceof FileSystemError ? error : refused(errorLine(error, t));
    }
  }
}

/** What an address stands for. Throws FileSystemError where it is of no live document. */
function placeOf(uri: Uri): LivePlace {
  const place = livePlace(uri);
  if (place === undefined) throw FileSystemError.FileNotFound(uri);
  return place;
}

function sectionOf({ kind }: LivePlace): Section {
  const section = sections.find(one => one.kind === kind);
  if (section === undefined) throw new RangeError(`no body: ${kind}`);
  return section;
}

/** The change that sets a body over what was read. */
function intentOf(place: LivePlace, body: JsonObject, over: JsonObject | null): Intent {
  const { source, accountId, region, name } = place;
  const section = sectionOf(place);
  const request = { ...section.target(name), [section.body]: body };
  return { source, accountId, region, operation: section.set, request, over };
}

function parsed(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? (value as JsonObject) : undefined;
  } catch {
    return undefined;
  }
}
