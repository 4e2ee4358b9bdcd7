import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { sealedEnvironment } from './environment.ts';
import { runInElectron, runInServer } from './hostTests.ts';
import { projectFolder } from './paths.ts';
import type { RunFolder } from './runFolder.ts';
import { type Section, type SectionNeeds, type SectionResult, sectionFailure } from './section.ts';
import { REPORT_VARIABLE } from './sectionReporter.ts';
import { StartedProcess } from './startedProcess.ts';
import { vscodeReleases } from './vscodeRelease.ts';

const webviewTypes = join(projectFolder, 'src', 'webview', 'tsconfig.json');

/** The sections of `npm test`, in their order. */
export const sections: readonly Section[] = [
  check('build', ['esbuild.mjs']),
  check('package', ['build/package.mjs'], ['build']),
  check('generated', ['build/run.mjs', 'build/contributions.ts', '--check']),
  check('types', [program('typescript', 'tsc'), '-p', 'tsconfig.json'], ['build']),
  check('types:core', [program('typescript', 'tsc'), '-p', 'src/core/tsconfig.json'], ['build']),
  ...(existsSync(webviewTypes) ? [check('types:webview', [program('typescript', 'tsc'), '-p', webviewTypes])] : []),
  check('lint:biome', [program('@biomejs/biome', 'biome'), 'ci']),
  check('lint:boundaries', ['build/boundaries.mjs']),
  vitest('unit'),
  vitest('wire', ['build']),
  hostTests('host:oldest', needs => runInServer(vscodeReleases.oldest, needs)),
  hostTests('host:current', needs => runInServer(vscodeReleases.current, needs)),
  vitest('e2e', ['package']),
  { ...hostTests('electron', runInElectron), onlyWhenNamed: true },
];

/** The script behind a package's command, run with our own Node: `node_modules/.bin` holds no script on Windows. */
function program(packageName: string, command: string): string {
  const manifestPath = join(projectFolder, 'node_modules', packageName, 'package.json');
  const manifest: { readonly bin: string | Readonly<Record<string, string>> } = createRequire(import.meta.url)(
    manifestPath,
  );
  const script = typeof manifest.bin === 'string' ? manifest.bin : manifest.bin[command];
  if (script === undefined) throw new Error(`${packageName} has no command ${command}`);
  return join(dirname(manifestPath), script);
}

function node(args: readonly string[], run: RunFolder, extra: Readonly<Record<string, string>> = {}): StartedProcess {
  return new StartedProcess(process.execPath, args, {
    environment: sealedEnvironment(run.home, extra),
    output: 'show',
  });
}

/** A program whose exit code is the whole result. */
function check(name: string, args: readonly string[], needs: readonly string[] = []): Section {
  return {
    name,
    needs,
    async run({ run }) {
      const code = await node(args, run).exited;
      return code === 0 ? { passed: 1, failures: [], skipped: 0 } : sectionFailure(`ended with ${code}`);
    },
  };
}

/** A project of vitest.config.mts. */
function vitest(name: string, needs: readonly string[] = []): Section {
  return {
    name,
    needs,
    async run({ run, filters }) {
      const report = join(run.folder, `${name}.json`);
      const reporter = join(projectFolder, 'test', 'harness', 'sectionReporter.ts');
      const reporters = ['--reporter=default', `--reporter=${reporter}`];
      const args = [program('vitest', 'vitest'), 'run', '--project', name, ...reporters, ...filters];
      const code = await node(args, run, { [REPORT_VARIABLE]: report }).exited;
      if (!existsSync(report)) return sectionFailure(`vitest ended with ${code} before the tests did`);
      const result: SectionResult = JSON.parse(await readFile(report, 'utf8'));
      return code !== 0 && result.failures.length === 0 ? sectionFailure(`vitest ended with ${code}`) : result;
    },
  };
}

function hostTests(name: string, run: (needs: SectionNeeds) => Promise<SectionResult>): Section {
  return { name, needs: ['build'], run };
}
