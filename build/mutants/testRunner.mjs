/**
 * Runs the unit tests against mutants in one process. Every test file is bundled and imported once; a mutant is a switch
 * inside what is imported, so that its tests take as long as they take, and not as long as importing them does.
 */
import { cp, mkdir, readFile, rm } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { declareClassPlugin, declareFactoryPlugin, PluginKind } from '@stryker-mutator/api/plugin';
import {
  DryRunStatus,
  determineHitLimitReached,
  TestStatus,
  toMutantRunResult,
} from '@stryker-mutator/api/test-runner';
import { build } from 'esbuild';
import { glob } from 'tinyglobby';
import { SurvivorsReporter } from './survivors.mjs';

export const strykerPlugins = [
  declareFactoryPlugin(PluginKind.TestRunner, 'in-process', () => new InProcessRunner()),
  declareClassPlugin(PluginKind.Reporter, 'survivors', SurvivorsReporter),
];

/** What Stryker's switches look at: which mutant is on, which test runs. */
globalThis.__stryker__ ??= {};
const space = globalThis.__stryker__;

class InProcessRunner {
  #bundle;
  #suites = new Map();
  #tests = new Map();

  capabilities() {
    return { reloadEnvironment: true };
  }

  async init() {
    this.#bundle = await bundleTests();
    await import(pathToFileURL(this.#bundle.entry('test/harness/sealedTests.ts')).href);
  }

  async dryRun({ files = [] }) {
    await this.#load(files);
    space.activeMutant = undefined;
    const tests = await this.#run(() => true, true);
    return { status: DryRunStatus.Complete, tests, mutantCoverage: space.mutantCoverage };
  }

  async mutantRun({ activeMutant, testFilter, hitLimit, sandboxFileName, disableBail, reloadEnvironment }) {
    const ids = testFilter && new Set(testFilter);
    if (reloadEnvironment) {
      await this.#bundle.copyAside();
      this.#suites.clear();
      space.activeMutant = activeMutant.id;
    }
    try {
      await this.#load([sandboxFileName]);
      Object.assign(space, { activeMutant: activeMutant.id, hitCount: 0, hitLimit });
      const tests = await this.#run(item => ids === undefined || ids.has(this.#tests.get(item)), disableBail);
      return toMutantRunResult(
        determineHitLimitReached(space.hitCount, hitLimit) ?? { status: DryRunStatus.Complete, tests },
      );
    } finally {
      space.activeMutant = undefined;
    }
  }

  /** Collects the tests of all files that import one of these, each once. */
  async #load(files) {
    const { collect, allTests, fullName } = await import(
      pathToFileURL(this.#bundle.entry('build/mutants/inProcess.mjs')).href
    );
    for (const file of this.#bundle.related(files.map(name => relative(process.cwd(), name)))) {
      if (this.#suites.has(file)) continue;
      const suite = await collect(file, () => import(pathToFileURL(this.#bundle.entry(file)).href));
      this.#suites.set(file, suite);
      const seen = new Map();
      for (const item of allTests(suite)) {
        const name = fullName(item);
        const count = (seen.get(name) ?? 0) + 1;
        seen.set(name, count);
        this.#tests.set(item, count === 1 ? name : `${name} #${count}`);
      }
    }
  }

  async #run(wanted, toTheEnd) {
    const { run } = await import(pathToFileURL(this.#bundle.entry('build/mutants/inProcess.mjs')).href);
    const results = [];
    const watch = {
      before: item => {
        space.currentTestId = this.#tests.get(item);
      },
      after: (item, failure, timeSpentMs) => {
        space.currentTestId = undefined;
        const id = this.#tests.get(item);
        const base = { id, name: id, timeSpentMs };
        results.push(
          failure === undefined
            ? { ...base, status: TestStatus.Success }
            : { ...base, status: TestStatus.Failed, failureMessage: String(failure?.stack ?? failure) },
        );
        return toTheEnd || failure === undefined;
      },
    };
    for (const suite of this.#suites.values()) if (!(await run(suite, wanted, watch))) break;
    return results;
  }
}

async function bundleTests() {
  const root = process.cwd();
  const tests = await glob(['src/**/*.test.ts'], {
    cwd: root,
    ignore: ['**/*.wire.test.ts', 'src/webview/**', 'src/emulator/**'],
  });
  const outdir = resolve(root, `.cache/mutants/bundle-${process.pid}`);
  await mkdir(outdir, { recursive: true });
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: [...tests, 'build/mutants/inProcess.mjs', 'test/harness/sealedTests.ts'],
    outdir,
    outbase: root,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    packages: 'external',
    outExtension: { '.js': '.mjs' },
    metafile: true,
    logLevel: 'error',
    plugins: [forVitest],
  });
  let folder = outdir;
  let copies = 0;
  return {
    entry: file => join(folder, file.replace(/\.\w+$/, '.mjs')),
    /** The same modules under other names, which are evaluated anew. */
    copyAside: async () => {
      const old = folder;
      folder = `${outdir}-${++copies}`;
      await cp(outdir, folder, { recursive: true });
      if (old !== outdir) await rm(old, { recursive: true });
    },
    related: files => tests.filter(test => files.some(file => reaches(metafile.inputs, test, file))),
  };
}

/** Whether a file imports another, directly or not. */
function reaches(inputs, from, to) {
  const seen = new Set([from]);
  for (const file of seen) for (const { path } of inputs[file]?.imports ?? []) seen.add(path);
  return seen.has(to);
}

/** Our own `vitest`, and each file's own address, which a bundle would move. */
const forVitest = {
  name: 'for vitest',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^vitest$/ }, () => ({ path: resolve('build/mutants/inProcess.mjs') }));
    onLoad({ filter: /[\\/](?:src|test)[\\/].*\.ts$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8');
      if (!text.includes('import.meta')) return undefined;
      return {
        loader: 'ts',
        contents: text
          .replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href))
          .replaceAll('import.meta.dirname', JSON.stringify(dirname(path))),
      };
    });
  },
};
