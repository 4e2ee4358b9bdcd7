import { commands, type Uri, window, workspace } from 'vscode';
import type { NodeModel, NodePath } from '../../core/inventory/nodes.ts';
import { kindTable } from '../../core/kinds/table.ts';
import { plainText } from '../../core/model/plainText.ts';
import type { Translate } from '../../messages/translate.ts';
import { LIVE_SCHEME } from '../manifest/ids.ts';
import { isLiveKind, type LivePlace } from '../manifest/livePlace.ts';
import type { Prompter } from '../prompts/prompter.ts';
import { type LiveFiles, liveText } from './liveFiles.ts';
import { liveUri } from './liveUri.ts';

/** What the commands of live documents need. */
export interface LiveCommandNeeds {
  readonly t: Translate;
  readonly prompter: Prompter;
  readonly explorer: NodeModel;
  readonly files: LiveFiles;
  readonly compareWithDocument: (title: string, text: string, document: Uri) => Promise<void>;
}

/** What rows of the tree can be opened as; rows that cannot are left out. */
export function livePlaces(paths: readonly NodePath[], explorer: NodeModel): readonly LivePlace[] {
  return paths.flatMap(path => {
    const place = explorer.whereabouts(path);
    const node = explorer.node(path);
    if (place === undefined || node?.type !== 'resource' || place.accountId === null || place.region === null)
      return [];
    const { kind, name } = node.row;
    const { source, accountId, region } = place;
    return isLiveKind(kind, kindTable) ? [{ source, accountId, region, kind, name }] : [];
  });
}

/** Opens rows as documents that can be edited and saved. */
export async function openDocuments(paths: readonly NodePath[], needs: LiveCommandNeeds): Promise<void> {
  const { t, prompter, explorer } = needs;
  const places = livePlaces(paths, explorer);
  if (places.length === 0) {
    prompter.tell('information', t('Choose a vault or an event stream in the tree.'));
    return;
  }
  for (const place of places) {
    const document = await workspace.openTextDocument(liveUri(place));
    await window.showTextDocument(document, { preview: false });
  }
}

/** Shows two resources side by side. */
export async function compareResources(paths: readonly NodePath[], needs: LiveCommandNeeds): Promise<void> {
  const { t, prompter, explorer } = needs;
  const [left, right, ...more] = livePlaces(paths, explorer);
  if (left === undefined || right === undefined || more.length > 0) {
    prompter.tell('information', t('Select two vaults or two event streams in the tree.'));
    return;
  }
  const title = t('{0} ↔ {1}', plainText(left.name), plainText(right.name));
  await commands.executeCommand('vscode.diff', liveUri(left), liveUri(right), title);
}

/** Shows what is live now beside a live document as it is edited. */
export async function compareLive(needs: LiveCommandNeeds): Promise<void> {
  const { t, prompter, files } = needs;
  const document = window.activeTextEditor?.document.uri;
  if (document?.scheme !== LIVE_SCHEME) {
    prompter.tell('information', t('Open a vault or an event stream as a document first.'));
    return;
  }
  const name = plainText(document.path.split('/').at(-1) ?? '');
  const text = liveText(await files.config(document));
  await needs.compareWithDocument(t('{0}: live ↔ document', name), text, document);
}
