import type { NodePath } from '../../core/inventory/nodes.ts';
import { parseJson } from '../../core/json/parse.ts';
import { jsonValue } from '../../core/json/values.ts';
import { formOperation, formOperations } from '../../core/kinds/formOperations.ts';
import { kindTable } from '../../core/kinds/table.ts';
import type { Place } from '../../core/model/account.ts';
import { isObject } from '../../core/model/answer.ts';
import type { JsonObject } from '../../core/model/json.ts';
import type { OfferedWrite } from '../../core/model/kind.ts';
import type { KindId } from '../../core/model/resource.ts';
import { located, namedTarget, newDraft } from '../asking/draft.ts';
import { targetRow } from '../asking/draftOperation.ts';
import { meet, placeQuestions } from '../asking/placeQuestions.ts';
import { walk } from '../asking/walk.ts';
import { formOfDocument } from '../documents/documentRequests.ts';
import { viewJson } from '../documents/liveCommands.ts';
import { copyChangesAs } from '../exporting/copyChanges.ts';
import { operationsAt } from '../manifest/contextValue.ts';
import { liveResource } from '../manifest/liveResource.ts';
import { type Option, onePage } from '../prompts/prompter.ts';
import type { HostServices } from '../services.ts';
import { rowPreview } from '../tree/rowPreview.ts';
import { changeOfForm } from './copyForm.ts';
import { formPanels } from './formPanels.ts';
import { textOf } from './formRequest.ts';
import type { FormDraft } from './formState.ts';

/**
 * Opens the form of what can be done with a row; from the palette it is asked for.
 *
 * @param near What is selected while the palette asks: what it offers is asked for first.
 */
export async function openForm(host: HostServices, path: NodePath | undefined, near?: NodePath): Promise<void> {
  const { explorer, prompter, t } = host;
  const node = path === undefined ? undefined : explorer.node(path);
  if (path !== undefined && node === undefined) {
    prompter.tell('warning', t('This row no longer exists. Refresh and try again.'));
    return;
  }
  const beside = near === undefined ? undefined : explorer.node(near);
  const about = node ?? beside;
  const names = about === undefined ? [] : operationsAt(about).map(({ name }) => name);
  const ofRow = formOperations.filter(({ name }) => names.includes(name));
  const others = node === undefined ? formOperations.filter(one => !ofRow.includes(one)) : [];
  const operation = await chosen(host, [...ofRow, ...others]);
  if (operation === undefined) return;
  const place = path === undefined ? null : (explorer.whereabouts(path) ?? null);
  const target = path === undefined ? null : targetRow(explorer, path, operation);
  const where = near === undefined ? undefined : explorer.whereabouts(near);
  const begun: FormDraft = { ...newDraft(operation, place), operation, target };
  const draft = await placed(host, where === undefined ? begun : { ...begun, near: where });
  if (draft !== undefined) await host.only(formPanels).show(draft);
}

/**
 * Opens a row: the form of what can be set there, else what it is as JSON. A click alone opens nothing.
 *
 * @param clicked The row that was clicked; undefined where a key was pressed, which opens the one that is selected.
 */
export async function openRow(host: HostServices, clicked: NodePath | undefined): Promise<void> {
  const preview = host.only(rowPreview);
  if (clicked !== undefined && !preview.click(clicked)) return;
  const path = clicked ?? preview.selected;
  const node = path === undefined ? undefined : host.explorer.node(path);
  if (path === undefined || node?.type !== 'resource') return;
  preview.cancel();
  const hasForm = operationsAt(node).some(({ name }) => formOperation(name) !== undefined);
  await (hasForm ? openForm(host, path) : viewJson(host, [path]));
}

async function chosen(
  { prompter, t }: HostServices,
  offered: readonly OfferedWrite[],
): Promise<OfferedWrite | undefined> {
  if (offered.length === 1) return offered[0];
  const options = offered.map((value): Option<OfferedWrite> => {
    return { label: value.title(t), description: value.name, icon: value.icon, value };
  });
  const reply = await prompter.pick<OfferedWrite>({
    ...{ title: t('Open in Form'), step: 1, steps: 1, prompt: t('Choose an operation') },
    options: onePage(options),
  });
  return reply.kind === 'answer' ? reply.value : undefined;
}

/** The draft with account, Region and resource settled. Undefined where the person stopped, or something was told. */
async function placed(host: HostServices, draft: FormDraft): Promise<FormDraft | undefined> {
  const begun = await meet(host, draft);
  if (begun === undefined) return undefined;
  const place = await walk(begun, placeQuestions(host, begun));
  return place === undefined || located(place) === undefined ? undefined : { ...place, operation: draft.operation };
}

/** Opens the request of a change of the history in its form again. */
export async function changeInForm(host: HostServices, path: string | undefined): Promise<void> {
  const [entry] = path === undefined ? [] : await host.history.entriesAt([path]);
  const operation = entry === undefined ? undefined : formOperation(entry.operation);
  if (entry === undefined || operation === undefined) return;
  const { source, accountId, region, request } = entry;
  const target = namedTarget(operation, request);
  const draft: FormDraft = { ...newDraft(operation, null), operation, source, accountId, region, target };
  await host.only(formPanels).show(draft, textOf(request));
}

/** A resource, and what was last seen set on it. */
export interface SetResource extends Place {
  readonly kind: KindId;
  readonly name: string;
  readonly config: JsonObject | null;
}

/**
 * Opens the form that sets a resource to something else, with what is live of it.
 *
 * @param asGiven True where the form begins with the config that is given, and not with what is live.
 */
export async function openSettingForm(
  host: HostServices,
  { source, accountId, region, kind, name, config }: SetResource,
  asGiven = false,
): Promise<void> {
  const { operation: set, request } = kindTable.setting(kind, name, config ?? {});
  const operation = formOperation(set);
  if (operation === undefined) return;
  const target = namedTarget(operation, request);
  const draft: FormDraft = { ...newDraft(operation, null), operation, source, accountId, region, target };
  await host.only(formPanels).show(draft, ...(asGiven ? [textOf(request)] : []));
}

/** Opens what a document asks for in its form; of a live document its text as it is edited. */
export async function documentInForm(host: HostServices, uri: string | undefined): Promise<void> {
  const document = await host.workbench.text(uri);
  const live = document === undefined ? undefined : liveResource(document.uri);
  if (document !== undefined && live !== undefined) {
    const { root } = parseJson(document.text, true);
    const config = root === undefined ? null : jsonValue(root, document.text);
    return openSettingForm(host, { ...live, config: isObject(config) ? (config as JsonObject) : null }, true);
  }
  const found = await formOfDocument(host, uri);
  const operation = found === undefined ? undefined : formOperation(found.draft.operation.name);
  if (found === undefined || operation === undefined) return;
  // The document's request may hold a secret: the form has the text alone, and takes it out.
  await host.only(formPanels).show({ ...found.draft, operation, request: {}, before: null }, found.text);
}

/** Copies what the form in front asks for, with what undoes it as far as what is live tells. */
export async function copyFormAs(host: HostServices): Promise<void> {
  const form = await host.only(formPanels).open.find(({ panel }) => panel.active)?.form;
  const change = form === undefined ? undefined : await changeOfForm(host, form);
  if (change === undefined) host.prompter.tell('warning', host.t('There is no request yet. Complete the form first.'));
  else await copyChangesAs(host, [change]);
}
