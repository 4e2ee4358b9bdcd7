import type { Memento } from 'vscode';
import { isObject } from '../../core/model/answer.ts';
import type { JsonObject } from '../../core/model/json.ts';

/** One state of a resource, and the text that shows it. */
export interface LiveState {
  /** Null where nothing is set. */
  readonly config: JsonObject | null;
  readonly text: string;
  /** Milliseconds since 1970-01-01 UTC. */
  readonly mtime: number;
}

/** What each live document was last read as: what its edit was made over, which VS Code keeps over a reload of the window. */
export interface LiveMemory {
  /** By the document's address. */
  get(uri: string): LiveState | undefined;
  set(uri: string, state: LiveState): void;
  /** Keeps that we opened an address ourselves: only such are read. */
  open(uri: string): void;
  wasOpened(uri: string): boolean;
}

const KEY = 'liveDocuments';
const OPENED_KEY = 'openedLiveDocuments';

/** Documents beyond which the ones read longest ago are forgotten. */
const MOST_KEPT = 100;

/** Addresses beyond which the ones opened longest ago are forgotten: more than anyone has open. */
const MOST_OPENED = 1_000;

/** Keeps them in the state of the workspace. */
export function liveMemory(state: Memento): LiveMemory {
  const stored = (): readonly (readonly [string, unknown])[] => {
    const all = state.get<unknown>(KEY);
    return isObject(all) ? Object.entries(all) : [];
  };
  const opened = (): readonly unknown[] => {
    const all = state.get<unknown>(OPENED_KEY);
    return Array.isArray(all) ? all : [];
  };
  return {
    open: uri => {
      const others = opened().filter(one => one !== uri);
      void state.update(OPENED_KEY, [...others, uri].slice(-MOST_OPENED));
    },
    wasOpened: uri => opened().includes(uri),
    get: uri => stateOf(stored().find(([key]) => key === uri)?.[1]),
    set: (uri, read) => {
      const others = stored().filter(([key]) => key !== uri);
      const kept = [...others, [uri, read] as const].slice(-MOST_KEPT);
      void state.update(KEY, Object.fromEntries(kept));
    },
  };
}

/** An older or damaged store may hold anything. */
function stateOf(value: unknown): LiveState | undefined {
  if (!isObject(value)) return undefined;
  const { config, text, mtime } = value;
  if (typeof text !== 'string' || typeof mtime !== 'number' || !(config === null || isObject(config))) return undefined;
  return { config: config as JsonObject | null, text, mtime };
}
