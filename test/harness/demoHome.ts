import { writeFile } from 'node:fs/promises';
import { recordRegistrations } from './demoLedger.ts';
import type { Home } from './environment.ts';

/** The demo's profiles and the accounts of the emulator's demo seed that their access keys lead to. */
const profiles = { production: '111122223333', staging: '444455556666' } as const;

/**
 * Puts into a home what a demo shows beside the emulator's accounts: profiles that lead to the emulator, and its push
 * registrations in the ledger.
 *
 * @param endpoint The emulator's address. An access key id of twelve digits is that account to it.
 */
export async function fillDemoHome(home: Home, endpoint: string): Promise<void> {
  const config = Object.keys(profiles).map(
    name => `[profile ${name}]\nregion = us-east-1\nendpoint_url = ${endpoint}\n`,
  );
  const credentials = Object.entries(profiles).map(
    ([name, account]) => `[${name}]\naws_access_key_id = ${account}\naws_secret_access_key = not-a-secret\n`,
  );
  await writeFile(home.awsConfigFile, config.join('\n'));
  await writeFile(home.awsCredentialsFile, credentials.join('\n'), { mode: 0o600 });
  await recordRegistrations(home.stateFolder, endpoint);
}
