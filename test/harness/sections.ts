import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { sealedEnvironment } from './environment.ts';
import { runInElectron, runInServer } from './hostTests.ts';
import { projectFolder } from './paths.ts';
import { secondTry } from './secondTry.ts';
import { type Section, type SectionNeeds, type SectionResult, sectionFailure } from './section.ts';
import { REPORT_VARIABLE } from './sectionReporter.ts';
import { StartedProcess } from './startedProcess.ts';
import { vscodeReleases } from './vscodeRelease.ts';

/** The sections of `npm test` in the order in which they begin: the quick ones, then the longer the earlier. */
export const sections: readonly Section[] = [
  quick(check('build', ['esbuild.mjs'])),
  check('package', ['build/package.mjs', '--twice'], ['build']),
  quick(check('generated', ['build/run.mjs', 'build/contributions.ts', '--check'])),
  quick(check('generated:texts', ['build/run.mjs', 'build/texts.ts', '--check'])),
  quick(check('generated:references', ['build/run.mjs', 'build/references.ts', '--check'], ['build'])),
  quick(check('types', [program('typescript', 'tsc'), '-p', 'tsconfig.json'], ['build'])),
  quick(check('types:core', [program('typescript', 'tsc'), '-p', 'src/core/tsconfig.json'], ['build'])),
  quick(check('types:webview', [program('typescript', 'tsc'), '-p', 'src/webview/tsconfig.json'])),
  quick(check('lint:biome', [program('@biomejs/biome', 'biome'), 'ci'])),
  quick(check('lint:boundaries', ['build/boundaries.mjs'])),
  quick(vitest('unit', ['build'])),
  secondTry(vitest('e2e', ['package'])),
  secondTry(hostTests('host:current', needs => runInServer(vscodeReleases.current, needs))),
  secondTry(hostTests('host:oldest', needs => runInServer(vscodeReleases.oldest, needs))),
  secondTry(vitest('package:installed', ['package'])),
  secondTry(vitest('wire', ['build'])),
  { ...vitest('exports', ['build']), onlyWhenNamed: true },
  { ...hostTests('electron', runInElectron), onlyWhenNamed: true },
];

function quick(section: Section): Section {
  return { ...section, quick: true };
}

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

/** Colours for a person, though what we start writes to us. */
const colours: Readonly<Record<string, string>> =
  process.stdout.isTTY && process.env.NO_COLOR === undefined ? { FORCE_COLOR: '1' } : {};

function node(
  args: readonly string[],
  { run, show }: SectionNeeds,
  extra: Readonly<Record<string, string>> = {},
): Promise<number> {
  const environment = sealedEnvironment(run.home, { ...colours, ...extra });
  return new StartedProcess(process.execPath, args, { environment, show }).exited;
}

/** A program whose exit code is the whole result. */
function check(name: string, args: readonly string[], needs: readonly string[] = []): Section {
  return {
    name,
    needs,
    async run(given) {
      const code = await node(args, given);
      return code === 0 ? { passed: 1, failures: [], skipped: 0 } : sectionFailure(`ended with ${code}`);
    },
  };
}

/** A project of vitest.config.mts. */
function vitest(name: string, needs: readonly string[] = []): Section {
  return {
    name,
    needs,
    async run(given) {
      const report = join(given.run.folder, `${name.replaceAll(':', '-')}.json`);
      const reporter = join(projectFolder, 'test', 'harness', 'sectionReporter.ts');
      const reporters = ['--reporter=default', `--reporter=${reporter}`];
      const args = [program('vitest', 'vitest'), 'run', '--project', name, ...reporters, ...given.filters];
      const code = await node(args, given, { [REPORT_VARIABLE]: report });
      if (!existsSync(report)) return sectionFailure(`vitest ended with ${code} before the tests did`);
      const result: SectionResult = JSON.parse(await readFile(report, 'utf8'));
      return code !== 0 && result.failures.length === 0 ? sectionFailure(`vitest ended with ${code}`) : result;
    },
  };
}

function hostTests(name: string, run: (needs: SectionNeeds) => Promise<SectionResult>): Section {
  return { name, needs: ['build'], run };
}
