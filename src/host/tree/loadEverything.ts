import type { NodePath } from '../../core/inventory/nodes.ts';
import {
  awaitModel,
  knownEmptyBelow,
  loadingBelow,
  readAll,
  readAnew,
  troubleBelow,
  unreadBelow,
} from '../../core/inventory/readAll.ts';
import { isCancelled } from '../../core/model/errors.ts';
import type { HostServices } from '../services.ts';

type LoadHost = Pick<HostServices, 't' | 'prompter' | 'explorer' | 'attempt'>;

/** How far a loading goes. */
interface Extent {
  /** Asks anew for what is loaded already. */
  readonly anew: boolean;
  /** Asks for what held nothing within the last day as well. */
  readonly everywhere: boolean;
}

/**
 * Reads all that the accounts shown hold, to the end of each list, and tells what could not be read, or was not asked. Stopped
 * in the middle, it keeps what came, which is shown as the part that it is.
 */
export async function loadEverything(host: LoadHost, { anew, everywhere }: Extent): Promise<void> {
  const { t, prompter, explorer } = host;
  const roots = explorer.roots();
  if (roots.length === 0) return prompter.tell('information', t('No accounts selected. Choose accounts first.'));
  const isWhole = await prompter.busy(t('Loading all accounts'), async (say, signal) => {
    const tell = (places: number, accounts: number): void => {
      const loaded = String(roots.length - accounts);
      say(t('{0} of {1} accounts loaded, places left: {2}', loaded, String(roots.length), String(places)));
    };
    if (anew) await readAnew(explorer, roots, signal, tell);
    else for (const { path, error } of troubleBelow(explorer, roots)) if (isCancelled(error)) explorer.refresh(path);
    await readAll(explorer, roots, signal, tell, everywhere);
    if (!signal.aborted) return true;
    explorer.stop();
    await awaitModel(explorer, new AbortController().signal, () => loadingBelow(explorer, roots) === 0);
    return false;
  });
  tellOutcome(host, roots, isWhole);
}

function tellOutcome(host: LoadHost, roots: readonly NodePath[], isWhole: boolean): void {
  const { t, prompter, explorer, attempt } = host;
  const again = (label: string, extent: Extent) => ({
    label,
    run: () => attempt(() => loadEverything(host, extent)),
  });
  const troubles = troubleBelow(explorer, roots);
  // Where it went on to the end, what was cancelled was a question that nobody answered, such as for a code.
  const stopped = isWhole ? 0 : troubles.filter(({ error }) => isCancelled(error)).length;
  const failed = troubles.length - stopped;
  const unread = stopped + roots.reduce((sum, root) => sum + unreadBelow(explorer, root), 0);
  const empty = roots.reduce((sum, root) => sum + knownEmptyBelow(explorer, root), 0);
  const trouble = failed === 0 ? '' : t('Could not be read: {0}. Their rows say why.', String(failed));
  if (!isWhole) {
    const text = t('Stopped. Places not read to the end: {0}. What was read is shown.', String(unread));
    const rest = again(t('Load the Rest'), { anew: false, everywhere: false });
    prompter.tell('warning', [text, trouble].filter(Boolean).join(' '), [rest]);
    return;
  }
  const loaded = t('Accounts loaded: {0}.', String(roots.length));
  const passed = empty === 0 ? '' : t('Not asked, because empty within the last day: {0} places.', String(empty));
  const next = empty === 0 ? [] : [again(t('Ask Everywhere'), { anew: false, everywhere: true })];
  const text = [loaded, trouble, passed].filter(Boolean).join(' ');
  prompter.tell(failed === 0 ? 'information' : 'warning', text, next);
}
