/**
 * `npm run faults -- [OPERATIONS] [SEED]`: two writers under random faults and kills, 10,000 operations unless told
 * otherwise, and what came of it. The exit code is 0 where no promise was broken.
 */
import { faultRun } from './faultRun.ts';

const [, , operations = '10000', seed = String(Date.now() % 2 ** 31)] = process.argv;
console.log(`seed ${seed}`);
const result = await faultRun({ seed: Number(seed), operations: Number(operations), killWithin: 120 });
console.log(JSON.stringify(result, null, 2));
const broken = [result.lostUpdates, result.unseenOverwrites, result.untrueOutcomes, result.notBack, result.leaks];
process.exit(broken.every(one => one.length === 0) ? 0 : 1);
