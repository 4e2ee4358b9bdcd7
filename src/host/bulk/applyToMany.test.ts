import { describe, expect, it } from 'vitest';
import { fakeHost } from '../../../test/support/fakeHost.ts';
import { settle } from '../../../test/support/manualClock.ts';
import { config, id, prod, roadWorld, timed, where } from '../../../test/support/roadWorld.ts';
import type { Act } from '../../../test/support/scriptedPrompter.ts';
import { VAULT_EVENTS as events } from '../../core/kinds/vault/document.ts';
import { AccessError } from '../../core/model/errors.ts';
import type { JsonObject } from '../../core/model/json.ts';
import { region } from '../../core/model/regions.ts';
import { applyToMany } from './applyToMany.ts';

const group = 'profile%3Aprod/region/eu-west-1/vault';
const rowOf = (name: string) => `${group}/${name}`;
const topic = (name: string) => String(config(name).SNSTopic);

/** A window on an estate of vaults, and a person who sets something on many of them. */
async function manyWorld(
  acts: readonly Act[],
  vaults: Readonly<Record<string, ReturnType<typeof config> | null>> = { tapes: config('old'), films: null },
  front?: { readonly name: string; readonly text: string; readonly isOwn?: boolean },
) {
  const world = roadWorld();
  const { aws, account, ledger, journal, clock, locks, road } = world;
  for (const [name, own] of Object.entries(vaults)) account.vault(where, name, own);
  const host = fakeHost({
    ...{ aws, ledger, journal, clock, locks, newId: road.newId, shown: [prod], known: [prod], regions: [where], acts },
    ...(front === undefined ? {} : { front }),
  });
  host.explorer.show([prod], [where]);
  for (const path of ['profile%3Aprod', 'profile%3Aprod/region/eu-west-1', group, group]) {
    host.explorer.children(path);
    await settle();
    await clock.advance(100);
    await settle();
  }
  aws.calls.length = 0;
  const apply = (paths: readonly string[] = [group]) => timed(clock, applyToMany(host, paths));
  const set = () =>
    Object.fromEntries(Object.keys(vaults).map(name => [name, account.in(where).vaults.get(name)?.config ?? null]));
  return { ...world, host, apply, set, prompter: host.prompter };
}

/** What is offered to be set on the vaults of the tree while a document is in front. */
async function offered(front?: { readonly name: string; readonly text: string; readonly isOwn?: boolean }) {
  const { apply, prompter } = await manyWorld(['stop'], undefined, front);
  await apply();
  return prompter.asked[0]?.offered.map(label => label.split(' | ')[0]);
}

const alone = ['Choose topic and events…', 'old · archive retrieval', 'Remove notifications'];
const body = JSON.stringify(config('new'));
const request = JSON.stringify({ accountId: id, vaultName: 'tapes', vaultNotificationConfig: config('new') });
const chosen = (value: JsonObject): Act => ({ fill: { vaultNotificationConfig: value } });

describe('what is set on many', () => {
  it('is chosen, as others have it, or removed where no document is in front', async () => {
    expect(await offered()).toEqual(alone);
  });

  it('is offered by value: each once, with how many have it, the most frequent first', async () => {
    const { apply, prompter } = await manyWorld(['stop'], {
      ...{ a: config('rare'), b: config('usual'), c: config('usual'), d: null, tapes: config('usual') },
    });
    await apply();
    const place = `prod (${id}) · ${where}`;
    expect(prompter.asked[0]?.offered).toEqual([
      'Choose topic and events…',
      `usual · archive retrieval | 3 Vaults have this · ${place}`,
      `rare · archive retrieval | 1 Vault has this · ${place}`,
      'Remove notifications',
    ]);
  });

  it('is offered from where the selection is before others, however many have those', async () => {
    const { apply, prompter, account, host, clock } = await manyWorld(['stop']);
    const far = region('us-east-1');
    for (const name of ['x', 'y']) account.vault(far, name, config('far'));
    host.explorer.show([prod], [where, far]);
    const there = 'profile%3Aprod/region/us-east-1';
    for (const path of ['profile%3Aprod', there, `${there}/vault`, `${there}/vault`]) {
      host.explorer.children(path);
      await settle();
      await clock.advance(100);
      await settle();
    }
    await apply();
    const [, first, second] = prompter.asked[0]?.offered ?? [];
    expect([first, second]).toEqual([
      expect.stringMatching(/^old · .* 1 Vault/),
      expect.stringMatching(/^far · .* 2 /),
    ]);
  });

  it.each([
    ['a body', { name: 'notificationconfig.json', text: body }],
    ['a request', { name: 'tapes.vault-notifications.json', text: request }],
    ['a text with comments', { name: 'notificationconfig.jsonc', text: `// the topic\n${body}` }],
  ])('is, last of all, what the person’s own document in front says: %s', async (_what, front) => {
    expect(await offered(front)).toEqual([...alone, `Use the open document (${front.name})`]);
  });

  it.each([
    ['is only shown', { name: 'after.json', text: body, isOwn: false }],
    ['is of another kind', { name: 'x.event-stream.json', text: '{}' }],
    ['is about something else', { name: 'package.json', text: '{"name":"x"}' }],
    ['is no JSON', { name: 'notificationconfig.json', text: '{' }],
  ])('is never what a document says that %s', async (_what, front) => {
    expect(await offered(front)).toEqual(alone);
  });
});

describe('the form for many', () => {
  const vaults = { tapes: config('old'), films: null, reels: { SNSTopic: topic('theirs'), Events: [...events] } };
  const all = ['Vault films', 'Vault reels', 'Vault tapes'];

  it('sets what is chosen, and leaves as it is what differs and is not', async () => {
    const { apply, set, prompter } = await manyWorld(
      [{ pick: 'Choose topic and events…' }, chosen({ SNSTopic: topic('new') }), { tick: all }],
      vaults,
    );
    await apply();
    expect(set()).toEqual({
      tapes: { SNSTopic: topic('new'), Events: config('old').Events },
      films: { SNSTopic: topic('new'), Events: [...events] },
      reels: { SNSTopic: topic('new'), Events: [...events] },
    });
    expect(prompter.confirmed).toHaveLength(1);
  });

  it('shows the plan by name, with what each change replaces', async () => {
    const { apply, prompter, writes } = await manyWorld(
      [{ pick: 'Choose topic and events…' }, chosen({ SNSTopic: topic('new'), Events: [...events] }), 'stop'],
      { ...vaults, 'tapes-10': null, 'tapes-9': null },
    );
    await apply();
    const { rows = [] } = prompter.sheets.at(-1) ?? {};
    expect(rows.map(({ name, status }) => `${name}: ${status}`)).toEqual([
      'Vault films: nothing set now',
      'Vault reels: replaces what is set',
      'Vault tapes: replaces what is set',
      'Vault tapes-9: nothing set now',
      'Vault tapes-10: nothing set now',
    ]);
    expect(rows[1]?.differences).toEqual([{ path: 'Topic (SNSTopic)', before: 'theirs', after: 'new' }]);
    expect(writes()).toEqual([]);
  });

  it('is planned again as often as it is filled in, and leaves out what is unticked', async () => {
    const { apply, set } = await manyWorld(
      [
        { pick: 'Choose topic and events…' },
        chosen({ SNSTopic: topic('newer') }),
        chosen({ SNSTopic: topic('new') }),
        { tick: ['Vault tapes'] },
      ],
      { tapes: config('old'), films: config('old') },
    );
    await apply();
    expect(set()).toEqual({ tapes: config('new'), films: config('old') });
  });

  it('changes nothing that someone else changed since it was read', async () => {
    const { apply, account, aws, set, prompter } = await manyWorld(
      [{ pick: 'Choose topic and events…' }, chosen({ SNSTopic: topic('new') }), { tick: ['Vault films'] }],
      { tapes: config('old'), films: null },
    );
    let reads = 0;
    const { reader } = aws;
    aws.reader = source => {
      const own = reader.call(aws, source);
      return {
        ...own,
        identity: options => own.identity(options),
        read: async (operation, region, input, options) => {
          const answer = await own.read(operation, region, input, options);
          if (operation === 'GetVaultNotifications') reads += 1;
          // After both were read for the form: before the plan reads them.
          if (reads === 1) account.vault(where, 'tapes', config('theirs'));
          return answer;
        },
      };
    };
    await apply();
    expect(set()).toMatchObject({ tapes: config('theirs'), films: { SNSTopic: topic('new') } });
    expect(JSON.stringify(prompter.sheets)).toContain('changed in AWS since then');
  });

  it('asks for something first, and for nothing where the person leaves', async () => {
    const { apply, prompter, writes } = await manyWorld([{ pick: 'Choose topic and events…' }, chosen({})], {
      tapes: config('old'),
      films: { SNSTopic: topic('new'), Events: [...events] },
    });
    await apply();
    expect(writes()).toEqual([]);
    expect(prompter.sheets.at(-1)?.said).toBe('Choose something first.');
  });
});

describe('many changes', () => {
  const three = { 'a-2': null, 'a-10': null, 'a-1': null };
  const names = ['Vault a-1', 'Vault a-2', 'Vault a-10'];

  it('are told one by one, tried again where they failed, and undone together in the order of their names', async () => {
    const { apply, aws, set, prompter, clock } = await manyWorld(
      [
        { pick: 'old · archive retrieval' },
        { tick: names },
        { tick: ['Vault a-2'] },
        { tick: ['Vault a-1', 'Vault a-10'] },
      ],
      { ...three, like: config('old') },
    );
    aws.fail({ operation: 'SetVaultNotifications' }, new AccessError('access-denied', 'no'), 1);
    await apply([rowOf('a-2'), rowOf('a-10'), rowOf('a-1')]);
    const steps = () => prompter.sheets.at(-1)?.steps.map(({ label }) => label);
    expect(prompter.told.at(-1)?.text).toBe('Set Vault Notifications: 2 done, 1 failed.');
    expect(steps()).toEqual(['Retry 1…', 'Undo…']);
    expect(prompter.sheets.at(-1)?.rows.map(({ name, status }) => `${name} ${status}`)).toEqual([
      'Vault a-1 done',
      'Vault a-2 failed',
      'Vault a-10 done',
    ]);
    const undo = prompter.told.at(-1)?.next.find(({ label }) => label === 'Undo…');
    await timed(clock, prompter.press('Retry 1…'));
    expect(set()).toMatchObject({ 'a-1': config('old'), 'a-2': config('old') });
    await timed(clock, Promise.resolve(undo?.run()));
    expect(set()).toMatchObject({ 'a-1': null, 'a-10': null, 'a-2': config('old') });
    const plan = prompter.sheets.findLast(({ title, rows }) => title === 'Undo' && rows[0]?.canPick);
    expect(plan?.rows.map(({ name }) => name)).toEqual(['Vault a-1', 'Vault a-10']);
  });

  it('can be compared in an editor before they are made', async () => {
    const { apply, prompter, host } = await manyWorld([{ pick: 'Remove notifications' }, 'stop']);
    await apply();
    await prompter.sheets.at(-1)?.steps[0]?.run();
    expect(host.done.at(-1)).toBe(
      `compare many Delete Vault Notifications: plan ${JSON.stringify([{ name: 'Vault tapes', before: config('old'), after: null }])}`,
    );
    expect(prompter.sheets.at(-1)?.rows.map(({ name, status }) => `${name}: ${status}`)).toEqual([
      'Vault films: already up to date',
      'Vault tapes: removes what is set',
    ]);
  });

  it('are not even asked about from an untrusted workspace', async () => {
    const { apply, host, prompter } = await manyWorld([]);
    host.distrust();
    await apply();
    expect([prompter.asked, prompter.sheets]).toEqual([[], []]);
  });
});
