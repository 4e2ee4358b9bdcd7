import {
  AddTagsToVaultCommand,
  CreateVaultCommand,
  DeleteVaultAccessPolicyCommand,
  DeleteVaultCommand,
  DeleteVaultNotificationsCommand,
  DescribeVaultCommand,
  GetVaultAccessPolicyCommand,
  GetVaultNotificationsCommand,
  InitiateVaultLockCommand,
  ListTagsForVaultCommand,
  ListVaultsCommand,
  paginateListVaults,
  RemoveTagsFromVaultCommand,
  SetVaultAccessPolicyCommand,
  SetVaultNotificationsCommand,
} from '@aws-sdk/client-glacier';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Emulator, startEmulator } from '../startEmulator.ts';
import { type Clients, clientsFor, failureOf } from '../testing/clients.ts';
import { control, raw } from '../testing/rawRequest.ts';

const NOW = '2026-11-22T02:00:00.123Z';
const TOPIC = 'arn:aws:sns:us-east-1:111122223333:vault-events';
const EVENTS = ['ArchiveRetrievalCompleted', 'InventoryRetrievalCompleted'];
const vaultArn = (name: string) => `arn:aws:glacier:us-east-1:111122223333:vaults/${name}`;
let emulator: Emulator;
let aws: Clients;
let time: number;

beforeEach(async () => {
  time = Date.parse(NOW);
  emulator = await startEmulator({ clock: () => time });
  aws = clientsFor(emulator.endpoint);
});
afterEach(() => emulator.close());

const accountId = '-';
const create = (vaultName: string) => aws.glacier.send(new CreateVaultCommand({ accountId, vaultName }));
const set = (vaultName: string, vaultNotificationConfig?: { SNSTopic?: string; Events?: string[] }) =>
  aws.glacier.send(
    new SetVaultNotificationsCommand({
      accountId,
      vaultName,
      ...(vaultNotificationConfig && { vaultNotificationConfig }),
    }),
  );
const get = (vaultName: string) => aws.glacier.send(new GetVaultNotificationsCommand({ accountId, vaultName }));
const remove = (vaultName: string) => aws.glacier.send(new DeleteVaultNotificationsCommand({ accountId, vaultName }));
const seed = (glacier: unknown, account = '111122223333') =>
  control(emulator.endpoint, 'PUT', 'state', { version: 1, accounts: { [account]: { 'us-east-1': { glacier } } } });
const send = (method: string, path: string, body?: string, headers: Record<string, string> = {}) =>
  raw(emulator.endpoint, {
    method,
    path,
    as: { service: 'glacier' },
    headers: { 'x-amz-glacier-version': '2012-06-01', ...headers },
    ...(body === undefined ? {} : { body }),
  });

/** Lengths of AWS's own answers, as people recorded them: of vaults without an inventory, by the length of their names. */
describe('an answer is as long as AWS’s own', () => {
  const nameOf = (length: number) => 'x'.repeat(length);

  it.each([
    [15, 240],
    [16, 242],
    [29, 268],
  ])('a list of one vault whose name has %i characters: %i bytes', async (length, bytes) => {
    await create(nameOf(length));
    expect((await send('GET', '/-/vaults')).headers['content-length']).toBe(String(bytes));
  });

  it.each([
    [25, 230],
    [27, 234],
    [29, 238],
  ])('a vault whose name has %i characters: %i bytes', async (length, bytes) => {
    await create(nameOf(length));
    expect((await send('GET', `/-/vaults/${nameOf(length)}`)).headers['content-length']).toBe(String(bytes));
  });

  it('a vault of 25 characters without an access policy: 125 bytes', async () => {
    await create(nameOf(25));
    const answer = await send('GET', `/-/vaults/${nameOf(25)}/access-policy`);
    expect([answer.status, answer.headers['content-length']]).toEqual([404, '125']);
    expect(answer.json().message).toBe(`No vault access policy is set for: ${nameOf(25)}`);
  });
});

describe('vaults', () => {
  it('show the access policy and the tags that a seed gives them', async () => {
    await seed({
      vaults: { tapes: { accessPolicy: '{"Version":"2012-10-17"}', tags: { team: 'archive' } }, plain: {} },
    });
    const { policy } = await aws.glacier.send(new GetVaultAccessPolicyCommand({ accountId, vaultName: 'tapes' }));
    expect(policy).toEqual({ Policy: '{"Version":"2012-10-17"}' });
    for (const [vaultName, tags] of [['tapes', { team: 'archive' }] as const, ['plain', {}] as const]) {
      expect((await aws.glacier.send(new ListTagsForVaultCommand({ accountId, vaultName }))).Tags).toEqual(tags);
    }
  });

  it('take an access policy, show it as it was given, and give it up', async () => {
    await create('tapes');
    const Policy = '{ "Version": "2012-10-17", "Statement": [] }';
    const vault = { accountId, vaultName: 'tapes' };
    await aws.glacier.send(new SetVaultAccessPolicyCommand({ ...vault, policy: { Policy } }));
    expect((await aws.glacier.send(new GetVaultAccessPolicyCommand(vault))).policy).toEqual({ Policy });
    for (const _round of [1, 2]) {
      const { $metadata } = await aws.glacier.send(new DeleteVaultAccessPolicyCommand(vault));
      expect($metadata.httpStatusCode).toBe(204);
    }
    await expect(aws.glacier.send(new GetVaultAccessPolicyCommand(vault))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
  });

  it.each([
    ['no policy', undefined, 'MissingParameterValueException'],
    ['text that is no policy', 'public', 'InvalidParameterValueException'],
    [
      'more than 20 KB',
      JSON.stringify({ Version: '2012-10-17', Statement: [{ Sid: 'a'.repeat(20 * 1024) }] }),
      'LimitExceededException',
    ],
  ])('refuse %s', async (_name, Policy, name) => {
    await create('tapes');
    const set = new SetVaultAccessPolicyCommand({ accountId, vaultName: 'tapes', policy: { Policy } });
    await expect(aws.glacier.send(set)).rejects.toMatchObject({ name });
  });

  it('take tags over those they have, and let go of those named', async () => {
    await create('tapes');
    const vault = { accountId, vaultName: 'tapes' };
    const tags = async () => (await aws.glacier.send(new ListTagsForVaultCommand(vault))).Tags;
    await aws.glacier.send(new AddTagsToVaultCommand({ ...vault, Tags: { team: 'archive', stage: 'test' } }));
    await aws.glacier.send(new AddTagsToVaultCommand({ ...vault, Tags: { stage: 'production' } }));
    expect(await tags()).toEqual({ team: 'archive', stage: 'production' });
    await aws.glacier.send(new RemoveTagsFromVaultCommand({ ...vault, TagKeys: ['team', 'none'] }));
    expect(await tags()).toEqual({ stage: 'production' });
  });

  it('have 50 tags and no more', async () => {
    await create('tapes');
    const Tags = Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`key-${index}`, '']));
    const add = new AddTagsToVaultCommand({ accountId, vaultName: 'tapes', Tags });
    await expect(aws.glacier.send(add)).rejects.toMatchObject({ name: 'LimitExceededException' });
  });

  it('are created with 201 and their location, and again with the same', async () => {
    const first = await create('tapes');
    expect(first.$metadata.httpStatusCode).toBe(201);
    expect(first.location).toBe('/111122223333/vaults/tapes');
    expect((await create('tapes')).location).toBe('/111122223333/vaults/tapes');
  });

  it('are described with null and zeros before the first inventory', async () => {
    await create('tapes');
    const answer = await send('GET', '/-/vaults/tapes');
    expect(answer.json()).toEqual({
      CreationDate: NOW,
      LastInventoryDate: null,
      NumberOfArchives: 0,
      SizeInBytes: 0,
      VaultARN: vaultArn('tapes'),
      VaultName: 'tapes',
    });
  });

  it('are described by their own account id as by a hyphen', async () => {
    await create('tapes');
    const answer = await aws.glacier.send(new DescribeVaultCommand({ accountId: '111122223333', vaultName: 'tapes' }));
    expect(answer.VaultName).toBe('tapes');
  });

  it('are deleted with 204, absent ones as well', async () => {
    await create('tapes');
    for (const _round of [1, 2]) {
      const answer = await aws.glacier.send(new DeleteVaultCommand({ accountId, vaultName: 'tapes' }));
      expect(answer.$metadata.httpStatusCode).toBe(204);
    }
  });

  it('are not deleted while they hold archives', async () => {
    await seed({ vaults: { full: { numberOfArchives: 3 } } });
    const failure = await failureOf(aws.glacier.send(new DeleteVaultCommand({ accountId, vaultName: 'full' })));
    expect(failure).toMatchObject({
      name: 'InvalidParameterValueException',
      status: 400,
      message: `Vault not empty or recently written to: ${vaultArn('full')}`,
    });
  });

  it('may be called __proto__', async () => {
    await create('__proto__');
    await set('__proto__', { SNSTopic: TOPIC, Events: EVENTS });
    const state = await control(emulator.endpoint, 'GET', 'state');
    expect((await control(emulator.endpoint, 'PUT', 'state', JSON.parse(state.text))).status).toBe(200);
    expect((await get('__proto__')).vaultNotificationConfig?.SNSTopic).toBe(TOPIC);
  });

  it.each(['with space', 'a'.repeat(256), 'ümlaut', 'a/b'])('are not created under the name %s', async vaultName => {
    expect(await failureOf(create(vaultName))).toMatchObject({ name: 'InvalidParameterValueException', status: 400 });
  });

  it('are limited to 1,000, which binds creating and not seeding', async () => {
    const names = Array.from({ length: 1001 }, (_, index) => `v${index}`);
    expect((await seed({ vaults: Object.fromEntries(names.map(name => [name, {}])) })).status).toBe(200);
    expect(await failureOf(create('one-more'))).toMatchObject({ name: 'LimitExceededException', status: 400 });
    expect((await create('v7')).$metadata.httpStatusCode).toBe(201);
  });
});

describe('ListVaults', () => {
  const names = ['B', 'a', 'a-1', 'a.1', 'a_1', 'b', ...Array.from({ length: 19 }, (_, index) => `tape-${index + 10}`)];
  beforeEach(() => seed({ vaults: Object.fromEntries([...names].reverse().map(name => [name, {}])) }));

  it('answers ten a page in ASCII order until the marker is null', async () => {
    const listed: string[] = [];
    const sizes: number[] = [];
    for await (const page of paginateListVaults({ client: aws.glacier }, { accountId })) {
      sizes.push(page.VaultList?.length ?? 0);
      listed.push(...(page.VaultList ?? []).map(vault => vault.VaultName ?? ''));
    }
    expect(sizes).toEqual([10, 10, 5]);
    expect(listed).toEqual(['B', 'a', 'a-1', 'a.1', 'a_1', 'b', ...names.slice(6)]);
  });

  it('has a null marker on the last page', async () => {
    expect((await send('GET', `/-/vaults?marker=${encodeURIComponent(vaultArn('tape-20'))}`)).json().Marker).toBeNull();
  });

  it('goes on at a marker whose vault was deleted', async () => {
    const first = await aws.glacier.send(new ListVaultsCommand({ accountId, limit: 5 }));
    await aws.glacier.send(new DeleteVaultCommand({ accountId, vaultName: 'b' }));
    const second = await aws.glacier.send(new ListVaultsCommand({ accountId, limit: 5, marker: first.Marker }));
    expect(second.VaultList?.[0]?.VaultName).toBe('tape-10');
  });

  it.each(['0', '11', '1000', 'x', '-1'])('refuses a limit of %s', async limit => {
    const answer = await send('GET', `/-/vaults?limit=${limit}`);
    expect([answer.status, answer.json().code]).toEqual([400, 'InvalidParameterValueException']);
  });

  it.each(['x', 'arn:aws:glacier:eu-west-1:111122223333:vaults/a'])('refuses the marker %s', async marker => {
    const answer = await send('GET', `/-/vaults?marker=${encodeURIComponent(marker)}`);
    expect([answer.status, answer.json().code]).toEqual([400, 'InvalidParameterValueException']);
  });
});

describe('vault notifications', () => {
  beforeEach(() => create('tapes'));

  it('are set with 204 and no body, and read back as they are', async () => {
    const body = JSON.stringify({ SNSTopic: TOPIC, Events: EVENTS });
    const path = '/-/vaults/tapes/notification-configuration';
    const answer = await send('PUT', path, body);
    expect([answer.status, answer.text]).toEqual([204, '']);
    expect((await send('GET', path)).json()).toEqual({ SNSTopic: TOPIC, Events: EVENTS });
  });

  it('are replaced whole', async () => {
    await set('tapes', { SNSTopic: TOPIC, Events: EVENTS });
    await set('tapes', { SNSTopic: `${TOPIC}-2`, Events: ['InventoryRetrievalCompleted'] });
    expect((await get('tapes')).vaultNotificationConfig).toEqual({
      SNSTopic: `${TOPIC}-2`,
      Events: ['InventoryRetrievalCompleted'],
    });
  });

  it('are 404 with the known text where none is set, before and after', async () => {
    const none = {
      name: 'ResourceNotFoundException',
      status: 404,
      message: `No notification configuration is set for vault: ${vaultArn('tapes')}`,
    };
    expect(await failureOf(get('tapes'))).toMatchObject(none);
    await set('tapes', { SNSTopic: TOPIC, Events: EVENTS });
    expect((await remove('tapes')).$metadata.httpStatusCode).toBe(204);
    expect(await failureOf(get('tapes'))).toMatchObject(none);
    expect((await remove('tapes')).$metadata.httpStatusCode).toBe(204);
  });

  it('take the topic of another account', async () => {
    const SNSTopic = 'arn:aws:sns:us-east-1:444455556666:archive-audit';
    expect((await set('tapes', { SNSTopic, Events: EVENTS })).$metadata.httpStatusCode).toBe(204);
  });

  it('refuse the topic of another Region with the known text', async () => {
    const SNSTopic = 'arn:aws:sns:eu-west-1:111122223333:vault-events';
    expect(await failureOf(set('tapes', { SNSTopic, Events: EVENTS }))).toMatchObject({
      name: 'InvalidParameterValueException',
      status: 400,
      message: `SNS topics must be in the local AWS region: ${SNSTopic}`,
    });
  });

  it.each([
    ['no topic', { Events: EVENTS }, 'MissingParameterValueException'],
    ['an empty topic', { SNSTopic: '', Events: EVENTS }, 'MissingParameterValueException'],
    ['no events', { SNSTopic: TOPIC }, 'MissingParameterValueException'],
    ['an empty list of events', { SNSTopic: TOPIC, Events: [] }, 'MissingParameterValueException'],
    ['an unknown event', { SNSTopic: TOPIC, Events: ['ArchiveRetrieved'] }, 'InvalidParameterValueException'],
    ['no ARN', { SNSTopic: 'vault-events', Events: EVENTS }, 'InvalidParameterValueException'],
    [
      'the ARN of a queue',
      { SNSTopic: 'arn:aws:sqs:us-east-1:111122223333:q', Events: EVENTS },
      'InvalidParameterValueException',
    ],
    ['nothing at all', undefined, 'MissingParameterValueException'],
  ])('refuse %s', async (_what, config, name) => {
    expect(await failureOf(set('tapes', config))).toMatchObject({ name, status: 400 });
  });

  it.each(['{"SNSTopic":', '{"SNSTopic":7,"Events":[]}', '[]', '"x"'])('refuse the body %s', async body => {
    const answer = await send('PUT', '/-/vaults/tapes/notification-configuration', body);
    expect([answer.status, answer.json().code]).toEqual([400, 'SerializationException']);
  });

  it('show what was set before for a while, where the state asks for it', async () => {
    await seed({ staleReadSeconds: 10, vaults: { tapes: {} } });
    await set('tapes', { SNSTopic: TOPIC, Events: EVENTS });
    expect((await failureOf(get('tapes'))).status).toBe(404);
    time += 10_000;
    expect((await get('tapes')).vaultNotificationConfig?.SNSTopic).toBe(TOPIC);
    await remove('tapes');
    expect((await get('tapes')).vaultNotificationConfig?.SNSTopic).toBe(TOPIC);
    time += 10_000;
    expect((await failureOf(get('tapes'))).status).toBe(404);
  });
});

describe('Glacier', () => {
  it('writes errors as code, message and type, without a type header or a request id in the body', async () => {
    const answer = await send('GET', '/-/vaults/none');
    expect(answer.text).toBe(
      `{"code":"ResourceNotFoundException","message":"Vault not found for ARN: ${vaultArn('none')}","type":"Client"}`,
    );
    expect(answer.status).toBe(404);
    expect(answer.headers['x-amzn-errortype']).toBeUndefined();
    expect(answer.headers['x-amzn-requestid']).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('answers 404 for a name that no vault can have', async () => {
    expect((await send('GET', '/-/vaults/with%20space')).json().code).toBe('ResourceNotFoundException');
  });

  it('demands the version header', async () => {
    const path = '/-/vaults';
    const answer = await raw(emulator.endpoint, { path, as: { service: 'glacier' } });
    expect([answer.status, answer.json()]).toEqual([
      400,
      { code: 'MissingParameterValueException', message: 'Required parameter missing: API version', type: 'Client' },
    ]);
    expect((await send('GET', path, undefined, { 'x-amz-glacier-version': '2011-01-01' })).status).toBe(400);
  });

  it.each([
    ['444455556666', 403, 'AccessDeniedException'],
    ['my-account', 400, 'InvalidParameterValueException'],
    ['1111-2222-3333', 400, 'InvalidParameterValueException'],
  ])('refuses the account id %s', async (id, status, code) => {
    const answer = await send('GET', `/${id}/vaults`);
    expect([answer.status, answer.json().code]).toEqual([status, code]);
  });

  it('answers NoLongerSupportedException everywhere to an account that is not a customer', async () => {
    await seed({ closed: true });
    for (const call of [create('x'), get('x'), aws.glacier.send(new ListVaultsCommand({ accountId }))]) {
      const failure = await failureOf(call);
      expect(failure).toMatchObject({ name: 'NoLongerSupportedException', status: 400 });
      expect(failure.message).toMatch(/^This API is no longer supported for new accounts/);
    }
  });

  it('keeps accounts and Regions apart', async () => {
    await create('tapes');
    const elsewhere = [
      clientsFor(emulator.endpoint, '444455556666'),
      clientsFor(emulator.endpoint, '111122223333', 'eu-west-1'),
    ];
    for (const other of elsewhere) {
      expect((await other.glacier.send(new ListVaultsCommand({ accountId }))).VaultList).toEqual([]);
    }
  });

  it('names an operation that it does not have', async () => {
    await create('tapes');
    const lock = { accountId, vaultName: 'tapes', policy: { Policy: '{}' } };
    const failure = await failureOf(aws.glacier.send(new InitiateVaultLockCommand(lock)));
    expect(failure).toMatchObject({ name: 'NotImplemented', status: 501 });
    expect(failure.message).toContain('glacier.InitiateVaultLock');
  });
});
