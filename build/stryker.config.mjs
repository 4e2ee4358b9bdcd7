/**
 * `npm run mutants [-- --mutate FILES]`: changes the source in small ways, and tells which changes no unit test notices.
 * Unless told otherwise it changes what a fault would cost most in: the road, what is kept on disk, what a policy lets in,
 * and what the linter takes for ours and rewrites. Those that none needs to notice are in `test/mutants.json`, each with
 * the reason; any other fails the run. The report is in `.cache/mutants/report.html`.
 */
export default {
  testRunner: 'in-process',
  plugins: ['./build/mutants/testRunner.mjs'],
  coverageAnalysis: 'perTest',
  mutate: [
    'src/core/changes/*.ts',
    'src/core/kinds/*/operations.ts',
    'src/core/policy/*.ts',
    'src/core/lint/{detect,edits,fixAll,lintRequest}.ts',
    'src/core/lint/model/{fix,keys,printed}.ts',
    'src/core/lint/documents/{hcl,yaml}Notation.ts',
    'src/core/json/edit.ts',
    'src/state/*.ts',
    '!src/**/*.test.ts',
  ],
  // A mutant of what runs once at import needs all of it imported anew, and a run of all tests each.
  ignoreStatic: true,
  // Not ours: it would be read with an API that this version of TypeScript does not have.
  tsconfigFile: 'none',
  ignorePatterns: ['/dist', '/.cache', '/docs', '/test/e2e', '/test/host'],
  tempDirName: '.cache/mutants/sandbox',
  reporters: ['survivors', 'progress-append-only', 'html', 'json'],
  htmlReporter: { fileName: '.cache/mutants/report.html' },
  jsonReporter: { fileName: '.cache/mutants/report.json' },
  concurrency: 2,
};
