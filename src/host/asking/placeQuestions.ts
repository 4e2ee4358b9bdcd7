import { kindOf, kindOfOperation } from '../../core/kinds/table.ts';
import { type AccountSource, type Identity, type Place, sourceKey } from '../../core/model/account.ts';
import { parseArn } from '../../core/model/arn.ts';
import { isCancelled } from '../../core/model/errors.ts';
import { sameJson } from '../../core/model/json.ts';
import { plainText } from '../../core/model/plainText.ts';
import { controlPlaneOf, parseRegion, partitionOf, type Region, SERVICE_REGIONS } from '../../core/model/regions.ts';
import type { KindId, Row } from '../../core/model/resource.ts';
import type { Translate } from '../../core/model/translate.ts';
import { errorLine } from '../../messages/errorText.ts';
import { accountName, rowStatus } from '../../messages/nodeText.ts';
import { answer, type Option, onePage, type Reply, type Typed } from '../prompts/prompter.ts';
import type { HostServices } from '../services.ts';
import { type AskHost, type Draft, draftTitle, located, namedRow, presetOf, scopeAt } from './draft.ts';
import { pickLive } from './pickLive.ts';
import { requestFault } from './requestFault.ts';
import type { Ask, Frame } from './walk.ts';

/** The questions that settle where: account, Region and the row it starts from, as far as the draft lacks them. */
export function placeQuestions(host: AskHost, draft: Draft): readonly Ask<Draft>[] {
  const { operation } = draft;
  const asks: Ask<Draft>[] = [];
  if (draft.source === null) asks.push((state, frame) => askAccount(host, state, frame));
  if (!isGlobal(draft) && draft.region === null) asks.push((state, frame) => askRegion(host, state, frame));
  const { startsFrom } = operation;
  if (startsFrom !== 'account' && draft.target === null) {
    asks.push((state, frame) => askTarget(host, state, frame, startsFrom));
  }
  return asks;
}

/** True for operations free of Region: their control plane is in one Region whatever they are about. */
function isGlobal(draft: Draft): boolean {
  return kindOfOperation(draft.operation.name).regional === null;
}

/** An account that can be picked, and its id where it is known without asking. */
export interface KnownAccount {
  readonly source: AccountSource;
  readonly accountId: string | null;
}

async function askAccount(host: AskHost, draft: Draft, frame: Frame<Draft>): Promise<Reply<Draft>> {
  const { t, prompter } = host;
  for (;;) {
    const reply = await prompter.pick<KnownAccount>({
      ...frame,
      title: draftTitle(draft, t),
      prompt: t('Choose an account'),
      options: accountOptions(host, draft.near?.source),
    });
    if (reply.kind !== 'answer') return reply;
    const met = await meet(host, { ...draft, ...reply.value });
    if (met !== undefined) return answer(met);
  }
}

/**
 * The draft with its account's id, and with its Region where it is free of Region: the one in which the account's partition
 * administers it. AWS is asked whose the credentials are where it is not known yet. Undefined where that failed, which is
 * told; a draft without an account stays as it is.
 */
export async function meet(host: AskHost, draft: Draft): Promise<Draft | undefined> {
  const { source, accountId, region } = draft;
  if (source === null) return draft;
  if (accountId !== null) {
    return administered(draft, region === null ? shownPartition(host, source) : partitionOf(region));
  }
  const identity = await identityOf(host, source);
  if (identity === undefined) return undefined;
  return administered({ ...draft, accountId: identity.accountId }, parseArn(identity.arn)?.partition);
}

function administered(draft: Draft, partition = 'aws'): Draft {
  return isGlobal(draft) ? { ...draft, region: controlPlaneOf(partition) } : draft;
}

/** The partition of an account, as the tree shows it; undefined where it was not opened yet. */
function shownPartition({ explorer }: AskHost, source: AccountSource): string | undefined {
  const path = explorer.roots().find(root => {
    const node = explorer.node(root);
    return node?.type === 'account' && node.state === 'ready' && sourceKey(node.source) === sourceKey(source);
  });
  const [region] = (path === undefined ? [] : explorer.children(path)).flatMap(
    child => explorer.whereabouts(child)?.region ?? [],
  );
  return region === undefined ? undefined : partitionOf(region);
}

/** Whom credentials belong to, as AWS tells it. Undefined where that failed, which is told. */
export async function identityOf(
  { t, prompter, aws }: Pick<HostServices, 't' | 'prompter' | 'aws'>,
  source: AccountSource,
): Promise<Identity | undefined> {
  try {
    const ask = (_say: unknown, signal: AbortSignal) => aws.gateway.reader(source).identity({ signal });
    return await prompter.busy(t('Checking which account this is: {0}', accountName(source, t)), ask);
  } catch (error) {
    if (!isCancelled(error)) prompter.tell('error', errorLine(error, t));
    return undefined;
  }
}

/** The accounts shown in the tree first, then every other one that the config knows. */
export async function* accountOptions(
  { t, explorer, aws }: Pick<HostServices, 't' | 'explorer' | 'aws'>,
  first?: AccountSource,
): AsyncIterable<readonly Option<KnownAccount>[]> {
  const option = (source: AccountSource, accountId: string | null): Option<KnownAccount> => ({
    label: accountName(source, t),
    description: accountId ?? t('account ID not checked yet'),
    icon: source.kind === 'emulator' ? 'server-environment' : 'account',
    value: { source, accountId },
  });
  const shown = explorer.roots().flatMap(path => {
    const node = explorer.node(path);
    return node?.type === 'account' ? [node] : [];
  });
  const isFirst = ({ source }: { readonly source: AccountSource }): boolean =>
    first !== undefined && sourceKey(source) === sourceKey(first);
  const ordered = [...shown.filter(isFirst), ...shown.filter(one => !isFirst(one))];
  yield ordered.map(({ source, accountId }) => option(source, accountId));
  const keys = new Set(shown.map(({ source }) => sourceKey(source)));
  const { sources } = await aws.directory.list();
  // What the config says of an id is not taken for the truth: STS is asked.
  yield sources
    .filter(({ source }) => !keys.has(sourceKey(source)))
    .map(({ source }) => option(source, source.kind === 'emulator' ? source.accountId : null));
}

function askRegion(host: AskHost, draft: Draft, frame: Frame<Draft>): Promise<Reply<Draft>> {
  const { t, prompter, settings } = host;
  const { regional } = kindOfOperation(draft.operation.name);
  const offered: readonly Region[] = regional === null ? [] : SERVICE_REGIONS[regional];
  const near = draft.near?.region;
  const shown = [...(near == null ? [] : [near]), ...settings.get('regions')].filter(
    (region, index, all) => offered.includes(region) && all.indexOf(region) === index,
  );
  const ordered = [...shown, ...offered.filter(region => !shown.includes(region))];
  const typed = async (text: string): Promise<Typed<Region>> => {
    const region = parseRegion(text);
    return region === undefined
      ? { kind: 'fault', text: t('A Region looks like eu-west-1.') }
      : { kind: 'fits', value: region };
  };
  return prompter
    .pick<Region>({
      ...frame,
      title: draftTitle(draft, t),
      prompt: t('Choose a Region'),
      options: onePage(ordered.map(region => ({ label: region, icon: 'globe', value: region }))),
      typed,
    })
    .then(reply => (reply.kind === 'answer' ? answer({ ...draft, region: reply.value }) : reply));
}

async function askTarget(host: AskHost, draft: Draft, frame: Frame<Draft>, target: KindId): Promise<Reply<Draft>> {
  const { t } = host;
  const place = located(draft);
  if (place === undefined) return { kind: 'stop' };
  const kind = kindOf(target);
  async function* options(where: Place, signal: AbortSignal): AsyncIterable<readonly Option<Row>[]> {
    const { near } = draft;
    const isHere =
      near?.source != null && sourceKey(near.source) === sourceKey(where.source) && near.region === where.region;
    const first = isHere && near.row?.kind === target ? near.row : undefined;
    const option = (row: Row): Option<Row> => ({
      label: plainText(row.label),
      description: rowDescription(row, t),
      icon: kind.icon,
      value: row,
    });
    if (first !== undefined) yield [option(first)];
    for await (const rows of kind.list(scopeAt(host, where, signal), null)) {
      yield rows.filter(({ name }) => name !== first?.name).map(option);
    }
  }
  const typed = async (text: string): Promise<Typed<Row>> => {
    const row = namedRow(kind, text);
    const request = presetOf(draft.operation, row);
    for (const member of Object.keys(request).filter(key => request[key] === text)) {
      const fault = await requestFault(host, draft, request, [member]);
      if (fault !== undefined) return { kind: 'fault', text: fault };
    }
    return { kind: 'fits', value: row };
  };
  const question = {
    ...frame,
    title: draftTitle(draft, t),
    prompt: kind.choose(t),
    ...(canBeNamed(draft, target) ? { typed } : {}),
  };
  const reply = await pickLive<Row>(host, question, signal => options(place, signal));
  return reply.kind === 'answer' ? answer({ ...draft, target: reply.value }) : reply;
}

/** How a row stands, and its name where the label is another. */
function rowDescription(row: Row, t: Translate): string {
  const parts = [row.label === row.name ? '' : plainText(row.name), row.status === 'unread' ? '' : rowStatus(row, t)];
  return [...new Set(parts)].filter(part => part !== '').join(' · ');
}

/** True where a name alone says which one is meant: what only the ledger knows has to be picked. */
function canBeNamed({ operation }: Draft, target: KindId): boolean {
  const nameless = presetOf(operation, null);
  return !sameJson(presetOf(operation, namedRow(kindOf(target), 'name')), nameless);
}
