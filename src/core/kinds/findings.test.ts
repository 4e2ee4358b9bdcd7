import { expect, it } from 'vitest';
import type { JsonObject } from '../model/json.ts';
import type { Input } from '../model/ports.ts';
import type { Live } from '../model/resource.ts';
import { kindTable } from './table.ts';

const topic = (name: string) => ({ SNSTopic: `arn:aws:sns:eu-west-1:111122223333:${name}` });
const stream = (name: string) => ({ DestinationStreamArn: `arn:aws:kinesis:eu-west-1:111122223333:stream/${name}` });
const hub = (region: string) => ({ notificationHubRegion: region });

const live = (config: JsonObject | null, more: Partial<Live> = {}): Live => ({
  ...{ config, status: config === null ? 'none' : 'set', updatedBy: null, updatedAt: null, facts: {} },
  ...more,
});
const hubs = (...states: readonly string[]) => ({
  facts: { hubs: Object.fromEntries(states.map(state => state.split(' '))) },
});

/** What is said of a change before it is confirmed: the operation, its request, what is live, and rules with their data. */
const cases: readonly (readonly [string, Input, Live, readonly (readonly [string, string, object?])[]])[] = [
  ['SetVaultNotifications', { vaultNotificationConfig: topic('new') }, live(null), []],
  ['SetVaultNotifications', { vaultNotificationConfig: topic('old') }, live(topic('old')), []],
  [
    'SetVaultNotifications',
    { vaultNotificationConfig: topic('new') },
    live(topic('old')),
    [['vault/replaces', 'warning', { before: topic('old').SNSTopic, after: topic('new').SNSTopic }]],
  ],
  // What is live may lack what it should have; a request on its way to be filled in, too.
  [
    'SetVaultNotifications',
    { vaultNotificationConfig: topic('new') },
    live({ Events: [] }),
    [['vault/replaces', 'warning', { before: '', after: topic('new').SNSTopic }]],
  ],
  [
    'SetVaultNotifications',
    {},
    live(topic('old')),
    [['vault/replaces', 'warning', { before: topic('old').SNSTopic, after: '' }]],
  ],
  ['DeleteVaultNotifications', {}, live(null), []],
  ['DeleteVaultNotifications', {}, live(topic('old')), [['vault/delete-lag', 'information']]],
  ['PutEventStream', { WriteEventStream: stream('new') }, live(null), [['event-stream/end-of-support', 'warning']]],
  [
    'PutEventStream',
    { WriteEventStream: stream('old') },
    live(stream('old')),
    [['event-stream/end-of-support', 'warning']],
  ],
  [
    'PutEventStream',
    { WriteEventStream: stream('new') },
    live(stream('old'), { updatedBy: 'ada', updatedAt: 'today' }),
    [
      ['event-stream/end-of-support', 'warning'],
      [
        'event-stream/replaces',
        'warning',
        {
          before: stream('old').DestinationStreamArn,
          after: stream('new').DestinationStreamArn,
          by: 'ada',
          at: 'today',
        },
      ],
    ],
  ],
  [
    'PutEventStream',
    { WriteEventStream: stream('new') },
    live({ ApplicationId: 'a' }),
    [['event-stream/end-of-support', 'warning']],
  ],
  [
    'PutEventStream',
    {},
    live(stream('old')),
    [
      ['event-stream/end-of-support', 'warning'],
      ['event-stream/replaces', 'warning', { before: stream('old').DestinationStreamArn, after: '', by: '', at: '' }],
    ],
  ],
  ['DeleteEventStream', {}, live(stream('old')), [['event-stream/end-of-support', 'warning']]],
  ['RegisterNotificationHub', hub('eu-west-1'), live(null, hubs('us-east-1 ACTIVE')), []],
  ['RegisterNotificationHub', hub('eu-west-1'), live(null), [['hub/first', 'warning', { region: 'eu-west-1' }]]],
  [
    'RegisterNotificationHub',
    hub('xx-nowhere-1'),
    live(null, hubs('us-east-1 ACTIVE')),
    [['hub/region', 'warning', { region: 'xx-nowhere-1' }]],
  ],
  [
    'RegisterNotificationHub',
    hub('eu-west-1'),
    live(null, hubs('us-east-1 ACTIVE', 'us-west-2 ACTIVE', 'sa-east-1 INACTIVE')),
    [['hub/quota', 'error', { hubs: 'us-east-1, us-west-2, sa-east-1' }]],
  ],
  [
    'RegisterNotificationHub',
    hub('eu-west-1'),
    live(hub('eu-west-1'), { status: 'DEREGISTERING', ...hubs('us-east-1 ACTIVE', 'eu-west-1 DEREGISTERING') }),
    [['hub/transition', 'error', { region: 'eu-west-1', status: 'DEREGISTERING' }]],
  ],
  ['RegisterNotificationHub', hub('eu-west-1'), live(hub('eu-west-1'), { status: 'ACTIVE' }), []],
  ['DeregisterNotificationHub', hub('eu-west-1'), live(null, hubs('us-east-1 ACTIVE')), []],
  [
    'DeregisterNotificationHub',
    hub('eu-west-1'),
    live(hub('eu-west-1'), { status: 'DEREGISTERING', ...hubs('eu-west-1 DEREGISTERING', 'us-east-1 ACTIVE') }),
    [['hub/transition', 'error', { region: 'eu-west-1', status: 'DEREGISTERING' }]],
  ],
  [
    'DeregisterNotificationHub',
    hub('eu-west-1'),
    live(hub('eu-west-1'), { status: 'ACTIVE', ...hubs('eu-west-1 ACTIVE', 'us-east-1 INACTIVE') }),
    [['hub/last', 'error', { region: 'eu-west-1' }]],
  ],
  [
    'DeregisterNotificationHub',
    hub('eu-west-1'),
    live(hub('eu-west-1'), { status: 'ACTIVE', ...hubs('eu-west-1 ACTIVE', 'us-east-1 ACTIVE') }),
    [['hub/hides-events', 'warning', { region: 'eu-west-1' }]],
  ],
  [
    'DeregisterNotificationHub',
    hub('eu-west-1'),
    live(hub('eu-west-1'), { status: 'INACTIVE', ...hubs('eu-west-1 INACTIVE') }),
    [['hub/hides-events', 'warning', { region: 'eu-west-1' }]],
  ],
  [
    'DeregisterNotificationHub',
    hub('eu-west-1'),
    live(hub('eu-west-1'), { status: 'REGISTERING', ...hubs('eu-west-1 REGISTERING', 'us-east-1 ACTIVE') }),
    [['hub/transition', 'error', { region: 'eu-west-1', status: 'REGISTERING' }]],
  ],
  ['CreatePushNotificationRegistration', {}, live(null), [['push-registration/not-listable', 'information']]],
  ['DeletePushNotificationRegistration', {}, live({}), [['push-registration/not-listable', 'information']]],
  [
    'DeletePushNotificationRegistration',
    {},
    live(null),
    [
      ['push-registration/not-listable', 'information'],
      ['push-registration/not-recorded', 'warning'],
    ],
  ],
];

it.each(cases)('says of %s with %j over %j what a person has to know: %j', (operation, request, before, expected) => {
  const found = kindTable.write(operation)?.write.findings(request, before) ?? [];
  expect(found.map(({ rule, severity }) => [rule, severity])).toEqual(
    expected.map(([rule, severity]) => [rule, severity]),
  );
  for (const [index, [, , data]] of expected.entries())
    if (data !== undefined) expect(found[index]?.data).toEqual(data);
});

it('says at which member a Region of no hub stands', () => {
  const { findings } = kindTable.write('RegisterNotificationHub')?.write ?? {};
  const found = findings?.(hub('xx-nowhere-1'), live(null, hubs('us-east-1 ACTIVE')));
  expect(found?.map(({ rule, pointer }) => [rule, pointer])).toEqual([['hub/region', '/notificationHubRegion']]);
});
