import { describe, expect, it } from 'vitest';
import { createRegistration, hubIntent } from '../../../test/support/roadWorld.ts';
import { kindTable } from '../kinds/table.ts';
import type { Live } from '../model/resource.ts';
import { makePlan, nothingToDo, sameBase, secretValues, tookEffect } from './plan.ts';

const rowOf = kindTable.writeRow.bind(kindTable);
const live = (status: string, config: Live['config'] = { notificationHubRegion: 'eu-west-1' }): Live => ({
  config,
  status,
  updatedBy: null,
  updatedAt: null,
  facts: {},
});
const absent = live('none', null);

describe('a plan', () => {
  it('writes the name of each secret in its place, and of none that the request does not have', () => {
    const row = rowOf('CreatePushNotificationRegistration');
    const { DeviceToken, ...others } = createRegistration.request;
    expect(makePlan(row, createRegistration, absent).request).toEqual({
      ...others,
      DeviceToken: '${secret:DeviceToken}',
    });
    expect(makePlan(row, { ...createRegistration, request: others }, absent).request).toEqual(others);
    expect(secretValues(createRegistration.request, row.write.secrets)).toEqual([DeviceToken]);
    expect(secretValues({ ...others, DeviceToken: 7 }, row.write.secrets)).toEqual([]);
  });

  it.each([
    ['the same resource in the same state', live('ACTIVE'), live('ACTIVE'), true],
    ['the same resource in another state', live('INACTIVE'), live('ACTIVE'), false],
    ['another resource in the same state', live('ACTIVE'), live('ACTIVE', { notificationHubRegion: 'x' }), false],
    ['nothing any more', live('ACTIVE'), absent, false],
  ])('made over one state and met by %s', (_what, base, found, isSame) => {
    expect(sameBase(rowOf('DeregisterNotificationHub'), base, found)).toBe(isSame);
  });

  it.each([
    ['a resource that is so already', 'RegisterNotificationHub', live('ACTIVE'), true],
    ['one that is still on its way there', 'RegisterNotificationHub', live('REGISTERING'), false],
    ['one that is gone already', 'DeregisterNotificationHub', absent, true],
    ['what AWS does not tell any more', 'DeleteEventStream', live('retired', null), false],
    ['what only a ledger remembers', 'DeletePushNotificationRegistration', absent, false],
  ] as const)('has nothing to do with %s: where reading can tell', (_what, operation, base, isDone) => {
    const row = rowOf(operation);
    const { goal } = makePlan(row, { ...hubIntent('RegisterNotificationHub', 'eu-west-1'), operation }, base);
    expect(nothingToDo(row, base, goal)).toBe(isDone);
  });

  it.each([
    ['is seen where the goal is there', 'RegisterNotificationHub', absent, live('REGISTERING'), true],
    ['is not seen where all is as before', 'RegisterNotificationHub', absent, absent, false],
    ['is seen where the resource is gone', 'DeregisterNotificationHub', live('ACTIVE'), absent, true],
    ['is seen where it is going', 'DeregisterNotificationHub', live('ACTIVE'), live('DEREGISTERING'), true],
    [
      'is not seen where it was going before',
      'DeregisterNotificationHub',
      live('DEREGISTERING'),
      live('DEREGISTERING'),
      false,
    ],
    ['is not seen where it only became inactive', 'DeregisterNotificationHub', live('ACTIVE'), live('INACTIVE'), false],
    [
      'is not seen where another is coming',
      'RegisterNotificationHub',
      absent,
      live('REGISTERING', { notificationHubRegion: 'x' }),
      false,
    ],
  ] as const)('that was sent in doubt %s', (_what, operation, base, found, isSeen) => {
    const row = rowOf(operation);
    const { goal } = makePlan(row, hubIntent(operation, 'eu-west-1'), base);
    expect(tookEffect(row, { base, goal }, found)).toBe(isSeen);
  });
});
