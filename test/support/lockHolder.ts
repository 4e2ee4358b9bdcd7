/** Takes the lock of a vault in a state folder, says so on a line, and holds it until it is killed. */
import { region } from '../../src/core/model/regions.ts';
import { ResourceLocks } from '../../src/state/resourceLocks.ts';

const [, , folder = '', name = ''] = process.argv;
const target = { accountId: '111122223333', region: region('eu-west-1'), kind: 'vault', name } as const;
const { kind } = await new ResourceLocks(folder, 0).acquire(target);
process.stdout.write(`${kind}\n`);
if (kind === 'held') setInterval(() => undefined, 60_000);
