import { accountPath } from '../../core/inventory/paths.ts';
import { type AccountSource, sourceKey } from '../../core/model/account.ts';
import { errorLine } from '../../messages/errorText.ts';
import type { AccountsShown, HostServices } from '../services.ts';
import type { ChoiceMemory } from './choices.ts';

type ShownHost = Pick<HostServices, 't' | 'explorer' | 'aws' | 'settings' | 'marks'>;

/** What showing accounts has beside the window. */
export interface ShownParts {
  /** Told what could not be read, such as a config file, or what AWS's own tools refuse in one; nothing where all is well. */
  readonly tellProblems: (problems: readonly string[]) => void;
  /** The id that a source led to when it was last met, or null. */
  readonly lastKnownId: (source: AccountSource) => string | null;
}

/** Keeps the tree's accounts and Regions equal to what was chosen and what is there. Asks nothing of AWS. */
export class ShownAccounts implements AccountsShown {
  readonly #host: ShownHost;
  readonly #choice: Pick<ChoiceMemory, 'accounts' | 'remember'>;
  readonly #parts: ShownParts;
  /** By their keys, as the config was last read. */
  #configuredIds: ReadonlyMap<string, string | null> = new Map();
  #latest = 0;
  #showing: Promise<void> = Promise.resolve();

  constructor(host: ShownHost, choice: Pick<ChoiceMemory, 'accounts' | 'remember'>, parts: ShownParts) {
    this.#host = host;
    this.#choice = choice;
    this.#parts = parts;
  }

  async sources(): Promise<readonly AccountSource[]> {
    const { t, aws, marks } = this.#host;
    const { directory } = aws;
    const { sources, problems, warnings = [] } = await directory.list();
    this.#configuredIds = new Map(sources.map(one => [sourceKey(one.source), one.configuredAccountId]));
    const unmarked = marks.problem === null ? [] : [t('Nothing is written to AWS: {0}', errorLine(marks.problem, t))];
    this.#parts.tellProblems([...unmarked, ...problems, ...warnings]);
    const chosen = this.#choice.accounts;
    const found = sources.map(({ source }) => source).filter(isEmulated);
    // Those of an emulator that stopped stay, and say so.
    const left = found.length === 0 ? this.#emulated() : [];
    if (chosen === null) return [...left, ...(await directory.initial())];
    const hidden = new Set(chosen.hidden.map(sourceKey));
    return [...[...left, ...found].filter(source => !hidden.has(sourceKey(source))), ...chosen.shown];
  }

  /** The id that the config names for an account, as it was last read: twelve digits, or null. Nothing is asked for it. */
  configuredId(source: AccountSource): string | null {
    return this.#configuredIds.get(sourceKey(source)) ?? null;
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
    const sources = this.#arranged(await this.sources());
    const { explorer, settings } = this.#host;
    if (mine === this.#latest) explorer.show(sources, settings.get('regions'));
  }

  /** Those that are pinned first, and without those that are hidden. */
  #arranged(sources: readonly AccountSource[]): readonly AccountSource[] {
    const { explorer, marks } = this.#host;
    const marked = sources.map(source => {
      const node = explorer.node(accountPath(source));
      const known = node?.type === 'account' ? node.accountId : null;
      return [source, marks.of({ source, accountId: known ?? this.#parts.lastKnownId(source) })] as const;
    });
    const visible = marked.filter(([, { hidden }]) => hidden === null);
    const ordered = [...visible.filter(([, { pinned }]) => pinned), ...visible.filter(([, { pinned }]) => !pinned)];
    return ordered.map(([source]) => source);
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
