import { describe, expect, it } from 'vitest';
import { refusal } from '../../../test/support/inMemoryOperations.ts';
import { id, operationWorld, root } from '../../../test/support/operationWorld.ts';

type World = ReturnType<typeof operationWorld>;

const steps = ({ writes }: World) =>
  writes().map(({ operation, input }) => `${operation} ${input.notificationHubRegion}`);

describe('an exchange of hubs', () => {
  it('makes room for a fourth hub, once it was said which one goes', async () => {
    const world = operationWorld([{ pick: 'prod' }, { type: 'eu-north-1' }, { pick: 'us-west-2' }]);
    world.account.hub('us-west-2').hub('eu-west-1');
    await world.run('RegisterNotificationHub');
    expect(steps(world)).toEqual([]);
    await world.exchange();
    expect(world.prompter.asked.at(-1)?.offered).toEqual([
      'us-east-1 | ACTIVE',
      'us-west-2 | ACTIVE',
      'eu-west-1 | ACTIVE',
    ]);
    expect(world.prompter.confirmed.at(-1)?.detail.split('\n')).toEqual(
      expect.arrayContaining([
        `prod (${id}) · us-east-1`,
        '1. Deregister Notification Hub: us-west-2',
        '2. Register Notification Hub: eu-north-1',
      ]),
    );
    expect(steps(world)).toEqual(['DeregisterNotificationHub us-west-2', 'RegisterNotificationHub eu-north-1']);
    expect([...world.account.hubs.keys()]).toEqual(['us-east-1', 'eu-west-1', 'eu-north-1']);
  });

  it('lets no hub go for a Region that the account has not enabled', async () => {
    const world = operationWorld([{ pick: 'prod' }, { type: 'eu-north-1' }, { pick: 'us-west-2' }]);
    world.account.hub('us-west-2').hub('eu-west-1');
    world.account.enabledRegions = ['us-east-1', 'us-west-2', 'eu-west-1'];
    await world.run('RegisterNotificationHub');
    await world.exchange();
    expect(world.prompter.told.at(-1)?.text).toContain('eu-north-1');
    expect(world.prompter.confirmed).toEqual([]);
    expect(steps(world)).toEqual([]);
  });

  it('lets the last active hub go after another has come', async () => {
    const world = operationWorld([{ pick: 'eu-north-1' }]);
    await world.opened();
    await world.run('DeregisterNotificationHub', `${root}/hub/us-east-1`);
    await world.exchange();
    expect(world.prompter.asked.at(-1)?.offered).not.toContain('us-east-1');
    expect(steps(world)).toEqual(['RegisterNotificationHub eu-north-1', 'DeregisterNotificationHub us-east-1']);
    expect(world.prompter.told.at(-1)?.text).toBe('Exchange Hubs: 2 done.');
  });

  it('sends nothing where the person says no, and offers nothing where waiting is what helps', async () => {
    const world = operationWorld([{ pick: 'eu-north-1' }], false);
    world.account.hub('us-west-2', 'REGISTERING');
    await world.opened();
    await world.run('DeregisterNotificationHub', `${root}/hub/us-east-1`);
    await world.exchange();
    await world.run('DeregisterNotificationHub', `${root}/hub/us-west-2`);
    expect(world.prompter.told.at(-1)).toMatchObject({ tone: 'error', next: [] });
    expect(steps(world)).toEqual([]);
  });

  it('takes no second hub where half of an exchange is done already', async () => {
    const world = operationWorld([{ pick: 'prod' }, { type: 'eu-north-1' }, { pick: 'us-west-2' }]);
    world.account.hub('us-west-2').hub('eu-west-1');
    await world.run('RegisterNotificationHub');
    world.aws.fail({ operation: 'RegisterNotificationHub' }, refusal('access-denied', 'AccessDeniedException', 403), 1);
    await world.exchange();
    expect([...world.account.hubs.keys()]).toEqual(['us-east-1', 'eu-west-1']);
    await world.pressed('Retry 1…');
    expect(world.prompter.confirmed.at(-1)?.detail).not.toContain('Deregister');
    expect([...world.account.hubs.keys()]).toEqual(['us-east-1', 'eu-west-1', 'eu-north-1']);
  });

  it('lets the old hub go where the new one has come already', async () => {
    const world = operationWorld([{ pick: 'eu-north-1' }]);
    await world.opened();
    await world.run('DeregisterNotificationHub', `${root}/hub/us-east-1`);
    const denied = refusal('access-denied', 'AccessDeniedException', 403);
    world.aws.fail({ operation: 'DeregisterNotificationHub' }, denied, 1);
    await world.exchange();
    expect([...world.account.hubs.keys()]).toEqual(['us-east-1', 'eu-north-1']);
    await world.pressed('Retry 1…');
    expect([...world.account.hubs.keys()]).toEqual(['eu-north-1']);
  });

  it('sends nothing where the hub that came does not work', async () => {
    const world = operationWorld([{ pick: 'eu-north-1' }]);
    await world.opened();
    await world.run('DeregisterNotificationHub', `${root}/hub/us-east-1`);
    const denied = refusal('access-denied', 'AccessDeniedException', 403);
    world.aws.fail({ operation: 'DeregisterNotificationHub' }, denied, 1);
    await world.exchange();
    world.account.hub('eu-north-1', 'INACTIVE');
    const sent = steps(world).length;
    await world.pressed('Retry 1…');
    expect(world.prompter.told.at(-1)).toMatchObject({ tone: 'error', text: expect.stringContaining('last') });
    expect(world.prompter.confirmed).toHaveLength(1);
    expect(steps(world)).toHaveLength(sent);
  });

  it('does not want back a hub that is leaving, and waits for the room that it makes', async () => {
    const world = operationWorld([{ pick: 'prod' }, { type: 'eu-north-1' }]);
    world.account.hub('us-west-2').hub('eu-west-1');
    await world.run('RegisterNotificationHub');
    world.account.hub('us-west-2', 'DEREGISTERING');
    const gone = world.clock.sleep(60_000).then(() => world.account.hubs.delete('us-west-2'));
    await world.exchange();
    await gone;
    expect(steps(world)).toEqual(['RegisterNotificationHub eu-north-1']);
    expect([...world.account.hubs.keys()]).toEqual(['us-east-1', 'eu-west-1', 'eu-north-1']);
  });

  it('offers no hub that is leaving where another must go, and keeps those that stay', async () => {
    const world = operationWorld([{ pick: 'eu-north-1' }]);
    world.account.hub('us-west-2', 'INACTIVE').hub('eu-west-1', 'DEREGISTERING');
    await world.opened();
    await world.run('DeregisterNotificationHub', `${root}/hub/us-east-1`);
    const gone = world.clock.sleep(60_000).then(() => world.account.hubs.delete('eu-west-1'));
    await world.exchange();
    await gone;
    expect(steps(world)).toEqual(['RegisterNotificationHub eu-north-1', 'DeregisterNotificationHub us-east-1']);
    expect([...world.account.hubs.keys()]).toEqual(['us-west-2', 'eu-north-1']);
  });

  it('plans the change alone where it is refused no longer', async () => {
    const world = operationWorld([{ pick: 'prod' }, { type: 'eu-north-1' }]);
    world.account.hub('us-west-2').hub('eu-west-1');
    await world.run('RegisterNotificationHub');
    world.account.hubs.delete('us-west-2');
    await world.exchange();
    expect(steps(world)).toEqual(['RegisterNotificationHub eu-north-1']);
  });

  it('shows the steps again where the hubs changed while the person was asked', async () => {
    const world = operationWorld([{ pick: 'prod' }, { type: 'eu-north-1' }, { pick: 'us-west-2' }], () => {
      world.account.hubs.delete('us-west-2');
      return true;
    });
    world.account.hub('us-west-2').hub('eu-west-1');
    await world.run('RegisterNotificationHub');
    await world.exchange();
    const shown = world.prompter.confirmed.slice(-2).map(({ detail }) => detail.includes('Deregister'));
    expect(shown).toEqual([true, false]);
    expect(steps(world)).toEqual(['RegisterNotificationHub eu-north-1']);
  });

  it('sends nothing where the calls go elsewhere once the person has said yes', async () => {
    const world = operationWorld([{ pick: 'prod' }, { type: 'eu-north-1' }, { pick: 'us-west-2' }], () => {
      world.aws.endpoint = 'http://127.0.0.1:5000';
      return true;
    });
    world.account.hub('us-west-2').hub('eu-west-1');
    await world.run('RegisterNotificationHub');
    await world.exchange();
    expect(world.writes()).toEqual([]);
    expect(world.prompter.told.at(-1)?.text).toContain('0 done, 1 failed');
  });

  it('says so where nothing is left to do', async () => {
    const world = operationWorld([{ pick: 'prod' }, { type: 'eu-north-1' }]);
    world.account.hub('us-west-2').hub('eu-west-1');
    await world.run('RegisterNotificationHub');
    world.account.hubs.delete('us-west-2');
    world.account.hub('eu-north-1');
    await world.exchange();
    expect(world.prompter.told.at(-1)).toMatchObject({
      tone: 'information',
      text: expect.stringContaining('already up to date'),
    });
    expect(steps(world)).toEqual([]);
  });
});

describe('the undo of an exchange of hubs', () => {
  const row = (name: string) => `Notification Hub ${name}`;

  /** Three hubs of which one was exchanged, and what is ticked on the sheet of its undo. */
  async function atThree(...ticks: readonly (readonly string[])[]): Promise<World> {
    const asked = [{ pick: 'prod' }, { type: 'eu-north-1' }, { pick: 'us-west-2' }];
    const world = operationWorld([...asked, ...ticks.map(tick => ({ tick: tick.map(row) }))]);
    world.account.hub('us-west-2').hub('eu-west-1');
    await world.run('RegisterNotificationHub');
    await world.exchange();
    await world.pressed('Undo…');
    return world;
  }

  /** The only hub, exchanged for another. */
  async function ofTheLast(...ticks: readonly (readonly string[])[]): Promise<World> {
    const world = operationWorld([{ pick: 'eu-north-1' }, ...ticks.map(tick => ({ tick: tick.map(row) }))]);
    await world.opened();
    await world.run('DeregisterNotificationHub', `${root}/hub/us-east-1`);
    await world.exchange();
    await world.pressed('Undo…');
    return world;
  }

  it.each([
    ['at three hubs', atThree, ['eu-north-1', 'us-west-2'], ['us-east-1', 'eu-west-1', 'us-west-2']],
    ['of the last hub', ofTheLast, ['us-east-1', 'eu-north-1'], ['us-east-1']],
  ] as const)('shows all of its steps as possible, and makes them: %s', async (_case, exchanged, ticked, left) => {
    const world = await exchanged(ticked);
    expect([...world.account.hubs.keys()]).toEqual(left);
    expect(world.prompter.told.at(-1)?.text).toBe('Undo: 2 done.');
  });

  it.each([
    ['at three hubs', atThree, 'us-west-2', 'AWS allows 3 hubs per account'],
    ['of the last hub', ofTheLast, 'eu-north-1', 'last active hub'],
  ] as const)(
    'refuses a step without the one that it rests on, and sends nothing: %s',
    async (_case, exchanged, kept, why) => {
      const world = await exchanged([kept]);
      expect(world.prompter.sheets.at(-1)?.rows).toMatchObject([
        { name: row(kept), status: 'not possible', text: expect.stringContaining(why), canPick: false },
      ]);
      expect(world.prompter.told.at(-1)?.text).toBe('Undo: nothing can be changed. The plan says why.');
      expect(steps(world)).toHaveLength(2);
    },
  );

  it('makes a step without the one that rests on it, without asking again', async () => {
    const world = await atThree(['eu-north-1']);
    expect([...world.account.hubs.keys()]).toEqual(['us-east-1', 'eu-west-1']);
    expect(world.prompter.told.at(-1)?.text).toBe('Undo: 1 done.');
  });
});
