/** What must not be loaded by activation: the AWS SDK, the validators, the linter and the emulator. */
const HEAVY =
  /(?:^|\/)(?:node_modules\/(?:@aws-sdk|@smithy|ajv|ajv-formats|jsonc-parser)\/|validators\.generated\.mjs$|src\/core\/lint\/(?!marks\.ts$)|src\/emulator\/)/;

/** What is behind the views: opening them needs none of what is heavy either. */
const VIEWS = ['src/host/openServices.ts', 'src/host/tree/accountsSource.ts', 'src/host/history/source.ts'];

/** Bytes that the Connect client's own code may take when its unused schemas are gone. It takes 200 KiB when they stay. */
const CONNECT_LIMIT_BYTES = 40 * 1024;

/**
 * The output files that loading `entry` loads with it, itself included: those reached by static imports.
 *
 * @param {import('esbuild').Metafile} metafile
 * @param {string} entry The output path of the entry.
 * @returns {string[]}
 */
export function staticallyLoaded(metafile, entry) {
  const seen = new Set([entry]);
  for (const file of seen) {
    for (const imported of metafile.outputs[file]?.imports ?? []) {
      if (imported.kind === 'import-statement' && !imported.external) seen.add(imported.path);
    }
  }
  return [...seen];
}

/**
 * The source files of which loading the entry evaluates something.
 *
 * @param {import('esbuild').Metafile} metafile
 * @param {string} entry The output path of the entry.
 * @returns {string[]}
 */
export function staticInputs(metafile, entry) {
  const inputs = staticallyLoaded(metafile, entry).flatMap(file =>
    Object.entries(metafile.outputs[file]?.inputs ?? {}),
  );
  return inputs.filter(([, { bytesInOutput }]) => bytesInOutput > 0).map(([input]) => input);
}

/**
 * What breaks the promises of the split build, as sentences; empty when all hold.
 *
 * @param {import('esbuild').Metafile} metafile
 * @param {string} extensionOutput The output path of the extension's entry.
 * @returns {string[]}
 */
export function brokenPromises(metafile, extensionOutput) {
  const broken = [
    ...heavyLoads(metafile, extensionOutput, 'activation'),
    ...VIEWS.flatMap(view => {
      const outputs = outputsOf(metafile, view);
      if (outputs.length === 0) return [`no output holds ${view}: nothing says what opening a view loads`];
      return outputs.flatMap(output => heavyLoads(metafile, output, 'a view'));
    }),
  ];
  const connectBytes = bytesFrom(metafile, 'node_modules/@aws-sdk/client-connect/');
  if (connectBytes > CONNECT_LIMIT_BYTES) {
    broken.push(`client-connect takes ${connectBytes} bytes, more than ${CONNECT_LIMIT_BYTES}: its schemas were kept`);
  }
  return broken;
}

/** Who lints, and what it must not load before a text needs it. */
const LINTERS = ['src/host/lint/linter.ts', 'src/cli/lint/runLint.ts'];
const PARSERS = /^(?:node_modules\/(?:yaml|web-tree-sitter)\/|src\/parsers\/parse)/;

/**
 * What breaks the promise that a parser is loaded with the first text that needs it, as sentences; empty when it holds.
 *
 * @param {import('esbuild').Metafile} metafile
 * @returns {string[]}
 */
export function brokenLinterPromises(metafile) {
  return LINTERS.flatMap(linter => {
    const outputs = outputsOf(metafile, linter);
    if (outputs.length === 0) return [`no output holds ${linter}: nothing says what linting loads`];
    const loaded = outputs.flatMap(output => staticInputs(metafile, output)).filter(input => PARSERS.test(input));
    return loaded.map(input => `${linter} loads ${input}: reach that by import() on first use`);
  });
}

/** Bytes that activation may load: what waits for its first use is loaded by import(). */
const ACTIVATION_LIMIT_BYTES = 15 * 1024;

/** What breaks the promise of a light activation, as sentences; empty when it holds. */
export const brokenActivation = bytes =>
  bytes > ACTIVATION_LIMIT_BYTES ? [`activation loads ${bytes} bytes, more than ${ACTIVATION_LIMIT_BYTES}`] : [];

/** Bytes that the form's script may take, gzipped. */
const FORM_LIMIT_BYTES = 250 * 1000;

/**
 * What breaks the promises of the form's page, as sentences; empty when all hold.
 *
 * @param {number} gzippedBytes The size of its script, gzipped.
 * @param {string} editorVersion The version of the package `codemirror`. 6.65 is version 5 under another name.
 * @returns {string[]}
 */
export function brokenPagePromises(gzippedBytes, editorVersion) {
  const broken = [];
  if (gzippedBytes >= FORM_LIMIT_BYTES) {
    broken.push(`the form's script takes ${gzippedBytes} bytes gzipped, not less than ${FORM_LIMIT_BYTES}`);
  }
  const [major, minor, patch] = editorVersion.split('.').map(Number);
  if (major !== 6 || minor >= 65 || (minor === 0 && patch < 2)) {
    broken.push(`codemirror is ${editorVersion}: it must be 6.0.2 or later of version 6, and not 6.65`);
  }
  return broken;
}

/** The outputs that hold a source file. */
const outputsOf = (metafile, source) =>
  Object.entries(metafile.outputs).flatMap(([output, { inputs }]) => (Object.hasOwn(inputs, source) ? [output] : []));

/** Sentences about what loading an output loads that it must not. */
const heavyLoads = (metafile, output, who) =>
  staticInputs(metafile, output)
    .filter(input => !HEAVY.test(input))
    .flatMap(input => heavyImports(metafile, input, who));

/** One sentence per heavy file that a light one imports statically. */
function heavyImports(metafile, input, who) {
  const imports = metafile.inputs[input]?.imports ?? [];
  return imports
    .filter(({ kind, path }) => kind === 'import-statement' && HEAVY.test(path))
    .map(({ path }) => `${who} loads ${input}, which imports ${path}: reach that by import() on first use`);
}

/** Bytes that sources of a package take in all outputs together. */
function bytesFrom(metafile, folder) {
  let bytes = 0;
  for (const output of Object.values(metafile.outputs)) {
    for (const [input, { bytesInOutput }] of Object.entries(output.inputs)) {
      if (input.includes(folder)) bytes += bytesInOutput;
    }
  }
  return bytes;
}
