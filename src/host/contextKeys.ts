import { commands } from 'vscode';
import { type ContextKeys, contextKey } from './manifest/ids.ts';

/** Tells VS Code's `when` clauses what holds; writes only what changed. */
export class ContextKeyWriter {
  readonly #known = new Map<keyof ContextKeys, unknown>();

  async set<Key extends keyof ContextKeys>(key: Key, value: ContextKeys[Key]): Promise<void> {
    if (this.#known.get(key) === value) return;
    this.#known.set(key, value);
    await commands.executeCommand('setContext', contextKey(key), value);
  }
}
