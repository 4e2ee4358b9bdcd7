import type { FileStat, Uri } from 'vscode';
import type { Intent, Outcome } from '../../core/changes/change.ts';
import { accountPath } from '../../core/inventory/paths.ts';
import { parseJson } from '../../core/json/parse.ts';
import { jsonValue } from '../../core/json/values.ts';
import type { KindTable } from '../../core/kinds/kindTable.ts';
import { isObject } from '../../core/model/answer.ts';
import { AccessError } from '../../core/model/errors.ts';
import type { JsonObject } from '../../core/model/json.ts';
import { ageOf, type Moment, momentOf } from '../../core/model/moment.ts';
import type { ChangeableKind } from '../../core/model/resource.ts';
import { scopeIn } from '../../core/model/scope.ts';
import type { Translate } from '../../core/model/translate.ts';
import { outcomeText } from '../../messages/changeText.ts';
import { errorLine } from '../../messages/errorText.ts';
import { syntaxText } from '../../messages/findings/document.ts';
import { askConflict } from '../changing/conflict.ts';
import { type ChangeHost, performIntent } from '../changing/perform.ts';
import { type LiveResource, liveResource } from '../manifest/liveResource.ts';
import type { HostServices } from '../services.ts';
import { type LiveMemory, type LiveState, liveMemory } from './liveMemory.ts';

/** Reads that follow within this time share one answer. */
const FRESH_MILLISECONDS = 250;

/** A live document's address. */
export type LiveAddress = Pick<Uri, 'scheme' | 'path' | 'toString'>;

/** The errors that tell VS Code why a file cannot be read or saved. */
export interface FileFaults {
  readonly refused: (text: string) => Error;
  readonly notFound: (address: string) => Error;
}

type LiveHost = ChangeHost & Pick<HostServices, 'state' | 'clock' | 'memory' | 'trust'>;

interface Known {
  /** As AWS last told it. */
  live: LiveState;
  /** As VS Code last read or wrote it: what an edit was made over. */
  read: LiveState | undefined;
  /** When AWS told it; undefined where it is to be asked. */
  lookedAt: Moment | undefined;
  /** True from a save until VS Code asks what it wrote, which it then takes for the state of the text it holds. */
  isWritten: boolean;
}

/** The text of a config: laid out; an empty object where nothing is set. */
export const liveText = (config: JsonObject | null): string => `${JSON.stringify(config ?? {}, null, 2)}\n`;

/**
 * What a document says where nothing is set: the fields of what can be set, as comments, to be filled in. It is an empty
 * object as long as nobody takes the comment marks away.
 */
export function startingText(kind: ChangeableKind, table: KindTable, t: Translate): string {
  const { set, bodyMember } = table.documentOf(kind);
  const fields = (table.offeredWrite(set)?.fields ?? []).filter(({ path }) => path[0] === bodyMember);
  const lines = fields.flatMap(({ path, help, input, options }, index) => [
    `// ${help(t)}`,
    `// ${JSON.stringify(path.at(-1))}: ${input === 'choices' ? JSON.stringify(options ?? []) : '""'}${index < fields.length - 1 ? ',' : ''}`,
  ]);
  const head = `// ${t('Nothing is set. Remove the // before the fields, fill in the values, and save to apply.')}`;
  return `{\n${[head, ...lines].map(line => `  ${line.replaceAll(',"', ', "')}`).join('\n')}\n}\n`;
}

/** What is live of resources, as files: read from AWS, written by the one road. Loaded with the first live document. */
export class LiveFiles {
  readonly #host: LiveHost;
  readonly #faults: FileFaults;
  /** What documents were read as, also before the window was loaded anew: what a document is an edit of outlives it. */
  readonly #memory: LiveMemory;
  readonly #known = new Map<string, Known>();
  readonly #looks = new Map<string, Promise<Known>>();

  constructor(host: LiveHost, faults: FileFaults) {
    this.#host = host;
    this.#faults = faults;
    this.#memory = liveMemory(host.memory.workspace);
  }

  /**
   * The file's state now. While a save by hand is on its way it is the one that was read: what moved meanwhile is the
   * road's to find, which tells what it was, and not VS Code's, which knows times alone. Right after a save it is the one
   * that was written: with the times of another, VS Code would hold our text for that one and never read it.
   */
  async stat(uri: LiveAddress, isSaving: boolean): Promise<Omit<FileStat, 'type'>> {
    const known = this.#recall(uri);
    const isOurs = isSaving || known?.isWritten === true;
    if (known !== undefined) known.isWritten = false;
    const state = isOurs && known?.read !== undefined ? known.read : (await this.#look(uri)).live;
    return { ctime: 0, mtime: state.mtime, size: Buffer.byteLength(state.text) };
  }

  /** The file's text, which is what an edit is made over from now on. */
  async read(uri: LiveAddress): Promise<Uint8Array> {
    const known = await this.#look(uri);
    this.#setRead(uri, known, known.live);
    return Buffer.from(known.live.text);
  }

  /** True where something else is live than what VS Code has read. */
  async hasMoved(uri: LiveAddress): Promise<boolean> {
    if (!this.#known.has(uri.toString())) return false;
    const { live, read } = await this.#look(uri);
    return read !== undefined && live.mtime !== read.mtime;
  }

  /** What is live now, for comparing. */
  async config(uri: LiveAddress): Promise<JsonObject | null> {
    return (await this.#look(uri)).live.config;
  }

  /** Sets what a text says, by the road. Throws what VS Code is to say where AWS did not take it, or nobody knows. */
  async write(uri: LiveAddress, content: Uint8Array): Promise<void> {
    const { t } = this.#host;
    const text = Buffer.from(content).toString('utf8');
    const body = objectIn(text);
    if (body === undefined) throw this.#faults.refused(noObjectText(text, t));
    const known = this.#recall(uri) ?? (await this.#look(uri));
    const outcome = await this.#perform(uri, body, known);
    if (!['done', 'nothing-to-do', 'accepted', 'unrecorded'].includes(outcome.kind)) {
      throw this.#faults.refused(outcomeText(outcome, t).text);
    }
    const written = { config: body, text, mtime: this.#later(known.live.mtime) };
    this.#setRead(uri, known, written);
    known.isWritten = true;
    const isSeen = outcome.kind === 'done' || outcome.kind === 'nothing-to-do';
    known.lookedAt = isSeen ? momentOf(this.#host.clock) : undefined;
    if (outcome.kind !== 'accepted') {
      known.live = written;
      return;
    }
    // What AWS shows is another state than the one we wrote, so it has a time of its own.
    const { config } = outcome.seen;
    known.live = { config, text: this.#text(uri, config), mtime: written.mtime + 1 };
  }

  /** Takes the road until it ends otherwise than in a conflict that is to be overwritten. */
  async #perform(uri: LiveAddress, body: JsonObject, known: Known): Promise<Outcome> {
    for (;;) {
      const intent = intentOf(this.#placeOf(uri), body, (known.read ?? known.live).config, this.#host.road.table);
      const outcome = await performIntent(this.#host, intent, isToldOfSave);
      if (outcome.kind !== 'conflict' || !(await askConflict(this.#host, outcome))) return outcome;
      // From now on the edit is one over what was found: the road shows that difference and asks.
      this.#setRead(uri, known, { ...(known.read ?? known.live), config: outcome.found.config });
    }
  }

  /** What is known of a file, from before the window was loaded anew if need be. */
  #recall(uri: LiveAddress): Known | undefined {
    const key = uri.toString();
    const known = this.#known.get(key);
    const read = known === undefined ? this.#memory.get(key) : undefined;
    if (read === undefined) return known;
    const recalled = { live: read, read, lookedAt: undefined, isWritten: false };
    this.#known.set(key, recalled);
    return recalled;
  }

  #setRead(uri: LiveAddress, known: Known, read: LiveState): void {
    known.read = read;
    this.#memory.set(uri.toString(), read);
  }

  #later(than: number): number {
    return Math.max(this.#host.clock.now(), than + 1);
  }

  #look(uri: LiveAddress): Promise<Known> {
    const key = uri.toString();
    const known = this.#recall(uri);
    const since = known?.lookedAt;
    if (known !== undefined && since !== undefined && ageOf(since, this.#host.clock) < FRESH_MILLISECONDS)
      return Promise.resolve(known);
    const looking = this.#looks.get(key) ?? this.#ask(uri).finally(() => this.#looks.delete(key));
    this.#looks.set(key, looking);
    return looking;
  }

  async #ask(uri: LiveAddress): Promise<Known> {
    const place = this.#placeOf(uri);
    this.#refuseUnasked(uri, place);
    const config = await this.#live(uri, place);
    const known = this.#known.get(uri.toString());
    const lookedAt = momentOf(this.#host.clock);
    if (known === undefined) {
      const live = { config, text: this.#text(uri, config), mtime: lookedAt.now };
      const first = { live, read: undefined, lookedAt, isWritten: false };
      this.#known.set(uri.toString(), first);
      return first;
    }
    known.lookedAt = lookedAt;
    if (!this.#host.road.table.of(place.kind).same(known.live.config, config)) {
      known.live = { config, text: this.#text(uri, config), mtime: this.#later(known.live.mtime) };
    }
    return known;
  }

  #text(uri: LiveAddress, config: JsonObject | null): string {
    const { t, road } = this.#host;
    return config === null ? startingText(this.#placeOf(uri).kind, road.table, t) : liveText(config);
  }

  /**
   * Only what we opened ourselves is read, whoever asks: a link in a file can lead to an address, and a command to what is
   * behind it. In an untrusted workspace nothing is read for an account that nobody has opened in this window.
   */
  #refuseUnasked(uri: LiveAddress, { source }: LiveResource): void {
    const { t, trust, explorer } = this.#host;
    if (!this.#memory.wasOpened(uri.toString())) {
      throw this.#faults.refused(t('Open live documents from the Accounts view, not by address.'));
    }
    if (trust.forbidden() === null) return;
    const account = explorer.node(accountPath(source));
    if (account?.type === 'account' && account.state !== 'unasked') return;
    throw this.#faults.refused(t('In an untrusted workspace, open the account in the Accounts view first.'));
  }

  async #live(uri: LiveAddress, place: LiveResource): Promise<JsonObject | null> {
    const { t, aws, state } = this.#host;
    const faults = this.#faults;
    const { live } = this.#host.road.table.of(place.kind);
    if (live === undefined) throw faults.notFound(uri.toString());
    const reader = aws.gateway.reader(place.source);
    const reading = async () => {
      const { accountId } = await reader.identity();
      if (accountId !== place.accountId) return { accountId };
      return live(
        scopeIn(place, reader, state.ledger, {}),
        place.name,
        this.#host.road.table.setting(place.kind, place.name, null).request,
      );
    };
    const found = await reading().catch((error: unknown) => {
      if (error instanceof AccessError && error.code === 'not-found') throw faults.notFound(uri.toString());
      throw faults.refused(errorLine(error, t));
    });
    if ('config' in found) return found.config;
    throw faults.refused(t('The credentials belong to account {0}, not to {1}.', found.accountId, place.accountId));
  }

  /** What an address stands for. Throws where it is of no live document. */
  #placeOf(uri: LiveAddress): LiveResource {
    const place = liveResource(uri, this.#host.road.table);
    if (place === undefined) throw this.#faults.notFound(uri.toString());
    return place;
  }
}

/** VS Code tells how a save ended: with our words where it failed. That one which AWS took is not all of it, it cannot. */
const isToldOfSave = ({ kind }: Outcome): boolean => kind === 'accepted' || kind === 'unrecorded';

/** The change that sets a body over what was read. */
function intentOf(place: LiveResource, body: JsonObject, over: JsonObject | null, table: KindTable): Intent {
  const { source, accountId, region, name } = place;
  return { source, accountId, region, ...table.setting(place.kind, name, body), over };
}

function objectIn(text: string): JsonObject | undefined {
  const { root, fault } = parseJson(text, true);
  const value = root === undefined || fault !== undefined ? undefined : jsonValue(root, text);
  return isObject(value) ? (value as JsonObject) : undefined;
}

/** That a text is no JSON object, with its first fault and the line it is in. */
function noObjectText(text: string, t: Translate): string {
  const { fault } = parseJson(text, true);
  if (fault === undefined) return t('Not applied: the document is not a JSON object.');
  const line = text.slice(0, fault.range.start).split('\n').length;
  return t('Not applied: the document is not valid JSON. Line {0}: {1}', String(line), syntaxText(fault.fault, t));
}
