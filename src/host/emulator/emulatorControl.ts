import { setTimeout as sleep } from 'node:timers/promises';
import type { EmulatorAccess } from '../../aws/accounts/emulatorAccess.ts';
import { AppError } from '../../core/model/errors.ts';
import type { Translate } from '../../messages/translate.ts';
import type { EmulatorAddress, RunningEmulator } from '../../state/emulatorAddress.ts';
import type { Prompter } from '../prompts/prompter.ts';

/** How long the emulator may take to end, and how often we look. */
const STOP_LIMIT_MILLISECONDS = 10_000;
const LOOK_MILLISECONDS = 100;

/** What steering the emulator needs. */
export interface EmulatorNeeds {
  readonly t: Translate;
  readonly prompter: Prompter;
  /** Where every window and command line finds the running one. */
  readonly address: Pick<EmulatorAddress, 'read'>;
  /** Starts one and resolves when it answers. */
  readonly start: () => Promise<void>;
  /** Ends exactly the process with this id. */
  readonly end: (pid: number) => void;
  readonly fetch: typeof fetch;
  /** Told whenever it may have come, gone or been reset. */
  readonly changed: () => Promise<void>;
}

/**
 * The local emulator, shared by all windows and command lines of a person: whoever starts it, all find it, and any of
 * them can stop it. It lives until it is stopped; its state is kept in a file.
 */
export class EmulatorControl implements EmulatorAccess {
  constructor(readonly needs: EmulatorNeeds) {}

  /** Who runs now, or undefined. One that keeps silent counts as running. */
  running(): Promise<RunningEmulator | undefined> {
    return this.needs.address.read();
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
    const { t, prompter } = this.needs;
    if ((await this.running()) === undefined) {
      await prompter.busy(t('Starting the local emulator'), () => this.needs.start());
    }
    await this.needs.changed();
    const entry = await this.running();
    if (entry?.answers === false) this.#tellSilence(entry, () => this.start());
    else if (entry !== undefined) prompter.tell('information', t('The local emulator runs at {0}.', entry.endpoint));
  }

  /** Ends the one that is recorded and answers under the recorded process id; no other process. */
  async stop(): Promise<void> {
    const { t, prompter } = this.needs;
    const entry = await this.running();
    if (entry === undefined) {
      prompter.tell('information', t('No local emulator runs.'));
    } else if (!entry.answers) {
      this.#tellSilence(entry, () => this.stop());
    } else {
      await prompter.busy(t('Stopping the local emulator'), async () => {
        this.needs.end(entry.pid);
        await this.#gone(entry);
      });
    }
    await this.needs.changed();
  }

  /** Puts it back to its seed, after asking. */
  async reset(): Promise<void> {
    const { t, prompter } = this.needs;
    const entry = await this.running();
    if (entry === undefined) {
      prompter.tell('information', t('No local emulator runs.'), [
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
      detail: t('Everything in it goes back to the seed it was started with. Nothing in AWS changes.'),
      verb: t('Reset'),
    });
    if (!sure) return;
    await this.#ask(entry.endpoint, 'reset', 'POST');
    await this.needs.changed();
  }

  #silence({ endpoint, pid }: RunningEmulator): string {
    return this.needs.t('The local emulator at {0} (process {1}) does not answer.', endpoint, String(pid));
  }

  /** Nothing is done to it then: the process under its id may be another by now. */
  #tellSilence(entry: RunningEmulator, again: () => Promise<void>): void {
    const { t, prompter } = this.needs;
    prompter.tell('warning', `${this.#silence(entry)} ${t('Try again, or end that process yourself.')}`, [
      { label: t('Try Again'), run: again },
    ]);
  }

  async #accountsAt(endpoint: string): Promise<readonly string[]> {
    const answer: unknown = await (await this.#ask(endpoint, 'state', 'GET')).json();
    const accounts = typeof answer === 'object' && answer !== null ? Reflect.get(answer, 'accounts') : undefined;
    if (typeof accounts !== 'object' || accounts === null) throw new Error('The emulator does not say its accounts.');
    return Object.keys(accounts).sort();
  }

  async #gone(entry: RunningEmulator): Promise<void> {
    for (let waited = 0; waited < STOP_LIMIT_MILLISECONDS; waited += LOOK_MILLISECONDS) {
      const now = await this.running();
      if (now?.pid !== entry.pid) return;
      await sleep(LOOK_MILLISECONDS);
    }
    throw new AppError('emulator-not-stopped', `The local emulator (process ${entry.pid}) does not end.`);
  }

  async #ask(endpoint: string, path: string, method: 'GET' | 'POST'): Promise<Response> {
    const response = await this.needs.fetch(`${endpoint}/_emulator/${path}`, { method });
    if (!response.ok) throw new AppError('emulator-refused', `The local emulator answered ${response.status}.`);
    return response;
  }
}
