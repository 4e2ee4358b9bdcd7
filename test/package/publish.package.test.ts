import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { startLocalServer } from '../../src/aws/testing/localServer.ts';
import { createHome, sealedEnvironment } from '../harness/environment.ts';

/** One step of a job on GitHub, as far as we use it. */
interface Step {
  readonly name?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, string | number>>;
  readonly env?: Readonly<Record<string, string>>;
}

const { jobs } = parse(await readFile('.github/workflows/publish.yml', 'utf8'));
const steps: readonly Step[] = jobs.publish.steps;
const manifest = JSON.parse(await readFile('package.json', 'utf8'));
const named = (name: string): Step => steps.find(step => step.name === name) ?? {};
const vsix = '.cache/notification-explorer.vsix';

/** How a step of the workflow ends, run as GitHub runs it but for what the environment says. */
async function run({ run: line = 'false' }: Step, more: Readonly<Record<string, string>>) {
  const folder = await mkdtemp(join(tmpdir(), 'publish-'));
  const env = sealedEnvironment(createHome(folder), more);
  try {
    return await new Promise<{ readonly code: number | string; readonly said: string }>(resolve => {
      execFile('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', line], { env }, (error, stdout, stderr) =>
        resolve({ code: error?.code ?? 0, said: `${stdout}${stderr}` }),
      );
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

describe('the workflow that publishes', () => {
  it('runs on a Node that the tools of the marketplaces take', async () => {
    const tool = JSON.parse(await readFile('node_modules/@vscode/vsce/package.json', 'utf8'));
    const { 'node-version': version = 0 } =
      steps.find(({ uses }) => uses?.startsWith('actions/setup-node@'))?.with ?? {};
    expect(Number(version)).toBeGreaterThanOrEqual(Number(/\d+/.exec(tool.engines.node)?.[0]));
  });

  it('runs scripts that there are, the tests before it packs, and packs before it publishes', () => {
    const lines = steps.flatMap(step => step.run ?? []);
    const scripts = lines.flatMap(line => /^npm (?:run )?([\w:]+)$/.exec(line)?.[1] ?? []);
    expect(scripts).toEqual(['ci', 'test', 'package', 'package:cli']);
    expect(scripts.filter(name => name !== 'ci' && manifest.scripts[name] === undefined)).toEqual([]);
    expect(lines.findIndex(line => line.includes(' publish '))).toBeGreaterThan(lines.indexOf('npm run package'));
  });

  it('keeps what it packed', () => {
    const kept = steps.find(({ uses }) => uses?.startsWith('actions/upload-artifact@'))?.with?.path ?? '';
    const files = String(kept).trim().split('\n');
    expect(files).toContain(vsix);
    expect(files.filter(file => !file.endsWith('.tgz') && !existsSync(file))).toEqual([]);
  });

  it.each([
    [`v${manifest.version}`, 0],
    ['v99.0.0', 1],
  ])('ends a tag %s with %i', async (tag, code) => {
    expect(await run(named('The tag is the version'), { GITHUB_REF_NAME: tag })).toMatchObject({ code });
  });

  it('takes its tokens from the secrets that the page names, under the names that the tools read', async () => {
    const page = await readFile('docs/publishing.md', 'utf8');
    for (const [step, token] of [
      ['Visual Studio Marketplace', 'VSCE_PAT'],
      ['Open VSX', 'OVSX_PAT'],
    ] as const) {
      expect(named(step).env).toEqual({ [token]: `\${{ secrets.${token} }}` });
      expect(page).toContain(`\`${token}\``);
    }
    expect(page).toContain(`environment \`${jobs.publish.environment}\``);
  });

  it('gives Open VSX the same file, by a version of its tool that does not move', () => {
    expect(named('Open VSX').run).toMatch(/^npx --yes ovsx@\d+\.\d+\.\d+ publish --skip-duplicate /);
    expect(named('Open VSX').run?.endsWith(` ${vsix}`)).toBe(true);
  });
});

/** Where a gallery has an extension, and where it takes a new one: ids and paths are Azure DevOps's own. */
const locations = [
  ['e11ea35a-16fe-4b80-ab11-c4cab88a0966', 'publishers/{publisherName}/extensions/{extensionName}'],
  ['a41192c8-9525-4b58-bc86-179fa549d80d', 'extensions/{extensionId}'],
].map(([id, path]) => ({
  ...{ id, area: 'gallery', resourceName: 'extensions', routeTemplate: `_apis/{area}/${path}` },
  ...{ resourceVersion: 2, minVersion: '1.0', maxVersion: '7.2', releasedVersion: '0.0' },
}));

it('gives a marketplace the packed file, once, however often it runs', async () => {
  const market = await startLocalServer(({ method }) => {
    if (method === 'OPTIONS') return { body: { count: locations.length, value: locations } };
    if (method === 'POST') return {};
    return market.received.some(one => one.method === 'POST') ? { body: { versions: [manifest] } } : { status: 404 };
  });
  try {
    const publish = named('Visual Studio Marketplace');
    const environment = { VSCE_MARKETPLACE_URL: market.url, VSCE_PAT: 'a-token' };
    expect(await run(publish, environment)).toMatchObject({ code: 0 });
    const again = await run(publish, environment);
    expect(again).toMatchObject({ code: 0, said: expect.stringContaining('already published') });
    const sent = market.received.filter(({ method }) => method === 'POST');
    const token = Buffer.from('OAuth:a-token').toString('base64');
    expect(sent.map(({ headers }) => headers.authorization)).toEqual([`Basic ${token}`]);
    expect(sent[0]?.body === (await readFile(vsix, 'utf8'))).toBe(true);
  } finally {
    await market.close();
  }
});
