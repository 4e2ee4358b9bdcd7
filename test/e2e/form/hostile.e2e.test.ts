import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { ToPage } from '../../../src/shared/form/toPage.ts';
import { readToPage } from '../../../src/shared/form/toPage.ts';
import { formsOfThisFile } from './openForms.ts';
import { conflict, done, hostOf, notices, review, showOf, vaultText } from './scriptedHost.ts';

const openForm = formsOfThisFile();
const HTML = '<img src=x onerror="document.title=1"><script>document.title=1</script><style>*{display:none}</style>';

const known: readonly ToPage[] = [
  showOf('SetVaultNotifications', vaultText),
  { kind: 'text', version: 3, text: vaultText },
  { kind: 'judged', version: 1, findings: [], offer: { message: HTML, label: HTML, text: HTML } },
  {
    ...{ kind: 'choices', query: 1, done: true, error: null },
    options: [{ value: HTML, label: HTML, description: HTML, unfit: true }],
  },
  { kind: 'reviewed', version: 1, review, message: HTML, tone: 'error', steps: [] },
  { kind: 'progress', text: HTML },
  done,
  conflict,
  notices,
];

/** Messages of the host's with one part exchanged for something else, and things that never were messages. */
const nasty = fc.oneof(
  { arbitrary: fc.jsonValue(), weight: 1 },
  {
    arbitrary: fc.record({ kind: fc.constantFrom(...known.map(({ kind }) => kind)), version: fc.jsonValue() }),
    weight: 1,
  },
  {
    arbitrary: fc
      .tuple(
        fc.constantFrom(...known),
        fc.nat(),
        fc.oneof(fc.jsonValue(), fc.constant(HTML), fc.constant({ __proto__: null })),
      )
      .map(([message, at, by]) => {
        const keys = Object.keys(message);
        const key = keys[at % keys.length] ?? 'kind';
        return { ...message, [key]: by };
      }),
    weight: 3,
  },
);

it('refuses what is no message, and takes no text for HTML', async () => {
  const form = await openForm({ answer: hostOf(showOf('SetVaultNotifications', vaultText)) });
  await form.page.getByRole('heading', { level: 1 }).waitFor();
  const messages = fc.sample(nasty, { numRuns: 400, seed: 11 });
  // What the protocol takes may lead the page anywhere; what it does not take must leave no trace.
  const refused = messages.filter(message => readToPage(JSON.parse(JSON.stringify(message))) === undefined);
  expect(refused.length).toBeGreaterThan(200);
  const before = await form.page.locator('main').innerHTML();
  for (const message of refused) await form.sayAnything(message);
  await expect
    .poll(() => form.warnings.filter(text => text === 'form: a message was refused').length)
    .toBe(refused.length);
  expect(await form.page.locator('main').innerHTML()).toBe(before);

  for (const message of messages) await form.sayAnything(message);
  for (const message of known) await form.say(message);
  await form.say({ kind: 'text', version: 10_000, text: HTML });
  expect(await form.page.locator('img, main script, main style, iframe, object').count()).toBe(0);
  expect(await form.page.title()).toBe('Form');

  await form.say(showOf('SetVaultNotifications', vaultText, 20_000));
  await form.page.getByRole('combobox', { name: 'SNSTopic' }).fill('alive');
  await expect.poll(() => form.text).toBe(vaultText.replace('""', '"alive"'));
});

it('shows pasted HTML as the text it is', async () => {
  const form = await openForm({ answer: hostOf(showOf('SetVaultNotifications', vaultText)) });
  await form.page.getByRole('textbox', { name: 'Request as JSON' }).click();
  await form.page.keyboard.press('Control+a');
  await form.page.evaluate(`pasted('plain', ${JSON.stringify(HTML)})`);
  await expect.poll(() => form.text).toBe('plain');
  expect(await form.page.locator('img').count()).toBe(0);
});
