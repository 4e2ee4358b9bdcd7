import { type LookupAttribute, LookupEventsCommand, type LookupEventsCommandInput } from '@aws-sdk/client-cloudtrail';
import { CreateVaultCommand, SetVaultNotificationsCommand } from '@aws-sdk/client-glacier';
import { CreateRoleCommand } from '@aws-sdk/client-iam';
import { CreateAppCommand, SendMessagesCommand, UpdateGcmChannelCommand } from '@aws-sdk/client-pinpoint';
import { CreateTopicCommand, PublishCommand } from '@aws-sdk/client-sns';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Emulator, startEmulator } from '../startEmulator.ts';
import { type Clients, clientsFor, failureOf } from '../testing/clients.ts';

const START = Date.parse('2026-11-22T02:00:00.000Z');
const TOPIC = 'arn:aws:sns:us-east-1:111122223333:jobs';
const vault = { accountId: '-', vaultName: 'tapes' } as const;
let time: number;
let emulator: Emulator;
let aws: Clients;

beforeEach(async () => {
  time = START;
  emulator = await startEmulator({ clock: () => time });
  aws = clientsFor(emulator.endpoint);
});
afterEach(() => emulator.close());

/** Asks a second after what was asked before, so that nothing is throttled. */
const lookup = (more: Partial<LookupEventsCommandInput> = {}, client = aws.cloudtrail) => {
  time += 1000;
  return client.send(new LookupEventsCommand(more));
};
const by = (AttributeKey: LookupAttribute['AttributeKey'], AttributeValue: string) => ({
  LookupAttributes: [{ AttributeKey, AttributeValue }],
});
const namesOf = async (...args: Parameters<typeof lookup>) =>
  (await lookup(...args)).Events?.map(({ EventName }) => EventName);

describe('the event history', () => {
  it('tells who wrote what and when, with what was asked for', async () => {
    await aws.glacier.send(new CreateVaultCommand(vault));
    const vaultNotificationConfig = { SNSTopic: TOPIC, Events: ['ArchiveRetrievalCompleted'] };
    await aws.glacier.send(new SetVaultNotificationsCommand({ ...vault, vaultNotificationConfig }));
    const [event] = (await lookup(by('EventName', 'SetVaultNotifications'))).Events ?? [];
    expect(event).toMatchObject({
      EventSource: 'glacier.amazonaws.com',
      Username: 'emulator',
      EventTime: new Date(START),
    });
    const { requestParameters, userIdentity } = JSON.parse(event?.CloudTrailEvent ?? '{}');
    expect(requestParameters).toEqual({ ...vault, sNSTopic: TOPIC, events: ['ArchiveRetrievalCompleted'] });
    expect(userIdentity).toMatchObject({ arn: 'arn:aws:iam::111122223333:user/emulator' });
  });

  it('has no reads, no refused writes and no messages', async () => {
    await aws.sns.send(new CreateTopicCommand({ Name: 'jobs' }));
    await aws.sns.send(new PublishCommand({ TopicArn: TOPIC, Message: 'x' }));
    await failureOf(aws.sns.send(new CreateTopicCommand({ Name: 'with space' })));
    expect(await namesOf()).toEqual(['CreateTopic']);
  });

  it('has no secret', async () => {
    const { ApplicationResponse: app } = await aws.pinpoint.send(
      new CreateAppCommand({ CreateApplicationRequest: { Name: 'shop' } }),
    );
    const GCMChannelRequest = { ApiKey: 'a-server-key', Enabled: true };
    await aws.pinpoint.send(new UpdateGcmChannelCommand({ ApplicationId: app?.Id, GCMChannelRequest }));
    const [event] = (await lookup(by('EventName', 'UpdateGcmChannel'))).Events ?? [];
    expect(event?.EventSource).toBe('pinpoint.amazonaws.com');
    const MessageRequest = {
      Addresses: { 'a-device-token': { ChannelType: 'GCM' } },
      MessageConfiguration: {},
    } as const;
    await aws.pinpoint.send(new SendMessagesCommand({ ApplicationId: app?.Id, MessageRequest }));
    expect((await lookup(by('EventName', 'SendMessages'))).Events).toEqual([]);
    expect(event?.CloudTrailEvent).toContain('HIDDEN_DUE_TO_SECURITY_REASONS');
    expect(event?.CloudTrailEvent).not.toContain('a-server-key');
  });

  it('has the events of services without a Region in us-east-1', async () => {
    const west = clientsFor(emulator.endpoint, '111122223333', 'eu-west-1');
    await west.iam.send(new CreateRoleCommand({ RoleName: 'r', AssumeRolePolicyDocument: '{"Statement":[]}' }));
    expect([await namesOf({}, west.cloudtrail), await namesOf()]).toEqual([[], ['CreateRole']]);
  });

  it('is given page by page, the newest first, and by time', async () => {
    for (const name of ['a', 'b', 'c']) {
      await aws.glacier.send(new CreateVaultCommand({ ...vault, vaultName: name }));
      time += 60_000;
    }
    const first = await lookup({ MaxResults: 2 });
    const rest = await lookup({ MaxResults: 2, NextToken: first.NextToken });
    const vaultOf = (text = '{}') => JSON.parse(text).requestParameters.vaultName;
    const all = [...(first.Events ?? []), ...(rest.Events ?? [])];
    expect(all.map(({ CloudTrailEvent }) => vaultOf(CloudTrailEvent))).toEqual(['c', 'b', 'a']);
    expect(await namesOf({ StartTime: new Date(START + 60_000), EndTime: new Date(START + 60_000) })).toHaveLength(1);
    time += 90 * 86_400_000;
    expect(await namesOf()).toEqual([]);
  });

  it.each<[string, Partial<LookupEventsCommandInput>]>([
    [
      'InvalidLookupAttributesException',
      {
        LookupAttributes: [
          { AttributeKey: 'EventName', AttributeValue: 'a' },
          { AttributeKey: 'Username', AttributeValue: 'b' },
        ],
      },
    ],
    ['InvalidMaxResultsException', { MaxResults: 51 }],
    ['InvalidTimeRangeException', { StartTime: new Date(2), EndTime: new Date(0) }],
    ['InvalidNextTokenException', { NextToken: 'x' }],
  ])('refuses with %s what AWS refuses', async (code, more) => {
    expect((await failureOf(lookup(more))).name).toBe(code);
  });

  it('throttles whoever asks more than twice in a second, account by account', async () => {
    const ask = (client = aws.cloudtrail) => client.send(new LookupEventsCommand({}));
    await ask();
    await ask();
    expect(await failureOf(ask())).toMatchObject({ name: 'ThrottlingException', status: 400 });
    await ask(clientsFor(emulator.endpoint, '444455556666').cloudtrail);
    time += 1000;
    await ask();
  });
});
