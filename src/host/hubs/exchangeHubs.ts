import { plansOf } from '../../core/changes/bulk.ts';
import type { Plan } from '../../core/changes/change.ts';
import { makePlan, readLive } from '../../core/changes/plan.ts';
import { applyFleet } from '../../core/fleet/applyFleet.ts';
import { checkRoomIsTaken, planSet } from '../../core/fleet/planSet.ts';
import { canExchangeHubs } from '../../core/kinds/hub/exchange.ts';
import { hub } from '../../core/kinds/hub/hub.ts';
import { type HubStates, hubAmong, MAX_HUBS } from '../../core/kinds/hub/hubSteps.ts';
import { kindTable } from '../../core/kinds/table.ts';
import { sameJson } from '../../core/model/json.ts';
import { plainText } from '../../core/model/plainText.ts';
import { parseRegion, type Region } from '../../core/model/regions.ts';
import { outcomeText } from '../../messages/changeText.ts';
import { exchangeLines } from '../../messages/exchangeText.ts';
import { accountTitle } from '../../messages/nodeText.ts';
import { scopeAt } from '../asking/draft.ts';
import { choiceOptions, pickLive } from '../asking/pickLive.ts';
import { type BulkHost, performItems } from '../bulk/runBulk.ts';
import { confirmChanges, toldForbidden } from '../changing/confirm.ts';
import { type Option, onePage, type Reply, type Typed } from '../prompts/prompter.ts';

/** What an exchange does to the hubs that are; a plain change has one of the two. */
interface Exchange {
  readonly goes?: string;
  readonly comes?: string;
}

/**
 * Gets a hub that was refused for the hubs beside it all the same, by exchanging one: asks which, shows the steps in the
 * order in which at least one hub is ACTIVE and never more than three exist, asks once, and performs them on the road.
 * Where the hubs are others by now, so that nothing refuses the change any more, it is planned alone.
 */
export async function exchangeHubs(host: BulkHost, refused: Plan): Promise<void> {
  if (toldForbidden(host)) return;
  const live = await liveHubs(host, refused);
  const plain: Exchange = refused.action === 'delete' ? { goes: refused.name } : { comes: refused.name };
  const exchange = isStillRefused(refused, live) ? await askOther(host, refused, plain, live) : plain;
  if (exchange !== undefined) await carryOut(host, refused, exchange, live);
}

/** Shows the steps and asks, until what was confirmed is still there; performs them. */
async function carryOut(host: BulkHost, refused: Plan, exchange: Exchange, live: HubStates): Promise<void> {
  const { t, prompter } = host;
  const title = t('Exchange Hubs');
  const wanted = wantedOf(live, exchange);
  // Another one has taken the room that was made: which one goes is a new question.
  if (wanted.length > MAX_HUBS) return exchangeHubs(host, refused);
  const server = await host.road.gateway.reader(refused.source).server(hub.service);
  const items = planSet({ ...refused, server }, hub, live, wanted, kindTable);
  if (items.length === 0) return prompter.tell('information', t('{0}: already up to date.', title));
  const blocked = items.flatMap(({ planning }) => (planning.kind === 'planned' ? [] : [planning]))[0];
  if (blocked !== undefined) return prompter.tell('error', outcomeText(blocked, t).text);
  await prompter.busy(t('Reading the hubs'), (_say, signal) =>
    checkRoomIsTaken(hub, items, scopeAt(host, refused, signal)),
  );
  const typed = await confirmChanges(host, plansOf(items), {
    message: t('{0} in {1}?', title, accountTitle(refused.source, refused.accountId, t)),
    detail: exchangeLines(refused, items, t).join('\n'),
    verb: title,
  });
  if (typed === undefined) return;
  const now = await liveHubs(host, refused);
  if (!sameJson(now, live)) return carryOut(host, refused, exchange, now);
  // The same exchange: after half of its steps, what was refused may be refused no more.
  const again = async (): Promise<void> => {
    if (!toldForbidden(host)) await carryOut(host, refused, exchange, await liveHubs(host, refused));
  };
  await performItems(host, { title, items, typed, carryOut: applyFleet, again });
}

function liveHubs(host: BulkHost, refused: Plan): Promise<HubStates> {
  const { t, prompter } = host;
  return prompter.busy(t('Reading the hubs'), (_say, signal) => readHubs(host, refused, signal));
}

async function readHubs(host: BulkHost, refused: Plan, signal: AbortSignal): Promise<HubStates> {
  const { facts } = await readLive(
    kindTable.writeRow(refused.operation),
    scopeAt(host, refused, signal),
    refused.request,
  );
  return Object.fromEntries(Object.entries(Object(facts.hubs)).map(([name, status]) => [name, String(status)]));
}

/** True where the hubs beside it stop the change still, once those that are leaving are gone. */
function isStillRefused(refused: Plan, live: HubStates): boolean {
  const { source, accountId, region, operation, request, name } = refused;
  const base = hubAmong(Object.fromEntries(staying(live)), name);
  return canExchangeHubs(
    makePlan(kindTable.writeRow(operation), { source, accountId, region, operation, request }, base),
  );
}

/** The hubs that should be: those that stay, without the one that goes and with the one that comes. */
function wantedOf(live: HubStates, { goes, comes }: Exchange): readonly Region[] {
  const names = staying(live).flatMap(([name]) => (name === goes ? [] : [name]));
  return [...new Set([...names, ...(comes === undefined ? [] : [comes])])].flatMap(name => parseRegion(name) ?? []);
}

/** A hub on its way out is none that stays: wanting it would register it again. */
const staying = (live: HubStates): readonly (readonly [name: string, status: string])[] =>
  Object.entries(live).filter(([, status]) => status !== 'DEREGISTERING');

/** The exchange with its other half, as the person says. */
async function askOther(
  host: BulkHost,
  refused: Plan,
  { goes, comes }: Exchange,
  live: HubStates,
): Promise<Exchange | undefined> {
  const reply = await (goes === undefined ? askWhichGoes(host, refused, live) : askWhichComes(host, refused, live));
  if (reply.kind !== 'answer') return undefined;
  return { goes: goes ?? reply.value, comes: comes ?? reply.value };
}

function askWhichGoes({ t, prompter }: BulkHost, { name }: Plan, live: HubStates): Promise<Reply<string>> {
  const options = staying(live).map(([value, status]) => ({
    label: plainText(value),
    description: status,
    value,
  }));
  return prompter.pick<string>({
    ...{ title: t('Exchange Hubs'), step: 1, steps: 1 },
    prompt: t('Deregister which hub to make room for {0}?', plainText(name)),
    options: onePage(options),
  });
}

function askWhichComes(host: BulkHost, refused: Plan, live: HubStates): Promise<Reply<string>> {
  const { t } = host;
  async function* options(signal: AbortSignal): AsyncIterable<readonly Option<string>[]> {
    for await (const page of choiceOptions(host, 'hub-region', refused, signal)) {
      yield page.filter(({ value }) => live[value] === undefined).map(({ value, label }) => ({ value, label }));
    }
  }
  const question = {
    ...{ title: t('Exchange Hubs'), step: 1, steps: 1 },
    prompt: t('Choose the Region to replace {0}', plainText(refused.name)),
    typed: async (text: string): Promise<Typed<string>> =>
      parseRegion(text.trim()) === undefined
        ? { kind: 'fault', text: t('“{0}” is not a Region.', plainText(text)) }
        : { kind: 'fits', value: text.trim() },
  };
  return pickLive(host, question, options);
}
