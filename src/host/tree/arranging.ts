import { type Arrangement, GROUPINGS, isFiltered, SORTINGS, STANDINGS } from '../../core/inventory/arrangement.ts';
import type { NodePath } from '../../core/inventory/nodes.ts';
import { readAll } from '../../core/inventory/readAll.ts';
import { type Option, onePage } from '../prompts/prompter.ts';
import type { HostServices } from '../services.ts';
import { accountsArrangement } from './accountsArrangement.ts';
import { groupingText, sortingText, standingFilterText } from './arrangementText.ts';

type Change = Partial<Arrangement>;

/** Asks which rows are to be shown, and shows them: by how they stand, or by words typed. */
export async function filterAccounts(host: HostServices): Promise<void> {
  const { t, prompter } = host;
  const arrangement = host.only(accountsArrangement);
  const { current } = arrangement;
  const everything: Option<Change> = { label: t('Everything'), icon: 'clear-all', value: { standing: null, text: '' } };
  const standings = STANDINGS.map((standing): Option<Change> => {
    const isOn = current.standing === standing;
    return {
      label: standingFilterText(standing, t),
      ...(isOn ? { description: t('on, pick to turn off'), icon: 'check' } : {}),
      value: { standing: isOn ? null : standing },
    };
  });
  const reply = await prompter.pick<Change>({
    ...{ title: t('Filter Accounts'), step: 1, steps: 1 },
    prompt: t('Status, or part of a name or target'),
    options: onePage([...standings, ...(isFiltered(current) ? [everything] : [])]),
    typed: async text => ({ kind: 'fits', value: { text } }),
  });
  if (reply.kind === 'answer') await arrangement.arrange(reply.value);
}

/** Asks how rows are grouped and sorted, and whether empty Regions are among them. */
export async function arrangeAccounts(host: HostServices): Promise<void> {
  const { t, prompter, settings } = host;
  const arrangement = host.only(accountsArrangement);
  const { current } = arrangement;
  const hides = settings.get('tree.hideEmptyRegions');
  const option = (label: string, isOn: boolean, run: () => Promise<void>): Option<() => Promise<void>> => ({
    ...{ label, value: run },
    ...(isOn ? { description: t('now'), icon: 'check' } : {}),
  });
  const by = (label: string, isOn: boolean, change: Change) => option(label, isOn, () => arrangement.arrange(change));
  const reply = await prompter.pick<() => Promise<void>>({
    ...{ title: t('Group and Sort Accounts'), step: 1, steps: 1, prompt: t('Choose how to show resources') },
    options: onePage([
      ...GROUPINGS.map(grouping => by(groupingText(grouping, t), current.grouping === grouping, { grouping })),
      ...SORTINGS.map(sorting => by(sortingText(sorting, t), current.sorting === sorting, { sorting })),
      option(t('Show empty Regions'), !hides, () => settings.writeHideEmptyRegions(false)),
      option(t('Hide empty Regions'), hides, () => settings.writeHideEmptyRegions(true)),
    ]),
  });
  if (reply.kind === 'answer') await reply.value();
}

/** Shows everything again; how it is grouped and sorted stays. */
export async function clearFilter(host: HostServices): Promise<void> {
  await host.only(accountsArrangement).arrange({ standing: null, text: '' });
}

/** Reads the places that a line of the view counts as not read. */
export async function readUnread(host: HostServices, path: NodePath | undefined): Promise<void> {
  const { t, prompter, explorer } = host;
  const node = path === undefined ? undefined : host.only(accountsArrangement).tree.node(path);
  if (node?.type !== 'remark') return;
  const everywhere = node.remark === 'remembered-empty';
  await prompter.busy(t('Loading Regions'), (say, signal) =>
    readAll(explorer, node.about, signal, waiting => say(t('Places left: {0}', String(waiting))), everywhere),
  );
}
