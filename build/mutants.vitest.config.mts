import { defineConfig } from 'vitest/config';

/** The unit tests as mutants are run against: each in its own module graph, since a mutant is switched on inside it. */
export default defineConfig({
  test: {
    environment: 'node',
    setupFiles: ['test/harness/sealedTests.ts'],
    include: ['src/**/*.test.ts'],
    exclude: ['**/*.wire.test.ts', 'src/webview/**', 'src/emulator/**'],
  },
});
