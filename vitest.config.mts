import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

const node = { environment: 'node', setupFiles: ['test/harness/sealedTests.ts'] } as const;

/** Files of one worker share what they import: the tests keep no state in modules, and it takes a third of the time. */
const shared = {
  ...node,
  pool: 'threads',
  isolate: false,
  maxWorkers: availableParallelism(),
  // No test asserts how long it takes: the limits only end what hangs, also where the machine has much else to do.
  testTimeout: 30_000,
  hookTimeout: 30_000,
} as const;

/** All files of a project in one process, so that they share a browser and a VS Code of each release. */
const inWorkbench = {
  ...node,
  isolate: false,
  fileParallelism: false,
  // What a person waits for may take long on a busy machine; of itself Vitest would look for a second.
  expect: { poll: { timeout: 20_000 } },
  testTimeout: 120_000,
  hookTimeout: 180_000,
} as const;

/** The kinds of test, told apart by their file's name. */
export default defineConfig({
  test: {
    experimental: { fsModuleCache: true, fsModuleCachePath: '.cache/vitest' },
    projects: [
      {
        test: {
          ...shared,
          name: 'unit',
          include: ['src/**/*.test.ts', 'test/**/*.test.ts', 'build/**/*.test.{mjs,ts}'],
          exclude: [
            '**/*.exports.test.ts',
            '**/*.wire.test.ts',
            '**/*.host.test.ts',
            '**/*.e2e.test.ts',
            '**/*.package.test.ts',
            'test/fixtures/**',
          ],
        },
      },
      {
        test: {
          ...shared,
          name: 'wire',
          include: ['src/**/*.wire.test.ts', 'test/**/*.wire.test.ts'],
        },
      },
      {
        test: {
          ...shared,
          name: 'exports',
          include: ['test/exports/*.exports.test.ts'],
          // A provider of Terraform takes seconds to start, and each plan starts it.
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
      {
        test: { ...inWorkbench, name: 'e2e', include: ['test/e2e/**/*.e2e.test.ts'] },
      },
      {
        test: { ...inWorkbench, name: 'package:installed', include: ['test/package/*.package.test.ts'] },
      },
    ],
  },
});
