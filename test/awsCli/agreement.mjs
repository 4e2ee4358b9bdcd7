/**
 * Runs the AWS CLI over every operation of the emulator, and compares what it makes of the answers with what AWS
 * documents. Run with `node test/awsCli/agreement.mjs`; takes a minute or two. Skips, saying so, where there is no
 * `aws` on the path or one that does not know `notifications`.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { AwsCli } from './awsCli.mjs';
import { arrival } from './cases/arrival.mjs';
import { connect } from './cases/connect.mjs';
import { evidence } from './cases/evidence.mjs';
import { glacier } from './cases/glacier.mjs';
import { iam } from './cases/iam.mjs';
import { indexes } from './cases/indexes.mjs';
import { notifications } from './cases/notifications.mjs';
import { organizations } from './cases/organizations.mjs';
import { pinpoint } from './cases/pinpoint.mjs';
import { signIn } from './cases/signIn.mjs';
import { sns } from './cases/sns.mjs';
import { streams } from './cases/streams.mjs';
import { sts } from './cases/sts.mjs';
import { difference } from './compare.mjs';
import { bundle, source, startEmulator } from './emulator.mjs';
import { compareRefusals } from './refusals.mjs';

const GROUPS = [
  ...[arrival, evidence, connect, glacier, pinpoint, iam, sns, streams, notifications, sts, signIn, indexes],
  organizations,
];

/** Bundles what is needed of the emulator: the program, and the table that names its operations. */
async function bundleEmulator(folder) {
  await bundle(folder, [source('emulator/program.ts'), source('emulator/services.ts')]);
  const { services } = await import(pathToFileURL(join(folder, 'services.mjs')).href);
  return services({ isPinpointRetired: false }).flatMap(({ name, operations }) =>
    operations.map(one => `${name}.${one.name}`),
  );
}

async function control(endpoint, method, path, body) {
  const answer = await fetch(`${endpoint}/_emulator/${path}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}

/** Runs the cases of a group in their order, since they build on each other; gives what does not agree. */
async function runGroup(group, cli, endpoint) {
  const wrong = [];
  const memory = {};
  for (const one of group.cases) {
    const given = typeof one === 'function' ? one(memory, endpoint) : one;
    if (given.visit !== undefined) {
      const { status, headers } = await fetch(given.visit, { redirect: 'manual' });
      if (status >= 400) wrong.push(`${group.name}: ${given.visit} answered ${status}`);
      memory.location = headers.get('location');
    }
    if (given.faults !== undefined) await control(endpoint, 'POST', 'faults', given.faults);
    if (given.advanceSeconds !== undefined)
      await control(endpoint, 'POST', 'clock', { advanceSeconds: given.advanceSeconds });
    const place = { account: given.account ?? group.account, region: given.region ?? 'us-east-1' };
    const answer = await cli.run(given.aws, place);
    const differs = judge(answer, given);
    if (differs !== undefined)
      wrong.push(`${group.name}: aws ${given.aws.join(' ')}\n    ${differs}\n    ${answer.stderr}`);
    given.remember?.(answer.output, memory);
  }
  return wrong;
}

function judge(answer, { output, error, message }) {
  if (error === undefined) return answer.ok ? difference(answer.output, output ?? null) : `failed with ${answer.code}`;
  if (answer.ok) return `succeeded, expected ${error}`;
  if (answer.code !== error) return `failed with ${answer.code}, expected ${error}`;
  return message === undefined ? undefined : difference(answer.message, message, 'the message');
}

async function main() {
  const version = await AwsCli.version();
  if (version === undefined) return console.log('skipped: there is no AWS CLI on the path');
  const folder = await mkdtemp(join(tmpdir(), 'agreement-'));
  const operations = await bundleEmulator(folder);
  const { endpoint, stop } = await startEmulator(folder);
  try {
    const cli = new AwsCli(endpoint, folder);
    if (!(await cli.knows('notifications'))) return console.log(`skipped: ${version} does not know notifications`);
    const refusals = await compareRefusals(at => new AwsCli(at, folder), folder);
    for (const one of refusals.wrong) console.error(one);
    console.log(`${refusals.calls} calls that go nowhere: ${refusals.wrong.length} disagreements with the linter`);
    if (refusals.wrong.length > 0) process.exitCode = 1;
    await compareAll(cli, endpoint, operations, version);
  } finally {
    await stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function compareAll(cli, endpoint, operations, version) {
  const planted = GROUPS.flatMap(({ state = {} }) => Object.entries(state));
  const accounts = Object.fromEntries(planted);
  if (planted.length > Object.keys(accounts).length) throw new Error('Two groups plant the same account');
  await control(endpoint, 'PUT', 'state', { version: 1, accounts });
  const waiting = [...GROUPS];
  const wrong = [];
  const worker = async () => {
    for (let group = waiting.shift(); group !== undefined; group = waiting.shift()) {
      wrong.push(...(await runGroup(group, cli, endpoint)));
    }
  };
  const started = performance.now();
  await Promise.all([worker(), worker()]);
  const asked = await control(endpoint, 'GET', 'requests');
  wrong.push(...operations.filter(name => asked[name] === undefined).map(name => `${name} was never asked for`));
  const seconds = Math.round((performance.now() - started) / 1000);
  for (const one of wrong) console.error(one);
  console.log(
    `${version}\n${cli.calls} calls over ${operations.length} operations in ${seconds} s: ${wrong.length} disagreements`,
  );
  if (wrong.length > 0) process.exitCode = 1;
}

await main();
