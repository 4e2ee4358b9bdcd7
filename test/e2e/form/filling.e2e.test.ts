import { describe, expect, it } from 'vitest';
import type { WriteOperation } from '../../../src/core/model/operations.ts';
import { formsOfThisFile } from './openForms.ts';
import { conflict, done, findingsOf, hostOf, registrationText, showOf, topics, vaultText } from './scriptedHost.ts';
import type { ServedForm } from './servedForm.ts';

const openForm = formsOfThisFile();

async function formOf(operation: WriteOperation, text: string): Promise<ServedForm> {
  const form = await openForm({ answer: hostOf(showOf(operation, text)) });
  await form.page.getByRole('heading', { level: 1 }).waitFor();
  return form;
}

/** Presses keys one after the other; anything longer than a key's name is typed. */
async function press({ page }: ServedForm, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) {
    if (/^(?:(?:Shift|Control)\+)?(?:Tab|Enter|Space|Escape|Arrow\w+|Home|End|F8|[a-z])$/.test(key))
      await page.keyboard.press(key);
    else await page.keyboard.type(key);
  }
}

/** Goes on by Tab until something of a name has the focus. */
async function tabTo(form: ServedForm, name: string): Promise<void> {
  for (let count = 0; count < 30; count += 1) {
    if ((await form.focused()) === name) return;
    await press(form, 'Tab');
  }
  throw new Error(`Tab leads nowhere to ${name}`);
}

const filledVault = vaultText
  .replace('""', `"${topics[1]}"`)
  .replace('[]', '[\n      "ArchiveRetrievalCompleted"\n    ]');
const filledRegistration = {
  InstanceId: 'aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee',
  ContactConfiguration: { ParticipantRole: 'CUSTOMER', ContactId: 'contact-1', IncludeRawMessage: true },
  PinpointAppArn: topics[0],
  DeviceType: 'APNS',
  DeviceToken: '${secret:DeviceToken}',
};
const secrets = [{ field: ['DeviceToken'], value: 't0ken' }];

describe('a button', () => {
  it('is pressed though it moves meanwhile, and is not where the pointer was drawn away', async () => {
    const form = await formOf('SetVaultNotifications', filledVault);
    const { page } = form;
    const review = page.getByRole('button', { name: 'Review' });
    const box = await review.boundingBox();
    if (box === null) throw new Error('no button');
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x, y - 200);
    await page.mouse.up();
    expect(form.sent.filter(({ kind }) => kind === 'review')).toEqual([]);
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.evaluate("document.querySelector('main').style.paddingTop = '80px'");
    await page.mouse.up();
    await form.last('review');
  });
});

describe('a box', () => {
  it('is ticked though it moves while it is pressed, and is not where the pointer was drawn away', async () => {
    const form = await formOf('SetVaultNotifications', vaultText);
    const { page } = form;
    const label = page.getByText('ArchiveRetrievalCompleted', { exact: true });
    const box = await label.boundingBox();
    if (box === null) throw new Error('no box');
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x, y - 200);
    await page.mouse.up();
    expect(form.sent.filter(({ kind }) => kind === 'edited')).toEqual([]);
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.evaluate("document.querySelector('main').style.paddingTop = '80px'");
    await page.mouse.up();
    await form.last('edited');
    expect(form.text).toContain('ArchiveRetrievalCompleted');
    await label.click();
    await form.last('edited', 2);
    expect(form.text).not.toContain('ArchiveRetrievalCompleted');
  });
});

describe('a vault’s notifications', () => {
  it('are set by mouse', async () => {
    const form = await formOf('SetVaultNotifications', vaultText);
    const { page } = form;
    await page.getByRole('combobox', { name: 'SNSTopic' }).click();
    await page.getByRole('option', { name: 'done' }).click();
    await page.getByText('ArchiveRetrievalCompleted', { exact: true }).click();
    await page.getByRole('button', { name: 'Review' }).click();
    await page.getByRole('heading', { name: 'Review the change' }).waitFor();
    await expect.poll(() => form.text).toBe(filledVault);
    await page.getByRole('button', { name: 'Copy Command' }).click();
    await page.getByRole('button', { name: 'Apply' }).click();
    await page.getByText('Set. Read back from AWS').waitFor();
    expect(await form.last('apply')).toEqual({ kind: 'apply', review: 'review-1', secrets: [] });
    await form.last('copy-command');
    await page.getByRole('button', { name: 'Undo' }).click();
    expect(await form.last('step')).toEqual({ kind: 'step', id: 'undo' });
  });

  it('are set by keyboard alone', async () => {
    const form = await formOf('SetVaultNotifications', vaultText);
    await tabTo(form, 'Topic (SNSTopic)');
    await press(form, 'ArrowDown');
    await form.page.getByRole('option', { name: 'done' }).waitFor();
    await press(form, 'ArrowDown', 'ArrowDown', 'Enter', 'Tab', 'Space');
    await tabTo(form, 'Review');
    await press(form, 'Enter');
    await form.page.getByRole('heading', { name: 'Review the change' }).waitFor();
    expect(await form.focused()).toBe('Review the change');
    await expect.poll(() => form.text).toBe(filledVault);
    await tabTo(form, 'Apply');
    await press(form, 'Enter');
    await form.page.getByText('Set. Read back from AWS').waitFor();
    expect(await form.focused()).toBe('Outcome');
  });

  it('take any topic that is typed, and go on without one from the list', async () => {
    const form = await formOf('SetVaultNotifications', vaultText);
    await tabTo(form, 'Topic (SNSTopic)');
    await press(form, 'nowhere');
    await form.page.getByText('No matches.').first().waitFor();
    expect(await form.last('choose')).toMatchObject({ typed: 'nowhere' });
    await press(form, 'Escape', 'Tab');
    expect(await form.page.getByRole('listbox').count()).toBe(0);
    await expect.poll(() => form.text).toContain('"SNSTopic": "nowhere"');
    await form.last('stop-choosing');
  });

  it('take the only topic that what is typed leaves, by Enter, though it comes only then', async () => {
    const form = await formOf('SetVaultNotifications', vaultText);
    await tabTo(form, 'Topic (SNSTopic)');
    await press(form, 'archive', 'Enter');
    await expect.poll(() => form.text).toContain(`"SNSTopic": "${topics[2]}"`);
    expect(await form.page.getByRole('listbox').count()).toBe(0);
  });

  it('keep what is typed where several topics are left, or the one would not work', async () => {
    const form = await openForm();
    await form.say(showOf('SetVaultNotifications', vaultText));
    const field = form.page.getByRole('combobox', { name: 'SNSTopic' });
    await field.fill('a');
    const { query } = await form.last('choose');
    const [backups, archive] = ['backups', 'archive'].map(value => ({ value, label: value, description: '' }));
    if (backups === undefined || archive === undefined) throw new Error('no topics');
    const two = [backups, archive].map(one => ({ ...one, unfit: false }));
    await form.say({ kind: 'choices', query, options: two, done: true, error: null });
    await form.page.getByRole('option').nth(1).waitFor();
    await field.press('Enter');
    expect(await field.inputValue()).toBe('a');
    await field.fill('arc');
    const { query: next } = await form.last('choose', 2);
    const unfit = { ...archive, description: 'FIFO topic', unfit: true };
    await form.say({ kind: 'choices', query: next, options: [unfit], done: true, error: null });
    await form.page.getByRole('option', { name: 'FIFO topic' }).waitFor();
    await field.press('Enter');
    expect(await field.inputValue()).toBe('arc');
    await field.press('ArrowDown');
    await field.press('Enter');
    expect(await field.inputValue()).toBe('archive');
  });

  it('are five presses: those of row and menu before the form, the topic, Review, Apply', async () => {
    const all = vaultText.replace('[]', '["ArchiveRetrievalCompleted", "InventoryRetrievalCompleted"]');
    const form = await openForm();
    const answer = hostOf({ ...showOf('SetVaultNotifications', all), fresh: true });
    await answer({ kind: 'ready' }, form);
    // The first field has the focus and shows what there is.
    const { query } = await form.last('choose');
    await answer({ kind: 'choose', field: [], query, typed: '' }, form);
    await form.page.getByRole('option', { name: 'done' }).click();
    await form.page.getByRole('button', { name: 'Review' }).click();
    const { version } = await form.last('review');
    await answer({ kind: 'review', version, filled: [] }, form);
    await form.page.getByRole('button', { name: 'Apply' }).click();
    await form.last('apply');
  });

  it('are not red before a person has been there', async () => {
    const form = await formOf('SetVaultNotifications', vaultText);
    const red = form.page.locator(
      '.message.error, .findings .error, .cm-lintRange-error, .invalid, [aria-invalid=true]',
    );
    await form.page.getByText('Not complete yet.').first().waitFor();
    expect(await red.count()).toBe(0);
    await form.page.getByRole('combobox', { name: 'SNSTopic' }).click();
    expect(await red.count()).toBe(0);
    await form.page.getByText('Says which completed jobs').click();
    await form.page.locator('.findings').getByText('SNSTopic is needed.').waitFor();
    expect(await red.count()).toBeGreaterThan(2);
  });

  it('say why no topics can be listed, and drop lists that were asked for earlier', async () => {
    const form = await openForm();
    await form.say(showOf('SetVaultNotifications', vaultText));
    const field = form.page.getByRole('combobox', { name: 'SNSTopic' });
    await field.click();
    const { query } = await form.last('choose');
    await field.press('d');
    await form.last('choose', 2);
    const late = { value: 'late', label: 'late', description: '', unfit: false };
    await form.say({ kind: 'choices', query, options: [late], done: true, error: null });
    await form.say({ kind: 'choices', query: query + 1, options: [], done: true, error: 'You may not list topics.' });
    await form.page.locator('.options-status').getByText('You may not list topics.').waitFor();
    expect(await form.page.getByText('late').count()).toBe(0);
  });
});

describe('a registration', () => {
  it('is made by mouse', async () => {
    const form = await formOf('CreatePushNotificationRegistration', registrationText);
    const { page } = form;
    await page.getByRole('combobox', { name: 'PinpointAppArn' }).click();
    await page.getByRole('option', { name: 'backups' }).click();
    await page.getByRole('combobox', { name: 'DeviceType' }).click();
    await page.getByRole('option', { name: 'APNS', exact: true }).click();
    await page.getByLabel('DeviceToken').fill('t0ken');
    await page.getByLabel('ContactId').fill('contact-1');
    await page.getByText('IncludeRawMessage').first().click();
    await page.getByRole('button', { name: 'Review' }).click();
    await page.getByRole('button', { name: 'Apply' }).click();
    await page.getByText('Set. Read back from AWS').waitFor();
    expect(JSON.parse(form.text)).toEqual(filledRegistration);
    expect(await form.last('review')).toMatchObject({ filled: [['DeviceToken']] });
    expect(await form.last('apply')).toEqual({ kind: 'apply', review: 'review-1', secrets });
  });

  it('is made by keyboard alone', async () => {
    const form = await formOf('CreatePushNotificationRegistration', registrationText);
    await tabTo(form, 'Application (PinpointAppArn)');
    await press(form, 'ArrowDown');
    await form.page.getByRole('option').nth(2).waitFor();
    await press(form, 'ArrowDown', 'Enter');
    await tabTo(form, 'Device type (DeviceType)');
    await press(form, 'Enter', 'ArrowDown', 'Enter');
    await tabTo(form, 'Device token (DeviceToken)');
    await press(form, 't0ken');
    await tabTo(form, 'Contact (ContactId)');
    await press(form, 'contact-1', 'Tab', 'Space');
    await tabTo(form, 'Review');
    await press(form, 'Space');
    await form.page.getByRole('heading', { name: 'Review the change' }).waitFor();
    await tabTo(form, 'Apply');
    await press(form, 'Space');
    await form.page.getByText('Set. Read back from AWS').waitFor();
    const { DeviceType } = JSON.parse(form.text);
    expect(JSON.parse(form.text)).toEqual({ ...filledRegistration, DeviceType });
    expect(DeviceType).toMatch(/^(?:APNS|GCM|APNS_SANDBOX)$/);
    expect(await form.last('apply')).toEqual({ kind: 'apply', review: 'review-1', secrets });
  });

  it('takes the person to a secret that is missing, and reviews nothing', async () => {
    const form = await formOf('CreatePushNotificationRegistration', registrationText);
    await form.page.getByRole('button', { name: 'Review' }).click();
    await form.page.getByText('Type the secret here.').first().waitFor();
    expect(await form.focused()).toBe('Device token (DeviceToken)');
    expect(await form.page.getByLabel('DeviceToken').getAttribute('aria-invalid')).toBe('true');
    expect(form.sent.map(({ kind }) => kind)).not.toContain('review');
  });
});

describe('every kind of field', () => {
  it('tells assistive technology its help and what is wrong with it', async () => {
    const form = await formOf('CreatePushNotificationRegistration', registrationText);
    await form.page.getByRole('button', { name: 'Review' }).click();
    await form.page.getByText('Type the secret here.').first().waitFor();
    expect(await form.description('textbox', 'Device token (DeviceToken)')).toMatch(
      /Sent to AWS and not stored.*Error: Type/s,
    );
    expect(await form.description('combobox', 'Application (PinpointAppArn)')).toContain('holds the push channel');
    expect(await form.description('combobox', 'Device type (DeviceType)')).toContain('The push service of the device.');
    expect(await form.description('checkbox', 'Include the raw message (IncludeRawMessage)')).toContain(
      'contains the raw',
    );
    expect(await form.description('textbox', 'Idempotency token (ClientToken)')).toContain('Makes retries safe');
    expect(await form.description('textbox', 'Request as JSON')).toContain('Tab moves out of the editor');
  });

  it('leaves alone what it cannot show, and says so', async () => {
    const form = await formOf('SetVaultNotifications', vaultText.replace('[]', '"all"'));
    await form.page.getByText('Change it in the JSON').waitFor();
    expect(await form.page.getByRole('checkbox').first().isDisabled()).toBe(true);
    await form.page.getByRole('combobox', { name: 'SNSTopic' }).fill('a');
    await expect.poll(() => form.text).toBe(vaultText.replace('[]', '"all"').replace('""', '"a"'));
  });
});

describe('the JSON beside the fields', () => {
  const editor = ({ page }: ServedForm) => page.getByRole('textbox', { name: 'Request as JSON' });

  it('fills them as it is typed, keeps its comments, and makes them wait while it is broken', async () => {
    const form = await formOf('SetVaultNotifications', vaultText);
    const topic = form.page.getByRole('combobox', { name: 'SNSTopic' });
    await editor(form).click();
    await form.page.keyboard.press('Control+Home');
    await press(form, 'x');
    await form.page.getByText('update as soon as the JSON is valid').waitFor();
    expect(await topic.isDisabled()).toBe(true);
    await form.page.keyboard.press('Backspace');
    await form.page.getByText('"SNSTopic"').click();
    await press(form, 'End', 'ArrowLeft', 'ArrowLeft', 'arn');
    expect(await topic.inputValue()).toBe('arn');
    await expect.poll(() => form.text).toBe(vaultText.replace('""', '"arn"'));
  });

  it('is left by Tab, and shows a problem by F8', async () => {
    const form = await formOf('SetVaultNotifications', vaultText);
    await editor(form).click();
    await press(form, 'Space');
    await form.page.keyboard.press('Backspace');
    await form.page.locator('.findings').getByText('SNSTopic is needed.').waitFor();
    await press(form, 'F8');
    await form.page.locator('.cm-tooltip').getByText('SNSTopic is needed.').waitFor();
    await form.screenshot('tooltip');
    await press(form, 'Escape', 'Tab');
    expect(await form.focused()).toBe('SNSTopic is needed.');
    await press(form, 'Shift+Tab');
    expect(await form.focused()).toBe('Request as JSON');
  });

  it('takes no text that is longer than a form holds', async () => {
    const form = await formOf('SetVaultNotifications', vaultText);
    await editor(form).click();
    await form.page.evaluate(`pasted('x'.repeat(200_001))`);
    await form.page.getByText('too long for a form').waitFor({ state: 'attached' });
    expect(await form.page.getByRole('combobox', { name: 'SNSTopic' }).isEnabled()).toBe(true);
    expect(form.sent.map(({ kind }) => kind)).not.toContain('edited');
  });

  it('is mended by a quick fix from the list, by keyboard', async () => {
    const wrong = vaultText.replace('""', '"arn:aws:sns:us-east-1:111122223333:done"');
    const form = await formOf('SetVaultNotifications', wrong);
    await form.page.locator('.findings').getByText('The topic is in us-east-1').waitFor();
    await tabTo(form, 'Explain vault/region-mismatch');
    await press(form, 'Enter', 'Shift+Tab', 'Enter');
    await expect.poll(() => form.text).toBe(wrong.replace('us-east-1', 'eu-west-1'));
    expect(await form.last('explain')).toEqual({ kind: 'explain', rule: 'vault/region-mismatch' });
    await form.page.getByText('No problems found.').first().waitFor();
  });

  it('takes what is offered in its place, and Undo takes it back', async () => {
    const form = await formOf('SetVaultNotifications', '{"vaultNotificationConfig": {"SNSTopic": "a"}}');
    const offer = { message: 'This is what the AWS CLI printed.', label: 'Convert to a Request', text: vaultText };
    await form.say({ kind: 'judged', version: 1, findings: [], offer });
    await form.page.getByRole('button', { name: 'Convert to a Request' }).click();
    await expect.poll(() => form.text).toBe(vaultText);
    await editor(form).click();
    await form.page.keyboard.press('Control+z');
    await expect.poll(() => form.text).toContain('"SNSTopic": "a"');
  });

  it('is what a host’s text replaces, and goes to a document as it is', async () => {
    const form = await formOf('SetVaultNotifications', vaultText);
    await form.say({ kind: 'text', version: 7, text: '{\r\n  "vaultNotificationConfig": {"SNSTopic": "b"}\r\n}' });
    await form.page.getByRole('button', { name: 'Open as JSON' }).click();
    await form.last('open-document');
    expect(await form.page.getByRole('combobox', { name: 'SNSTopic' }).inputValue()).toBe('b');
    expect(await form.last('edited')).toEqual({
      kind: 'edited',
      version: 8,
      text: '{\n  "vaultNotificationConfig": {"SNSTopic": "b"}\n}',
    });
  });
});

describe('what is said too late', () => {
  it('is dropped: findings and reviews of an older text', async () => {
    const form = await openForm();
    await form.say(showOf('SetVaultNotifications', vaultText));
    await form.page.getByText('ArchiveRetrievalCompleted', { exact: true }).click();
    await form.page.getByRole('button', { name: 'Review' }).click();
    const { version } = await form.last('review');
    await form.page.getByText('InventoryRetrievalCompleted', { exact: true }).click();
    await form.say({ kind: 'judged', version, findings: findingsOf(vaultText), offer: null });
    await form.say({ kind: 'reviewed', version, review: null, message: 'Too late.', tone: 'error', steps: [] });
    await form.say({ kind: 'judged', version: version + 1, findings: [], offer: null });
    await form.page.getByText('No problems found.').first().waitFor();
    expect(await form.page.getByText(/Too late|SNSTopic is needed/).count()).toBe(0);
  });

  it('takes a review away that no longer fits', async () => {
    const form = await formOf('SetVaultNotifications', filledVault);
    await form.page.getByRole('button', { name: 'Review' }).click();
    await form.page.getByRole('button', { name: 'Apply' }).waitFor();
    await form.page.getByText('InventoryRetrievalCompleted', { exact: true }).click();
    await form.page.getByText('Review it again').first().waitFor();
    expect(await form.page.getByRole('button', { name: 'Apply' }).count()).toBe(0);
  });
});

describe('after the review', () => {
  it('nothing can be edited while the change is under way, and Cancel stops it', async () => {
    const form = await openForm();
    await form.say(showOf('SetVaultNotifications', filledVault));
    await form.page.getByRole('button', { name: 'Review' }).click();
    const { version } = await form.last('review');
    const answers = hostOf(showOf('SetVaultNotifications', filledVault));
    await answers({ kind: 'review', version, filled: [] }, form);
    await form.page.getByRole('button', { name: 'Apply' }).click();
    await form.page.getByText('In progress…').waitFor();
    const locked = form.page.locator('[inert]').getByRole('combobox', { name: 'SNSTopic' });
    expect(await locked.count()).toBe(1);
    await tabTo(form, 'Cancel');
    await press(form, 'Enter');
    await form.last('cancel');
    await form.say(done);
    await form.page.getByRole('heading', { name: 'Outcome' }).waitFor();
    expect(await locked.count()).toBe(0);
  });

  it('a conflict shows what was planned over, what is there and what was wanted', async () => {
    const form = await formOf('SetVaultNotifications', filledVault);
    await form.say(conflict);
    await form.page.getByRole('heading', { name: 'Changed in AWS since' }).waitFor();
    const ways = await form.page.locator('.way').allInnerTexts();
    expect(ways.map(text => text.split(':').at(-1)?.split('"')[0])).toEqual(['backups', 'archive-restores', 'done']);
    await form.page.getByRole('button', { name: 'Back to the Form' }).click();
    expect(await form.focused()).toBe('Topic (SNSTopic)');
  });

  it('one thing is shown at a time, with one button to press, and nothing is said that is over', async () => {
    const form = await formOf('SetVaultNotifications', filledVault);
    const primary = () =>
      form.page.evaluate<string[]>(
        `[...document.querySelectorAll('vscode-button')].filter(one => !one.secondary && one.checkVisibility()).map(one => one.textContent)`,
      );
    const headings = () => form.page.locator('main h2:not(.unseen)').allInnerTexts();
    const said = () => form.page.locator('.unseen[role=alert], .unseen[role=status]').allInnerTexts();
    expect(await primary()).toEqual(['Review']);
    await form.say(conflict);
    expect(await primary()).toEqual(['Review Again']);
    await form.say({
      kind: 'reviewed',
      version: 1,
      review: null,
      message: 'Nothing was changed.',
      tone: 'error',
      steps: [],
    });
    await expect.poll(headings).toEqual(['Request as JSON', 'Review the change']);
    expect(await primary()).toEqual(['Review']);
    await form.page.getByRole('button', { name: 'Review', exact: true }).click();
    await form.page.getByRole('button', { name: 'Apply' }).waitFor();
    expect(await primary()).toEqual(['Apply']);
    await form.page.getByRole('button', { name: 'Apply' }).click();
    await form.page.getByText('Set. Read back from AWS').waitFor();
    expect(await headings()).toEqual(['Request as JSON', 'Outcome']);
    expect(await primary()).toEqual(['Review']);
    expect((await said()).join()).not.toContain('Nothing was changed');
  });

  it('the place can be chosen anew', async () => {
    const form = await formOf('SetVaultNotifications', filledVault);
    await form.page.getByRole('button', { name: 'Change Account' }).click();
    await form.last('change-place');
    const show = showOf('SetVaultNotifications', vaultText, 9);
    await form.say({
      ...show,
      form: { ...show.form, place: { ...show.form.place, target: null, region: 'eu-north-1' } },
    });
    await form.page.getByText('eu-north-1').waitFor();
    expect(await form.focused()).toContain('Change Account');
    expect(await form.page.getByRole('combobox', { name: 'SNSTopic' }).inputValue()).toBe('');
  });
});
