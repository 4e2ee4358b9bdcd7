/**
 * Records push registrations as a process of its own: `writeLedger.ts FOLDER PREFIX COUNT`. Each id stands on a line
 * of standard output once the ledger has acknowledged it.
 */
import { region } from '../../src/core/model/regions.ts';
import { PushLedger } from '../../src/state/pushLedger.ts';

const [, , folder = '', prefix = '', count = '0'] = process.argv;
const ledger = new PushLedger(folder);
for (let index = 0; index < Number(count); index += 1) {
  const registrationId = `${prefix}${index}`;
  await ledger.record(
    {
      accountId: '111122223333',
      region: region('eu-west-2'),
      instanceId: 'instance-1',
      contactId: 'contact-1',
      registrationId,
      pinpointAppArn: 'arn:aws:mobiletargeting:eu-west-2:111122223333:apps/a',
      deviceType: 'GCM',
      recordedAt: '2026-11-22T00:00:00.000Z',
    },
    'token',
  );
  process.stdout.write(`${registrationId}\n`);
}
