import { commands, Uri, window, workspace } from 'vscode';
import type { NodePath } from '../../core/inventory/nodes.ts';
import { plainText } from '../../core/model/plainText.ts';
import { LIVE_SCHEME } from '../manifest/ids.ts';
import { type LiveResource, livePath } from '../manifest/liveResource.ts';
import type { HostServices } from '../services.ts';
import { liveText } from './liveFiles.ts';
import { liveMemory } from './liveMemory.ts';
import { liveResources } from './liveResources.ts';
import { windowLiveFiles } from './windowLiveFiles.ts';

type LiveHost = Pick<HostServices, 't' | 'prompter' | 'explorer' | 'memory'>;

/** The address at which a live document can be read from now on. */
function opened(place: LiveResource, memory: HostServices['memory']): Uri {
  const uri = Uri.from({ scheme: LIVE_SCHEME, path: livePath(place) });
  liveMemory(memory.workspace).open(uri.toString());
  return uri;
}

/** Opens rows as documents that can be edited and saved. */
export async function openDocuments(host: LiveHost, paths: readonly NodePath[]): Promise<void> {
  const { t, prompter, explorer, memory } = host;
  const places = liveResources(paths, explorer);
  if (places.length === 0) {
    prompter.tell('information', t('Choose a vault or an event stream in the tree.'));
    return;
  }
  for (const place of places) {
    const document = await workspace.openTextDocument(opened(place, memory));
    await window.showTextDocument(document, { preview: false });
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

/** Shows what is live now beside a live document as it is edited. */
export async function compareLive(host: HostServices): Promise<void> {
  const { t, prompter, workbench } = host;
  const document = window.activeTextEditor?.document.uri;
  if (document?.scheme !== LIVE_SCHEME) {
    prompter.tell('information', t('Open a vault or an event stream as a document first.'));
    return;
  }
  const name = plainText(document.path.split('/').at(-1) ?? '');
  const text = liveText(await host.only(windowLiveFiles).config(document));
  await workbench.compareWithDocument(t('{0}: live ↔ document', name), text, document);
}
