import { readdirSync, readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { SourceMap } from 'node:module';
import { createServer } from 'node:net';
import { join, relative, resolve } from 'node:path';
import { Ajv } from 'ajv';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { copyShipped } from '../../build/shipped.mjs';
import { createHome, sealedEnvironment } from '../harness/environment.ts';
import { developmentFolder, projectFolder } from '../harness/paths.ts';
import { openRunFolder, type RunFolder } from '../harness/runFolder.ts';
import { StartedProcess } from '../harness/startedProcess.ts';
import { installVscode, vscodeReleases } from '../harness/vscodeRelease.ts';
import { openWorkbench } from './openWorkbench.ts';
import type { Workbench } from './workbench.ts';

/** A line that Refresh All comes by. */
const wanted = { source: 'src/host/tree/commands.ts', text: 'await readAnew(explorer', inside: 'refreshAll' };

/** The folder of the extension, with a build for debugging in place of the one that is shipped. */
async function developed(run: RunFolder): Promise<string> {
  const folder = join(run.folder, 'extension');
  await mkdir(folder);
  await copyShipped(projectFolder, folder);
  const args = ['esbuild.mjs', '--dev', '--outdir', join(folder, 'dist')];
  await new StartedProcess(process.execPath, args, { environment: sealedEnvironment(run.home) }).finished();
  return folder;
}

/** The source map that a built file carries. */
function mapOf(text: string): SourceMap {
  const [, encoded = ''] = /sourceMappingURL=data:application\/json;base64,(\S+)/.exec(text) ?? [];
  return new SourceMap(JSON.parse(Buffer.from(encoded, 'base64').toString()));
}

interface Place {
  readonly file: string;
  /** From 0. */
  readonly line: number;
}

/** Where a line of the sources stands in the build, by the maps alone. */
function placeInBuild(folder: string, source: string, line: number): Place {
  for (const name of readdirSync(folder).filter(file => file.endsWith('.js'))) {
    const text = readFileSync(join(folder, name), 'utf8');
    if (!text.includes('sourceMappingURL')) continue;
    const map = mapOf(text);
    const lines = text.split('\n');
    const found = lines.findIndex((code, index) => {
      const origin = map.findEntry(index, code.search(/\S/));
      if (!('originalSource' in origin) || origin.originalLine !== line) return false;
      return relative(projectFolder, resolve(folder, origin.originalSource)) === source;
    });
    if (found !== -1) return { file: name, line: found };
  }
  throw new Error(`${source}:${line + 1} is not in the build`);
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  await new Promise(done => server.close(done));
  if (address === null || typeof address === 'string') throw new Error('a port was asked for');
  return address.port;
}

describe('a build for debugging', () => {
  let run: RunFolder;
  let workbench: Workbench | undefined;
  beforeAll(async () => {
    run = await openRunFolder('debugging');
  });
  afterAll(async () => {
    await workbench?.close();
    await run.close();
  });

  it('stops in VS Code’s extension host at a line of the sources', async () => {
    const extension = await developed(run);
    const debugPort = await freePort();
    workbench = await openWorkbench({ seed: null, unpacked: { extension, debugPort } });
    await workbench.openAccounts();
    await workbench.runCommand('AWS Notifications: Refresh All');

    const source = readFileSync(join(projectFolder, wanted.source), 'utf8').split('\n');
    const line = source.findIndex(text => text.includes(wanted.text));
    const place = placeInBuild(join(extension, 'dist'), wanted.source, line);
    const { nodeProgram } = await installVscode(vscodeReleases.current);
    const script = join(import.meta.dirname, 'breakpoint.mjs');
    const debuggerArgs = [script, String(debugPort), `/dist/${place.file}`, String(place.line)];
    const client = new StartedProcess(nodeProgram, debuggerArgs, { environment: sealedEnvironment(run.home) });
    await client.line(/^(set)$/, 20_000);
    const stop = client.line(/^stopped (.*)$/, 20_000);
    await workbench.runCommand('AWS Notifications: Refresh All');
    const stopped = JSON.parse(await stop);
    expect(stopped).toMatchObject({ line: place.line, functionName: wanted.inside });
    const built = readFileSync(join(extension, 'dist', place.file), 'utf8').split('\n');
    expect(built[stopped.line]).toContain(wanted.text);
  });
});

describe('what F5 does', () => {
  const read = (path: string): string => readFileSync(join(projectFolder, path), 'utf8');
  const { configurations } = JSON.parse(read('.vscode/launch.json'));
  const { tasks } = JSON.parse(read('.vscode/tasks.json'));
  const { scripts } = JSON.parse(read('package.json'));
  /** What VS Code itself reads of every configuration, besides what its kind of debugger does. */
  const general = ['name', 'type', 'request', 'preLaunchTask'];

  it.each<Record<string, string>>(configurations)('is said by settings that VS Code knows: $name', async one => {
    const { serverScript } = await installVscode(vscodeReleases.current);
    const manifest = join(serverScript, '..', '..', 'extensions', 'ms-vscode.js-debug', 'package.json');
    const { debuggers } = JSON.parse(readFileSync(manifest, 'utf8')).contributes;
    const kind = debuggers.find(({ type }: { readonly type: string }) => type === one.type);
    const attributes = kind?.configurationAttributes[one.request ?? ''];
    const ajv = new Ajv({ strict: false, unicodeRegExp: false });
    ajv.validate(attributes, one);
    expect(ajv.errors).toBeNull();
    const known = [...general, ...Object.keys(attributes.properties)];
    expect(Object.keys(one).filter(name => !known.includes(name))).toEqual([]);
  });

  it('first runs a task that ends with each build, so that VS Code waits for it', () => {
    const task = tasks.find(({ label }: { readonly label: string }) => label === configurations[0].preLaunchTask);
    expect(scripts).toHaveProperty(task.script);
    const { beginsPattern, endsPattern } = task.problemMatcher.background;
    const build = read('esbuild.mjs');
    const said = [...build.matchAll(/console\.\w+\([`'](watch: [^`'$]*)/g)].map(([, text = '']) => text);
    const matching = (pattern: string) => said.filter(text => new RegExp(pattern).test(text));
    expect(matching(beginsPattern)).toHaveLength(1);
    expect(matching(endsPattern)).toHaveLength(2);
  });

  it('leads the extension to the home that the task fills', () => {
    const set: Readonly<Record<string, string>> = configurations[0].env;
    const here = Object.entries(set).map(([name, value]) => [name, value.replace('${workspaceFolder}', projectFolder)]);
    const filled = sealedEnvironment(createHome(developmentFolder), {}, {});
    expect(Object.entries(filled)).toEqual(expect.arrayContaining(here.filter(([, value]) => value !== '')));
  });
});
