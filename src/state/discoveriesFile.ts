import { join } from 'node:path';
import { isAccountId } from '../core/model/account.ts';
import { isObject } from '../core/model/answer.ts';
import { StateError } from '../core/model/errors.ts';
import type { AssignedAccount, Discoveries, Discovery } from '../core/model/ports.ts';
import { keptContent, readText, replaceContent } from './durableFile.ts';
import { withLock } from './fileLock.ts';

/** What sign-ins gave, in `sign-ins.json` of the state folder: names of accounts and roles, and nothing that is secret. */
export class DiscoveriesFile implements Discoveries {
  readonly #file: string;

  constructor(folder: string) {
    this.#file = join(folder, 'sign-ins.json');
  }

  async list(): Promise<readonly Discovery[]> {
    const text = await readText(this.#file);
    return text === undefined ? [] : this.#parsed(text);
  }

  async keep(discovery: Discovery): Promise<void> {
    await withLock(this.#file, async () => {
      const others = (await this.list()).filter(({ session }) => session !== discovery.session);
      await replaceContent(this.#file, { sessions: [...others, discovery] });
    });
  }

  #parsed(text: string): readonly Discovery[] {
    const { sessions } = keptContent(text, this.#file);
    const parsed = Array.isArray(sessions) ? sessions.map(discovery) : [undefined];
    const whole = parsed.filter(one => one !== undefined);
    if (whole.length === parsed.length) return whole;
    throw new StateError('state-damaged', 'The file holds something else.', this.#file);
  }
}

function discovery(value: unknown): Discovery | undefined {
  if (!isObject(value)) return undefined;
  const { session, listedAt, accounts } = value;
  if (typeof session !== 'string' || typeof listedAt !== 'string' || !Array.isArray(accounts)) return undefined;
  const parsed = accounts.map(account).filter(one => one !== undefined);
  return parsed.length === accounts.length ? { session, listedAt, accounts: parsed } : undefined;
}

function account(value: unknown): AssignedAccount | undefined {
  if (!isObject(value)) return undefined;
  const { id, name, roles } = value;
  if (typeof id !== 'string' || !isAccountId(id) || typeof name !== 'string' || !Array.isArray(roles)) return undefined;
  const texts = roles.filter(role => typeof role === 'string');
  return texts.length === roles.length ? { id, name, roles: texts } : undefined;
}
