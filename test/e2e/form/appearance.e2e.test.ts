import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import type { ToPage } from '../../../src/shared/form/toPage.ts';
import { formsOfThisFile } from './openForms.ts';
import {
  conflict,
  done,
  findingsOf,
  hostOf,
  notices,
  registrationText,
  review,
  showOf,
  vaultText,
} from './scriptedHost.ts';
import { allThemes, type ServedForm } from './servedForm.ts';

const axe = readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const wrongRegion = vaultText.replace('""', '"arn:aws:sns:us-east-1:111122223333:done"');
const openForm = formsOfThisFile();

const VERSION = 90;
const offer = { message: 'This is what the AWS CLI printed.', label: 'Convert to a Request', text: '{}' };
const reviewed: ToPage = {
  kind: 'reviewed',
  version: VERSION,
  review: { ...review, noUndo: 'The token is not kept.' },
  message: '',
  tone: 'information',
  steps: [],
};

/** Every state of the page that looks different, each after the one before. */
const states: readonly [name: string, enter: (form: ServedForm) => Promise<unknown>][] = [
  ['empty', async () => {}],
  [
    'choosing',
    async ({ page }) => {
      await page.getByRole('combobox', { name: 'SNSTopic' }).click();
      await page.getByRole('option').nth(2).waitFor();
      await page.keyboard.press('ArrowDown');
    },
  ],
  [
    'edited',
    async ({ page }) => {
      await page.keyboard.press('Enter');
      await page.getByText('ArchiveRetrievalCompleted').first().click();
    },
  ],
  [
    'findings',
    async form => {
      await form.say({ kind: 'text', version: VERSION, text: wrongRegion });
      await form.say({ kind: 'judged', version: VERSION, findings: findingsOf(wrongRegion), offer });
      await form.say(notices);
    },
  ],
  ['review', form => form.say(reviewed)],
  ['progress', form => form.say({ kind: 'progress', text: 'Writing to AWS…' })],
  ['outcome', form => form.say(done)],
  ['conflict', form => form.say(conflict)],
];

async function shown(form: ServedForm): Promise<ServedForm> {
  await form.page.getByRole('heading', { level: 1 }).waitFor();
  return form;
}

/** Lets what was said be drawn. */
const drawn = (form: ServedForm) =>
  form.page.evaluate('new Promise(done => requestAnimationFrame(() => setTimeout(done, 20)))');

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
}

/** What axe objects to in the page as it is; `colours` looks at nothing else. */
async function violations({ page }: ServedForm, colours = false): Promise<readonly string[]> {
  const options = `{ resultTypes: ["violations"] ${colours ? ', runOnly: ["color-contrast"]' : ''} }`;
  const found = await page.evaluate<{ violations: Violation[] }>(`axe.run(document, ${options})`);
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`),
  );
}

describe.each(allThemes)('in %s', theme => {
  it('breaks no rule of accessibility in any state', async () => {
    const answer = hostOf(showOf('SetVaultNotifications', vaultText));
    const form = await shown(await openForm({ theme, reducedMotion: true, answer }));
    await form.page.evaluate(await axe);
    const broken: string[] = [];
    for (const [name, enter] of states) {
      await enter(form);
      await drawn(form);
      await form.screenshot(`${name}-${theme}`);
      // The themes of 2026 differ from those before by their colours alone.
      broken.push(...(await violations(form, theme.endsWith('2026'))).map(one => `${name}: ${one}`));
    }
    expect(broken).toEqual([]);
  });
});

it('breaks no rule of accessibility with every kind of field, some of them wrong', async () => {
  const form = await shown(
    await openForm({ answer: hostOf(showOf('CreatePushNotificationRegistration', registrationText)) }),
  );
  await form.page.evaluate(await axe);
  await form.page.getByRole('button', { name: 'Review' }).click();
  await form.page.getByText('Type the secret here.').waitFor();
  await form.page.getByRole('combobox', { name: 'DeviceType' }).click();
  await drawn(form);
  await form.screenshot('registration');
  expect(await violations(form)).toEqual([]);
});

describe.each([
  ['320 pixels', { width: 320, height: 640 }],
  ['200 %', { width: 1280, height: 800, zoom: 2 }],
])('at %s', (name, size) => {
  it('needs no scrolling to the side in any state, and hides nothing', async () => {
    const form = await shown(await openForm({ ...size, answer: hostOf(showOf('SetVaultNotifications', vaultText)) }));
    for (const [state, enter] of states) {
      await enter(form);
      await drawn(form);
      await form.screenshot(`${state}-${name.replace(/\W+/g, '-')}`);
      expect(await form.page.evaluate<string[]>('overflowing()'), state).toEqual([]);
    }
  });
});

it('turns nothing where people want less motion', async () => {
  const form = await shown(
    await openForm({ reducedMotion: true, answer: hostOf(showOf('SetVaultNotifications', vaultText)) }),
  );
  await form.say({ kind: 'progress', text: 'Writing to AWS…' });
  await drawn(form);
  expect(await form.page.evaluate('document.getAnimations().map(({ playState }) => playState)')).toEqual([]);
});
