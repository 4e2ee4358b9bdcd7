import { type AccountSource, sourceKey } from '../../core/model/account.ts';
import type { AccountsShown, HostServices } from '../services.ts';
import type { ChoiceMemory } from './choices.ts';

type ShownHost = Pick<HostServices, 'explorer' | 'aws' | 'settings'>;

/** Keeps the tree's accounts and Regions equal to what was chosen and what is there. Asks nothing of AWS. */
export class ShownAccounts implements AccountsShown {
  readonly #host: ShownHost;
  readonly #choice: Pick<ChoiceMemory, 'accounts' | 'remember'>;
  readonly #tellProblems: (problems: readonly string[]) => void;
  #latest = 0;
  #showing: Promise<void> = Promise.resolve();

  /** @param tellProblems Told what could not be read, such as a config file, or what AWS's own tools refuse in one; nothing where all is well. */
  constructor(
    host: ShownHost,
    choice: Pick<ChoiceMemory, 'accounts' | 'remember'>,
    tellProblems: (problems: readonly string[]) => void,
  ) {
    this.#host = host;
    this.#choice = choice;
    this.#tellProblems = tellProblems;
  }

  async sources(): Promise<readonly AccountSource[]> {
    const { directory } = this.#host.aws;
    const { sources, problems, warnings = [] } = await directory.list();
    this.#tellProblems([...problems, ...warnings]);
    const chosen = this.#choice.accounts;
    const found = sources.map(({ source }) => source).filter(isEmulated);
    // Those of an emulator that stopped stay, and say so.
    const left = found.length === 0 ? this.#emulated() : [];
    if (chosen === null) return [...left, ...(await directory.initial())];
    const hidden = new Set(chosen.hidden.map(sourceKey));
    return [...[...left, ...found].filter(source => !hidden.has(sourceKey(source))), ...chosen.shown];
  }

  /** The emulator's accounts that are shown now. */
  #emulated(): readonly AccountSource[] {
    const { explorer } = this.#host;
    return explorer.roots().flatMap(path => {
      const node = explorer.node(path);
      return node?.type === 'account' && isEmulated(node.source) ? [node.source] : [];
    });
  }

  /** Of calls that overtake each other the last one counts, and the others end when it has shown. */
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
    const { explorer, settings } = this.#host;
    if (mine === this.#latest) explorer.show(sources, settings.get('regions'));
  }

  async choose(picked: readonly AccountSource[], offered: readonly AccountSource[]): Promise<void> {
    const keys = new Set(picked.map(sourceKey));
    await this.#choice.remember({
      shown: picked.filter(source => !isEmulated(source)),
      hidden: offered.filter(source => isEmulated(source) && !keys.has(sourceKey(source))),
    });
    await this.apply();
  }
}

const isEmulated = (source: AccountSource): boolean => source.kind === 'emulator';
