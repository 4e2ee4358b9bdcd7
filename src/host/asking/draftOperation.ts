import type { NodeModel, NodePath } from '../../core/inventory/nodes.ts';
import { kindOf } from '../../core/kinds/table.ts';
import { isObject } from '../../core/model/answer.ts';
import type { JsonObject } from '../../core/model/json.ts';
import type { Offered } from '../../core/model/kind.ts';
import type { Row } from '../../core/model/resource.ts';
import { type AskHost, type Draft, type Located, located, newDraft, presetOf, scopeAt } from './draft.ts';
import { fieldQuestions } from './fieldQuestions.ts';
import { meet, placeQuestions } from './placeQuestions.ts';
import { type Ask, walk } from './walk.ts';

/**
 * Puts an operation together: from a node of the tree, or from nothing, by asking for account, Region, resource and
 * then every field. Undefined where the person stopped, or something in the way was told.
 */
export async function draftOperation(
  host: AskHost,
  operation: Offered,
  path: NodePath | undefined,
  near?: NodePath,
): Promise<Located | undefined> {
  const { t, prompter, explorer } = host;
  const place = path === undefined ? null : explorer.whereabouts(path);
  if (place === undefined) {
    prompter.tell('warning', t('This row no longer exists. Refresh and try again.'));
    return undefined;
  }
  const target = path === undefined ? null : targetRow(explorer, path, operation);
  const beside = near === undefined ? undefined : explorer.whereabouts(near);
  const first = { ...newDraft(operation, place), target };
  const begun = await meet(host, beside === undefined ? first : { ...first, near: beside });
  if (begun === undefined) return undefined;

  const prepare = preparing(host);
  const fields = operation.effect === 'read' ? [] : fieldQuestions(host, operation.fields);
  const prepared = fields.map(
    (ask): Ask<Draft> =>
      async (draft, frame) =>
        ask(await prepare(draft), frame),
  );
  const draft = await walk(begun, [...placeQuestions(host, begun), ...prepared]);
  return draft === undefined ? undefined : located(await prepare(draft));
}

/** The row an operation starts from: the node's own, or its parent's where the node hangs below what is meant. */
export function targetRow(model: NodeModel, path: NodePath, { startsFrom }: Offered): Row | null {
  const parent = model.parent(path);
  for (const one of parent === undefined ? [path] : [path, parent]) {
    const node = model.node(one);
    if (node?.type === 'resource' && node.row.kind === startsFrom) return node.row;
  }
  return null;
}

/** Fills in what the target gives and what is live now, once for each target. */
function preparing(host: AskHost): (draft: Draft) => Promise<Draft> {
  let last:
    | { readonly target: Row | null; readonly preset: JsonObject; readonly before: JsonObject | null }
    | undefined;
  return async draft => {
    if (last === undefined || last.target !== draft.target) {
      const preset = asJson(presetOf(draft.operation, draft.target));
      last = { target: draft.target, preset, before: await liveConfig(host, { ...draft, request: preset }) };
    }
    return { ...draft, before: last.before, request: merged(last.preset, draft.request) };
  };
}

/** What is live, for a write that replaces it: the fields start from there. A failure is the road's to tell. */
async function liveConfig(host: AskHost, draft: Draft): Promise<JsonObject | null> {
  const { operation } = draft;
  const place = located(draft);
  if (operation.effect !== 'replace' || place === undefined) return null;
  const kind = kindOf(operation.kind);
  const { live } = kind;
  if (live === undefined) return null;
  const title = host.t('Reading current settings');
  return host.prompter
    .busy(title, (_say, signal) =>
      live(scopeAt(host, place, signal), operation.resourceName(draft.request), draft.request),
    )
    .then(
      ({ config }) => config,
      () => null,
    );
}

function asJson(input: object): JsonObject {
  return input as JsonObject;
}

/** The preset under what was answered: answered members win, down to single members. */
function merged(preset: JsonObject, answered: JsonObject): JsonObject {
  const result: Record<string, JsonObject[string]> = { ...preset };
  for (const [key, value] of Object.entries(answered)) {
    const under = result[key];
    result[key] = isObject(under) && isObject(value) ? merged(asJson(under), asJson(value)) : value;
  }
  return result;
}
