import { GetCallerIdentityCommand, GetSessionTokenCommand } from '@aws-sdk/client-sts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Emulator, startEmulator } from '../startEmulator.ts';
import { clientsFor, failureOf } from '../testing/clients.ts';

let emulator: Emulator;

beforeEach(async () => {
  emulator = await startEmulator();
});
afterEach(() => emulator.close());

const identityOf = (accessKeyId: string) =>
  clientsFor(emulator.endpoint, accessKeyId).sts.send(new GetCallerIdentityCommand({}));

describe('GetCallerIdentity', () => {
  it.each([
    ['111122223333', '111122223333'],
    ['444455556666', '444455556666'],
    ['AKIAIOSFODNN7EXAMPLE', '000000000000'],
    ['1111222233334', '000000000000'],
    ['11112222333', '000000000000'],
  ])('takes the access key id %s for the account %s', async (accessKeyId, account) => {
    const { Account, Arn, UserId } = await identityOf(accessKeyId);
    expect([Account, Arn, UserId]).toEqual([account, `arn:aws:iam::${account}:user/emulator`, 'AIDAEMULATOR000000000']);
  });
});

describe('STS', () => {
  it('names an operation that it does not have', async () => {
    const failure = await failureOf(clientsFor(emulator.endpoint).sts.send(new GetSessionTokenCommand({})));
    expect([failure.name, failure.status]).toEqual(['NotImplemented', 501]);
  });
});
