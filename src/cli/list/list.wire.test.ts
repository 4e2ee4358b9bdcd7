import { access, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { recordRegistrations } from '../../../test/harness/demoLedger.ts';
import { CliWorld } from '../../../test/support/cliWorld.ts';

let world: CliWorld;
beforeAll(async () => {
  world = await CliWorld.open();
  await world.startEmulator('--seed', 'demo');
  const spy = join(world.home.folder, 'spy');
  await world.writeProfiles({
    production: { account: '111122223333' },
    staging: { account: '444455556666' },
    unnamed: { lines: `credential_process = touch ${spy}` },
  });
});
afterAll(() => world.close());
beforeEach(async () => {
  await world.control('DELETE', 'faults');
  await world.control('DELETE', 'requests');
});

const regions = ['us-east-1', 'eu-west-1', 'ap-southeast-2'].flatMap(name => ['--region', name]);
const both = ['--profile', 'production', '--profile', 'staging', ...regions];

interface JsonRow {
  readonly account: { readonly id: string | null; readonly source: string };
  readonly region: string | null;
  readonly kind: string;
  readonly name: string | null;
  readonly status: string;
  readonly config: unknown;
  readonly error: { readonly code: string; readonly message: string; readonly requestId?: string } | null;
}

async function rows(args: readonly string[], extra: Readonly<Record<string, string>> = {}) {
  const result = await world.run(['list', '--json', ...args], extra);
  return { ...result, rows: JSON.parse(result.stdout) as readonly JsonRow[] };
}
const services = async () =>
  new Set(Object.keys(Object(await world.control('GET', 'requests'))).map(name => name.split('.')[0]));

describe('list of several accounts in all Regions', () => {
  const accounts = ['--profile', 'production', '--profile', 'staging'];
  const calls = async (): Promise<number> => {
    const counts = Object.values(Object(await world.control('GET', 'requests'))) as readonly {
      readonly count: number;
    }[];
    await world.control('DELETE', 'requests');
    return counts.reduce((sum, { count }) => sum + count, 0);
  };

  it('asks the second time only where there was something, says so, and finds the same', async () => {
    const first = await rows(accounts);
    const whole = await calls();
    expect(first.stderr).toBe('');
    const second = await rows(accounts);
    const some = await calls();
    expect(second.rows).toEqual(first.rows);
    expect(second.stderr).toMatch(
      /^Skipped: \d+ Regions that had nothing when last checked, 20\S+Z or later\. --everywhere checks them too\.\n$/,
    );
    // Two accounts, each 44 places to list by Region, of which the demo fills nine at most.
    expect(whole - some).toBeGreaterThan(2 * (44 - 9));
    const forced = await rows([...accounts, '--everywhere']);
    expect([await calls(), forced.stderr]).toEqual([whole, '']);
  });

  it('asks everywhere for one account, and wherever a Region is named', async () => {
    await rows(['--profile', 'staging']);
    const one = await calls();
    await rows(['--profile', 'staging']);
    expect(await calls()).toBe(one);
    await rows([...accounts, '--region', 'sa-east-1', '--kind', 'vault']);
    expect(await calls()).toBe(4);
  });
});

describe('list --index', () => {
  const calls = async () => Object.keys(Object(await world.control('GET', 'requests')));
  const state = () => world.control('GET', 'state');
  const one = ['--profile', 'production', '--region', 'us-east-1'];

  it('makes no index where there is none, and says so', async () => {
    const before = JSON.stringify(await state());
    const { code, stderr, rows: found } = await rows([...one, '--index']);
    expect([code, stderr]).toEqual([
      0,
      'production (111122223333): no AWS Resource Explorer index and no AWS Config aggregator.\n',
    ]);
    expect(found.filter(({ account }) => account.source === 'index')).toEqual([]);
    expect(await calls()).not.toContain('resource-explorer-2.Search');
    expect(JSON.stringify(await state())).toBe(before);
  });

  it('tells that a Region where no index could be asked for is not enabled', async () => {
    const whole = Object(await state());
    const documents = structuredClone(whole);
    documents.accounts['111122223333']['af-south-1'] = { optedIn: false };
    await world.control('PUT', 'state', documents);
    const { stderr } = await rows(['--profile', 'production', '--region', 'af-south-1', '--index']);
    await world.control('PUT', 'state', whole);
    expect(stderr).toBe(
      'production (111122223333): AWS Resource Explorer in af-south-1 could not be read: Region not enabled.\n',
    );
  });

  it.each([
    ['config', 'DescribeConfigurationAggregators', 'AWS Config'],
    ['resource-explorer-2', 'ListIndexes', 'AWS Resource Explorer'],
  ])('fails where %s can not be asked, with what was read all the same', async (service, operation, title) => {
    const denied = { service, operation, code: 'AccessDeniedException', message: 'no', kind: 'error' };
    await world.control('POST', 'faults', [denied]);
    const { code, stderr, rows: found } = await rows([...one, '--index']);
    await world.control('DELETE', 'faults');
    expect(code).toBe(1);
    expect(stderr).toContain(`${title} in us-east-1 could not be read: Access denied`);
    expect(found).not.toEqual([]);
  });

  it('tells what only an index knows, of accounts that nobody here can reach, and where it looked', async () => {
    const whole = Object(await state());
    const aggregator = { id: 'x', createdAt: '2026-11-22T00:00:00.000Z', accountIds: ['111122223333', '777788889999'] };
    const documents = structuredClone(whole);
    documents.accounts['111122223333']['us-east-1'].config = { aggregators: { all: aggregator } };
    documents.accounts['111122223333']['us-east-1'].resourceExplorer = {
      index: { id: 'x', type: 'LOCAL', createdAt: '2026-11-22T00:00:00.000Z' },
    };
    documents.accounts['777788889999'] = { 'us-east-1': { pinpoint: { apps: { far: { name: 'Far' } } } } };
    await world.control('PUT', 'state', documents);
    const { code, stderr, rows: found } = await rows([...one, '--index']);
    const text = await world.run(['list', ...one, '--index']);
    await world.control('PUT', 'state', whole);
    expect(found.filter(({ account }) => account.source === 'index')).toEqual([
      {
        account: { id: '777788889999', source: 'index' },
        ...{ region: 'us-east-1', kind: 'app', name: 'far', status: 'indexed', config: null, error: null },
      },
    ]);
    expect([code, stderr.split('\n')]).toEqual([
      0,
      [
        'production (111122223333): AWS Resource Explorer in us-east-1 covers Vaults, Connect Instances in us-east-1.',
        expect.stringMatching(
          /^production \(111122223333\): AWS Config aggregator all in us-east-1 covers .+ in all the Regions it collects from\.$/,
        ),
        '',
      ],
    ]);
    expect(text.stdout).toContain(
      'Only known from an index, not read:\n  777788889999 · us-east-1 · Pinpoint App far (as of ',
    );
  });
});

describe('list --json', () => {
  it('prints one document of two accounts and nothing else', async () => {
    const { code, stderr, rows: found } = await rows(both);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(new Set(found.map(row => JSON.stringify(row.account)))).toEqual(
      new Set([
        '{"id":"111122223333","source":"profile production"}',
        '{"id":"444455556666","source":"profile staging"}',
      ]),
    );
    expect(found.find(row => row.name === 'cctv-retention')).toEqual({
      account: { id: '111122223333', source: 'profile production' },
      region: 'us-east-1',
      kind: 'vault',
      name: 'cctv-retention',
      status: 'set',
      config: expect.objectContaining({ SNSTopic: expect.stringContaining(':ops-alerts') }),
      error: null,
    });
    expect(new Set(found.map(row => row.kind))).toEqual(new Set(['hub', 'vault', 'app', 'event-stream', 'instance']));
  });

  it('calls only the services of the kinds asked for, and runs no program of a profile not named', async () => {
    await rows([...both, '--kind', 'vault']);
    expect(await services()).toEqual(new Set(['sts', 'glacier']));
    await expect(access(join(world.home.folder, 'spy'))).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('takes the credentials that AWS itself would take where no profile is named', async () => {
    const chain = {
      AWS_ACCESS_KEY_ID: '444455556666',
      AWS_SECRET_ACCESS_KEY: 'not-a-secret',
      AWS_ENDPOINT_URL: world.endpoint,
      AWS_REGION: 'us-east-1',
    };
    const { code, rows: found } = await rows(['--kind', 'hub'], chain);
    expect(code).toBe(0);
    expect(found.map(row => row.account)).toEqual([{ id: '444455556666', source: 'default' }]);
  });

  it('tells what failed as a row, lists the rest, and ends with 1', async () => {
    await world.control('POST', 'faults', [
      {
        service: 'glacier',
        operation: 'ListVaults',
        kind: 'error',
        status: 403,
        code: 'AccessDeniedException',
        message: 'no',
      },
    ]);
    const { code, rows: found } = await rows(['--profile', 'production', '--region', 'us-east-1']);
    expect(code).toBe(1);
    expect(found.filter(row => row.error !== null)).toEqual([
      {
        account: { id: '111122223333', source: 'profile production' },
        region: 'us-east-1',
        kind: 'vault',
        name: null,
        status: 'error',
        config: null,
        error: { code: 'AccessDeniedException', message: 'no', requestId: expect.any(String) },
      },
    ]);
    expect(found.some(row => row.kind === 'hub')).toBe(true);
  });

  it('tells an unknown profile as a row of each kind asked for, and lists the others', async () => {
    const { code, rows: found } = await rows(['--profile', 'nobody', '--profile', 'staging', '--kind', 'hub']);
    expect(code).toBe(1);
    expect(found.map(row => [row.account.source, row.account.id, row.region, row.name, row.error?.code])).toEqual([
      ['profile nobody', null, null, null, 'no-credentials'],
      ['profile staging', '444455556666', 'us-east-1', 'us-east-1', undefined],
    ]);
  });

  it('shows what the ledger holds of push registrations', async () => {
    expect(await recordRegistrations(world.home.stateFolder, world.endpoint)).toBe(3);
    const { code, rows: found } = await rows([...both, '--kind', 'push-registration']);
    expect(code).toBe(0);
    expect(found.map(row => [row.account.source, row.region, row.status])).toEqual([
      ['profile production', 'us-east-1', 'recorded'],
      ['profile production', 'us-east-1', 'recorded'],
      ['profile staging', 'ap-southeast-2', 'recorded'],
    ]);
    expect(JSON.stringify(found)).not.toContain('not-a-real-token');
    expect(await services()).toEqual(new Set(['sts']));
  });

  it('does not take a shared config that is not there for accounts without anything', async () => {
    const nowhere = { AWS_CONFIG_FILE: join(world.home.folder, 'typo'), AWS_SHARED_CREDENTIALS_FILE: '/nowhere' };
    const { code, stdout, stderr } = await world.run(['list', '--all-profiles', '--json'], nowhere);
    expect({ code, stdout }).toEqual({ code: 64, stdout: '' });
    expect(stderr).toContain('The shared config has no profiles.');
  });

  it('warns on stderr of what the AWS CLI would refuse in a file, whichever way the profile is named', async () => {
    const config = join(world.home.folder, 'twice');
    const key = 'aws_access_key_id = 111122223333\naws_secret_access_key = s\n';
    await writeFile(config, `[profile a]\n${key}[profile a]\nendpoint_url = ${world.endpoint}\n`);
    for (const named of [['--profile', 'a'], ['--all-profiles']]) {
      const args = [...named, '--kind', 'push-registration', '--region', 'eu-west-1'];
      const { code, stderr } = await rows(args, { AWS_CONFIG_FILE: config, AWS_SHARED_CREDENTIALS_FILE: '' });
      expect({ code, stderr }).toEqual({
        code: 0,
        stderr: `${config}: [profile a] comes twice, which the AWS CLI refuses; the later settings count (line 4)\n`,
      });
    }
  });

  it('lists every profile with --all-profiles', async () => {
    const { code, rows: found } = await rows(['--all-profiles', '--kind', 'hub']);
    expect(code).toBe(1);
    expect(found.filter(row => row.error !== null).map(row => row.account.source)).toEqual(['profile unnamed']);
    expect(new Set(found.map(row => row.account.source))).toEqual(
      new Set(['profile production', 'profile staging', 'profile unnamed']),
    );
  });
});

describe('list for people', () => {
  it('groups by account and Region, and ends with what was not read and how much there is', async () => {
    const args = ['--profile', 'staging', '--profile', 'nobody', '--region', 'us-east-1', '--region', 'eu-west-1'];
    const { code, stdout } = await world.run(['list', ...args, '--kind', 'vault', '--kind', 'instance']);
    expect(code).toBe(1);
    expect(stdout).toMatchInlineSnapshot(`
      "staging (444455556666)
        us-east-1
          Vault  ci-artifacts  no notifications
          Vault  qa-fixtures   no notifications

      Not read:
        nobody: No credentials.
          There is no profile named "nobody" in the shared config files.
          Check the profile in the shared config, or choose another account.

      Not offered according to AWS’s lists, so not asked:
        Connect Instances: eu-west-1

      2 listed, 2 not read.
      "
    `);
  });

  it('writes control and bidirectional characters out', async () => {
    const name = 'shop\u202e\u001b[31mred\u200b';
    const state = Object(await world.control('GET', 'state'));
    state.accounts['777788889999'] = { 'us-east-1': { pinpoint: { apps: { abc: { name } } } } };
    await world.control('PUT', 'state', state);
    const key = { AWS_ACCESS_KEY_ID: '777788889999', AWS_SECRET_ACCESS_KEY: 'x', AWS_ENDPOINT_URL: world.endpoint };
    const args = ['--region', 'us-east-1', '--kind', 'app'];
    const text = await world.run(['list', ...args], key);
    expect(text.stdout).toContain('shop\\u{202e}\\u{1b}[31mred\\u{200b}');
    const json = await world.run(['list', '--json', ...args], key);
    expect(json.stdout).toContain('shop\\u202e\\u001b[31mred\\u200b');
    expect(JSON.parse(json.stdout)[0].config).toEqual({ Name: name });
  });
});

describe('how list ends', () => {
  it('stops at once and without output when interrupted', async () => {
    await world.control('POST', 'faults', [{ service: 'glacier', kind: 'hang' }]);
    const run = world.start(['list', '--json', ...both, '--kind', 'vault']);
    while (!(await services()).has('glacier')) await new Promise(resolve => setTimeout(resolve, 10));
    expect(await run.kill('SIGINT')).toEqual({ code: 130, stdout: '', stderr: '' });
  });

  it('leaves no program for credentials behind, though it does not listen', async () => {
    const tool = join(world.home.folder, 'tool.js');
    const mark = join(world.home.folder, 'mark');
    await writeFile(
      tool,
      `process.on('SIGTERM',()=>0);process.on('SIGINT',()=>0);setInterval(()=>0,1000);
       require('fs').writeFileSync(${JSON.stringify(mark)},String(process.pid))`,
    );
    const config = join(world.home.folder, 'deaf-config');
    await writeFile(config, `[profile deaf]\ncredential_process = "${process.execPath}" "${tool}"\n`);
    const run = world.start(['list', '--profile', 'deaf', '--region', 'us-east-1'], { AWS_CONFIG_FILE: config });
    const program = () => readFile(mark, 'utf8').then(Number, () => 0);
    await expect.poll(program, { timeout: 20_000 }).toBeGreaterThan(0);
    expect(await run.kill('SIGINT')).toMatchObject({ code: 130 });
    const pid = await program();
    expect(() => process.kill(pid, 0)).toThrow('ESRCH');
  });

  it('ends with 1 where a Region that no list has cannot be reached', async () => {
    await world.control('POST', 'faults', [{ service: 'glacier', kind: 'error', status: 503, code: 'X' }]);
    const { code, rows: found } = await rows(['--profile', 'staging', '--region', 'us-east-9', '--kind', 'vault']);
    expect([code, found.map(({ region, status }) => [region, status])]).toEqual([1, [['us-east-9', 'error']]]);
  });

  it('says nothing when its reader goes away', async () => {
    const run = world.start(['list', ...both]);
    run.child.stdout?.destroy();
    const { stderr } = await run.ended;
    expect(stderr).toBe('');
  });

  it('tells a damaged ledger, and lists the rest', async () => {
    await writeFile(join(world.home.stateFolder, 'push-registrations.jsonl'), 'nonsense\n');
    const { code, rows: found } = await rows(['--profile', 'production', '--region', 'us-east-1']);
    expect(code).toBe(1);
    expect(found.find(row => row.kind === 'push-registration')?.error?.code).toBe('state-damaged');
    expect(found.some(row => row.kind === 'vault')).toBe(true);
  });
});

describe('list for others', () => {
  const written = (...args: readonly string[]) => world.run(['list', ...both, '--kind', 'vault', ...args]);

  it('as CSV and Markdown has a line for each row of the JSON', async () => {
    const { rows: all } = await rows([...both, '--kind', 'vault']);
    const csv = await written('--format', 'csv');
    expect(csv).toMatchObject({ code: 0, stderr: '' });
    expect(csv.stdout.trim().split('\r\n')).toHaveLength(all.length + 1);
    const markdown = await written('--format', 'markdown');
    expect(markdown.stdout.split('\n').filter(line => line.startsWith('| '))).toHaveLength(all.length + 2);
  });

  it('says in the list what could not be read, and ends with 1', async () => {
    const fault = { service: 'glacier', operation: 'ListVaults', kind: 'error', status: 403 };
    await world.control('POST', 'faults', [{ ...fault, code: 'AccessDeniedException' }]);
    const { code, stdout } = await written('--format', 'csv');
    expect(code).toBe(1);
    expect(stdout).toContain('AccessDeniedException');
    expect((await written('--format', 'xml')).code).toBe(64);
  });
});
