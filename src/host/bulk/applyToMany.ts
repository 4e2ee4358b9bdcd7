import type { Intent } from '../../core/changes/change.ts';
import { readRequest } from '../../core/changes/requestDocument.ts';
import type { NodeModel, NodePath } from '../../core/inventory/nodes.ts';
import { kindOf, kindTable, writeRow } from '../../core/kinds/table.ts';
import { sourceKey } from '../../core/model/account.ts';
import { isObject } from '../../core/model/answer.ts';
import { parseArn } from '../../core/model/arn.ts';
import type { JsonObject } from '../../core/model/json.ts';
import type { ChoiceId } from '../../core/model/kind.ts';
import { plainText } from '../../core/model/plainText.ts';
import type { ChangeableKind } from '../../core/model/resource.ts';
import { accountTitle } from '../../messages/nodeText.ts';
import { choiceOptions, pickLive } from '../asking/pickLive.ts';
import { liveResources } from '../documents/liveResources.ts';
import type { LiveResource } from '../manifest/liveResource.ts';
import { type Option, onePage } from '../prompts/prompter.ts';
import { type BulkHost, runBulk } from './runBulk.ts';

/** What is to be set everywhere; null deletes. */
type Wanted = { readonly config: JsonObject | null };

/** Sets, copies or deletes the config of many resources of one kind, under one plan and one confirmation. */
export async function applyToMany(host: BulkHost, paths: readonly NodePath[]): Promise<void> {
  const { t, prompter, explorer } = host;
  // A line above rows stands for all of them.
  const rows = paths.flatMap(path => (explorer.node(path)?.type === 'group' ? explorer.children(path) : [path]));
  const selected = liveResources([...new Set(rows)], explorer);
  const [first] = selected;
  if (first === undefined) {
    prompter.tell('information', t('Select vaults, or event streams, in the tree.'));
    return;
  }
  const targets = selected.filter(({ kind }) => kind === first.kind);
  const wanted = await askWanted(host, targets, first.kind);
  if (wanted === undefined) return;
  const intents = await intentsOf(host, targets, wanted.config);
  if (intents === undefined) return;
  const { set, unset } = kindTable.documentOf(first.kind);
  const { title } = writeRow(wanted.config === null ? unset : set).write;
  await runBulk(host, { title: title(host.t), intents });
}

/** Asks what is to be set: as one of the resources has it, as the document in front says, or nothing. */
async function askWanted(
  host: BulkHost,
  targets: readonly LiveResource[],
  id: ChangeableKind,
): Promise<Wanted | undefined> {
  const { t, prompter } = host;
  const kind = kindOf(id);
  const fromDocument = (await configInFront(host, id)).map(
    ({ name, config }): Option<Wanted> => ({
      label: t('Use the open document ({0})', plainText(name)),
      icon: 'file-code',
      value: { config },
    }),
  );
  const copies = configured(host, id);
  const remove: Option<Wanted> = {
    label: t('Remove what is set'),
    icon: 'trash',
    value: { config: null },
  };
  const reply = await prompter.pick<Wanted>({
    ...{ title: t('Apply to {0} {1}', String(targets.length), kind.plural(t)), step: 1, steps: 1 },
    prompt: t('Set what on all of them?'),
    // What happens to be in front may have nothing to do with this.
    options: onePage([...copies, remove, ...fromDocument]),
  });
  return reply.kind === 'answer' ? reply.value : undefined;
}

/** What a document of the person's own that is in front says of such a resource; none where it is about anything else. */
async function configInFront(
  { workbench }: BulkHost,
  kind: ChangeableKind,
): Promise<readonly { readonly name: string; readonly config: JsonObject }[]> {
  const front = await workbench.text(undefined);
  if (front?.isOwn !== true) return [];
  const { text, fileName, name } = front;
  const reading = readRequest(text, fileName);
  const named = reading.type === 'name-needed' ? readRequest(text, fileName, name) : reading;
  const { set, bodyMember } = kindTable.documentOf(kind);
  if (named.type !== 'request' || named.operation !== set || bodyMember === null) return [];
  const config = named.request[bodyMember];
  return isObject(config) ? [{ name, config: config as JsonObject }] : [];
}

/** The resources of the tree that have something to copy. */
function configured({ t, explorer }: BulkHost, id: ChangeableKind): readonly Option<Wanted>[] {
  const walk = (paths: readonly NodePath[]): readonly Option<Wanted>[] =>
    paths.flatMap(path => {
      const node = explorer.node(path);
      const place = explorer.whereabouts(path);
      if (node?.type === 'resource' && node.row.kind === id) {
        const { config } = node.row;
        if (config === null || place === undefined) return [];
        const where = `${accountTitle(place.source, place.accountId, t)} · ${node.region}`;
        const says = Object.values(config).map(value => (Array.isArray(value) ? value.join(', ') : String(value)));
        const description = plainText([where, ...says].join(' · '));
        return [
          {
            label: t('Copy from {0}', plainText(nameOf(path, explorer))),
            description,
            icon: 'copy',
            value: { config },
          },
        ];
      }
      // What nobody opened is not opened for this.
      const isOpened = node?.type === 'region' || (node !== undefined && 'state' in node && node.state !== 'unasked');
      return isOpened ? walk(explorer.children(path)) : [];
    });
  return walk(explorer.roots());
}

/** The name that people know a resource by: what hangs below another one has only that one's. */
function nameOf(path: NodePath, explorer: NodeModel): string {
  const parent = explorer.parent(path);
  const above = parent === undefined ? undefined : explorer.node(parent);
  const node = above?.type === 'resource' ? above : explorer.node(path);
  return node?.type === 'resource' ? node.row.label : '';
}

/** The changes that set a config everywhere; undefined where the person stopped. */
async function intentsOf(
  host: BulkHost,
  targets: readonly LiveResource[],
  config: JsonObject | null,
): Promise<readonly Intent[] | undefined> {
  const byPlace = new Map<string, readonly LiveResource[]>();
  for (const target of targets) {
    const key = `${sourceKey(target.source)}\n${target.region}`;
    byPlace.set(key, [...(byPlace.get(key) ?? []), target]);
  }
  const intents: Intent[] = [];
  for (const [place, ...others] of byPlace.values()) {
    if (place === undefined) continue;
    const fitting = config === null ? null : await fitted(host, config, place);
    if (fitting === undefined) return undefined;
    for (const { source, accountId, region, kind, name } of [place, ...others]) {
      intents.push({ source, accountId, region, ...kindTable.setting(kind, name, fitting) });
    }
  }
  return intents;
}

/** The config with what is of another account or Region asked for in this one; undefined where the person stopped. */
async function fitted(host: BulkHost, config: JsonObject, place: LiveResource): Promise<JsonObject | undefined> {
  let fitting = config;
  const write = kindTable.offeredWrite(kindTable.documentOf(place.kind).set);
  for (const { path, live: choice } of write?.fields ?? []) {
    const member = path.at(-1) ?? '';
    const value = config[member];
    const arn = typeof value === 'string' ? parseArn(value) : undefined;
    // IAM has no Region.
    const isHere = arn?.region === '' || arn?.region === place.region;
    if (choice === undefined || arn === undefined || (isHere && arn.accountId === place.accountId)) continue;
    const picked = await pickHere(host, member, arn.resource, choice, place);
    if (picked === undefined) return undefined;
    fitting = { ...fitting, [member]: picked };
  }
  return fitting;
}

async function pickHere(
  host: BulkHost,
  member: string,
  resource: string,
  choice: ChoiceId,
  place: LiveResource,
): Promise<string | undefined> {
  const { t } = host;
  const isSame = (value: string): boolean => parseArn(value)?.resource === resource;
  /** The one of the same name comes first. */
  async function* options(signal: AbortSignal): AsyncIterable<readonly Option<string>[]> {
    for await (const page of choiceOptions(host, choice, place, signal)) {
      yield [...page]
        .sort((a, b) => Number(isSame(b.value)) - Number(isSame(a.value)))
        .map(one => (isSame(one.value) ? { ...one, icon: 'check' } : one));
    }
  }
  const question = {
    ...{ title: `${accountTitle(place.source, place.accountId, t)} · ${place.region}`, step: 1, steps: 1 },
    prompt: t('{0}: {1} is in another account or Region. Choose one that is in this one.', member, plainText(resource)),
  };
  const reply = await pickLive(host, question, options);
  return reply.kind === 'answer' ? reply.value : undefined;
}
