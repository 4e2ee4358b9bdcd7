import { describe, expect, it } from 'vitest';
import { amiss, ok } from '../../../src/core/model/check.ts';
import { region } from '../../../src/core/model/regions.ts';
import { english, type Translate } from '../../../src/core/model/translate.ts';
import type { ChainStep, Evidence, Report } from '../../../src/core/preflight/report.ts';
import { reportView } from '../../../src/host/preflight/reportView.ts';
import { readFromReport, type ToReport } from '../../../src/shared/report/messages.ts';
import { pseudo } from '../../harness/pseudoLanguage.ts';
import { allThemes, type Theme } from '../form/servedForm.ts';
import { PagesOfThisFile } from '../pages.ts';

const id = '111122223333';
const data = { topic: 'vault-events', owner: id, account: id, key: 'alias/jobs', confirmed: '0', pending: '1' };
const step = (rule: string, judged: Pick<ChainStep, 'verdict' | 'data' | 'remedy'>): ChainStep => ({
  ...{ rule, read: [], needs: null, error: null },
  ...judged,
});
const statement = {
  Sid: 'AllowGlacierVaultNotifications',
  Effect: 'Allow',
  Resource: `arn:aws:sns:us-east-1:${id}:vault-events`,
};
const chain = [
  step('vault/topic-missing', ok(data)),
  step(
    'vault/topic-policy',
    amiss(
      'broken',
      { ...data, says: 'silent' },
      {
        policy: statement,
        cli: ['sns', 'set-topic-attributes'],
        change: {
          ...{ operation: 'SetTopicAttributes', region: region('us-east-1'), request: {} },
          amendment: { does: 'add', statement },
        },
      },
    ),
  ),
  step('vault/topic-kms-aws', ok(data)),
  { ...step('vault/topic-kms-grant', amiss('not-checked', data)), needs: 'kms:GetKeyPolicy' },
  step('vault/no-subscriber', amiss('warning', data)),
];
const seen = (rule: string, verdict: Evidence['verdict'], more: Partial<Evidence> = {}): Evidence => ({
  ...{ rule, verdict, read: [], needs: null, error: null, by: null, at: '2026-11-28T06:00:12.000Z' },
  data: {
    ...data,
    ended: '2026-11-28T06:00:12.000Z',
    by: `arn:aws:iam::${id}:user/ana`,
    operation: 'SetVaultNotifications',
  },
  ...more,
});
const evidence = [
  seen('vault/arrival', 'broken'),
  seen('vault/delivery', 'not-checked', { needs: 'cloudwatch:GetMetricData', at: null }),
  seen('vault/last-change', null),
];
const report = (name: string, verdict: Report['verdict'], steps: readonly ChainStep[] = []): Report => ({
  ...{
    source: { kind: 'profile', name: 'prod' },
    accountId: id,
    region: region('us-east-1'),
    kind: 'vault',
    status: 'set',
    config: null,
  },
  ...{ name, verdict, steps, notes: verdict === 'none' ? [{ rule: 'vault/delete-lag', data: {} }] : [] },
});
const reports = [
  { ...report('tapes', 'broken', chain), evidence },
  report('films', 'ok', chain.slice(0, 1)),
  report('photos', 'unproven', [
    step('vault/topic-policy', amiss('unproven', { ...data, says: 'unknown', key: 'aws:SourceOwner' })),
  ]),
  report('old', 'none'),
];

/** Every state of the page that looks different. */
type State = 'checking' | 'gathering' | 'done' | 'stopped' | 'untrusted';
const states: readonly (readonly [string, readonly Report[], State])[] = [
  ['empty', [], 'done'],
  ['checking', reports.slice(0, 2), 'checking'],
  ['gathering', reports.slice(0, 2), 'gathering'],
  ['done', reports, 'done'],
  ['stopped', reports.slice(0, 1), 'stopped'],
  ['untrusted', reports.slice(0, 1), 'untrusted'],
];

const pages = new PagesOfThisFile();

/** The page in Chromium, with a host that records what it says. */
async function openReport(theme: Theme = 'dark', width = 1100, zoom = 1, t: Translate = english) {
  const sent: unknown[] = [];
  const opened = await pages.open('report', { theme, width, zoom }, message => {
    if (readFromReport(message) === undefined) pages.faults.push(`no message: ${JSON.stringify(message)}`);
    sent.push(message);
  });
  const { page } = opened;
  const say = (message: ToReport) => page.evaluate(`window.postMessage(${JSON.stringify(message)}, '*')`);
  const show = async (shown: readonly Report[], how: State = 'done') => {
    const [state, forbidden] =
      how === 'untrusted' ? (['done', 'untrusted-workspace'] as const) : ([how, null] as const);
    await say({
      kind: 'report',
      report: reportView(
        {
          reports: new Map(shown.toReversed().entries()),
          state,
          about: `prod (${id})`,
          endpoint: undefined,
          forbidden,
          now: Date.parse('2026-11-28T12:00:00Z'),
        },
        t,
      ),
    });
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.evaluate('new Promise(done => requestAnimationFrame(() => setTimeout(done, 20)))');
  };
  return { ...opened, sent, show };
}

describe.each(allThemes)('the report in %s', theme => {
  it('breaks no rule of accessibility in any state', async () => {
    const { shot, violations, show } = await openReport(theme);
    const broken: string[] = [];
    for (const [name, shown, state] of states) {
      await show(shown, state);
      await shot(`report-${name}-${theme}`);
      broken.push(...(await violations()).map(one => `${name}: ${one}`));
    }
    expect(broken).toEqual([]);
  });
});

/** A language that is none, its texts longer by a third. */
const longer: Translate = (text, ...values) => english(pseudo(text), ...values);

it.each([
  ['320 pixels', 320, 1, english],
  ['320 pixels in a longer language', 320, 1, longer],
  ['200 %', 1280, 2, english],
])('the report at %s needs no scrolling to the side', async (name, width, zoom, t) => {
  const { page, shot, show } = await openReport('light', width, zoom, t);
  await show(reports);
  await shot(`report-${name.replace(/\W+/g, '-')}`);
  expect(await page.evaluate<string[]>('overflowing()')).toEqual([]);
});

it('opens a row by keyboard, keeps it open while more comes, and asks for what its buttons say', async () => {
  const { page, sent, show } = await openReport();
  await show(reports, 'checking');
  await page.getByText('Vault films').focus();
  const films = page.locator('summary', { hasText: 'Vault films' });
  await films.focus();
  await page.keyboard.press('Enter');
  await page.getByText('Topic vault-events exists.').nth(1).waitFor();
  await page.getByRole('button', { name: 'Stop' }).click();
  await show(reports);
  expect(await films.locator('..').evaluate(one => one.hasAttribute('open'))).toBe(true);
  await page.getByRole('button', { name: 'Add Statement…' }).click();
  await page.getByRole('button', { name: 'Copy Policy' }).click();
  await page.getByRole('button', { name: 'Copy AWS CLI Command' }).click();
  await page.getByRole('button', { name: 'Copy as Markdown' }).click();
  await page.getByText('2026-11-28 06:00 UTC, 5 hours ago').first().waitFor();
  await page.getByRole('button', { name: 'Gather Evidence' }).click();
  await page.getByRole('button', { name: 'Check Again' }).click();
  await expect
    .poll(() => sent)
    .toEqual([
      { kind: 'ready' },
      { kind: 'stop' },
      { kind: 'mend', row: 3, step: 1 },
      { kind: 'copy', what: 'policy', row: 3, step: 1 },
      { kind: 'copy', what: 'command', row: 3, step: 1 },
      { kind: 'copy-report' },
      { kind: 'gather' },
      { kind: 'again' },
    ]);
});

it('leaves the focus where it is while more comes, and at the head of a row whose button is gone', async () => {
  const { page, show } = await openReport();
  const focused = () => page.evaluate<string>('document.activeElement.textContent');
  await show(reports.slice(0, 1), 'checking');
  await page.getByRole('button', { name: 'Stop' }).focus();
  await show(reports.slice(0, 1));
  expect(await focused()).toBe('Check Again');
  await page.getByRole('button', { name: 'Add Statement…' }).focus();
  await show([report('before', 'broken', chain.slice(1)), ...reports]);
  expect(await focused()).toBe('Add Statement…');
  await show([report('tapes', 'ok', chain.slice(0, 1)), ...reports.slice(1)]);
  expect(await focused()).toMatch(/^Vault tapes/);
});

it('mends nothing from an untrusted workspace, and says why', async () => {
  const { page, sent, show } = await openReport();
  await show(reports.slice(0, 1), 'untrusted');
  await page.getByText('This workspace is not trusted, so nothing can be changed from it.').waitFor();
  await page.getByRole('button', { name: 'Add Statement…' }).click({ force: true });
  await page.getByRole('button', { name: 'Copy Policy' }).click();
  await expect.poll(() => sent).toEqual([{ kind: 'ready' }, { kind: 'copy', what: 'policy', row: 0, step: 1 }]);
});
