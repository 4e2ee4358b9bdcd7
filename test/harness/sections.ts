import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { sealedEnvironment } from './environment.ts';
import { runInElectron, runInServer } from './hostTests.ts';
import { projectFolder } from './paths.ts';
import type { RunFolder } from './runFolder.ts';
import type { Section, SectionNeeds, SectionResult } from './section.ts';
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

function node(args: readonly string[], run: RunFolder): StartedProcess {
  return new StartedProcess(process.execPath, args, { environment: sealedEnvironment(run.home), output: 'show' });
}

/** A program whose exit code is the whole result. */
function check(name: string, args: readonly string[], needs: readonly string[] = []): Section {
  return {
    name,
    needs,
    async run({ run }) {
      const code = await node(args, run).exited;
      return code === 0 ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0 };
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
      const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
      const args = [
        program('vitest', 'vitest'),
        'run',
        '--project',
        name,

        ...reporters,
        ...filters,
      ];
      const code = await node(args, run).exited;
      const result = existsSync(report) ? vitestCounts(JSON.parse(await readFile(report, 'utf8'))) : undefined;
      if (result === undefined || (code !== 0 && result.failed === 0)) return { passed: 0, failed: 1, skipped: 0 };
      return result;
    },
  };
}

function vitestCounts(report: {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
}): SectionResult {
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

function hostTests(name: string, run: (needs: SectionNeeds) => Promise<SectionResult>): Section {
  return { name, needs: ['build'], run };
}
