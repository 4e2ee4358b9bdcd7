import {
  GetRoleCredentialsCommand,
  ListAccountRolesCommand,
  ListAccountsCommand,
  LogoutCommand,
} from '@aws-sdk/client-sso';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Emulator, startEmulator } from '../startEmulator.ts';
import { type Clients, clientsFor, failureOf } from '../testing/clients.ts';
import { control } from '../testing/rawRequest.ts';
import { signedIn } from '../testing/signingIn.ts';

let emulator: Emulator;
let clients: Clients;
const plant = (accounts: object) => control(emulator.endpoint, 'PUT', 'state', { version: 1, accounts });

beforeEach(async () => {
  emulator = await startEmulator();
  clients = clientsFor(emulator.endpoint);
});
afterEach(() => emulator.close());

const idOf = (index: number): string => String(100000000000 + index);

describe('the access portal', () => {
  it('pages through forty accounts and their roles', async () => {
    const assigned = Array.from({ length: 40 }, (_, index) => [
      idOf(index),
      { name: `team-${index}`, roles: index === 0 ? ['b', 'a', 'c'] : ['a'] },
    ]);
    await plant({ [idOf(0)]: { 'us-east-1': { sso: { accounts: Object.fromEntries(assigned) } } } });
    const { accessToken } = await signedIn(clients);
    const pages = [];
    for (let nextToken: string | undefined; pages.length === 0 || nextToken !== undefined; ) {
      const page = await clients.sso.send(new ListAccountsCommand({ accessToken, nextToken, maxResults: 15 }));
      pages.push(page.accountList ?? []);
      nextToken = page.nextToken;
    }
    expect(pages.map(page => page.length)).toEqual([15, 15, 10]);
    expect(pages[0]?.[1]).toEqual({
      accountId: idOf(1),
      accountName: 'team-1',
      emailAddress: `${idOf(1)}@example.com`,
    });
    const ask = { accessToken, accountId: idOf(0), maxResults: 2 };
    const first = await clients.sso.send(new ListAccountRolesCommand(ask));
    const second = await clients.sso.send(new ListAccountRolesCommand({ ...ask, nextToken: first.nextToken }));
    expect([first.roleList, second.roleList].map(list => list?.map(one => one.roleName))).toEqual([['a', 'b'], ['c']]);
  });

  it('gives every account of the state where nothing was said of it', async () => {
    await plant({ '444455556666': {}, '111122223333': {} });
    const { accessToken } = await signedIn(clients);
    const { accountList } = await clients.sso.send(new ListAccountsCommand({ accessToken }));
    expect(accountList?.map(one => one.accountId)).toEqual(['111122223333', '444455556666']);
    const { roleList } = await clients.sso.send(
      new ListAccountRolesCommand({ accessToken, accountId: '111122223333' }),
    );
    expect(roleList?.map(one => one.roleName)).toEqual(['AdministratorAccess', 'ReadOnlyAccess']);
  });

  it('gives credentials of the role, by which STS knows it', async () => {
    await plant({ '111122223333': { 'us-east-1': { sso: { user: 'jo@example.com' } } } });
    const { accessToken } = await signedIn(clients);
    const ask = { accessToken, accountId: '111122223333', roleName: 'ReadOnlyAccess' };
    const { roleCredentials } = await clients.sso.send(new GetRoleCredentialsCommand(ask));
    const { accessKeyId = '', secretAccessKey = '', sessionToken = '', expiration = 0 } = roleCredentials ?? {};
    expect(expiration).toBeGreaterThan(Date.now());
    const credentials = { accessKeyId, secretAccessKey, sessionToken };
    const sts = new STSClient({ endpoint: emulator.endpoint, region: 'us-east-1', credentials });
    expect(await sts.send(new GetCallerIdentityCommand({}))).toMatchObject({
      Account: '111122223333',
      Arn: expect.stringMatching(/:assumed-role\/AWSReservedSSO_ReadOnlyAccess_[\da-f]{16}\/jo@example\.com$/),
    });
  });

  it.each([
    ['an account', { accountId: '999999999999', roleName: 'ReadOnlyAccess' }],
    ['a role', { accountId: '111122223333', roleName: 'Owner' }],
  ])('refuses %s that is not assigned', async (_what, ask) => {
    await plant({ '111122223333': {} });
    const { accessToken } = await signedIn(clients);
    expect(await failureOf(clients.sso.send(new GetRoleCredentialsCommand({ accessToken, ...ask })))).toMatchObject({
      name: 'ForbiddenException',
      status: 403,
    });
  });

  it('takes a token until it or its session ends', async () => {
    await plant({ '111122223333': {} });
    const list = (accessToken: string) => failureOf(clients.sso.send(new ListAccountsCommand({ accessToken })));
    const over = { name: 'UnauthorizedException', status: 401, message: 'Session token not found or invalid' };
    expect(await list('made-up')).toMatchObject(over);
    const { accessToken } = await signedIn(clients);
    await clients.sso.send(new LogoutCommand({ accessToken }));
    expect(await list(accessToken)).toMatchObject(over);
    const second = await signedIn(clients);
    await control(emulator.endpoint, 'POST', 'clock', { advanceSeconds: 3601 });
    expect(await list(second.accessToken)).toMatchObject(over);
  });

  it('is not there without any account', async () => {
    expect((await failureOf(signedIn(clients))).name).toBe('InvalidRequestException');
  });

  it('leaves no event behind: whoever asks it has no account yet', async () => {
    await plant({ '111122223333': {} });
    await signedIn(clients);
    const state = (await control(emulator.endpoint, 'GET', 'state')).json();
    expect(Object.keys(Object(state.accounts))).toEqual(['111122223333']);
  });
});
