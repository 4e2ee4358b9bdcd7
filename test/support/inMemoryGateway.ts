import { redact } from '../../src/aws/errors/redact.ts';
import { until } from '../../src/core/model/aborting.ts';
import { type AccountSource, type Identity, sourceKey } from '../../src/core/model/account.ts';
import { AccessError, asAccessError } from '../../src/core/model/errors.ts';
import { type OperationName, operations, type ServiceId } from '../../src/core/model/operations.ts';
import type {
  AccountGateway,
  AccountReader,
  AccountWriter,
  Answer,
  CallOptions,
  Input,
} from '../../src/core/model/ports.ts';
import { CONTROL_PLANE, type Region } from '../../src/core/model/regions.ts';
import type { Server } from '../../src/core/model/server.ts';
import { ScriptedAccount } from './inMemoryAccount.ts';
import { handlers } from './inMemoryOperations.ts';

/** One call as it arrived. */
export interface Call {
  /** As `sourceKey` writes it: `profile:prod`, `default`, `emulator:111122223333`. */
  readonly source: string;
  readonly operation: OperationName;
  readonly service: ServiceId;
  readonly region: Region;
  readonly input: Input;
}

/** Which calls are meant: every member that is given must be equal, `input` member by member. */
export type CallPattern = Partial<Omit<Call, 'region' | 'input'>> & {
  readonly region?: string;
  readonly input?: Input;
};

/** What stands in the way of a call. */
interface Fault {
  readonly pattern: CallPattern;
  readonly error: AccessError;
  /** True: the call takes effect first, and the caller cannot know. */
  readonly afterEffect: boolean;
  left: number;
}

/** Holds answers back until it is opened. */
export class Gate {
  readonly #pattern: CallPattern;
  readonly #waiting: (() => void)[] = [];
  readonly #watchers: { readonly count: number; readonly resolve: () => void }[] = [];
  #open = false;

  constructor(pattern: CallPattern) {
    this.#pattern = pattern;
  }

  /** How many calls wait here now. */
  get waiting(): number {
    return this.#waiting.length;
  }

  /** Resolves once so many calls wait here. */
  arrived(count = 1): Promise<void> {
    if (this.waiting >= count) return Promise.resolve();
    return new Promise(resolve => this.#watchers.push({ count, resolve }));
  }

  /** Lets the calls that wait go on, oldest first; without a count all of them, and all to come. */
  open(count?: number): void {
    if (count === undefined) this.#open = true;
    for (const go of this.#waiting.splice(0, count ?? this.#waiting.length)) go();
  }

  /** Waits where the call is meant and the gate is closed. */
  pass(call: Call): Promise<void> {
    if (this.#open || !matches(this.#pattern, call)) return Promise.resolve();
    return new Promise(resolve => {
      this.#waiting.push(resolve);
      for (const watcher of this.#watchers) if (this.waiting >= watcher.count) watcher.resolve();
    });
  }
}

function matches(pattern: CallPattern, call: Call): boolean {
  const { input = {}, ...rest } = pattern;
  const told: Readonly<Record<string, unknown>> = { ...call };
  return (
    Object.entries(rest).every(([member, value]) => value === undefined || told[member] === value) &&
    Object.entries(input).every(([member, value]) => call.input[member] === value)
  );
}

/**
 * A scripted AWS behind the core's gateway port: accounts hold resources, sources lead to accounts, every call is
 * logged, and calls can be made to fail, to take effect and then fail, or to wait.
 *
 * ```ts
 * const aws = new InMemoryGateway();
 * aws.account('111122223333', { kind: 'profile', name: 'prod' }).hub('us-east-1').vault('eu-west-1', 'tapes');
 * aws.fail({ operation: 'ListVaults', region: 'eu-west-1' }, refusal('access-denied', 'AccessDeniedException', 403));
 * ```
 */
export class InMemoryGateway implements AccountGateway {
  /** Every call in the order of arrival; tests may empty it. */
  readonly calls: Call[] = [];
  /** The address that the config of every account gives in place of AWS's own. */
  endpoint: string | null = null;
  /** Items on a page of every list. */
  pageSize = 10;
  /** Asked before each call; what it throws is the call's failure, what it returns replaces the answer. */
  onCall: ((call: Call) => Answer | undefined | Promise<Answer | undefined>) | undefined;
  /** What holds a write back before it is sent. */
  onWrite: (() => Promise<void>) | undefined;
  readonly #accounts = new Map<string, ScriptedAccount>();
  readonly #sources = new Map<string, string>();
  readonly #faults: Fault[] = [];
  readonly #gates: Gate[] = [];
  #inFlight = 0;
  #mostInFlight = 0;
  #openWriters = 0;

  /** The account of an id, made empty on first use; the sources given lead to it from now on. */
  account(accountId: string, ...sources: readonly AccountSource[]): ScriptedAccount {
    const account = this.#accounts.get(accountId) ?? new ScriptedAccount(accountId);
    this.#accounts.set(accountId, account);
    for (const source of sources) this.#sources.set(sourceKey(source), accountId);
    return account;
  }

  /** Makes the next calls that match fail: so many times, or for ever. */
  fail(pattern: CallPattern, error: AccessError, times = Number.POSITIVE_INFINITY): void {
    this.#faults.push({ pattern, error, afterEffect: false, left: times });
  }

  /** Lets the next call that matches take effect and then fail, as a connection lost after sending does. */
  failAfterEffect(pattern: CallPattern, error: AccessError, times = 1): void {
    this.#faults.push({ pattern, error, afterEffect: true, left: times });
  }

  /** Takes all failures away. */
  heal(): void {
    this.#faults.length = 0;
  }

  /** Holds the answers of the calls that match until the gate is opened. */
  hold(pattern: CallPattern): Gate {
    const gate = new Gate(pattern);
    this.#gates.push(gate);
    return gate;
  }

  /** The names of the operations called, in the order of arrival, those of a pattern only if one is given. */
  called(pattern: CallPattern = {}): readonly OperationName[] {
    return this.calls.filter(call => matches(pattern, call)).map(call => call.operation);
  }

  /** The most calls that were under way at once. */
  get mostInFlight(): number {
    return this.#mostInFlight;
  }

  /** Writers opened and not closed. */
  get openWriters(): number {
    return this.#openWriters;
  }

  reader(source: AccountSource): AccountReader {
    return {
      source,
      identity: options => this.#identity(source, () => this.#accountOf(source), options),
      read: (operation, region, input, options) =>
        this.#call(source, () => this.#accountOf(source), operation, region, input, options),
      endpoint: async () => this.endpoint,
      server: async () => this.#server(source),
    };
  }

  async openWriter(source: AccountSource, options?: CallOptions): Promise<AccountWriter> {
    const account = this.#accountOf(source);
    const identity = await this.#identity(source, () => account, options);
    this.#openWriters += 1;
    let closed = false;
    const send: AccountWriter['write'] = async (operation, region, input, sendOptions) => {
      if (closed) throw new Error('the writer is closed');
      await this.onWrite?.();
      if (sendOptions?.isTooLate?.() === true)
        throw new AccessError('throttled', 'held back', { outcome: 'not-applied' });
      return this.#call(source, () => account, operation, region, input, sendOptions);
    };
    return {
      identity,
      server: () => this.#server(source),
      read: (operation, region, input, readOptions) =>
        this.#call(source, () => account, operation, region, input, readOptions),
      write: send,
      close: () => {
        if (!closed) this.#openWriters -= 1;
        closed = true;
      },
    };
  }

  #server({ kind }: AccountSource): Server {
    return kind === 'emulator' ? kind : this.endpoint;
  }

  #accountOf(source: AccountSource): ScriptedAccount {
    const account = this.#accounts.get(this.#sources.get(sourceKey(source)) ?? '');
    if (account === undefined) throw new AccessError('no-credentials', `no credentials for ${sourceKey(source)}`);
    return account;
  }

  async #identity(source: AccountSource, owner: () => ScriptedAccount, options?: CallOptions): Promise<Identity> {
    const answer = await this.#call(source, owner, 'GetCallerIdentity', CONTROL_PLANE, {}, options);
    return { accountId: String(answer.Account), arn: String(answer.Arn) };
  }

  async #call(
    source: AccountSource,
    owner: () => ScriptedAccount,
    operation: OperationName,
    region: Region,
    input: Input,
    options: CallOptions = {},
  ): Promise<Answer> {
    if (options.signal?.aborted === true) throw new AccessError('cancelled', 'Cancelled.');
    // Whose the call is, its credentials say when it is sent, however long the answer takes.
    const account = owner();
    const { accountId } = options;
    if (accountId !== undefined && account.accountId !== accountId) {
      throw new AccessError('wrong-account', `The credentials belong to account ${account.accountId} by now.`);
    }
    const call = { source: sourceKey(source), operation, service: operations[operation].service, region, input };
    this.calls.push(call);
    this.#inFlight += 1;
    this.#mostInFlight = Math.max(this.#mostInFlight, this.#inFlight);
    try {
      const signal = operations[operation].effect === 'read' ? options.signal : undefined;
      return await until(this.#answer(call, account), signal);
    } catch (error) {
      const { code, message, details } = asAccessError(error);
      throw new AccessError(code, redact(message, options.secrets ?? []), details, { cause: error });
    } finally {
      this.#inFlight -= 1;
    }
  }

  async #answer(call: Call, account: ScriptedAccount): Promise<Answer> {
    for (const gate of this.#gates) await gate.pass(call);
    await Promise.resolve();
    const fault = this.#faults.find(one => one.left > 0 && matches(one.pattern, call));
    if (fault !== undefined) fault.left -= 1;
    if (fault?.afterEffect === false) throw fault.error;
    const replaced = await this.onCall?.(call);
    if (replaced !== undefined) return replaced;
    const handler = handlers[call.operation];
    if (handler === undefined) throw new RangeError(`${call.operation} is not scripted`);
    const answer = handler({
      account,
      region: call.region,
      input: call.input,
      pageSize: this.pageSize,
    });
    if (fault !== undefined) throw fault.error;
    return answer;
  }
}
