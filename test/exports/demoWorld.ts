import { recordRegistrations } from '../harness/demoLedger.ts';
import { CliWorld } from '../support/cliWorld.ts';

/** The command line beside an emulator with the demo, whose two accounts are the profiles `production` and `staging`. */
export async function openDemo(): Promise<{ readonly world: CliWorld; readonly demo: unknown }> {
  const world = await CliWorld.open();
  await world.startEmulator('--seed', 'demo');
  await world.writeProfiles({ production: { account: '111122223333' }, staging: { account: '444455556666' } });
  await recordRegistrations(world.home.stateFolder, world.endpoint);
  return { world, demo: await world.control('GET', 'state') };
}
