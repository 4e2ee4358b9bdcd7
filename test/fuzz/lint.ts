/**
 * `npm run fuzz:lint -- [CASES] [SEED]`: the linter's properties on many cases, 200,000 unless said otherwise, then documents
 * of a million characters in shapes made to be slow, and the figures. Exits with 1 at the first case that fails, which it
 * shows shrunk, with the seed that brings it again, or where a shape takes more than three times a plain document.
 */
import { lintProperties } from '../support/lintProperties.ts';
import { lintShapes, type ShapeTime, shapeTimes } from '../support/lintShapes.ts';

const [cases = '200000', seed = String(Date.now() % 2 ** 31)] = process.argv.slice(2);
const total = Number(cases);
console.log(`${total.toLocaleString('en')} cases, seed ${seed}`);
const started = performance.now();
for (const { name, share, check } of lintProperties) {
  const count = Math.round(total * share);
  const from = performance.now();
  const { failed, report } = check(count, Number(seed));
  const seconds = ((performance.now() - from) / 1000).toFixed(1);
  console.log(`${failed ? 'FAILED' : 'held  '} ${count.toLocaleString('en').padStart(9)} in ${seconds} s: ${name}`);
  if (!failed) continue;
  console.log(report);
  process.exit(1);
}
const seconds = (performance.now() - started) / 1000;
console.log(
  `${total.toLocaleString('en')} cases held in ${seconds.toFixed(1)} s, ${Math.round(total / seconds)} a second`,
);

const LENGTH = 1_000_000;
const MOST = 3;
const told = (all: readonly ShapeTime[]): string =>
  all.map(({ name, ratio }) => `  ${ratio.toFixed(1)} × ${name}`).join('\n');
const times = [...shapeTimes(LENGTH, 5)].sort((a, b) => b.ratio - a.ratio);
console.log(
  `${times.length} shapes of ${LENGTH.toLocaleString('en')} characters, slowest first:\n${told(times.slice(0, 8))}`,
);
// What seemed slow is measured again at leisure: a busy machine makes garbage collection dear.
const suspects = lintShapes.filter(({ name }) => times.some(one => one.name === name && one.ratio > MOST));
const slow = suspects.length === 0 ? [] : shapeTimes(LENGTH, 20, suspects).filter(({ ratio }) => ratio > MOST);
if (suspects.length > 0) console.log(`${suspects.length} measured again, ${slow.length} of them slow`);
if (slow.length > 0) {
  console.log(`FAILED: more than ${MOST} times a plain document:\n${told(slow)}`);
  process.exit(1);
}
