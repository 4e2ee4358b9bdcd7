/**
 * `npm run wrong-accounts -- [SCENARIOS] [SEED]`: changes while accounts are switched, renamed, re-pointed and marked, 1,000
 * unless told otherwise, over the SDK and the emulator. The exit code is 0 where no write came to an account other than
 * the one that was shown.
 */
import { seeded } from '../faults/random.ts';
import { type Ending, play, scenarioOf } from './scenarios.ts';
import { startEstate } from './world.ts';

const [, , count = '1000', seed = String(Date.now() % 2 ** 31)] = process.argv;
console.log(`seed ${seed}`);
const random = seeded(Number(seed));
const estate = await startEstate();
const endings: Ending[] = [];
for (let index = 0; index < Number(count); index += 1) {
  const ending = await play(scenarioOf(index, random), estate);
  endings.push(ending);
  if (ending.faults.length > 0) console.log(JSON.stringify({ ...ending, writes: [...ending.writes] }));
}
await estate.close();
const outcomes = endings.flatMap(one => one.outcomes);
const counted = [...new Set(outcomes)].map(kind => [kind, outcomes.filter(one => one === kind).length]);
const faults = endings.filter(one => one.faults.length > 0).length;
console.log(JSON.stringify({ scenarios: endings.length, outcomes: Object.fromEntries(counted), faults }));
process.exit(faults === 0 ? 0 : 1);
