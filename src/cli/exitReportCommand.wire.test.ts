import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { CliWorld } from '../../test/support/cliWorld.ts';

let world: CliWorld;
beforeAll(async () => {
  world = await CliWorld.open();
  await world.startEmulator('--seed', 'demo');
  await world.writeProfiles({ production: { account: '111122223333' } });
});
afterAll(() => world.close());
beforeEach(async () => {
  await world.control('DELETE', 'faults');
  await world.control('DELETE', 'requests');
});

const asked = ['exit-report', '--profile', 'production', '--region', 'us-east-1'];

interface Told {
  readonly streams: readonly {
    readonly status: string;
    readonly answered: string | null;
    readonly destination: string | null;
  }[];
  readonly roles: readonly { readonly allLookedAt: boolean; readonly roles: readonly { readonly trust: string }[] }[];
  readonly unread: readonly { readonly region: string; readonly error: { readonly code: string } }[];
}

async function told(): Promise<{ readonly code: number | null; readonly report: Told }> {
  const { code, stdout } = await world.run([...asked, '--json']);
  return { code, report: JSON.parse(stdout) };
}

it('prints what each stream did and who still trusts Pinpoint, and only reads', async () => {
  const { code, report } = await told();
  expect(code).toBe(0);
  expect(report.streams.map(({ status }) => status).sort()).toEqual(['none', 'set', 'set', 'set']);
  expect(report.roles.flatMap(({ roles }) => roles.map(({ trust }) => trust)).sort()).toEqual([
    'others',
    'pinpoint',
    'pinpoint',
  ]);
  const requests = Object.keys(Object(await world.control('GET', 'requests')));
  expect(requests.sort()).toEqual([
    'iam.ListRoles',
    'pinpoint.GetApps',
    'pinpoint.GetEventStream',
    'sts.GetCallerIdentity',
  ]);
});

it('prints Markdown unless told otherwise', async () => {
  const plain = await world.run(asked);
  const marked = await world.run([...asked, '--markdown']);
  expect(plain.stdout).toMatch(/^# Pinpoint exit report\n/);
  expect([plain.code, marked.stdout]).toEqual([0, plain.stdout]);
});

it('tells streams as ended, in AWS’s own words, and does not fail for it', async () => {
  const fault = { service: 'pinpoint', operation: 'GetEventStream', kind: 'error' };
  await world.control('POST', 'faults', [
    { ...fault, code: 'MethodNotAllowedException', status: 405, message: 'over' },
  ]);
  const { code, report } = await told();
  expect(code).toBe(0);
  expect(new Set(report.streams.map(({ status }) => status))).toEqual(new Set(['retired']));
  expect(report.streams[0]?.answered).toBe('MethodNotAllowedException · 405 · over');
});

it('tells what it read where it may not read all, and exits with 1', async () => {
  const fault = { kind: 'error', code: 'AccessDeniedException', status: 403 };
  await world.control('POST', 'faults', [{ ...fault, service: 'iam', operation: 'ListRoles', code: 'AccessDenied' }]);
  const roles = await told();
  expect([roles.code, roles.report.roles[0]?.allLookedAt]).toEqual([1, false]);
  expect(roles.report.roles[0]?.roles.map(({ trust }) => trust).sort()).toEqual(['others', 'pinpoint', 'pinpoint']);
  await world.control('DELETE', 'faults');
  await world.control('POST', 'faults', [{ ...fault, service: 'pinpoint', operation: 'GetApps' }]);
  const apps = await told();
  expect([apps.code, apps.report.streams]).toEqual([1, []]);
  expect(apps.report.unread).toMatchObject([{ region: 'us-east-1', error: { code: 'AccessDeniedException' } }]);
});

it('asks in a Region that no list has, and exits with 1 where it cannot be reached', async () => {
  await world.control('POST', 'faults', [{ service: 'pinpoint', kind: 'reset' }]);
  const { code, stdout } = await world.run([...asked.slice(0, 3), '--region', 'us-east-9', '--json']);
  expect([code, JSON.parse(stdout).unread]).toEqual([
    1,
    [expect.objectContaining({ region: 'us-east-9', error: expect.objectContaining({ code: 'unreachable' }) })],
  ]);
});

it.each([
  [['--json', '--markdown'], 'not both'],
  [['--kind', 'vault'], "Unknown option '--kind'"],
])('refuses %j', async (more, why) => {
  const { code, stderr } = await world.run([...asked, ...more]);
  expect([code, stderr]).toEqual([64, expect.stringContaining(why)]);
});
