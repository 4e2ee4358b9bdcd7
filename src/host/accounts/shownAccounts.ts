import type { NodeModel } from '../../core/inventory/nodes.ts';
import { type AccountSource, sourceKey } from '../../core/model/account.ts';
import type { AccountDirectory } from '../../core/model/ports.ts';
import type { Region } from '../../core/model/regions.ts';
import type { AccountChoice } from './choices.ts';

/** What decides on the accounts shown. */
export interface ShownNeeds {
  readonly explorer: NodeModel;
  readonly directory: AccountDirectory;
  readonly choice: { accounts: AccountChoice | null; remember(choice: AccountChoice): Promise<void> };
  readonly regions: () => readonly Region[];
  /** Told what could not be read, such as a config file, or what AWS's own tools refuse in one; empty where all is well. */
  readonly tellProblems: (problems: readonly string[]) => void;
}

/** Keeps the tree's accounts and Regions equal to what was chosen and what is there. Asks nothing of AWS. */
export class ShownAccounts {
  #latest = 0;
  #showing: Promise<void> = Promise.resolve();

  constructor(readonly needs: ShownNeeds) {}

  /** The accounts to show now: those chosen, else the first ones; the emulator's come and go with it. */
  async sources(): Promise<readonly AccountSource[]> {
    const { choice, directory } = this.needs;
    const { sources, problems, warnings = [] } = await directory.list();
    this.needs.tellProblems([...problems, ...warnings]);
    const chosen = choice.accounts;
    if (chosen === null) return directory.initial();
    const hidden = new Set(chosen.hidden.map(sourceKey));
    const emulated = sources.map(({ source }) => source).filter(isEmulated);
    return [...emulated.filter(source => !hidden.has(sourceKey(source))), ...chosen.shown];
  }

  /** Shows them. Of calls that overtake each other the last one counts, and the others end when it has shown. */
  async apply(): Promise<void> {
    this.#latest += 1;
    const mine = this.#latest;
    const showing = this.#show(mine);
    this.#showing = showing;
    await showing;
    if (mine !== this.#latest) await this.#showing;
  }

  async #show(mine: number): Promise<void> {
    const sources = await this.sources();
    if (mine === this.#latest) this.needs.explorer.show(sources, this.needs.regions());
  }

  /** Keeps a choice among the accounts that were offered, and shows it. */
  async choose(picked: readonly AccountSource[], offered: readonly AccountSource[]): Promise<void> {
    const keys = new Set(picked.map(sourceKey));
    await this.needs.choice.remember({
      shown: picked.filter(source => !isEmulated(source)),
      hidden: offered.filter(source => isEmulated(source) && !keys.has(sourceKey(source))),
    });
    await this.apply();
  }
}

const isEmulated = (source: AccountSource): boolean => source.kind === 'emulator';
