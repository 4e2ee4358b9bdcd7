import type { Plan } from '../../core/changes/change.ts';
import { readLive, writeRow } from '../../core/changes/plan.ts';
import { applyFleet } from '../../core/fleet/applyFleet.ts';
import type { HubStates } from '../../core/fleet/hubSteps.ts';
import { planHubs } from '../../core/fleet/planHubs.ts';
import { liveChoices } from '../../core/inventory/choices.ts';
import { plainText } from '../../core/model/plainText.ts';
import { parseRegion, type Region } from '../../core/model/regions.ts';
import { exchangeLines } from '../../messages/exchangeText.ts';
import { accountTitle } from '../../messages/nodeText.ts';
import { type BulkNeeds, performItems, toldForbidden } from '../bulk/runBulk.ts';
import { type Option, onePage, type Reply } from '../prompts/prompter.ts';
import { scopeOf } from './draft.ts';

/**
 * Gets a hub that was refused for the hubs beside it all the same, by exchanging one: asks which, shows the steps in the
 * order in which at least one hub is ACTIVE and never more than three exist, asks once, and performs them on the road.
 */
export async function exchangeHubs(refused: Plan, needs: BulkNeeds): Promise<void> {
  if (toldForbidden(needs)) return;
  const { t, prompter } = needs;
  const live = await prompter.busy(t('Reading the hubs'), (_say, signal) => readHubs(refused, needs, signal));
  const wanted = await askWanted(refused, live, needs);
  if (wanted === undefined) return;
  const items = planHubs(refused, live, wanted);
  const title = t('Exchange Hubs');
  const yes = await prompter.confirm({
    message: t('{0} in {1}?', title, accountTitle(refused.source, refused.accountId, t)),
    detail: exchangeLines(refused, items, t).join('\n'),
    verb: title,
  });
  if (!yes) return;
  await performItems({ title, items, carryOut: applyFleet, again: () => exchangeHubs(refused, needs) }, needs);
}

async function readHubs(refused: Plan, needs: BulkNeeds, signal: AbortSignal): Promise<HubStates> {
  const { facts } = await readLive(writeRow(refused.operation), scopeOf(refused, needs, signal), refused.request);
  return Object.fromEntries(Object.entries(Object(facts.hubs)).map(([name, status]) => [name, String(status)]));
}

/** The hubs that should be: those that are, with one exchanged. */
async function askWanted(refused: Plan, live: HubStates, needs: BulkNeeds): Promise<readonly Region[] | undefined> {
  const isRegistering = refused.action !== 'delete';
  const reply = isRegistering ? await askWhichGoes(refused, live, needs) : await askWhichComes(refused, live, needs);
  if (reply.kind !== 'answer') return undefined;
  const [goes, comes] = isRegistering ? [reply.value, refused.name] : [refused.name, reply.value];
  const stay = Object.keys(live).filter(name => name !== goes);
  return [...stay, comes].flatMap(name => parseRegion(name) ?? []);
}

function askWhichGoes({ name }: Plan, live: HubStates, { t, prompter }: BulkNeeds): Promise<Reply<string>> {
  const options = Object.entries(live).map(([value, status]) => ({
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
