import { setTimeout as sleep } from 'node:timers/promises';
import type { EmulatorAccess } from '../../aws/accounts/emulatorAccess.ts';
import { AppError } from '../../core/model/errors.ts';
import type { EmulatorAddress, RunningEmulator } from '../../state/emulatorAddress.ts';
import type { HostServices, LocalEmulator } from '../services.ts';

/** How long the emulator may take to end, and how often we look. */
const STOP_LIMIT_MILLISECONDS = 10_000;
const LOOK_MILLISECONDS = 100;

/** How the emulator is reached from this window. */
export interface EmulatorReach {
  /** Where every window and command line finds the running one. */
  readonly address: Pick<EmulatorAddress, 'read'>;
  /** Starts one and resolves when it answers; ends it again where the signal aborts before. */
  readonly start: (signal: AbortSignal) => Promise<void>;
  /** Ends exactly the process with this id. */
  readonly end: (pid: number) => void;
  readonly fetch: typeof fetch;
  /** Calls back once when the process behind an endpoint ends, or lets the connection go. Returns how to leave. */
  readonly follow: (endpoint: string, onEnd: () => void) => () => void;
  /** Told whether it runs, whenever someone looks. */
  readonly tellRunning: (isRunning: boolean) => Promise<void>;
}

/**
 * The local emulator, shared by all windows and command lines of a person: whoever starts it, all find it, and any of
 * them can stop it. It lives until it is stopped; its state is kept in a file.
 */
export class EmulatorControl implements EmulatorAccess, LocalEmulator {
  #followed: { readonly pid: number; readonly leave: () => void } | undefined;

  constructor(
    readonly host: Pick<HostServices, 't' | 'prompter' | 'shown' | 'explorer' | 'attempt'>,
    readonly reach: EmulatorReach,
  ) {}

  /** Who runs now, or undefined. One that keeps silent counts as running. */
  running(): Promise<RunningEmulator | undefined> {
    return this.reach.address.read();
  }

  async endpoint(): Promise<string | undefined> {
    return (await this.running())?.endpoint;
  }

  async accountIds(): Promise<readonly string[]> {
    const entry = await this.running();
    if (entry?.answers === false) throw new AppError('emulator-silent', this.#silence(entry));
    return entry === undefined ? [] : this.#accountsAt(entry.endpoint);
  }

  /** Starts it unless it runs. */
  async start(): Promise<void> {
    const { t, prompter } = this.host;
    if ((await this.running()) === undefined) {
      await prompter.busy(t('Starting the local emulator'), (_say, signal) => this.reach.start(signal));
    }
    await this.changed();
    const entry = await this.running();
    if (entry?.answers === false) this.#tellSilence(entry, () => this.start());
    else if (entry !== undefined)
      prompter.tell('information', t('The local emulator is running at {0}.', entry.endpoint));
  }

  async look(): Promise<void> {
    const entry = await this.running();
    this.#follow(entry);
    await this.reach.tellRunning(entry !== undefined);
    await this.host.shown.apply();
  }

  /** Looks no further after the one that runs. */
  dispose(): void {
    this.#followed?.leave();
    this.#followed = undefined;
  }

  /** Notices where it ends without a word, because someone killed it: its rows are to say so. */
  #follow(entry: RunningEmulator | undefined): void {
    if (this.#followed?.pid === entry?.pid) return;
    this.dispose();
    if (entry === undefined) return;
    const { pid, endpoint } = entry;
    const onEnd = (): void => {
      this.#followed = undefined;
      void this.host.attempt(async () => {
        const now = await this.running();
        if (now?.pid === pid) this.#follow(now);
        else await this.changed();
      });
    };
    this.#followed = { pid, leave: this.reach.follow(endpoint, onEnd) };
  }

  /** It may be another one now, or hold other things: what was opened of it is asked again. */
  async changed(): Promise<void> {
    await this.look();
    const { explorer } = this.host;
    for (const path of explorer.roots()) {
      const node = explorer.node(path);
      if (node?.type === 'account' && node.source.kind === 'emulator') explorer.refresh(path);
    }
  }

  /** Ends the one that is recorded and answers under the recorded process id; no other process. */
  async stop(): Promise<void> {
    const { t, prompter } = this.host;
    const entry = await this.running();
    if (entry === undefined) {
      prompter.tell('information', t('The local emulator is not running.'));
    } else if (!entry.answers) {
      this.#tellSilence(entry, () => this.stop());
    } else if (entry.isElsewhere) {
      const text = t('The local emulator at {0} runs in another container; stop it there.', entry.endpoint);
      prompter.tell('warning', text);
    } else {
      await prompter.busy(t('Stopping the local emulator'), async (_say, signal) => {
        this.reach.end(entry.pid);
        await this.#gone(entry, signal);
      });
    }
    await this.changed();
  }

  async reset(): Promise<void> {
    const { t, prompter } = this.host;
    const entry = await this.running();
    if (entry === undefined) {
      prompter.tell('information', t('The local emulator is not running.'), [
        { label: t('Start Local Emulator'), run: () => this.start() },
      ]);
      return;
    }
    if (!entry.answers) {
      this.#tellSilence(entry, () => this.reset());
      return;
    }
    const sure = await prompter.confirm({
      message: t('Reset the local emulator?'),
      detail: t('Everything in it is reset to the data it started with. Nothing in AWS changes.'),
      verb: t('Reset'),
    });
    if (!sure) return;
    await this.#ask(entry.endpoint, 'reset', 'POST');
    await this.changed();
  }

  #silence({ endpoint, pid }: RunningEmulator): string {
    return this.host.t('The local emulator at {0} (process {1}) does not answer.', endpoint, String(pid));
  }

  /** Nothing is done to it then: the process under its id may be another by now. */
  #tellSilence(entry: RunningEmulator, again: () => Promise<void>): void {
    const { t, prompter } = this.host;
    prompter.tell('warning', `${this.#silence(entry)} ${t('Try again, or end that process yourself.')}`, [
      { label: t('Try Again'), run: again },
    ]);
  }

  async #accountsAt(endpoint: string): Promise<readonly string[]> {
    const answer: unknown = await (await this.#ask(endpoint, 'accounts', 'GET')).json();
    const accounts: unknown = Reflect.get(Object(answer), 'accounts');
    if (!Array.isArray(accounts)) throw new Error('The emulator does not say its accounts.');
    return accounts.map(String);
  }

  /** Resolves when it ended; at once where a person waits no longer, for it was told to end all the same. */
  async #gone(entry: RunningEmulator, signal: AbortSignal): Promise<void> {
    for (let waited = 0; waited < STOP_LIMIT_MILLISECONDS && !signal.aborted; waited += LOOK_MILLISECONDS) {
      const now = await this.running();
      if (now?.pid !== entry.pid) return;
      await sleep(LOOK_MILLISECONDS);
    }
    if (signal.aborted) return;
    throw new AppError('emulator-not-stopped', `The local emulator (process ${entry.pid}) does not end.`);
  }

  async #ask(endpoint: string, path: string, method: 'GET' | 'POST'): Promise<Response> {
    const response = await this.reach.fetch(`${endpoint}/_emulator/${path}`, { method });
    if (!response.ok) throw new AppError('emulator-refused', `The local emulator answered ${response.status}.`);
    return response;
  }
}
