import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { BulkItem, PlannedItem } from '../../../src/core/changes/bulk.ts';
import { plannedOver, plansOf } from '../../../src/core/changes/bulk.ts';
import type { Intent } from '../../../src/core/changes/change.ts';
import { kindTable } from '../../../src/core/kinds/table.ts';
import { AccessError } from '../../../src/core/model/errors.ts';
import type { JsonObject } from '../../../src/core/model/json.ts';
import { region } from '../../../src/core/model/regions.ts';
import { english } from '../../../src/core/model/translate.ts';
import { fieldViews } from '../../../src/host/asking/fieldViews.ts';
import { sheetPlan } from '../../../src/host/bulk/planView.ts';
import { SheetSession } from '../../../src/host/prompts/planSheet.ts';
import type { SheetForm, SheetState } from '../../../src/host/prompts/prompter.ts';
import { bulkLines } from '../../../src/messages/bulkText.ts';
import { readFromSheet, readToSheet } from '../../../src/shared/plan/messages.ts';
import { allThemes } from '../form/servedForm.ts';
import { type Look, PagesOfThisFile } from '../pages.ts';

const id = '111122223333';
const topic = (name: string, at = 'us-east-1') => `arn:aws:sns:${at}:${id}:${name}`;
const config = (name: string, at?: string) => ({ SNSTopic: topic(name, at), Events: ['ArchiveRetrievalCompleted'] });
const intent = (vaultName: string, at: string, vaultNotificationConfig: JsonObject | null): Intent => ({
  ...{ source: { kind: 'profile', name: 'backup' }, accountId: id, region: region(at) },
  ...kindTable.setting('vault', vaultName, vaultNotificationConfig),
});
const live = (own: JsonObject | null) => ({
  ...{ config: own, status: own === null ? 'none' : 'set', updatedBy: null, updatedAt: null, facts: {} },
});
const planned: readonly PlannedItem[] = [
  plannedOver(intent('finance-ledger-2013', 'us-east-1', config('vault-events')), live(null), kindTable),
  plannedOver(intent('cctv-retention', 'us-east-1', config('vault-events')), live(config('ops-alerts')), kindTable),
  plannedOver(intent('tapes', 'us-east-1', null), live(config('ops-alerts')), kindTable),
  plannedOver(intent('films', 'eu-west-1', config('events', 'eu-west-1')), live(null), kindTable),
  {
    intent: intent('gone', 'eu-west-1', config('events', 'eu-west-1')),
    planning: { kind: 'failed', error: new AccessError('not-found', 'Vault not found') },
  },
];
const apply = { one: 'Set Vault Notifications: 1 Change', many: 'Set Vault Notifications: {0} Changes' };
const plans = plansOf(planned);
const frame = { facts: bulkLines(plans, english), apply, canPick: true };
const compare = { label: 'Compare in Editor', run: () => undefined };
const plan: SheetState = { plan: sheetPlan(planned, plans, frame, english), steps: [compare] };
const ended: readonly BulkItem[] = planned.map(({ intent: one, planning }, at) => ({
  intent: one,
  outcome:
    planning.kind === 'planned' && at !== 3
      ? { kind: 'done', plan: planning.plan, answer: {}, entry: String(at) }
      : { kind: 'failed', error: new AccessError('access-denied', 'You may not do this.') },
}));
const end: SheetState = {
  plan: sheetPlan(ended, [], { facts: [], apply: null, canPick: false }, english),
  said: { tone: 'warning', text: 'Set Vault Notifications: 3 done, 2 failed.', done: false },
  steps: ['Retry 2…', 'Undo…'].map(label => ({ label, run: () => undefined })),
};

const pages = new PagesOfThisFile();

const setting = kindTable.offeredWrite('SetVaultNotifications');
if (setting === undefined) throw new Error('not offered');
const fields = fieldViews(setting, english).map(one => ({ ...one, required: false }));

const form: SheetForm = {
  fields,
  text: '{"vaultNotificationConfig":{"Events":["ArchiveRetrievalCompleted"]}}',
  choose: ({ query }, post) => {
    const options = ['vault-events', 'ops-alerts'].map(name => ({
      ...{ value: topic(name), label: name, description: topic(name), unfit: false },
    }));
    const fifo = { value: topic('a.fifo'), label: 'a.fifo', description: 'FIFO topic', unfit: true };
    post({ kind: 'choices', query, options: [...options, fifo], done: true, error: null });
  },
  stopChoosing: () => undefined,
};
const head = { title: 'Set Vault Notifications: 5 Vaults', about: `backup (${id}) · us-east-1` };

/** The page over the session that VS Code gives it. */
async function openPlan({ fills = true, ...look }: Partial<Look> & { readonly fills?: boolean } = {}) {
  const posting: { page?: Page } = {};
  const session = new SheetSession(
    { ...head, ...(fills ? { form } : {}) },
    english,
    message => {
      if (readToSheet(message) === undefined) pages.faults.push(`refused by the page: ${JSON.stringify(message)}`);
      void posting.page?.evaluate(`window.postMessage(${JSON.stringify(message)}, '*')`).catch(() => undefined);
    },
    (_title, work) => work(() => undefined, new AbortController().signal),
  );
  const opened = await pages.open('plan', { theme: 'dark', width: 1000, zoom: 1, ...look }, async (message, page) => {
    posting.page = page;
    const read = readFromSheet(message);
    if (read === undefined) pages.faults.push(`no message: ${JSON.stringify(message)}`);
    else await session.receive(read);
  });
  await opened.page.getByRole('heading', { level: 1 }).waitFor();
  return { ...opened, session };
}

type Opened = Awaited<ReturnType<typeof openPlan>>;

/** Every state of the page that looks different, each after the one before. */
const states: readonly (readonly [name: string, enter: (opened: Opened) => unknown])[] = [
  ['filling', ({ page }) => page.getByRole('option', { name: 'a.fifo' }).waitFor()],
  [
    'planned',
    async ({ page, session }) => {
      await page.keyboard.press('Escape');
      session.show(plan);
      await page.getByText('finance-ledger-2013').waitFor();
    },
  ],
  [
    'making',
    async ({ page, session }) => {
      void session.busy('Set Vault Notifications', say => {
        say('2 of 4, 1 not done, about 3 s left');
        return new Promise(resolve => setTimeout(resolve, 1_500));
      });
      await page.getByText('2 of 4').waitFor();
    },
  ],
  [
    'ended',
    async ({ page, session }) => {
      session.show(end);
      await page.getByText('3 done, 2 failed').waitFor();
      await page.getByRole('button', { name: 'Retry 2…' }).waitFor();
    },
  ],
];

describe.each(allThemes)('a plan in %s', theme => {
  it('breaks no rule of accessibility in any state', async () => {
    const opened = await openPlan({ theme });
    const broken: string[] = [];
    for (const [name, enter] of states) {
      await enter(opened);
      await opened.shot(`plan-${name}-${theme}`);
      broken.push(...(await opened.violations()).map(one => `${name}: ${one}`));
    }
    expect(broken).toEqual([]);
  });
});

it.each([
  ['320 pixels', 320, 1],
  ['150 %', 1280, 1.5],
  ['200 %', 1280, 2],
])('a plan at %s needs no scrolling to the side', async (name, width, zoom) => {
  const opened = await openPlan({ theme: 'light', width, zoom });
  for (const [state, enter] of states) {
    await enter(opened);
    await opened.shot(`plan-${state}-${name.replace(/\W+/g, '-')}`);
    expect(await opened.page.evaluate<string[]>('overflowing()'), state).toEqual([]);
  }
});

it('is filled in, planned and said yes to in three presses, and nothing stands over it', async () => {
  const { page, session } = await openPlan();
  const filled = session.reply();
  await page.getByRole('option', { name: 'vault-events' }).click();
  await page.getByRole('button', { name: 'Review' }).click();
  expect(await filled).toEqual({
    kind: 'review',
    text: JSON.stringify({
      vaultNotificationConfig: { Events: ['ArchiveRetrievalCompleted'], SNSTopic: topic('vault-events') },
    }),
  });
  session.show(plan);
  const said = session.reply();
  const yes = page.getByRole('button', { name: 'Set Vault Notifications: 4 Changes' });
  await yes.click();
  expect(await said).toEqual({ kind: 'apply', leftOut: new Set() });
});

it('leaves out what is unticked, place by place too, and says how many are left', async () => {
  const { page, session } = await openPlan({ fills: false });
  session.show(plan);
  await page.getByRole('checkbox', { name: `All in backup (${id}) · us-east-1` }).click();
  await page.getByText('1 of 4 selected').waitFor();
  await page.getByRole('checkbox', { name: 'Vault cctv-retention' }).focus();
  await page.keyboard.press('Space');
  const said = session.reply();
  await page.getByRole('button', { name: 'Set Vault Notifications: 2 Changes' }).click();
  expect(await said).toEqual({ kind: 'apply', leftOut: new Set([0, 2]) });
});

it('offers to stop what is under way once, and again with what comes next', async () => {
  const { page, session } = await openPlan({ fills: false });
  session.show(plan);
  const cancel = page.getByRole('button', { name: 'Cancel' });
  for (const title of ['Set Vault Notifications', 'Undo']) {
    let stopped = false;
    const ended = session.busy(title, async (say, signal) => {
      while (!signal.aborted) await new Promise(resolve => setTimeout(resolve, 10));
      stopped = true;
      say('already sent, can’t be cancelled; checking the outcome');
      await page.getByText('already sent').waitFor();
      await cancel.waitFor({ state: 'hidden' });
    });
    await cancel.click();
    await ended;
    expect(stopped).toBe(true);
  }
});

it('takes the plan away as soon as the fields say something else', async () => {
  const { page, session } = await openPlan();
  await page.keyboard.press('Escape');
  session.show(plan);
  const said = session.reply();
  await page.getByRole('button', { name: /4 Changes/ }).waitFor();
  await page.getByText('InventoryRetrievalCompleted', { exact: true }).click();
  await expect.poll(() => page.getByRole('button', { name: /Changes/ }).count()).toBe(0);
  await page.getByRole('button', { name: 'Review' }).click();
  expect(await said).toMatchObject({ kind: 'review' });
});
