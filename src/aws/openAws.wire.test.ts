import { expect, test } from 'vitest';
import { InstantClock } from '../../test/support/manualClock.ts';
import { region } from '../core/model/regions.ts';
import { noEmulator } from './accounts/emulatorAccess.ts';
import { openAws } from './openAws.ts';

const options = {
  env: {
    AWS_CONFIG_FILE: '/nowhere/config',
    AWS_SHARED_CREDENTIALS_FILE: '/nowhere/credentials',
    AWS_EC2_METADATA_DISABLED: 'true',
  },
  emulator: noEmulator,
  clock: new InstantClock(),
  random: () => 0,
};

test('names the files that are worth watching', () => {
  expect(openAws(options).files).toEqual({ config: '/nowhere/config', credentials: '/nowhere/credentials' });
});

test('reads nothing for a reader that is not asked, and fails by an AccessError when it is', async () => {
  const aws = openAws(options);
  const reader = aws.gateway.reader({ kind: 'default' });
  await expect(reader.identity()).rejects.toMatchObject({ name: 'AppError [no-credentials]' });
  await expect(reader.read('ListVaults', region('eu-west-1'), {})).rejects.toMatchObject({ code: 'no-credentials' });
  await expect(aws.gateway.openWriter({ kind: 'profile', name: 'x' })).rejects.toMatchObject({
    code: 'no-credentials',
    details: { source: 'profile x' },
  });
  aws.dispose();
  aws.dispose();
});
