/**
 * `npm run fuzz:lint -- [CASES] [SEED]`: the linter's properties on many cases, 200,000 unless said otherwise, and the
 * figures. Exits with 1 at the first case that fails, which it shows shrunk, with the seed that brings it again.
 */
import { lintProperties } from '../support/lintProperties.ts';

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
