import { type FileStat, FileSystemError, FileType, type Uri } from 'vscode';
import type { Intent, Outcome } from '../../core/changes/change.ts';
import { scopeOf } from '../../core/changes/plan.ts';
import { type Section, sections } from '../../core/fleet/sections.ts';
import { kindOf } from '../../core/kinds/table.ts';
import { isObject } from '../../core/model/answer.ts';
import { AccessError } from '../../core/model/errors.ts';
import type { JsonObject } from '../../core/model/json.ts';
import type { Live } from '../../core/model/kind.ts';
import type { AccountGateway, Ledger } from '../../core/model/ports.ts';
import { outcomeText } from '../../messages/changeText.ts';
import { errorLine } from '../../messages/errorText.ts';
import type { Translate } from '../../messages/translate.ts';
import type { Manner } from '../operations/performWrite.ts';
import { type LivePlace, livePlace } from './liveUri.ts';

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
  /** Tells a conflict, with the choices there are. */
  readonly tellConflict: (outcome: Outcome, intent: Intent, overwrite: NonNullable<Manner['overwrite']>) => void;
  /** Saves a document once more, as by hand. */
  readonly saveAgain: (uri: Uri) => Promise<void>;
}

/** One state of a resource, and the text that shows it. */
interface State {
  /** Null where nothing is set. */
  readonly config: JsonObject | null;
  readonly text: string;
  readonly mtime: number;
}

interface Known {
  /** As AWS last told it. */
  live: State;
  /** As VS Code last read it: what an edit was made over. */
  read: State | undefined;
  lookedAt: number;
}

/** The text of a config: laid out; an empty object where nothing is set. */
export const liveText = (config: JsonObject | null): string => `${JSON.stringify(config ?? {}, null, 2)}\n`;

/** What is live of resources, as files: read from AWS, written by the one road. Loaded with the first live document. */
export class LiveFiles {
  readonly #needs: LiveNeeds;
  readonly #known = new Map<string, Known>();
  readonly #looks = new Map<string, Promise<Known>>();

  constructor(needs: LiveNeeds) {
    this.#needs = needs;
  }

  /**
   * The file's state now. While a save by hand is on its way it is the one that was read: what moved meanwhile is the
   * road's to find, which tells what it was, and not VS Code's, which knows times alone.
   */
  async stat(uri: Uri, isSaving: boolean): Promise<FileStat> {
    const known = this.#known.get(uri.toString());
    const state = isSaving && known?.read !== undefined ? known.read : (await this.#look(uri)).live;
    return { type: FileType.File, ctime: 0, mtime: state.mtime, size: Buffer.byteLength(state.text) };
  }

  /** The file's text, which is what an edit is made over from now on. */
  async read(uri: Uri): Promise<Uint8Array> {
    const known = await this.#look(uri);
    known.read = known.live;
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
    const place = placeOf(uri);
    const text = Buffer.from(content).toString('utf8');
    const body = parsed(text);
    if (body === undefined) throw FileSystemError.Unavailable(t('Nothing was changed: this is no JSON object.'));
    const known = this.#known.get(uri.toString()) ?? (await this.#look(uri));
    const intent = intentOf(place, body, (known.read ?? known.live).config);
    const overwrite = async (found: Live): Promise<void> => {
      // From now on the edit is one over what was found: saving shows that difference and asks.
      known.read = { ...(known.read ?? known.live), config: found.config };
      await this.#needs.saveAgain(uri);
    };
    const outcome = await this.#needs.perform(intent, {
      tell: ended => {
        if (ended.kind === 'conflict') this.#needs.tellConflict(ended, intent, overwrite);
      },
    });
    if (!['done', 'nothing-to-do', 'accepted', 'unrecorded'].includes(outcome.kind)) {
      throw FileSystemError.Unavailable(outcomeText(outcome, t).text);
    }
    known.live = { config: body, text, mtime: this.#later(known.live.mtime) };
    known.read = known.live;
    known.lookedAt = this.#needs.now();
  }

  #later(than: number): number {
    return Math.max(this.#needs.now(), than + 1);
  }

  #look(uri: Uri): Promise<Known> {
    const key = uri.toString();
    const known = this.#known.get(key);
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
        throw FileSystemError.Unavailable(text);
      }
      const { config } = await live(scopeOf(place, reader, ledger, {}), place.name, section.target(place.name));
      return config;
    } catch (error) {
      if (error instanceof AccessError && error.code === 'not-found') throw FileSystemError.FileNotFound(uri);
      throw error instanceof FileSystemError ? error : FileSystemError.Unavailable(errorLine(error, t));
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
