import { readRequest } from '../../core/changes/requestDocument.ts';
import type { NodeModel, NodePath } from '../../core/inventory/nodes.ts';
import { kindOf, kindTable, writeRow } from '../../core/kinds/table.ts';
import { sourceKey } from '../../core/model/account.ts';
import { isObject } from '../../core/model/answer.ts';
import { parseArn } from '../../core/model/arn.ts';
import type { JsonObject } from '../../core/model/json.ts';
import type { ChoiceId, OfferedWrite } from '../../core/model/kind.ts';
import { plainText } from '../../core/model/plainText.ts';
import type { ChangeableKind } from '../../core/model/resource.ts';
import { configText } from '../../messages/bulkText.ts';
import { accountTitle } from '../../messages/nodeText.ts';
import { choiceOptions, pickLive } from '../asking/pickLive.ts';
import { toldForbidden } from '../changing/confirm.ts';
import { liveResources } from '../documents/liveResources.ts';
import type { LiveResource } from '../manifest/liveResource.ts';
import { type Option, onePage } from '../prompts/prompter.ts';
import { filledIn, type ManyTarget, type ManyValue, manyForm, settingIntent, settingIntents } from './fillMany.ts';
import { type BulkHost, runBulk, runOn } from './runBulk.ts';

/** What is to be set everywhere: what a person fills in, a config, or null for nothing. */
type Wanted = { readonly kind: 'fill' } | { readonly kind: 'config'; readonly config: JsonObject | null };

/** Sets or removes the config of many resources of one kind, under one plan and one confirmation. */
export async function applyToMany(host: BulkHost, paths: readonly NodePath[]): Promise<void> {
  const { t, prompter, explorer } = host;
  // A line above rows stands for all of them.
  const rows = paths.flatMap(path => (explorer.node(path)?.type === 'group' ? explorer.children(path) : [path]));
  const targets = [...new Set(rows)].flatMap(path => targetAt(path, explorer));
  const [first] = targets;
  if (first === undefined) {
    prompter.tell('information', t('Select vaults, or event streams, in the tree.'));
    return;
  }
  if (toldForbidden(host)) return;
  const { kind } = first.resource;
  const ofKind = targets.filter(({ resource }) => resource.kind === kind);
  const wanted = await askWanted(host, ofKind, kind);
  if (wanted?.kind === 'fill') return fillMany(host, ofKind, kind);
  if (wanted === undefined) return;
  const { config } = wanted;
  const resources = ofKind.map(({ resource }) => resource);
  const values = config === null ? [] : await fittedValues(host, config, resources);
  if (values === undefined) return;
  const intents =
    config === null
      ? resources.map(resource => settingIntent(resource, null))
      : values.map(one => settingIntent(one.resource, one.values));
  const { set, unset } = kindTable.documentOf(kind);
  const { title } = writeRow(config === null ? unset : set).write;
  await runBulk(host, { title: title(t), intents });
}

function targetAt(path: NodePath, explorer: NodeModel): readonly ManyTarget[] {
  const node = explorer.node(path);
  const isRead = node?.type === 'resource' && node.row.mood !== 'unread' && !node.remembered;
  const config = isRead ? node.row.config : undefined;
  return liveResources([path], explorer).map(resource => ({ resource, config }));
}

/** The form for all of them: fill in, see the plan, say yes to it there; as often as the person likes. */
async function fillMany(host: BulkHost, targets: readonly ManyTarget[], kind: ChangeableKind): Promise<void> {
  const { t, prompter } = host;
  const operation = kindTable.offeredWrite(kindTable.documentOf(kind).set);
  if (operation === undefined) return;
  const title = operation.title(t);
  const places = new Set(targets.map(({ resource }) => placeText(host, resource)));
  const sheet = prompter.sheet({
    title: t('{0}: {1} {2}', title, String(targets.length), kindOf(kind).plural(t)),
    about: [...places].join(', '),
    form: manyForm(host, operation, targets),
  });
  const resources = targets.map(({ resource }) => resource);
  sheet.show({ plan: null });
  let reply = await sheet.reply();
  while (reply.kind === 'review') {
    const filled = filledIn(reply.text, operation);
    const values = filled === undefined ? [] : await fittedValues(host, filled, resources);
    const intents = values && (await settingIntents(host, sheet, operation, values));
    if (intents === undefined || intents.length === 0) {
      const text = filled === undefined ? t('Choose something first.') : t('Stopped. Nothing was changed.');
      sheet.show({ plan: null, said: { tone: 'information', text, done: false } });
      reply = await sheet.reply();
    } else {
      const end = await runOn(host, sheet, { title, intents });
      reply = end.kind === 'made' || end.kind === 'nothing' ? await sheet.reply() : end;
    }
  }
}

/** Asks what is to be set: chosen in a form, as others have it, nothing, or as the document in front says. */
async function askWanted(
  host: BulkHost,
  targets: readonly ManyTarget[],
  id: ChangeableKind,
): Promise<Wanted | undefined> {
  const { t, prompter } = host;
  const kind = kindOf(id);
  const { many } = kindTable.documentOf(id);
  const own: readonly Option<Wanted>[] =
    many === undefined
      ? []
      : [
          { label: many.choose(t), icon: 'edit', value: { kind: 'fill' } },
          ...valuesSet(host, id, new Set(targets.map(({ resource }) => placeText(host, resource)))),
          { label: many.remove(t), icon: 'trash', value: { kind: 'config', config: null } },
        ];
  const fromDocument = (await configInFront(host, id)).map(
    ({ name, config }): Option<Wanted> => ({
      label: t('Use the open document ({0})', plainText(name)),
      icon: 'file-code',
      value: { kind: 'config', config },
    }),
  );
  const reply = await prompter.pick<Wanted>({
    ...{ title: t('Apply to {0} {1}', String(targets.length), kind.plural(t)), step: 1, steps: 1 },
    prompt: t('Set what on these {0} {1}?', String(targets.length), kind.plural(t)),
    // What happens to be in front may have nothing to do with this.
    options: onePage([...own, ...fromDocument]),
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

/**
 * What is set on resources of the tree, each value once, with how many have it: first those of the places at hand, which fit
 * there, and of each the most frequent.
 */
function valuesSet(host: BulkHost, id: ChangeableKind, here: ReadonlySet<string>): readonly Option<Wanted>[] {
  const { t, explorer } = host;
  const found = new Map<string, { readonly config: JsonObject; readonly places: Set<string>; count: number }>();
  const walk = (paths: readonly NodePath[]): void => {
    for (const path of paths) {
      const node = explorer.node(path);
      const place = explorer.whereabouts(path);
      if (node?.type === 'resource' && node.row.kind === id) {
        const { config } = node.row;
        if (config === null || place === undefined) continue;
        const key = JSON.stringify(Object.entries(config).sort());
        const value = found.get(key) ?? { config, places: new Set(), count: 0 };
        found.set(key, value);
        value.count += 1;
        value.places.add(`${accountTitle(place.source, place.accountId, t)} · ${node.region}`);
      } else {
        // What nobody opened is not opened for this.
        const isOpened = node?.type === 'region' || (node !== undefined && 'state' in node && node.state !== 'unasked');
        if (isOpened) walk(explorer.children(path));
      }
    }
  };
  walk(explorer.roots());
  const kind = kindOf(id);
  const options = [...found.values()].map(({ config, places, count }) => {
    const have =
      count === 1 ? t('1 {0} has this', kind.label(t)) : t('{0} {1} have this', String(count), kind.plural(t));
    const option: Option<Wanted> = {
      label: configText(config),
      description: plainText([have, ...places].join(' · ')),
      icon: 'copy',
      value: { kind: 'config', config },
    };
    return { option, count, isHere: [...places].some(place => here.has(place)) };
  });
  return options
    .sort(
      (a, b) => Number(b.isHere) - Number(a.isHere) || b.count - a.count || (a.option.label < b.option.label ? -1 : 1),
    )
    .map(({ option }) => option);
}

/** The values for each resource, with what is of another account or Region asked for there; undefined where stopped. */
async function fittedValues(
  host: BulkHost,
  config: JsonObject,
  resources: readonly LiveResource[],
): Promise<readonly ManyValue[] | undefined> {
  const byPlace = new Map<string, readonly LiveResource[]>();
  for (const resource of resources) {
    const key = `${sourceKey(resource.source)}\n${resource.region}`;
    byPlace.set(key, [...(byPlace.get(key) ?? []), resource]);
  }
  const values: ManyValue[] = [];
  for (const there of byPlace.values()) {
    const [place] = there;
    const fitting = place === undefined ? undefined : await fitted(host, config, place);
    if (fitting === undefined) return undefined;
    values.push(...there.map(resource => ({ resource, values: fitting })));
  }
  return values;
}

/** The config with what is of another account or Region asked for in this one; undefined where the person stopped. */
async function fitted(host: BulkHost, config: JsonObject, place: LiveResource): Promise<JsonObject | undefined> {
  let fitting = config;
  const write: OfferedWrite | undefined = kindTable.offeredWrite(kindTable.documentOf(place.kind).set);
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

const placeText = ({ t }: Pick<BulkHost, 't'>, { source, accountId, region }: LiveResource): string =>
  `${accountTitle(source, accountId, t)} · ${region}`;

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
    ...{ title: placeText(host, place), step: 1, steps: 1 },
    prompt: t('{0}: {1} is in another account or Region. Choose one that is in this one.', member, plainText(resource)),
  };
  const reply = await pickLive(host, question, options);
  return reply.kind === 'answer' ? reply.value : undefined;
}
