import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Language, Parser } from 'web-tree-sitter';
import { sealedEnvironment } from '../harness/environment.ts';
import type { CliWorld } from '../support/cliWorld.ts';
import { openDemo } from './demoWorld.ts';
import { whatIsSet, withNothingSet } from './estates.ts';
import { runTool, toolIsHere } from './tools.ts';

const hasAws = await toolIsHere('aws', ['--version'], 'to run an export with');
const hasLint = await toolIsHere('cfn-lint', ['--version'], 'to read a template');
const grammarOfPowerShell = createRequire(import.meta.url).resolve(
  'tree-sitter-powershell/tree-sitter-powershell.wasm',
);
const both = ['--profile', 'production', '--profile', 'staging'];

describe('an export of the whole demo', () => {
  let world: CliWorld;
  let demo: unknown;

  beforeAll(async () => {
    ({ world, demo } = await openDemo());
  });
  afterAll(() => world.close());

  it.skipIf(!hasAws)('is brought back by the AWS CLI, registrations and all', async () => {
    const script = join(world.home.folder, 'all.sh');
    await world.run(['export', '--as', 'cli', ...both, '--out', script]);
    await world.control('PUT', 'state', withNothingSet(demo));
    const env = sealedEnvironment(world.home, {
      DEVICE_TOKEN_1: 'one',
      DEVICE_TOKEN_2: 'two',
      DEVICE_TOKEN_3: 'three',
    });
    expect(await runTool('bash', [script], { env })).toMatchObject({ code: 0, stderr: '' });
    expect(whatIsSet(await world.control('GET', 'state'))).toEqual(whatIsSet(demo));
    await world.control('PUT', 'state', demo);
  });

  it('is a script of PowerShell from its first line to its last', async () => {
    const { stdout } = await world.run(['export', '--as', 'powershell', ...both]);
    await Parser.init();
    const parser = new Parser();
    parser.setLanguage(await Language.load(await readFile(grammarOfPowerShell)));
    const isWhole = (text: string): boolean => parser.parse(text)?.rootNode.hasError === false;
    // The grammar does not know this assignment of PowerShell 7.
    const older = stdout.replaceAll(' ??= ', ' = ');
    expect(isWhole(older)).toBe(true);
    expect(isWhole(older.replaceAll("\n'@", ''))).toBe(false);
    expect(older.match(/^Send-Request '/gm)?.length).toBeGreaterThan(10);
  });

  it.skipIf(!hasLint).each([
    ['of one account and Region', ['--profile', 'production', '--region', 'us-east-1']],
    ['of all accounts and Regions', both],
  ])('as a template %s is right for cfn-lint, which only says that Pinpoint has ended', async (_name, where) => {
    const { stdout } = await world.run(['export', '--as', 'cloudformation', ...where]);
    const template = join(world.home.folder, 'template.yaml');
    await writeFile(template, stdout);
    const env = sealedEnvironment(world.home);
    const { stdout: said } = await runTool('cfn-lint', ['--format', 'json', template], { env });
    const rules = JSON.parse(said).map((one: { readonly Rule: { readonly Id: string } }) => one.Rule.Id);
    expect(new Set(rules)).toEqual(new Set(['W3696']));
  });
});
