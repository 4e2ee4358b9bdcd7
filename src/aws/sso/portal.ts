import { ListAccountRolesCommand, ListAccountsCommand, LogoutCommand, SSOClient } from '@aws-sdk/client-sso';
import { concurrently } from '../../core/changes/concurrently.ts';
import { objects, optionalText, text } from '../../core/model/answer.ts';
import { AccessError, asAccessError, isPassing } from '../../core/model/errors.ts';
import { pagesOf } from '../../core/model/paging.ts';
import type { Answer, AssignedAccount, Clock } from '../../core/model/ports.ts';
import { clientSettings, type RequestHandler } from '../clients/clientSettings.ts';
import { refuseForeignAnswers } from '../clients/foreignAnswers.ts';
import type { EndpointChoice } from '../config/endpoints.ts';
import { translate } from '../errors/translate.ts';
import { portalFailure, withRegionFault } from './session.ts';

/** What a portal listed, and in words what of it could not be read. */
export interface Assignments {
  /** By name. */
  readonly accounts: readonly AssignedAccount[];
  readonly problems: readonly string[];
}

/** Where the portal of a Region answers, and what asks it. */
export interface PortalOptions {
  readonly region: string;
  readonly endpoint: EndpointChoice;
  readonly handler: RequestHandler;
  readonly clock: Clock;
  readonly accessToken: string;
}

/** The most that the portal gives at once. */
const PAGE = 100;
/** AWS publishes no rate; as many as a service of an account has in flight. */
const AT_ONCE = 4;
const ATTEMPTS = 6;
const FIRST_WAIT_MS = 500;
/** What the portal may ask to wait. Where it, or a proxy before it, asks for more, that is told, and nobody waits for hours. */
const LONGEST_WAIT_MS = 60_000;

/** The accounts and roles of whoever signed in. Throws AccessError: `sign-in-needed` where the portal takes the token no more. */
export class Portal {
  readonly #client: SSOClient;
  readonly #options: PortalOptions;

  constructor(options: PortalOptions) {
    const { region, endpoint, handler } = options;
    this.#options = options;
    this.#client = new SSOClient(clientSettings({ region, endpoint, requestHandler: handler }));
    refuseForeignAnswers(this.#client);
  }

  /** Every account and every role in it. An account whose roles cannot be read is told, and left out. */
  async assignments(
    signal: AbortSignal,
    say: (done: number, all: number) => void = () => undefined,
  ): Promise<Assignments> {
    const found = (
      await this.#all('accountList', token => new ListAccountsCommand({ ...this.#page(token) }), signal)
    ).map(one => ({ id: text(one, 'accountId'), name: optionalText(one, 'accountName') || text(one, 'accountId') }));
    const accounts: AssignedAccount[] = [];
    const problems: string[] = [];
    await concurrently(found, AT_ONCE, async account => {
      const listing = this.#all(
        'roleList',
        token => new ListAccountRolesCommand({ ...this.#page(token), accountId: account.id }),
        signal,
      );
      try {
        const roles = (await listing).map(one => text(one, 'roleName')).sort();
        accounts.push({ ...account, roles });
      } catch (error) {
        problems.push(`The roles in ${account.name} (${account.id}) cannot be read: ${asAccessError(error).message}`);
      }
      say(accounts.length + problems.length, found.length);
    });
    if (signal.aborted) throw new AccessError('cancelled', 'Cancelled.');
    return { accounts: accounts.sort(byName), problems };
  }

  /** Ends the sign-in: whatever else has its token can use it no more. */
  async logout(signal: AbortSignal): Promise<void> {
    const { accessToken } = this.#options;
    await this.#asked(() => this.#client.send(new LogoutCommand({ accessToken }), { abortSignal: signal }), signal);
  }

  #page(nextToken: string | null) {
    return { accessToken: this.#options.accessToken, maxResults: PAGE, nextToken: nextToken ?? undefined };
  }

  async #all(
    member: string,
    command: (token: string | null) => ListAccountsCommand | ListAccountRolesCommand,
    abortSignal: AbortSignal,
  ): Promise<readonly Answer[]> {
    const rows: Answer[] = [];
    // Each kind of command by itself: the client has no type for either.
    const send = (token: string | null): Promise<object> => {
      const one = command(token);
      return one instanceof ListAccountsCommand
        ? this.#client.send(one, { abortSignal })
        : this.#client.send(one, { abortSignal });
    };
    const pages = pagesOf(
      async token => ({ ...(await this.#asked(() => send(token), abortSignal)) }),
      answer => optionalText(answer, 'nextToken') || null,
    );
    for await (const answer of pages) rows.push(...objects(answer, member));
    return rows;
  }

  /** Asks again what passes; all of these are reads, or may be done twice. */
  async #asked<T>(send: () => Promise<T>, signal: AbortSignal): Promise<T> {
    const { clock, accessToken, region } = this.#options;
    for (let attempt = 1, wait = FIRST_WAIT_MS; ; attempt += 1, wait *= 2) {
      try {
        return await send();
      } catch (error) {
        const failure = withRegionFault(translate(error, { now: clock.now(), secrets: [accessToken] }), region);
        const asked = (failure.details.retryAfterSeconds ?? 0) * 1000 || wait;
        const passes = isPassing(failure) && failure.code !== 'unreachable' && asked <= LONGEST_WAIT_MS;
        if (attempt === ATTEMPTS || !passes) throw portalFailure(failure);
        await clock.sleep(asked, signal);
      }
    }
  }
}

const byName = (a: AssignedAccount, b: AssignedAccount): number =>
  a.name.localeCompare(b.name, 'en') || (a.id < b.id ? -1 : 1);
