import { expect, it } from 'vitest';
import { fakeHost } from '../../../test/support/fakeHost.ts';
import { InMemoryGateway } from '../../../test/support/inMemoryGateway.ts';
import { refusal } from '../../../test/support/inMemoryOperations.ts';
import { ManualClock } from '../../../test/support/manualClock.ts';
import { id, prod, where } from '../../../test/support/roadWorld.ts';
import { accountPath, groupPath, regionPath } from '../../core/inventory/paths.ts';
import { logFailures } from './failureLog.ts';

it('logs each failure that the tree shows once, on its group and on its note', async () => {
  const aws = new InMemoryGateway();
  aws.account(id, prod);
  aws.fail({ operation: 'ListVaults' }, refusal('access-denied', 'AccessDeniedException', 403));
  const clock = new ManualClock();
  const host = fakeHost({ aws, clock });
  const stop = logFailures(host);
  host.explorer.show([prod], [where]);
  const [account, region] = [accountPath(prod), regionPath(accountPath(prod), where)];
  for (const path of [account, region, groupPath(region, 'vault')]) {
    host.explorer.children(path);
    await clock.advance(1_000);
  }
  expect(host.done).toEqual([expect.stringMatching(/^warn not read Access denied/)]);
  stop();
  host.explorer.refresh();
  await clock.advance(1_000);
  expect(host.done).toHaveLength(1);
});
