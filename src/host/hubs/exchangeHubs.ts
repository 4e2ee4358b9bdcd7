import type { Plan } from '../../core/changes/change.ts';
import { makePlan, readLive } from '../../core/changes/plan.ts';
import { applyFleet } from '../../core/fleet/applyFleet.ts';
import { planSet } from '../../core/fleet/planSet.ts';
import { liveChoices } from '../../core/inventory/choices.ts';
import { canExchangeHubs } from '../../core/kinds/hub/exchange.ts';
import { hub } from '../../core/kinds/hub/hub.ts';
import { type HubStates, hubAmong } from '../../core/kinds/hub/hubSteps.ts';
import { MAX_HUBS } from '../../core/kinds/hub/limits.ts';
import { kindTable } from '../../core/kinds/table.ts';
import { sameJson } from '../../core/model/json.ts';
import { plainText } from '../../core/model/plainText.ts';
import { parseRegion, type Region } from '../../core/model/regions.ts';
import { outcomeText } from '../../messages/changeText.ts';
import { exchangeLines } from '../../messages/exchangeText.ts';
import { accountTitle } from '../../messages/nodeText.ts';
import { scopeOf } from '../asking/draft.ts';
import { type BulkNeeds, performItems, toldForbidden } from '../bulk/runBulk.ts';
import { type Option, onePage, type Reply } from '../prompts/prompter.ts';

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
export async function exchangeHubs(refused: Plan, needs: BulkNeeds): Promise<void> {
  if (toldForbidden(needs)) return;
  const live = await liveHubs(refused, needs);
  const plain: Exchange = refused.action === 'delete' ? { goes: refused.name } : { comes: refused.name };
  const exchange = isStillRefused(refused, live) ? await askOther(refused, plain, live, needs) : plain;
  if (exchange !== undefined) await carryOut(refused, exchange, live, needs);
}

/** Shows the steps and asks, until what was confirmed is still there; performs them. */
async function carryOut(refused: Plan, exchange: Exchange, live: HubStates, needs: BulkNeeds): Promise<void> {
  const { t, prompter } = needs;
  const title = t('Exchange Hubs');
  const wanted = wantedOf(live, exchange);
  // Another one has taken the room that was made: which one goes is a new question.
  if (wanted.length > MAX_HUBS) return exchangeHubs(refused, needs);
  const items = planSet(refused, hub, live, wanted, kindTable);
  if (items.length === 0) return prompter.tell('information', t('{0}: nothing to do, all is so already.', title));
  const blocked = items.flatMap(({ planning }) => (planning.kind === 'planned' ? [] : [planning]))[0];
  if (blocked !== undefined) return prompter.tell('error', outcomeText(blocked, t).text);
  const yes = await prompter.confirm({
    message: t('{0} in {1}?', title, accountTitle(refused.source, refused.accountId, t)),
    detail: exchangeLines(refused, items, t).join('\n'),
    verb: title,
  });
  if (!yes) return;
  const now = await liveHubs(refused, needs);
  if (!sameJson(now, live)) return carryOut(refused, exchange, now, needs);
  // The same exchange: after half of its steps, what was refused may be refused no more.
  const again = async (): Promise<void> => {
    if (!toldForbidden(needs)) await carryOut(refused, exchange, await liveHubs(refused, needs), needs);
  };
  await performItems({ title, items, carryOut: applyFleet, again }, needs);
}

function liveHubs(refused: Plan, needs: BulkNeeds): Promise<HubStates> {
  const { t, prompter } = needs;
  return prompter.busy(t('Reading the hubs'), (_say, signal) => readHubs(refused, needs, signal));
}

async function readHubs(refused: Plan, needs: BulkNeeds, signal: AbortSignal): Promise<HubStates> {
  const { facts } = await readLive(
    kindTable.writeRow(refused.operation),
    scopeOf(refused, needs, signal),
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
  refused: Plan,
  { goes, comes }: Exchange,
  live: HubStates,
  needs: BulkNeeds,
): Promise<Exchange | undefined> {
  const reply = await (goes === undefined ? askWhichGoes(refused, live, needs) : askWhichComes(refused, live, needs));
  if (reply.kind !== 'answer') return undefined;
  return { goes: goes ?? reply.value, comes: comes ?? reply.value };
}

function askWhichGoes({ name }: Plan, live: HubStates, { t, prompter }: BulkNeeds): Promise<Reply<string>> {
  const options = staying(live).map(([value, status]) => ({
    label: plainText(value),
    description: status,
    value,
  }));
  return prompter.pick<string>({
    ...{ title: t('Exchange Hubs'), step: 1, steps: 1 },
    prompt: t('Which hub is to go, so that {0} can come?', plainText(name)),
    options: onePage(options),
  });
}

async function askWhichComes(refused: Plan, live: HubStates, needs: BulkNeeds): Promise<Reply<string>> {
  const { t, prompter } = needs;
  const stop = new AbortController();
  async function* options(): AsyncIterable<readonly Option<string>[]> {
    for await (const page of liveChoices('hub-region', scopeOf(refused, needs, stop.signal))) {
      yield page.filter(({ value }) => live[value] === undefined).map(({ value, label }) => ({ value, label }));
    }
  }
  try {
    return await prompter.pick<string>({
      ...{ title: t('Exchange Hubs'), step: 1, steps: 1 },
      prompt: t('Which Region is to take the place of {0}?', plainText(refused.name)),
      options: options(),
      typed: async text =>
        parseRegion(text.trim()) === undefined
          ? { kind: 'fault', text: t('“{0}” is not a Region.', plainText(text)) }
          : { kind: 'fits', value: text.trim() },
    });
  } finally {
    stop.abort();
  }
}
