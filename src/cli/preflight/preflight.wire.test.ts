import { afterAll, beforeAll, expect, it } from 'vitest';
import { CliWorld } from '../../../test/support/cliWorld.ts';

const ACCOUNT = '111122223333';
const TOPIC = `arn:aws:sns:us-east-1:${ACCOUNT}:jobs`;
let world: CliWorld;

beforeAll(async () => {
  world = await CliWorld.open();
  await world.startEmulator('--seed', 'empty');
  await world.writeProfiles({ production: { account: ACCOUNT } });
  const ended = '2026-11-20T06:00:00.000Z';
  const vaults = { tapes: { notifications: { SNSTopic: TOPIC, Events: ['InventoryRetrievalCompleted'] } } };
  const creationDate = '2026-11-20T02:00:00.000Z';
  const job = { vault: 'tapes', action: 'InventoryRetrieval', creationDate, endsAt: ended, completed: true };
  const topics = {
    jobs: { subscriptions: [{ id: 'i', protocol: 'sqs', endpoint: `arn:aws:sqs:us-east-1:${ACCOUNT}:q` }] },
  };
  const here = { glacier: { vaults, jobs: { j: job } }, sns: { topics } };
  await world.control('PUT', 'state', { version: 1, accounts: { [ACCOUNT]: { 'us-east-1': here } } });
});
afterAll(() => world.close());

const args = ['preflight', '--profile', 'production', '--region', 'us-east-1', '--kind', 'vault'];

it('looks for evidence only where it is asked for', async () => {
  await world.control('DELETE', 'requests');
  const { code, stdout } = await world.run([...args, '--json']);
  expect([code, JSON.parse(stdout)[0].verdict, JSON.parse(stdout)[0].evidence]).toEqual([2, 'unproven', null]);
  const asked = Object.keys(Object(await world.control('GET', 'requests')));
  expect(asked.filter(name => /ListJobs|GetMetricData|LookupEvents/.test(name))).toEqual([]);
});

it('prints evidence as JSON, text and Markdown', async () => {
  const json = await world.run([...args, '--evidence', '--json']);
  const [row] = JSON.parse(json.stdout);
  expect(
    row.evidence.map((one: { rule: string; verdict: string | null; by: string | null }) => [
      one.rule,
      one.verdict,
      one.by,
    ]),
  ).toEqual([
    ['vault/arrival', 'unproven', null],
    ['vault/delivery', null, null],
    ['vault/last-change', null, null],
  ]);
  const [text, markdown] = await Promise.all([
    world.run([...args, '--evidence']),
    world.run([...args, '--evidence', '--markdown']),
  ]);
  expect(text.stdout).toContain('    Evidence\n      ? No proof yet');
  expect(markdown.stdout).toContain('### Evidence');
});
