import { describe, expect, it } from 'vitest';
import { formDraft, formWorld } from '../../../test/support/formWorld.ts';
import { refusal } from '../../../test/support/inMemoryOperations.ts';
import { config, id, token, where } from '../../../test/support/roadWorld.ts';
import { VAULT_EVENTS } from '../../core/kinds/vault/document.ts';
import { AccessError } from '../../core/model/errors.ts';
import { firstRequest } from './formRequest.ts';

const ready = { kind: 'ready' } as const;
const vaultText = (topic: string) => ({ accountId: '-', vaultName: 'tapes', vaultNotificationConfig: config(topic) });
const deviceText = {
  InstanceId: 'i-1',
  ContactConfiguration: { ParticipantRole: 'CUSTOMER', ContactId: 'c-1' },
  PinpointAppArn: `arn:aws:mobiletargeting:eu-west-1:${id}:apps/${'a'.repeat(32)}`,
  DeviceType: 'GCM',
  DeviceToken: '${secret:DeviceToken}',
};
const secret = [{ field: ['DeviceToken'], value: token }];

describe('a form', () => {
  it('shows what is live, with the fields of the kind in the schema’s words', async () => {
    const { send, last } = await formWorld('SetVaultNotifications');
    await send(ready);
    const { form, words, saved } = last('show');
    expect(JSON.parse(form.text)).toEqual(vaultText('old'));
    expect(form).toMatchObject({
      operation: 'SetVaultNotifications',
      place: { account: `prod (${id})`, region: where, target: 'Vault tapes' },
      fields: [
        { path: ['vaultNotificationConfig', 'SNSTopic'], input: 'text', live: true, required: true },
        { path: ['vaultNotificationConfig', 'Events'], input: 'choices', options: expect.arrayContaining([]) },
      ],
    });
    expect(form.help).toMatch(/^Sets which topic/);
    expect(words.review).toBe('Review');
    expect(saved).toEqual({
      ...{ format: 1, operation: 'SetVaultNotifications', source: { kind: 'profile', name: 'prod' } },
      ...{ accountId: id, region: where, target: 'tapes', over: JSON.stringify(config('old')) },
    });
    expect(last('judged')).toMatchObject({ version: 0, offer: null });
    expect(last('notices').notices).toEqual([]);
  });

  it('begins with every event where nothing is set, and with those that are where something is', () => {
    const { operation, target } = formDraft('SetVaultNotifications');
    const events = (live: ReturnType<typeof config> | null) =>
      Object(firstRequest(operation, target, live).vaultNotificationConfig).Events;
    expect(events(null)).toEqual(VAULT_EVENTS);
    expect(events(config('old'))).toEqual(config('old').Events);
  });

  it('begins with an empty member for each field that is needed and not known', () => {
    const { operation, target } = formDraft('CreatePushNotificationRegistration');
    expect(firstRequest(operation, target, null)).toEqual({
      InstanceId: 'i-1',
      ContactConfiguration: { ParticipantRole: 'CUSTOMER', ContactId: '' },
      ...{ PinpointAppArn: '', DeviceType: '', DeviceToken: '${secret:DeviceToken}' },
    });
  });

  it('says what rules and schema object to, at the field, with what cures it', async () => {
    const { edit, last } = await formWorld('SetVaultNotifications');
    await edit({ ...vaultText('old'), vaultNotificationConfig: { ...config('old'), Events: ['Archive'], Extra: 1 } });
    const { findings } = last('judged');
    expect(findings.map(({ rule, field }) => [rule, field?.at(-1) ?? null])).toEqual([
      ['vault/event-name', 'Events'],
      ['document/unknown-key', null],
    ]);
    expect(findings[0]?.fixes[0]?.title).toMatch(/ArchiveRetrievalCompleted/);
  });

  it('says where its text is about another resource, and how to come back', async () => {
    const { edit, last } = await formWorld('SetVaultNotifications');
    await edit({ ...vaultText('old'), vaultName: 'films' });
    const strays = () => last('judged').findings.filter(({ message }) => message.includes('This form is for'));
    expect(strays()).toMatchObject([
      {
        ...{ severity: 'warning', message: expect.stringContaining('is for tapes') },
        fixes: [{ title: 'Replace with "tapes"', edits: [{ text: '"tapes"' }] }],
      },
    ]);
    await edit(vaultText('old'));
    expect(strays()).toEqual([]);
  });

  it.each([
    ['a body', config('new'), vaultText('new')],
    ['what a get call printed', { vaultNotificationConfig: config('new') }, vaultText('new')],
    [
      'a skeleton',
      { accountId: '', vaultName: '', vaultNotificationConfig: { SNSTopic: '', Events: [''] } },
      { ...vaultText('old'), vaultNotificationConfig: { SNSTopic: '', Events: VAULT_EVENTS } },
    ],
  ])('offers to make %s the request', async (_name, text, expected) => {
    const { edit, last } = await formWorld('SetVaultNotifications');
    await edit(text);
    expect(JSON.parse(last('judged').offer?.text ?? 'null')).toEqual(expected);
    await edit(expected);
    expect(last('judged').offer).toBeNull();
  });

  it('gives live values as they fit what is typed, and reads each list once', async () => {
    const { send, told, aws } = await formWorld('SetVaultNotifications');
    const choose = (query: number, typed: string) =>
      send({ kind: 'choose', field: ['vaultNotificationConfig', 'SNSTopic'], query, typed });
    await choose(1, '');
    await choose(2, 'NEW');
    const labels = told.flatMap(one =>
      one.kind === 'choices' ? one.options.map(({ label }) => `${one.query} ${label}`) : [],
    );
    expect(labels).toEqual(['1 new', '1 old', '2 new']);
    expect(aws.called()).toEqual(['ListTopics']);
  });

  it('stops a list that nobody waits for', async () => {
    const { form, aws, told, send } = await formWorld('SetVaultNotifications');
    const gate = aws.hold({ operation: 'ListTopics' });
    await form.receive({ kind: 'choose', field: ['vaultNotificationConfig', 'SNSTopic'], query: 1, typed: '' });
    await gate.arrived();
    await send({ kind: 'stop-choosing' });
    gate.open();
    await send(ready);
    expect(told.filter(({ kind }) => kind === 'choices')).toEqual([]);
  });

  it('leads elsewhere, with what is live there while the text is as it was given', async () => {
    const acts = [{ pick: 'prod' }, { pick: where }, { type: 'films' }];
    const { account, send, last, done } = await formWorld('SetVaultNotifications', { acts });
    account.vault(where, 'films', config('films'));
    await send({ kind: 'change-place' });
    expect(last('show').form.place.target).toBe('Vault films');
    expect(JSON.parse(last('show').form.text)).toEqual({ ...vaultText('films'), vaultName: 'films' });
    expect(done).toContain('moved');
  });

  it('leads elsewhere with the text that was written, another name in it', async () => {
    const acts = [{ pick: 'prod' }, { pick: where }, { type: 'films' }];
    const { edit, send, last } = await formWorld('SetVaultNotifications', { acts });
    await edit(`{ // mine\n  "vaultName": "tapes", "accountId": "-" }`);
    await send({ kind: 'change-place' });
    expect(last('show').form.text).toBe(`{ // mine\n  "vaultName": "films", "accountId": "-" }`);
  });

  it('hands its text to an editor, and explains rules', async () => {
    const { send, done } = await formWorld('CreatePushNotificationRegistration');
    await send({ kind: 'open-document' });
    await send({ kind: 'explain', rule: 'vault/no-events' });
    expect(done).toEqual([expect.stringContaining('"${secret:DeviceToken}"'), 'explain vault/no-events']);
  });
});

describe('a review', () => {
  it('shows where, what changes, and the same as a line of the AWS CLI', async () => {
    const { edit, review, asked, writes, send, done } = await formWorld('SetVaultNotifications');
    await edit(vaultText('new'));
    const { review: shown, message } = await review();
    expect(message).toBe('');
    expect(shown).toMatchObject({
      where: [`prod (${id})`, where, 'Vault tapes'],
      action: 'replace',
      differences: [{ path: 'Topic (SNSTopic)', before: config('old').SNSTopic, after: config('new').SNSTopic }],
      findings: expect.arrayContaining([expect.objectContaining({ rule: 'vault/replaces' })]),
      noUndo: '',
    });
    expect(shown?.command).toMatch(/^aws glacier set-vault-notifications .* --profile prod$/);
    await send({ kind: 'copy-command' });
    expect(done).toEqual([`copy ${shown?.command}`]);
    expect([asked, writes()]).toEqual([[], []]);
  });

  it('says where the change goes, if not to AWS', async () => {
    const { edit, review, aws } = await formWorld('SetVaultNotifications');
    aws.endpoint = 'http://127.0.0.1:4566';
    await edit(vaultText('new'));
    expect((await review()).review?.where.at(-1)).toMatch(/^Endpoint of .*: http:\/\/127\.0\.0\.1:4566$/);
  });

  it.each([
    ['broken JSON', '{', /JSON is not valid/],
    ['a request that AWS would refuse', { ...vaultText('new'), vaultName: 'a/b' }, /Not changed/],
    ['what is so already', vaultText('old'), /already up to date/],
    ['another account', { ...vaultText('new'), accountId: '999999999999' }, /999999999999/],
  ])('is refused for %s', async (_name, text, why) => {
    const { edit, review } = await formWorld('SetVaultNotifications');
    await edit(text);
    const { review: shown, message } = await review();
    expect(shown).toBeNull();
    expect(message).toMatch(why);
  });

  it('is over as soon as the request is another', async () => {
    const { edit, review, send, last, writes } = await formWorld('SetVaultNotifications');
    await edit(vaultText('new'));
    const { review: shown } = await review();
    await edit(vaultText('newer'));
    await send({ kind: 'apply', review: shown?.id ?? '', secrets: [] });
    expect(last('reviewed').message).toMatch(/Review it again/);
    expect(writes()).toEqual([]);
  });

  it('can be stopped', async () => {
    const { edit, form, aws, send, last, review } = await formWorld('SetVaultNotifications');
    await edit(vaultText('new'));
    const gate = aws.hold({ operation: 'GetVaultNotifications' });
    const reviewing = review();
    await gate.arrived();
    await form.receive({ kind: 'cancel' });
    gate.open();
    await reviewing;
    expect(last('reviewed').message).toMatch(/^Stopped/);
    expect(last('progress').text).toBeNull();
    await send(ready);
  });

  it('is told again to a page that was built anew', async () => {
    const { edit, review, send, told } = await formWorld('SetVaultNotifications');
    await edit(vaultText('new'));
    const before = await review();
    told.length = 0;
    await send(ready);
    expect(told.find(({ kind }) => kind === 'reviewed')).toEqual(before);
  });
});

describe('applying', () => {
  it('makes exactly the change that was reviewed, which is the confirmation', async () => {
    const { edit, apply, tapes, prompter, told, journal } = await formWorld('SetVaultNotifications');
    await edit(vaultText('new'));
    const outcome = await apply();
    expect(outcome).toMatchObject({ tone: 'information', done: true, conflict: null });
    expect(tapes()).toEqual(config('new'));
    expect(prompter.confirmed).toEqual([]);
    expect(journal.entries).toMatchObject([{ operation: 'SetVaultNotifications', outcome: { result: 'done' } }]);
    expect(told.flatMap(one => (one.kind === 'progress' ? [one.text] : []))).toContain('writing');
    expect(told.findLast(one => one.kind === 'progress')).toEqual({ kind: 'progress', text: null });
  });

  it('changes nothing where overwriting is declined, and the review still stands, saying so', async () => {
    const { edit, review, writes, send, last, told, account, press } = await formWorld('SetVaultNotifications', {
      yes: false,
    });
    await edit(vaultText('new'));
    account.vault(where, 'tapes', config('theirs'));
    await review();
    await press('Overwrite…');
    const { review: shown } = last('reviewed');
    await send({ kind: 'apply', review: shown?.id ?? '', secrets: [] });
    expect(last('reviewed')).toMatchObject({ review: { id: shown?.id }, message: 'Nothing was changed.' });
    await send(ready);
    expect(last('reviewed')).toMatchObject({ review: { id: shown?.id }, message: 'Nothing was changed.' });
    expect(told.filter(({ kind }) => kind === 'outcome')).toEqual([]);
    expect(writes()).toEqual([]);
  });

  it('does not ask again for what is new', async () => {
    const { edit, apply, prompter, writes } = await formWorld('RegisterNotificationHub');
    await edit({ notificationHubRegion: 'eu-west-1' });
    expect(await apply()).toMatchObject({ tone: expect.any(String) });
    expect(prompter.confirmed).toEqual([]);
    expect(writes().map(({ operation }) => operation)).toEqual(['RegisterNotificationHub']);
  });

  it('is taken back from its outcome, after a question that says Undo', async () => {
    const { edit, apply, press, last, tapes, prompter, changes, told, review } =
      await formWorld('SetVaultNotifications');
    await edit(vaultText('new'));
    const { steps } = await apply();
    expect(steps).toMatchObject([{ label: 'Undo' }]);
    await press('Undo');
    expect(prompter.confirmed).toMatchObject([{ verb: 'Undo', message: expect.stringMatching(/^Undo in prod/) }]);
    expect(tapes()).toEqual(config('old'));
    expect(last('outcome')).toMatchObject({ done: true, steps: [] });
    await changes.load();
    expect(told.filter(({ kind }) => kind === 'notices')).toEqual([]);
    expect((await review()).review?.differences).toHaveLength(1);
  });

  it('is not taken back where somebody changed it since, until that is overwritten knowingly', async () => {
    const { edit, apply, press, last, account, tapes } = await formWorld('SetVaultNotifications');
    await edit(vaultText('new'));
    await apply();
    account.vault(where, 'tapes', config('theirs'));
    await press('Undo');
    expect(last('outcome').conflict).not.toBeNull();
    expect(tapes()).toEqual(config('theirs'));
    await press('Overwrite…');
    expect(tapes()).toEqual(config('old'));
  });

  it('sends nothing else than what was reviewed, whoever alters it meanwhile', async () => {
    const { edit, review, send, last, writes, host } = await formWorld('SetVaultNotifications');
    await edit(vaultText('new'));
    const { review: shown } = await review();
    Object.assign(host.road, {
      validate: async (_operation: string, request: object) => {
        Object.assign(request, { vaultName: 'films' });
        return [];
      },
    });
    await send({ kind: 'apply', review: shown?.id ?? '', secrets: [] });
    expect(last('reviewed').message).toMatch(/Review it again/);
    expect(writes()).toEqual([]);
  });

  it('shows a conflict, compares, and overwrites only after another review', async () => {
    const { edit, review, send, last, account, tapes, press, done, prompter } =
      await formWorld('SetVaultNotifications');
    await edit(vaultText('new'));
    const { review: shown } = await review();
    account.vault(where, 'tapes', config('theirs'));
    await send({ kind: 'apply', review: shown?.id ?? '', secrets: [] });
    const { conflict, steps, text } = last('outcome');
    expect(text).toMatch(/was changed in AWS/);
    expect([conflict?.planned, conflict?.found, conflict?.wanted].map(state => JSON.parse(state ?? 'null'))).toEqual([
      config('old'),
      config('theirs'),
      config('new'),
    ]);
    expect(steps.map(({ label }) => label)).toEqual(['Compare', 'Overwrite…']);
    await press('Compare');
    expect(done.some(line => line.startsWith('compare tapes: conflict'))).toBe(true);
    await press('Overwrite…');
    const { review: again } = last('reviewed');
    expect(again?.differences[0]?.before).toBe(config('theirs').SNSTopic);
    expect(tapes()).toEqual(config('theirs'));
    await send({ kind: 'apply', review: again?.id ?? '', secrets: [] });
    expect(prompter.confirmed).toHaveLength(1);
    expect(tapes()).toEqual(config('new'));
  });

  it('is stopped by what someone else set since the form was filled, until that is overwritten knowingly', async () => {
    const { edit, review, account, tapes, press, last, apply } = await formWorld('SetVaultNotifications');
    await edit(vaultText('new'));
    account.vault(where, 'tapes', config('theirs'));
    const { review: none, message } = await review();
    expect([none, message]).toEqual([null, expect.stringMatching(/was changed in AWS/)]);
    await press('Overwrite…');
    expect(last('reviewed').review?.differences[0]?.before).toBe(config('theirs').SNSTopic);
    expect((await apply()).done).toBe(true);
    expect(tapes()).toEqual(config('new'));
  });

  it('can follow one that the same form made', async () => {
    const { edit, apply, account, review } = await formWorld('SetVaultNotifications');
    await edit(vaultText('new'));
    expect((await apply()).done).toBe(true);
    await edit(vaultText('newer'));
    expect((await apply()).done).toBe(true);
    account.vault(where, 'tapes', config('theirs'));
    expect((await review()).review).toBeNull();
  });

  it('overwrites nothing from a form that leads elsewhere by now', async () => {
    const acts = [{ pick: 'prod' }, { pick: where }, { type: 'films' }];
    const { edit, review, send, last, account, press } = await formWorld('SetVaultNotifications', { acts });
    account.vault(where, 'films');
    await edit(vaultText('new'));
    account.vault(where, 'tapes', config('theirs'));
    await review();
    await send({ kind: 'change-place' });
    expect(last('show').form.place.target).toBe('Vault films');
    await press('Overwrite…').catch(() => undefined);
    expect(last('reviewed').review).toBeNull();
  });

  it('offers to sign in where that helps', async () => {
    const { edit, review, aws, press, done } = await formWorld('SetVaultNotifications');
    aws.fail({ operation: 'GetCallerIdentity' }, new AccessError('sign-in-needed', 'over'));
    await edit(vaultText('new'));
    expect((await review()).review).toBeNull();
    await press('Sign In…');
    expect(done.at(-1)).toBe('sign in profile:prod');
  });

  it('is refused from an untrusted workspace, where a review is not', async () => {
    const { edit, review, send, last, untrust, writes, press, done } = await formWorld('SetVaultNotifications');
    untrust();
    await edit(vaultText('new'));
    await send(ready);
    expect(last('notices').notices).toMatchObject([{ id: 'untrusted', steps: [{ label: 'Manage Workspace Trust' }] }]);
    const { review: shown } = await review();
    await send({ kind: 'apply', review: shown?.id ?? '', secrets: [] });
    expect(last('outcome').text).toMatch(/not trusted/);
    await press('Manage Workspace Trust');
    expect(done).toContain('trust');
    expect(writes()).toEqual([]);
  });
});

describe('a secret', () => {
  const everything = (world: Awaited<ReturnType<typeof formWorld>>) =>
    JSON.stringify([
      world.told,
      world.done,
      world.journal.entries,
      world.form.saved,
      world.prompter.confirmed,
      world.asked,
    ]);

  it('goes to AWS and shows nowhere else', async () => {
    const world = await formWorld('CreatePushNotificationRegistration');
    await world.edit(deviceText);
    expect(await world.apply(secret)).toMatchObject({ done: true });
    expect(world.writes().map(({ input }) => input.DeviceToken)).toEqual([token]);
    expect(everything(world)).not.toContain(token);
    expect(everything(world)).toContain('${secret:DeviceToken}');
  });

  it('shows nowhere when AWS quotes it in an error', async () => {
    const world = await formWorld('CreatePushNotificationRegistration');
    const quoting = new AccessError('invalid-request', `no device has ${token}`);
    world.aws.fail({ operation: 'CreatePushNotificationRegistration' }, quoting, 1);
    await world.edit(deviceText);
    expect(await world.apply(secret)).toMatchObject({ tone: 'error' });
    expect(everything(world)).not.toContain(token);
  });

  it('is missed at its field, at the review and when applying', async () => {
    const { edit, review, send, last, writes } = await formWorld('CreatePushNotificationRegistration');
    await edit(deviceText);
    expect((await review()).message).toMatch(/Device token \(DeviceToken\) is required/);
    expect(last('judged').findings).toContainEqual(expect.objectContaining({ rule: '', field: ['DeviceToken'] }));
    const { review: shown } = await review([['DeviceToken']]);
    expect(last('judged').findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    await send({ kind: 'apply', review: shown?.id ?? '', secrets: [] });
    expect(last('reviewed').message).toMatch(/\(DeviceToken\) is required/);
    await send({ kind: 'apply', review: shown?.id ?? '', secrets: [{ field: ['InstanceId'], value: 'x' }] });
    expect(writes()).toEqual([]);
  });

  it('that stands in the text is said there, and not kept', async () => {
    const world = await formWorld('CreatePushNotificationRegistration');
    await world.edit({ ...deviceText, DeviceToken: token });
    expect(world.last('judged').findings).toContainEqual(expect.objectContaining({ field: ['DeviceToken'], rule: '' }));
    await world.send(ready);
    expect(world.last('show').form.text).toContain('${secret:DeviceToken}');
    world.form.load(JSON.stringify({ ...deviceText, DeviceToken: token }));
    expect(everything(world)).not.toContain(token);
  });
});

describe('what happens around a form', () => {
  const elsewhere = async (world: Awaited<ReturnType<typeof formWorld>>, topic: string) => {
    const other = { source: { kind: 'profile', name: 'prod' }, accountId: id, region: where } as const;
    await world.travel({ ...other, operation: 'SetVaultNotifications', request: vaultText(topic) });
    await world.changes.load();
  };

  it('is told when another form or window changed the same, which can be loaded', async () => {
    const world = await formWorld('SetVaultNotifications');
    await elsewhere(world, 'theirs');
    expect(world.last('notices').notices).toMatchObject([
      { id: 'changed-elsewhere', steps: [{ label: 'Load Current Settings' }, { label: 'Keep My Text' }] },
    ]);
    await world.press('Load Current Settings');
    expect(JSON.parse(world.last('text').text)).toEqual(vaultText('theirs'));
    expect(world.last('notices').notices).toEqual([]);
  });

  it('is told once, and not of what the form did itself', async () => {
    const world = await formWorld('SetVaultNotifications');
    await world.edit(vaultText('new'));
    await world.apply();
    await world.changes.load();
    expect(world.told.filter(({ kind }) => kind === 'notices')).toEqual([]);
    await elsewhere(world, 'theirs');
    await world.press('Keep My Text');
    await world.changes.load();
    expect(world.last('notices').notices).toEqual([]);
    expect(JSON.parse(world.form.saved.text)).toEqual(vaultText('new'));
  });

  it('keeps it from applying when its account went away', async () => {
    const { edit, review, send, last, sources, explorer, writes } = await formWorld('SetVaultNotifications');
    await edit(vaultText('new'));
    const { review: shown } = await review();
    sources.length = 0;
    explorer.show([], []);
    await send(ready);
    expect(last('notices').notices).toMatchObject([{ id: 'account', tone: 'error' }]);
    await send({ kind: 'apply', review: shown?.id ?? '', secrets: [] });
    expect(last('reviewed')).toMatchObject({
      review: {},
      message: expect.stringMatching(/no longer one of the accounts/),
    });
    expect(writes()).toEqual([]);
  });

  it('keeps it from applying when the credentials are another account’s', async () => {
    const { aws, edit, review, openAccount, last, writes, send } = await formWorld('SetVaultNotifications');
    await edit(vaultText('new'));
    const { review: shown } = await review();
    aws.account('444455556666', { kind: 'profile', name: 'prod' });
    await send({ kind: 'apply', review: shown?.id ?? '', secrets: [] });
    expect(last('outcome').text).toMatch(/belong to account 444455556666/);
    await openAccount();
    expect(last('notices').notices).toMatchObject([{ id: 'account', text: expect.stringMatching(/444455556666/) }]);
    expect(writes()).toEqual([]);
  });

  it('tells beside it how a change ended that was under way when it was closed', async () => {
    const { form, edit, review, send, aws, told, prompter, writes } = await formWorld('SetVaultNotifications');
    await edit(vaultText('new'));
    const { review: shown } = await review();
    aws.onCall = ({ operation }) => {
      if (operation !== 'SetVaultNotifications') return undefined;
      form.dispose();
      throw refusal('access-denied', 'AccessDeniedException', 403);
    };
    await send({ kind: 'apply', review: shown?.id ?? '', secrets: [] });
    expect([writes().length, told.filter(({ kind }) => kind === 'outcome')]).toEqual([1, []]);
    expect(prompter.told).toMatchObject([{ tone: 'error', text: expect.stringContaining('Access denied') }]);
  });

  it('is not followed any more once it is closed', async () => {
    const { form, send, told, changes } = await formWorld('SetVaultNotifications');
    form.dispose();
    await changes.load();
    await send(ready);
    expect(told).toEqual([]);
  });
});
