import { describe, expect, it } from 'vitest';
import { AccessError } from '../model/errors.ts';
import type { ChoiceId } from '../model/kind.ts';
import type { Answer } from '../model/ports.ts';
import { region } from '../model/regions.ts';
import type { Scope } from '../model/scope.ts';
import { liveChoices } from './choices.ts';

/** Lists the choices over answers by operation, each given in turn. */
async function listed(
  choice: ChoiceId,
  answers: Readonly<Record<string, readonly (Answer | Error)[]>>,
  where = 'eu-west-1',
) {
  const left = new Map(Object.entries(answers).map(([operation, list]) => [operation, [...list]]));
  const asked: Answer[] = [];
  const scope: Scope = {
    accountId: '111122223333',
    region: region(where),
    read: async (operation, input) => {
      asked.push({ operation, ...input });
      const next = left.get(operation)?.shift() ?? new Error(`asked too often: ${operation}`);
      if (next instanceof Error) throw next;
      return next;
    },
    recorded: async () => ({ entries: [], damage: null }),
  };
  const values: string[] = [];
  const unfit: (string | undefined)[] = [];
  let failure: unknown;
  try {
    for await (const page of liveChoices(choice, scope)) {
      values.push(...page.map(({ value }) => value));
      unfit.push(...page.map(one => one.unfit));
    }
  } catch (error) {
    failure = error;
  }
  return { values, unfit, asked, code: failure instanceof AccessError ? failure.code : failure };
}

const topic = (name: string) => ({ TopicArn: `arn:aws:sns:eu-west-1:111122223333:${name}` });
const role = (name: string) => ({ Arn: `arn:aws:iam::111122223333:role/${name}` });
const noStreams = { ListStreams: [{ StreamNames: [], HasMoreStreams: false }] };

describe('live choices', () => {
  it('reads every page of topics', async () => {
    const pages = [{ Topics: [topic('a')], NextToken: 't' }, { Topics: [topic('b')] }];
    const { values, asked } = await listed('topic', { ListTopics: pages });
    expect(values).toEqual([topic('a').TopicArn, topic('b').TopicArn]);
    expect(asked[1]).toEqual({ operation: 'ListTopics', NextToken: 't' });
  });

  it('reads every page of roles', async () => {
    const pages = [
      { Roles: [role('a')], IsTruncated: true, Marker: 'm' },
      { Roles: [role('b')], IsTruncated: false },
    ];
    expect((await listed('role', { ListRoles: pages })).values).toEqual([role('a').Arn, role('b').Arn]);
  });

  it('has FIFO topics last, of whatever page, with the reason', async () => {
    const pages = [{ Topics: [topic('a.fifo'), topic('a')], NextToken: 't' }, { Topics: [topic('b')] }];
    const { values, unfit } = await listed('topic', { ListTopics: pages });
    expect(values).toEqual(['a', 'b', 'a.fifo'].map(name => topic(name).TopicArn));
    expect(unfit).toEqual([undefined, undefined, 'fifo-topic']);
  });

  it('has what would not work even where the rest cannot be read', async () => {
    const pages = [{ Topics: [topic('a.fifo')], NextToken: 't' }, new AccessError('access-denied', 'no')];
    const { values, code } = await listed('topic', { ListTopics: pages });
    expect([values, code]).toEqual([[topic('a.fifo').TopicArn], 'access-denied']);
  });

  it('has roles last that Pinpoint cannot assume, but for those whose policy cannot be read', async () => {
    const trusting = (service: string) => ({
      AssumeRolePolicyDocument: encodeURIComponent(
        JSON.stringify({
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }],
        }),
      ),
    });
    const roles = [
      { ...role('lambda'), ...trusting('lambda.amazonaws.com') },
      { ...role('open'), AssumeRolePolicyDocument: '{' },
      { ...role('events'), ...trusting('pinpoint.amazonaws.com') },
      { ...role('regional'), ...trusting('pinpoint.us-east-1.amazonaws.com') },
    ];
    const { values, unfit } = await listed('role', { ListRoles: [{ Roles: roles, IsTruncated: false }] });
    expect(values).toEqual(['open', 'events', 'regional', 'lambda'].map(name => role(name).Arn));
    expect(unfit.at(-1)).toBe('role-trust');
  });

  it('reads every page of both kinds of streams', async () => {
    const { values, asked } = await listed('destination', {
      ListStreams: [
        { StreamNames: ['a'], HasMoreStreams: true, NextToken: 't' },
        { StreamNames: ['b'], HasMoreStreams: false },
      ],
      ListDeliveryStreams: [
        { DeliveryStreamNames: ['c', 'd'], HasMoreDeliveryStreams: true },
        { DeliveryStreamNames: ['e'], HasMoreDeliveryStreams: false },
      ],
    });
    expect(values.map(value => value.split(':').at(-1))).toEqual([
      'stream/a',
      'stream/b',
      'deliverystream/c',
      'deliverystream/d',
      'deliverystream/e',
    ]);
    expect(asked[3]).toEqual({ operation: 'ListDeliveryStreams', ExclusiveStartDeliveryStreamName: 'd' });
  });

  it.each<[ChoiceId, string, readonly Answer[]]>([
    ['topic', 'ListTopics', [{}]],
    [
      'topic',
      'ListTopics',
      [
        { Topics: [topic('a')], NextToken: 't' },
        { Topics: [], NextToken: 't' },
      ],
    ],
    ['role', 'ListRoles', [{ Roles: [], IsTruncated: true }]],
    ['role', 'ListRoles', [{ Roles: [], IsTruncated: 'true', Marker: 'm' }]],
    ['destination', 'ListStreams', [{ StreamNames: [] }]],
    ['destination', 'ListStreams', [{ StreamNames: [], HasMoreStreams: true }]],
  ])('takes no %s list for whole that %s answers with %j', async (choice, operation, answers) => {
    const none = { ListDeliveryStreams: [{ DeliveryStreamNames: [], HasMoreDeliveryStreams: false }] };
    expect((await listed(choice, { ...none, [operation]: answers })).code).toBe('unexpected-answer');
  });

  it('takes no delivery streams for whole where AWS says that more come after nothing', async () => {
    const answers = { ...noStreams, ListDeliveryStreams: [{ DeliveryStreamNames: [], HasMoreDeliveryStreams: true }] };
    expect((await listed('destination', answers)).code).toBe('unexpected-answer');
  });

  it('offers hub Regions of the account’s own partition', async () => {
    expect((await listed('hub-region', {})).values).toContain('eu-south-2');
    expect((await listed('hub-region', {}, 'us-gov-west-1')).values).toEqual(['us-gov-east-1', 'us-gov-west-1']);
  });

  it('lists what one source has although the other fails, and then says so', async () => {
    const { values, code } = await listed('destination', {
      ListStreams: [new AccessError('access-denied', 'no')],
      ListDeliveryStreams: [{ DeliveryStreamNames: ['c'], HasMoreDeliveryStreams: false }],
    });
    expect(values).toHaveLength(1);
    expect(code).toBe('access-denied');
  });
});
