import { expect, it } from 'vitest';
import { formsOfThisFile } from './openForms.ts';
import { hostOf, registrationText, showOf, vaultText } from './scriptedHost.ts';
import type { ServedForm } from './servedForm.ts';

const TOKEN = 'f00dcafe-0123456789';
const NOTATION = '"${secret:DeviceToken}"';
const openForm = formsOfThisFile();

async function registration(): Promise<ServedForm> {
  const form = await openForm({ answer: hostOf(showOf('CreatePushNotificationRegistration', registrationText)) });
  await form.page.getByRole('heading', { level: 1 }).waitFor();
  return form;
}

const secretField = ({ page }: ServedForm) => page.getByLabel('DeviceToken');
const editor = ({ page }: ServedForm) => page.getByRole('textbox', { name: 'Request as JSON' });

/** Pastes in place of the whole text, as a person does. */
async function paste(form: ServedForm, text: string): Promise<void> {
  await editor(form).click();
  await form.page.keyboard.press('Control+a');
  await form.page.evaluate(`pasted(${JSON.stringify(text)})`);
}

/** Everything that left the page but the one message that may carry a secret. */
const left = ({ sent, kept }: ServedForm): string =>
  JSON.stringify([sent.filter(({ kind }) => kind !== 'apply'), kept]);

it('goes out once, at Apply, and is forgotten then', async () => {
  const form = await registration();
  await secretField(form).fill(TOKEN);
  await form.page.getByRole('button', { name: 'Review' }).click();
  await form.page.getByRole('button', { name: 'Apply' }).click();
  expect(await form.last('apply')).toMatchObject({ secrets: [{ field: ['DeviceToken'], value: TOKEN }] });
  await form.page.getByText('Set. Read back from AWS').waitFor();
  expect(await secretField(form).inputValue()).toBe('');
  expect(await secretField(form).getAttribute('type')).toBe('password');
  expect(left(form)).not.toContain(TOKEN);
  await expect.poll(() => form.text).toContain(`"DeviceToken": ${NOTATION}`);
  expect(await form.page.content()).not.toContain(TOKEN);
});

it.each([
  [
    'JSON',
    `{\n  "DeviceToken": "${TOKEN}",\n  "DeviceType": "GCM" // phone\n}`,
    `{\n  "DeviceToken": ${NOTATION},\n  "DeviceType": "GCM" // phone\n}`,
  ],
  ['broken JSON', `{"DeviceToken": "${TOKEN}", `, `{"DeviceToken": ${NOTATION}, `],
  ['a command line', `aws connect --device-token ${TOKEN} --x`, 'aws connect --device-token ${secret:DeviceToken} --x'],
])('is moved from %s that is pasted into its field, and Undo does not bring it back', async (_name, text, after) => {
  const form = await registration();
  await paste(form, text);
  await form.page.getByText('The secret was moved from the JSON into its field.').waitFor({ state: 'attached' });
  expect(await secretField(form).inputValue()).toBe(TOKEN);
  await expect.poll(() => form.text).toBe(after);
  await editor(form).click();
  for (const key of ['Control+z', 'Control+y', 'Control+z']) await form.page.keyboard.press(key);
  await form.last('edited', 2);
  expect(left(form)).not.toContain(TOKEN);
});

it('is moved as soon as a person types it into the JSON, who goes on in its field', async () => {
  const form = await registration();
  await paste(form, '{"DeviceToken": ""}');
  await form.page.keyboard.press('ArrowLeft');
  await form.page.keyboard.press('ArrowLeft');
  await form.page.keyboard.type(TOKEN, { delay: 15 });
  expect(await secretField(form).inputValue()).toBe(TOKEN);
  expect(await editor(form).textContent()).toContain(`{"DeviceToken": ${NOTATION}}`);
  await form.last('edited');
  expect(left(form)).not.toContain(TOKEN.slice(0, 6));
});

it('stays in its field while what stands for it is taken away letter by letter', async () => {
  const form = await registration();
  await secretField(form).fill(TOKEN);
  await paste(form, `{"DeviceToken": ${NOTATION}}`);
  await form.page.keyboard.press('ArrowLeft');
  for (let left = 1; left <= NOTATION.length - 2; left += 1) {
    await form.page.keyboard.press('Backspace');
    const text = `{"DeviceToken": ${NOTATION.slice(0, -left)}}`;
    await expect.poll(() => editor(form).textContent()).toContain(text);
    expect(await secretField(form).inputValue()).toBe(TOKEN);
  }
});

it('is no part of a text that the host gives', async () => {
  const form = await registration();
  await form.say({ kind: 'text', version: 5, text: `{"DeviceToken": "${TOKEN}"}` });
  await expect.poll(() => form.text).toBe(`{"DeviceToken": ${NOTATION}}`);
  expect(left(form)).not.toContain(TOKEN);
});

it('survives another place, and stays named in the text while it is empty', async () => {
  const form = await registration();
  await secretField(form).fill(TOKEN);
  await form.say(showOf('CreatePushNotificationRegistration', registrationText, 20));
  expect(await secretField(form).inputValue()).toBe(TOKEN);
  await secretField(form).fill('');
  expect(await editor(form).textContent()).toContain(NOTATION);
});

it('is dropped where it is pasted into the form of an operation that takes none', async () => {
  const form = await openForm({ answer: hostOf(showOf('SetVaultNotifications', vaultText)) });
  await form.page.getByRole('heading', { level: 1 }).waitFor();
  await paste(form, `{ "vaultName": "tapes", "DeviceToken": "${TOKEN}" }`);
  await form.page.getByText('A secret that this request does not accept').waitFor({ state: 'attached' });
  await expect.poll(() => form.text).toBe(`{ "vaultName": "tapes", "DeviceToken": ${NOTATION} }`);
  expect(left(form)).not.toContain(TOKEN);
});
