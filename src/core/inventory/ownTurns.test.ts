import { expect, it } from 'vitest';
import { InMemoryGateway } from '../../../test/support/inMemoryGateway.ts';
import { InMemoryLedger } from '../../../test/support/inMemoryLedger.ts';
import { ManualClock, settle } from '../../../test/support/manualClock.ts';
import { kinds } from '../kinds/table.ts';
import type { AccountSource } from '../model/account.ts';
import { region } from '../model/regions.ts';
import { Explorer } from './explorer.ts';
import { accountPath } from './paths.ts';

it('has accounts that are all asked anew begin one after the other, each in a turn of its own', async () => {
  const sources = [1, 2, 3].map((number): AccountSource => ({ kind: 'profile', name: `account-${number}` }));
  const aws = new InMemoryGateway();
  for (const [index, source] of sources.entries()) aws.account(`11111111111${index}`, source);
  const clock = new ManualClock();
  const explorer = new Explorer({ gateway: aws, ledger: new InMemoryLedger(), clock, kinds, step: 10 });
  explorer.show(sources, [region('us-east-1')]);
  const groups = sources.map(source => `${accountPath(source)}/hub`);
  for (const paths of [sources.map(accountPath), groups]) {
    for (const path of paths) explorer.children(path);
    await settle();
    await settle();
  }
  await clock.advance(1_000);
  const listed = () => aws.called({ operation: 'ListNotificationHubs' }).length;
  expect(listed()).toBe(3);
  explorer.refresh();
  await settle();
  await settle();
  expect(listed()).toBe(4);
  await clock.advance(0);
  expect(listed()).toBe(6);
});
