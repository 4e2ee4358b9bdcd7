import type { SignInSession } from '../../aws/sso/signIns.ts';
import { type AccountSource, sourceKey } from '../../core/model/account.ts';
import { Owner } from '../disposables.ts';
import type { HostServices, SignInsShown } from '../services.ts';

/** How often it is looked whether a sign-in is soon over. */
const EVERY_MILLISECONDS = 60_000;

/**
 * Follows the sign-ins of accounts that a person opened in this window: renews them before they end, so that nobody waits for
 * that or is asked, and says of those that can't be renewed when they end. Never asks anything itself.
 */
export class SignInWatch extends Owner implements SignInsShown {
  readonly #host: Pick<HostServices, 'portal' | 'discoveries' | 'explorer' | 'log' | 'clock'>;
  /** Accounts that were looked at once, whether they hang on a sign-in or not. */
  readonly #seen = new Set<string>();
  readonly #sessions = new Map<string, SignInSession>();
  readonly #listeners = new Set<() => void>();
  /** When each session was last looked after, milliseconds since 1970. */
  readonly #renewedAt = new Map<string, number>();
  #names: ReadonlyMap<string, string> = new Map();
  #looking: Promise<void> | undefined;
  #told = '';

  constructor(host: Pick<HostServices, 'portal' | 'discoveries' | 'explorer' | 'log' | 'clock'>) {
    super();
    this.#host = host;
    const timer = setInterval(() => void this.look(), EVERY_MILLISECONDS);
    timer.unref();
    this.onDispose(() => clearInterval(timer));
    this.onDispose(
      host.explorer.onDidChange(() => {
        if (this.#opened().some(source => !this.#seen.has(sourceKey(source)))) void this.look();
      }),
    );
  }

  of(source: AccountSource): SignInSession | undefined {
    return this.#sessions.get(sourceKey(source));
  }

  nameOf(source: AccountSource): string | undefined {
    return source.kind === 'sso' ? this.#names.get(source.accountId) : undefined;
  }

  get ending(): SignInsShown['ending'] {
    const found = this.#opened().flatMap(source => {
      const session = this.of(source);
      return session?.state === 'ending' || session?.state === 'over' ? [{ session, source }] : [];
    });
    return [...new Map(found.reverse().map(one => [one.session.session, one])).values()].reverse();
  }

  /** Of looks that overlap the one under way counts. Never rejects. */
  look(): Promise<void> {
    this.#looking ??= this.#look()
      .catch((error: unknown) => this.#host.log.warn('sign-ins not followed', error instanceof Error ? error.name : ''))
      .finally(() => {
        this.#looking = undefined;
      });
    return this.#looking;
  }

  onDidChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  async #look(): Promise<void> {
    const { portal, discoveries } = this.#host;
    const discovered = await discoveries.list().catch(() => []);
    this.#names = new Map(discovered.flatMap(one => one.accounts.map(({ id, name }) => [id, name] as const)));
    const found = new Map<string, SignInSession>();
    for (const source of this.#opened()) {
      const key = sourceKey(source);
      this.#seen.add(key);
      const before = await portal.ofAccount(source);
      if (before === undefined) continue;
      if (before.state === 'good' && this.#isDue(before.session)) {
        // What keeps it from being renewed shows where it is used, and here when it ends.
        await portal.freshen(source).catch(() => undefined);
      }
      found.set(key, (await portal.ofAccount(source)) ?? before);
    }
    if (this.closed) return;
    this.#sessions.clear();
    for (const [key, session] of found) this.#sessions.set(key, session);
    const told = JSON.stringify([[...found], [...this.#names]]);
    if (told === this.#told) return;
    this.#told = told;
    for (const listener of this.#listeners) listener();
  }

  /**
   * True once in each interval: what a look renews is written to a file whose change leads to another look, and a portal may give
   * tokens that are always soon over.
   */
  #isDue(session: string): boolean {
    const now = this.#host.clock.now();
    if (now - (this.#renewedAt.get(session) ?? Number.NEGATIVE_INFINITY) < EVERY_MILLISECONDS / 2) return false;
    this.#renewedAt.set(session, now);
    return true;
  }

  #opened(): readonly AccountSource[] {
    const { explorer } = this.#host;
    return explorer.roots().flatMap(path => {
      const node = explorer.node(path);
      return node?.type === 'account' && node.state !== 'unasked' && node.source.kind !== 'emulator'
        ? [node.source]
        : [];
    });
  }
}
