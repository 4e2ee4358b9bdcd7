import { type AccountIndexes, indexesOf } from '../../core/indexes/accountIndexes.ts';
import { type Indexed, onlyIndexed } from '../../core/indexes/askIndexes.ts';
import type { NodePath } from '../../core/inventory/nodes.ts';
import { groupPath, regionPath, rowPath } from '../../core/inventory/paths.ts';
import { awaitModel, readAll } from '../../core/inventory/readAll.ts';
import { RowIndex } from '../../core/inventory/rowIndex.ts';
import { kindOf, kinds, kindTable } from '../../core/kinds/table.ts';
import { sourceKey } from '../../core/model/account.ts';
import { plainText } from '../../core/model/plainText.ts';
import { coverageLines, indexTitle } from '../../messages/indexText.ts';
import { markdownTable, markdownText } from '../../messages/markdownText.ts';
import { asOfText } from '../../messages/nodeText.ts';
import type { Option, Remark } from '../prompts/prompter.ts';
import type { HostServices } from '../services.ts';

type FinderHost = Pick<HostServices, 't' | 'prompter' | 'explorer' | 'aws' | 'attempt' | 'workbench'>;

const local = (time: number): string => new Date(time).toLocaleString();

/** What AWS's indexes know beside what is read: of the accounts shown, and of others that nobody here can reach. */
export class IndexFinder {
  readonly #host: FinderHost;
  readonly #changed: () => void;
  readonly #texts = new RowIndex();
  readonly #known = new Map<string, Indexed>();
  readonly #stop = new AbortController();
  #accounts: readonly AccountIndexes[] | undefined;
  #isAsking = false;

  /** @param changed Called back when other things may be offered. */
  constructor(host: FinderHost, changed: () => void) {
    this.#host = host;
    this.#changed = changed;
  }

  get isAsking(): boolean {
    return this.#isAsking;
  }

  /** The best of what only indexes know; what was read meanwhile is offered as a row. */
  options(text: string, limit: number): readonly Option<Indexed>[] {
    const { paths } = this.#texts.find(text, limit);
    return paths.flatMap(path => {
      const one = this.#known.get(path);
      return one === undefined || this.#isRead(one) ? [] : [this.#option(one)];
    });
  }

  /** Offers to ask the indexes; once they were asked, what they cover. */
  remark(): Remark {
    const { t, workbench, attempt } = this.#host;
    if (this.#isAsking) return { label: t('Searching AWS Resource Explorer and AWS Config'), icon: 'loading~spin' };
    const accounts = this.#accounts;
    if (accounts === undefined) {
      const label = t('Search AWS Resource Explorer and AWS Config');
      return { label, icon: 'telescope', run: () => this.#ask() };
    }
    const show = () => workbench.showMarkdown(t('AWS indexes'), this.#coverage(accounts));
    const run = () => void attempt(show);
    const readings = accounts.flatMap(account => account.readings);
    if (readings.some(({ error }) => error === null)) {
      const label = t('Also known from indexes: {0}. Show what they cover', String(this.#known.size));
      return { label, icon: 'info', run };
    }
    const failed = [...accounts, ...readings].some(
      ({ error }) => error !== null && error.code !== 'region-not-enabled',
    );
    if (failed) return { label: t('No index could be searched. Show why'), icon: 'warning', run };
    return { label: t('No index in the accounts shown. Show where one was looked for'), icon: 'info', run };
  }

  dispose(): void {
    this.#stop.abort();
  }

  /** Reads the place of a resource. Its row's path; undefined where it is not there, or cannot be read. */
  async read(one: Indexed): Promise<NodePath | undefined> {
    const { t, prompter, explorer } = this.#host;
    const places = this.#places(one);
    if (places.length === 0) return undefined;
    await prompter.busy(t('Loading Regions'), async (_say, signal) => {
      for (const { account, region, group } of places) {
        explorer.children(account);
        await awaitModel(explorer, signal, () => {
          const node = explorer.node(account);
          return node?.type !== 'account' || node.state !== 'loading';
        });
        explorer.children(region);
        await readAll(explorer, [group], signal);
      }
    });
    return places.map(({ row }) => row).find(row => explorer.node(row) !== undefined);
  }

  /** Shows what indexes know of a resource as a page: nothing can be changed from there. */
  async show(one: Indexed): Promise<void> {
    const { t, workbench } = this.#host;
    const { accountId, region, kind, name, arn, reportedAt } = one;
    const readings = (this.#accounts ?? []).flatMap(account => account.readings);
    const facts = [
      ...[
        [t('Kind'), kindOf(kind).label(t)],
        [t('Account'), accountId],
        [t('Region'), region],
        ['ARN', arn],
      ],
      ...readings
        .filter(({ found }) => found.includes(one))
        .map(reading => [t('Index'), t('{0} in {1}', indexTitle(reading, t), reading.region)]),
      ...(reportedAt === null ? [] : [[t('Last reported'), local(reportedAt)]]),
    ];
    const next =
      this.#places(one).length === 0
        ? t('None of the accounts shown has the ID {0}. Add one that does to read or change it.', accountId)
        : t('AWS no longer lists it. It may be gone, or its Region may not be shown.');
    const title = t('Known from an index: {0}', plainText(name));
    const table = markdownTable([t('What'), t('Value')], facts);
    await workbench.showMarkdown(title, [`# ${markdownText(title)}`, '', ...table, '', next, ''].join('\n'));
  }

  #ask(): void {
    if (this.#isAsking) return;
    this.#isAsking = true;
    const { explorer, aws, attempt } = this.#host;
    const sources = explorer.roots().flatMap(path => {
      const node = explorer.node(path);
      return node?.type === 'account' ? [node.source] : [];
    });
    void attempt(async () => {
      const search = { regions: null, kinds, signal: this.#stop.signal };
      const accounts = await Promise.all(sources.map(source => indexesOf(aws.gateway, source, search)));
      if (this.#stop.signal.aborted) return;
      this.#accounts = accounts;
      this.#isAsking = false;
      const readings = accounts.flatMap(({ readings }) => readings);
      for (const one of onlyIndexed(readings, known => this.#isRead(known))) this.#put(one);
      this.#changed();
    });
  }

  #put(one: Indexed): void {
    const { accountId, region, kind, name, arn } = one;
    const key = [accountId, region, kind, name].join('\n');
    this.#known.set(key, one);
    this.#texts.put(key, name, [arn, accountId, region, kindOf(kind).label(this.#host.t)]);
  }

  #isRead(one: Indexed): boolean {
    const { explorer } = this.#host;
    return this.#places(one).some(({ row }) => explorer.node(row) !== undefined);
  }

  /** In each account shown that has the resource's account ID, as far as that is known. */
  #places(one: Indexed): readonly IndexedPlace[] {
    const { explorer } = this.#host;
    return explorer.roots().flatMap(path => {
      const node = explorer.node(path);
      if (node?.type !== 'account') return [];
      const met = this.#accounts?.find(({ source }) => sourceKey(source) === sourceKey(node.source));
      return (met?.accountId ?? node.accountId) === one.accountId ? [placeIn(path, one)] : [];
    });
  }

  #option(one: Indexed): Option<Indexed> {
    const { t } = this.#host;
    const { accountId, region, kind, name } = one;
    const [place] = this.#places(one);
    const { label, icon } = kindOf(kind);
    const words = [
      ...[place === undefined ? t('not in the accounts shown') : t('not loaded'), label(t), region, accountId],
      one.reportedAt === null ? '' : asOfText(one.reportedAt, t),
    ];
    const description = words.filter(word => word !== '').join(' · ');
    return { label: plainText(name), description, icon: place === undefined ? 'lock' : icon, value: one };
  }

  #coverage(accounts: readonly AccountIndexes[]): string {
    const { t } = this.#host;
    const rows = [...this.#known.values()].map(one => [
      ...[
        one.accountId,
        one.region,
        kindOf(one.kind).label(t),
        one.name,
        one.reportedAt === null ? '' : local(one.reportedAt),
      ],
    ]);
    const head = [t('Account'), t('Region'), t('Kind'), t('Name'), t('Last reported')];
    return [
      `# ${t('AWS indexes')}`,
      '',
      ...accounts.flatMap(one => coverageLines(one, kindTable, t)).map(line => `- ${markdownText(line)}`),
      ...(rows.length === 0
        ? []
        : ['', `## ${t('Only known from an index, not read')}`, '', ...markdownTable(head, rows)]),
      '',
    ].join('\n');
  }
}

/** Where the view has a resource that an index knows, or would have it once that is read. */
interface IndexedPlace {
  readonly account: NodePath;
  readonly region: NodePath;
  readonly group: NodePath;
  readonly row: NodePath;
}

function placeIn(account: NodePath, { region: where, kind, name }: Indexed): IndexedPlace {
  const region = regionPath(account, where);
  const { parent } = kindOf(kind);
  if (parent === 'account' || parent === 'region') {
    const group = groupPath(region, kind);
    return { account, region, group, row: rowPath(group, kind, name) };
  }
  const group = groupPath(region, parent);
  return { account, region, group, row: rowPath(rowPath(group, parent, name), kind, name) };
}
