import { commands, Uri, window, workspace } from 'vscode';
import type { NodePath } from '../../core/inventory/nodes.ts';
import { until } from '../../core/model/aborting.ts';
import { plainText } from '../../core/model/plainText.ts';
import { LIVE_SCHEME } from '../manifest/ids.ts';
import { type LiveResource, livePath } from '../manifest/liveResource.ts';
import type { HostServices } from '../services.ts';
import { previewOf } from '../tree/previewText.ts';
import { liveText } from './liveFiles.ts';
import { liveMemory } from './liveMemory.ts';
import { liveResources } from './liveResources.ts';
import { windowLiveFiles } from './windowLiveFiles.ts';

type JsonHost = LiveHost & Pick<HostServices, 'verdicts' | 'lists' | 'workbench'>;

type LiveHost = Pick<HostServices, 't' | 'prompter' | 'explorer' | 'memory'>;

/** The address at which a live document can be read from now on. */
function opened(place: LiveResource, memory: HostServices['memory']): Uri {
  const uri = Uri.from({ scheme: LIVE_SCHEME, path: livePath(place) });
  liveMemory(memory.workspace).open(uri.toString());
  return uri;
}

/** Shows rows as JSON: what is set as a document that can be edited and saved, all else to be read alone. */
export async function viewJson(host: JsonHost, paths: readonly NodePath[]): Promise<void> {
  const { t, prompter, explorer, memory, workbench } = host;
  const resources = paths.filter(path => explorer.node(path)?.type === 'resource');
  if (resources.length === 0) prompter.tell('information', t('Choose a resource in the tree.'));
  for (const path of resources) {
    const [live] = liveResources([path], explorer);
    const read = live === undefined ? previewOf(host, path) : undefined;
    if (live !== undefined) {
      const document = await workspace.openTextDocument(opened(live, memory));
      await window.showTextDocument(document, { preview: false });
    } else if (read !== undefined) await workbench.showRow(read.path, read.text);
  }
}

/** Shows two resources side by side. */
export async function compareResources(host: LiveHost, paths: readonly NodePath[]): Promise<void> {
  const { t, prompter, explorer, memory } = host;
  const [left, right, ...more] = liveResources(paths, explorer);
  if (left === undefined || right === undefined || more.length > 0) {
    prompter.tell('information', t('Select two vaults or two event streams in the tree.'));
    return;
  }
  const title = t('{0} ↔ {1}', plainText(left.name), plainText(right.name));
  await commands.executeCommand('vscode.diff', opened(left, memory), opened(right, memory), title);
}

const liveInFront = (path: string | undefined): Uri | undefined => {
  const uri = path === undefined ? window.activeTextEditor?.document.uri : Uri.parse(path);
  return uri?.scheme === LIVE_SCHEME ? uri : undefined;
};

/** True where the document that a command is about, else the one in front, is a live document. */
export const isLiveInFront = (path: string | undefined): boolean => liveInFront(path) !== undefined;

/** Shows what is set now beside a live document as it is edited; by its address, else the one in front. */
export async function compareLive(host: HostServices, path: string | undefined): Promise<void> {
  const { t, workbench, prompter } = host;
  const document = liveInFront(path);
  if (document === undefined) return;
  const name = plainText(document.path.split('/').at(-1) ?? '');
  const read = (_say: unknown, signal: AbortSignal) => until(host.only(windowLiveFiles).config(document), signal);
  const text = liveText(await prompter.busy(t('Reading current settings'), read));
  await workbench.compareWithDocument(t('{0}: AWS ↔ document', name), text, document);
}
