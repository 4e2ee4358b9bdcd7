import { describe, expect, it } from 'vitest';
import { InMemoryGateway } from '../../../test/support/inMemoryGateway.ts';
import { InMemoryLedger } from '../../../test/support/inMemoryLedger.ts';
import { refusal } from '../../../test/support/inMemoryOperations.ts';
import { ManualClock, settle } from '../../../test/support/manualClock.ts';
import { Explorer } from '../../core/inventory/explorer.ts';
import { kinds } from '../../core/kinds/table.ts';
import { AccessError } from '../../core/model/errors.ts';
import { region } from '../../core/model/regions.ts';
import { curedBySignIn } from './curedBySignIn.ts';

const root = 'profile%3Aprod';
const ireland = `${root}/region/eu-west-1`;
const expired = refusal('credentials-expired', 'ExpiredTokenException', 400);

/** An account opened down to the vaults and applications of one of its Regions. */
async function opened(prepare: (aws: InMemoryGateway) => void) {
  const aws = new InMemoryGateway();
  const source = { kind: 'profile', name: 'prod' } as const;
  const account = aws.account('111122223333', source);
  account.vault('eu-west-1', 'a').vault('eu-west-1', 'b').app('eu-west-1', 'shop', 'Shop');
  prepare(aws);
  const explorer = new Explorer({
    gateway: aws,
    ledger: new InMemoryLedger(),
    clock: new ManualClock(),
    kinds,
    step: 9,
  });
  explorer.show([source], [region('eu-west-1'), region('us-east-1')]);
  for (const path of [root, `${root}/hub`, ireland, `${ireland}/vault`, `${ireland}/app`, `${ireland}/app/shop`]) {
    explorer.children(path);
    await settle();
    await settle();
  }
  return { aws, explorer };
}

describe('what a sign-in cures', () => {
  it.each([
    ['the account, where it failed', { operation: 'GetCallerIdentity' }, [root]],
    ['a list', { operation: 'ListVaults' }, [`${ireland}/vault`]],
    ['a list with a row', { operation: 'GetVaultNotifications', input: { vaultName: 'b' } }, [`${ireland}/vault`]],
    ['what is below a row', { operation: 'GetEventStream' }, [`${ireland}/app/shop`]],
    ['the lists of the account itself', { operation: 'ListNotificationHubs' }, [`${root}/hub`]],
  ] as const)('is %s', async (_what, failing, cured) => {
    const { explorer } = await opened(aws => aws.fail(failing, expired));
    expect(curedBySignIn(explorer, root)).toEqual(cured);
  });

  it('is nothing where all was read, where something else failed, or where nobody looked', async () => {
    const { aws, explorer } = await opened(world =>
      world.fail({ operation: 'ListVaults' }, refusal('throttled', 'T', 400)),
    );
    const calls = aws.calls.length;
    expect(curedBySignIn(explorer, root)).toEqual([]);
    explorer.show([{ kind: 'default' }], []);
    expect(curedBySignIn(explorer, 'default')).toEqual([]);
    await settle();
    expect(aws.calls).toHaveLength(calls);
  });

  it('is read again when what it names is refreshed', async () => {
    const { aws, explorer } = await opened(world =>
      world.fail({ operation: 'ListVaults' }, new AccessError('sign-in-needed', 'over'), 1),
    );
    expect(explorer.node(`${ireland}/vault`)).toMatchObject({ state: 'failed' });
    for (const path of curedBySignIn(explorer, root)) explorer.refresh(path);
    await settle();
    await settle();
    expect(explorer.node(`${ireland}/vault`)).toMatchObject({ state: 'ready', count: 2 });
    expect(aws.called({ operation: 'GetCallerIdentity' })).toHaveLength(1);
  });
});
