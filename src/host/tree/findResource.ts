import type { Indexed } from '../../core/indexes/askIndexes.ts';
import { textsIn } from '../../core/inventory/arrangement.ts';
import type { NodePath } from '../../core/inventory/nodes.ts';
import { knownEmptyBelow, readAll, unreadBelow } from '../../core/inventory/readAll.ts';
import { RowIndex } from '../../core/inventory/rowIndex.ts';
import { kindOf } from '../../core/kinds/table.ts';
import { plainText } from '../../core/model/plainText.ts';
import { accountTitle, asOfText, rowName, rowStatus } from '../../messages/nodeText.ts';
import { verdictWord } from '../../messages/verdictText.ts';
import type { FindOffer, Option } from '../prompts/prompter.ts';
import type { HostServices } from '../services.ts';
import { accountsArrangement } from './accountsArrangement.ts';
import { IndexFinder } from './indexFinder.ts';
import { verdictOn } from './standing.ts';

/** Rows that are offered at once: VS Code shows a dozen, and takes all that it is given through one message at each key. */
const MOST_OFFERED = 50;

/** Rows that are put into the index before anything else has its turn. */
const SLICE = 1_000;

/** Looks for a resource in all that was read, and on demand in all that was not, and shows it in the view. */
export async function findResource(host: HostServices): Promise<void> {
  const { t, prompter, explorer } = host;
  if (explorer.roots().length === 0)
    return prompter.tell('information', t('No accounts selected. Choose accounts first.'));
  const finder = new ResourceFinder(host);
  try {
    const reply = await prompter.find<Target>({
      title: t('Find Resource'),
      prompt: t('Name, ARN, topic, application, account, Region or status'),
      offer: text => finder.offer(text),
      follow: listener => finder.follow(listener),
    });
    if (reply.kind !== 'answer') return;
    const { value } = reply;
    if (typeof value === 'string') await goTo(host, value);
    else {
      const row = await finder.indexes.read(value);
      if (row === undefined) await finder.indexes.show(value);
      else await goTo(host, row);
    }
  } finally {
    finder.dispose();
  }
}

async function goTo(host: HostServices, row: NodePath): Promise<void> {
  host.only(accountsArrangement).tree.reveal(row);
  await host.reveal(row);
}

type FinderHost = Pick<
  HostServices,
  't' | 'prompter' | 'explorer' | 'verdicts' | 'lists' | 'clock' | 'attempt' | 'aws' | 'workbench'
>;

/** A row that was read, or what only an index knows. */
type Target = NodePath | Indexed;

/** What is offered while someone looks for a resource. */
export class ResourceFinder {
  readonly #host: FinderHost;
  readonly #index = new RowIndex();
  readonly #listeners = new Set<() => void>();
  readonly #stop = new AbortController();
  readonly #unfollow: () => void;
  #isReading = false;
  /** How many places are not read, or only known to be empty; undefined once that may have changed. Typing alone changes nothing of it. */
  #places: { readonly unread: number; readonly empty: number } | undefined;
  /** What is awaited of a reading. */
  #waiting = 0;
  readonly indexes: IndexFinder;
  /** Settles once all that was read before can be found. */
  readonly indexed: Promise<void>;

  constructor(host: FinderHost) {
    this.#host = host;
    const { explorer, attempt } = host;
    this.indexes = new IndexFinder(host, () => this.#announce());
    this.#unfollow = explorer.onDidChange(paths => {
      for (const path of paths ?? []) this.#put(path);
      this.#places = undefined;
      this.#announce();
    });
    this.indexed = attempt(() => this.#fill());
  }

  /** The best rows for a text, and what else there is below them. */
  offer(text: string): FindOffer<Target> {
    const { t } = this.#host;
    const { paths, total } = this.#index.find(text, MOST_OFFERED);
    const left = total - paths.length;
    const known = this.indexes.options(text, MOST_OFFERED - paths.length);
    const isEmpty = total === 0 && known.length === 0 && text.trim() !== '';
    return {
      options: [...paths.flatMap(path => this.#option(path) ?? []), ...known],
      remarks: [
        ...(isEmpty ? [{ label: t('Nothing found in {0} resources', String(this.#index.size)), icon: 'info' }] : []),
        ...(left > 0 ? [{ label: t('{0} more: type on to find them', String(left)), icon: 'ellipsis' }] : []),
        ...this.#unread(),
        this.indexes.remark(),
      ],
      isBusy: this.#isReading || this.indexes.isAsking,
    };
  }

  /** Calls back when other rows may be offered. */
  follow(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  dispose(): void {
    this.#stop.abort();
    this.indexes.dispose();
    this.#unfollow();
    this.#listeners.clear();
  }

  #unread(): FindOffer<Target>['remarks'] {
    const { t, explorer } = this.#host;
    if (this.#isReading)
      return [{ label: t('Loading, places left: {0}', String(this.#waiting)), icon: 'loading~spin' }];
    const sum = (count: typeof unreadBelow) => explorer.roots().reduce((all, root) => all + count(explorer, root), 0);
    this.#places ??= { unread: sum(unreadBelow), empty: sum(knownEmptyBelow) };
    const { unread, empty } = this.#places;
    const remark = (label: string, everywhere: boolean) => ({
      ...{ label, icon: 'cloud-download', run: () => this.#read(everywhere) },
    });
    const rest =
      unread === 1
        ? t('Search 1 place that is not loaded')
        : t('Search {0} places that are not loaded', String(unread));
    return [
      ...(unread === 0 ? [] : [remark(rest, false)]),
      ...(empty === 0
        ? []
        : [remark(t('Search also what was empty within the last day, places: {0}', String(empty)), true)]),
    ];
  }

  #read(everywhere: boolean): void {
    const { explorer, attempt } = this.#host;
    if (this.#isReading) return;
    this.#isReading = true;
    void attempt(async () => {
      const tell = (waiting: number) => {
        this.#waiting = waiting;
      };
      await readAll(explorer, explorer.roots(), this.#stop.signal, tell, everywhere);
      this.#isReading = false;
      this.#announce();
    });
  }

  #announce(): void {
    for (const listener of this.#listeners) listener();
  }

  /** Puts in what is read, slice by slice, so that the window stays responsive. */
  async #fill(): Promise<void> {
    const { explorer, clock } = this.#host;
    let taken = 0;
    const below = async (path: NodePath): Promise<void> => {
      if (this.#stop.signal.aborted) return;
      this.#put(path);
      taken += 1;
      if (taken % SLICE === 0) {
        this.#announce();
        await clock.sleep(0);
      }
      const node = explorer.node(path);
      if (node === undefined || node.type === 'note' || ('state' in node && node.state === 'unasked')) return;
      if (node.type === 'resource' && !node.hasChildren) return;
      for (const child of [...explorer.children(path)]) await below(child);
    };
    for (const root of explorer.roots()) await below(root);
    this.#announce();
  }

  #put(path: NodePath): void {
    const { t, explorer } = this.#host;
    const node = explorer.node(path);
    const where = node?.type === 'resource' ? explorer.whereabouts(path) : undefined;
    if (node?.type !== 'resource' || where === undefined) return;
    const { row, region } = node;
    const checked = verdictOn(this.#host, node);
    const parent = explorer.node(explorer.parent(path) ?? '');
    // What stands in another of these is not kept twice: there are thousands of rows.
    const own = [
      ...(row.arn === null ? [row.name] : [row.arn]),
      ...textsIn(row.config),
      ...(parent?.type === 'resource' ? [parent.row.label] : []),
      ...(row.mood === 'none' ? [t('No notifications')] : []),
      ...(row.status === 'set' ? [] : [rowStatus(row, t)]),
      ...(checked === undefined ? [] : [verdictWord(checked.verdict, t)]),
    ];
    const { source, accountId } = where;
    const place = [accountTitle(source, accountId, t), accountId ?? '', region, kindOf(row.kind).label(t)];
    this.#index.put(path, row.label, own, place.join('\n'));
  }

  #option(path: NodePath): Option<NodePath> | undefined {
    const { t, explorer } = this.#host;
    const node = explorer.node(path);
    const where = explorer.whereabouts(path);
    if (node?.type !== 'resource' || where === undefined) return undefined;
    const { row, region } = node;
    const { label, icon } = kindOf(row.kind);
    const account = accountTitle(where.source, where.accountId, t);
    const parent = explorer.node(explorer.parent(path) ?? '');
    const name = parent?.type === 'resource' ? `${parent.row.label} · ${rowName(row, t)}` : row.label;
    const age = node.remembered && node.readAt !== null ? asOfText(node.readAt, t) : '';
    const description = [rowStatus(row, t), age, label(t), region, account].filter(part => part !== '').join(' · ');
    return { label: plainText(name), description, icon, value: path };
  }
}
