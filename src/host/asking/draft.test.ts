import { expect, it } from 'vitest';
import { offeredWrites } from '../../core/kinds/table.ts';
import { targetMember } from './draft.ts';

it('knows the member that names what each operation starts from', () => {
  const members = offeredWrites.map(one => [one.name, targetMember(one)]);
  expect(Object.fromEntries(members)).toMatchObject({
    SetVaultNotifications: 'vaultName',
    PutEventStream: 'ApplicationId',
    CreatePushNotificationRegistration: 'InstanceId',
    RegisterNotificationHub: undefined,
  });
});
