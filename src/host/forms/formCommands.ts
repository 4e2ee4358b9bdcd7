import { commands, type Uri, window, workspace } from 'vscode';
import type { NodePath } from '../../core/inventory/nodes.ts';
import { formOperation, formOperations } from '../../core/kinds/formOperations.ts';
import type { OfferedWrite } from '../../core/model/kind.ts';
import { located, newDraft } from '../asking/draft.ts';
import { targetRow } from '../asking/draftOperation.ts';
import { meet, placeQuestions } from '../asking/placeQuestions.ts';
import { walk } from '../asking/walk.ts';
import type { WriteNeeds } from '../changing/performWrite.ts';
import { type DocumentNeeds, formOfDocument, namedTarget } from '../documents/documentCommands.ts';
import type { History } from '../history/history.ts';
import { rulePageUri } from '../lint/rulePages.ts';
import { operationsAt } from '../manifest/contextValue.ts';
import { type Option, onePage } from '../prompts/prompter.ts';
import type { FormPanels } from './formPanels.ts';
import { textOf } from './formRequest.ts';
import type { FormDraft } from './formState.ts';

/** What the commands that open forms need. */
export interface FormCommandNeeds extends WriteNeeds {
  readonly forms: () => Promise<FormPanels>;
}

/** Opens the form of what can be done with a row; from the palette it is asked for. */
export async function openForm(path: NodePath | undefined, needs: FormCommandNeeds): Promise<void> {
  const { explorer, prompter, t } = needs;
  const node = path === undefined ? undefined : explorer.node(path);
  if (path !== undefined && node === undefined) {
    prompter.tell('warning', t('This row is no longer there. Refresh, and look again.'));
    return;
  }
  const names = node === undefined ? [] : operationsAt(node).map(({ name }) => name);
  const offered = node === undefined ? formOperations : formOperations.filter(({ name }) => names.includes(name));
  const operation = await chosen(offered, needs);
  if (operation === undefined) return;
  const place = path === undefined ? null : (explorer.whereabouts(path) ?? null);
  const target = path === undefined ? null : targetRow(explorer, path, operation);
  const draft = await placed({ ...newDraft(operation, place), operation, target }, needs);
  if (draft !== undefined) await (await needs.forms()).show(draft);
}

async function chosen(
  offered: readonly OfferedWrite[],
  { prompter, t }: FormCommandNeeds,
): Promise<OfferedWrite | undefined> {
  if (offered.length === 1) return offered[0];
  const options = offered.map((value): Option<OfferedWrite> => {
    return { label: value.title, description: value.name, icon: value.icon, value };
  });
  const reply = await prompter.pick<OfferedWrite>({
    ...{ title: t('Open Form'), step: 1, steps: 1, prompt: t('What is to be done?') },
    options: onePage(options),
  });
  return reply.kind === 'answer' ? reply.value : undefined;
}

/** The draft with account, Region and resource settled. Undefined where the person stopped, or something was told. */
async function placed(draft: FormDraft, needs: FormCommandNeeds): Promise<FormDraft | undefined> {
  const begun = await meet(draft, needs);
  if (begun === undefined) return undefined;
  const place = await walk(begun, placeQuestions(begun, needs));
  return place === undefined || located(place) === undefined ? undefined : { ...place, operation: draft.operation };
}

/** Opens the request of a change of the history in its form again. */
export async function changeInForm(
  path: string | undefined,
  history: Pick<History, 'entriesAt'>,
  needs: FormCommandNeeds,
): Promise<void> {
  const [entry] = path === undefined ? [] : await history.entriesAt([path]);
  const operation = entry === undefined ? undefined : formOperation(entry.operation);
  if (entry === undefined || operation === undefined) return;
  const { source, accountId, region, request } = entry;
  const target = namedTarget(operation, request);
  const draft: FormDraft = { ...newDraft(operation, null), operation, source, accountId, region, target };
  await (await needs.forms()).show(draft, textOf(request));
}

/** Opens what a document asks for in its form. */
export async function documentInForm(
  uri: string | undefined,
  documents: DocumentNeeds,
  needs: FormCommandNeeds,
): Promise<void> {
  const found = await formOfDocument(uri, documents);
  const operation = found === undefined ? undefined : formOperation(found.draft.operation.name);
  if (found === undefined || operation === undefined) return;
  // The document's request may hold a secret: the form has the text alone, and takes it out.
  await (await needs.forms()).show({ ...found.draft, operation, request: {}, before: null }, found.text);
}

/** Opens a form's text in an editor, meant for the same place, so that lint and completion know as much. */
export async function openFormText(
  text: string,
  { source, accountId, region }: FormDraft,
  keep: (uri: Uri, target: Pick<FormDraft, 'source' | 'accountId' | 'region'>) => Promise<void>,
): Promise<void> {
  const language = /^\s*\/[/*]|,\s*\/[/*]|\n\s*\/[/*]/.test(text) ? 'jsonc' : 'json';
  const document = await workspace.openTextDocument({ language, content: text });
  await keep(document.uri, { source, accountId, region });
  await window.showTextDocument(document, { preview: false });
}

/** Shows the page of a rule. What has not the form of a rule's id is none. */
export async function explainRule(rule: string): Promise<void> {
  if (/^[a-z-]+\/[a-z-]+$/.test(rule)) await commands.executeCommand('vscode.open', rulePageUri(rule));
}
