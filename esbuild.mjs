/**
 * Builds what is shipped, into dist/: the extension and the command line, split so that each loads only what it uses,
 * and the emulator as a bundle of its own.
 *
 * `--dev` builds the same for debugging: readable, with source maps. `--watch` builds anew after every change.
 * `--outdir FOLDER` builds elsewhere than into dist/.
 */
import { existsSync, watch } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { build, transform } from 'esbuild';
import {
  brokenActivation,
  brokenLinterPromises,
  brokenPagePromises,
  brokenPromises,
  staticallyLoaded,
} from './build/bundleChecks.mjs';
import { editorSchemaFiles } from './build/editorSchemas.mjs';
import { iconsNamed } from './build/icons.mjs';
import { leanClients } from './build/leanClients.mjs';
import { compileSchemas } from './build/schemas.mjs';
import { billOfMaterials, noticesText, thirdParties } from './build/thirdParty.mjs';

const root = dirname(fileURLToPath(import.meta.url));
const {
  values: { dev, watch: watching, outdir },
} = parseArgs({
  options: {
    dev: { type: 'boolean', default: false },
    watch: { type: 'boolean', default: false },
    outdir: { type: 'string', default: 'dist' },
  },
});
const dist = resolve(root, outdir);
const entries = { extension: 'src/extension.ts', cli: 'src/cli/main.ts' };
const emulatorEntry = 'src/emulator/main.ts';
/** What is loaded by its name; chunks are loaded from there. */
const entryFiles = ['extension.js', 'cli.js', 'emulator.js'];

/** Maps lie in the files themselves: so nothing else is in dist/, and esbuild chains the two steps of a split file. */
const readable = dev ? { minify: false, sourcemap: 'inline' } : { minify: true };

/** What every bundle has in common. `module` before `main` takes the packages' ES modules, which can be shaken. */
const shared = {
  absWorkingDir: root,
  bundle: true,
  ...readable,
  keepNames: false,
  platform: 'node',
  target: 'node20',
  mainFields: ['module', 'main'],
  external: ['vscode'],
  // Its ES module declares a `require` of its own, which ours would be taken for once it is CommonJS.
  alias: { 'web-tree-sitter': join(root, 'node_modules', 'web-tree-sitter', 'web-tree-sitter.cjs') },
  legalComments: 'none',
  metafile: true,
  write: false,
  logLevel: 'warning',
};

/** Makes the emulator a file of its own, loaded when the program runs: `import('../emulator/main.ts')` elsewhere. */
const emulatorApart = {
  name: 'emulator-apart',
  setup(bundler) {
    bundler.onResolve({ filter: /(?:^\.\/emulator\.js|\/emulator\/main\.ts)$/ }, ({ kind }) =>
      kind === 'entry-point' ? undefined : { path: './emulator.js', external: true },
    );
  },
};

const present = table => Object.fromEntries(Object.entries(table).filter(([, file]) => existsSync(join(root, file))));

/**
 * The extension and the command line: split as ES modules, since esbuild splits nothing else, then each file made
 * CommonJS on its own, which VS Code and Node load faster and which lets `require` stay lazy.
 */
async function buildSplit() {
  const result = await build({
    ...shared,
    entryPoints: present(entries),
    outdir: dist,
    format: 'esm',
    splitting: true,
    chunkNames: 'chunk-[hash]',
    plugins: [leanClients, emulatorApart],
  });
  const files = await Promise.all(
    result.outputFiles.map(async ({ path, text }) => ({ path, text: await asCommonJs(path, text) })),
  );
  return { files, metafile: result.metafile };
}

/** Some libraries ask where they are by `import.meta.url`, which CommonJS does not have. */
const ownUrl = 'const ownUrl = require("node:url").pathToFileURL(__filename).href;';

/** Neutral to Node, for which esbuild would add to each of the many files what only an ES module that imports it looks at. */
async function asCommonJs(path, text) {
  const asksWhere = text.includes('import.meta.url');
  const { code } = await transform(text, {
    ...readable,
    sourcefile: path,
    format: 'cjs',
    platform: 'neutral',
    target: 'node20',
    supported: { 'dynamic-import': false },
    ...(asksWhere ? { define: { 'import.meta.url': 'ownUrl' }, banner: ownUrl } : {}),
  });
  return code;
}

async function buildEmulator() {
  const { outputFiles, metafile } = await build({
    ...shared,
    entryPoints: present({ emulator: emulatorEntry }),
    outdir: dist,
    format: 'cjs',
  });
  return { files: outputFiles, metafile };
}

/** What is shipped as its package has it, by its folder in dist/: VS Code's icons, and the parser of Terraform's language. */
const copied = [
  ['webview', 'node_modules/@vscode/codicons/dist/codicon.css'],
  ['webview', 'node_modules/@vscode/codicons/dist/codicon.ttf'],
  ['', 'node_modules/web-tree-sitter/web-tree-sitter.wasm'],
  ['', 'node_modules/@tree-sitter-grammars/tree-sitter-hcl/tree-sitter-terraform.wasm'],
];

/** @param built What may name an icon. */
async function copies(built) {
  const texts = built.map(({ text }) => text);
  const contentsOf = async file => {
    const contents = await readFile(join(root, file));
    if (!file.endsWith('.css')) return contents;
    return (await transform(iconsNamed(contents.toString('utf8'), texts), { ...readable, loader: 'css' })).code;
  };
  return Promise.all(
    copied.map(async ([folder, file]) => ({
      path: join(dist, folder, basename(file)),
      contents: await contentsOf(file),
    })),
  );
}

/**
 * The webview pages, for the browser inside VS Code: `src/webview/PAGE/main.ts` becomes `dist/webview/PAGE.js`, and its
 * `PAGE.css` lies beside it.
 */
async function buildPages() {
  const names = (await readdir(join(root, 'src', 'webview'))).filter(name => !name.includes('.'));
  const { outputFiles, metafile } = await build({
    ...shared,
    entryPoints: names.flatMap(name => [
      { in: `src/webview/${name}/main.ts`, out: name },
      { in: `src/webview/${name}/${name}.css`, out: name },
    ]),
    outdir: join(dist, 'webview'),
    format: 'iife',
    platform: 'browser',
    target: 'es2023',
  });
  return { files: outputFiles, metafile };
}

/** What is shipped of the packages, besides what the bundles hold: its terms, and the list that tools read. */
async function thirdPartyFiles(metafiles) {
  const packages = thirdParties(
    root,
    metafiles,
    copied.map(([, file]) => file),
  );
  const self = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  return [
    { path: join(dist, 'THIRD_PARTY_NOTICES.txt'), text: noticesText(packages) },
    { path: join(dist, 'sbom.cdx.json'), text: billOfMaterials(self, packages) },
  ];
}

/** Folders whose every `page.md` explains the rule, or the finding of a check, that its first line names. */
const ruleFolders = ['src/core/lint/rules', 'src/core/kinds', 'src/core/fleet/pages'];

/** The pages of the rules, as the editor serves them: `dist/rules/RULE.md`. */
async function rulePages() {
  const found = await Promise.all(
    ruleFolders.map(async folder => {
      const names = await readdir(join(root, folder), { recursive: true });
      return names.filter(name => basename(name) === 'page.md').map(name => join(root, folder, name));
    }),
  );
  return Promise.all(
    found.flat().map(async file => {
      const text = await readFile(file, 'utf8');
      const id = /^# (\S+)$/m.exec(text)?.[1];
      if (id === undefined) throw new Error(`${file} names no rule`);
      return { path: join(dist, 'rules', `${id}.md`), text };
    }),
  );
}

/**
 * Puts the files in place one by one, the entries last: a broken build leaves the last good one, and who runs it meanwhile
 * finds a whole file at any time.
 *
 * @param clear Whether what is not built any more goes: chunks of old texts.
 */
async function writeDist(files, clear) {
  const fresh = join(root, '.cache', `dist-${process.pid}`);
  const built = files
    .map(({ path, text, contents = text }) => ({ name: relative(dist, path), contents }))
    .sort((a, b) => entryFiles.indexOf(a.name) - entryFiles.indexOf(b.name));
  for (const { name, contents } of built) {
    await mkdir(dirname(join(fresh, name)), { recursive: true });
    await writeFile(join(fresh, name), contents);
  }
  for (const { name } of built) {
    await mkdir(dirname(join(dist, name)), { recursive: true });
    await rename(join(fresh, name), join(dist, name));
  }
  await rm(fresh, { recursive: true });
  if (!clear) return;
  const names = new Set(built.map(({ name }) => name));
  const old = (await readdir(dist, { recursive: true, withFileTypes: true })).filter(entry => entry.isFile());
  for (const { parentPath, name } of old) {
    if (!names.has(relative(dist, join(parentPath, name)))) await rm(join(parentPath, name));
  }
}

const kib = bytes => `${(bytes / 1024).toFixed(1)} KiB`;

/** Bytes of each file of dist/, by its path below the root. */
const sizesOf = files =>
  new Map(files.map(({ path, text, contents = text }) => [relative(root, path), Buffer.byteLength(contents)]));

/** How many files loading an entry loads, and how many bytes they have together. */
function loadedBy(entry, sizes, metafile) {
  const loaded = staticallyLoaded(metafile, entry);
  return { count: loaded.length, bytes: loaded.reduce((sum, file) => sum + (sizes.get(file) ?? 0), 0) };
}

function printSizes(files, sizes, metafile) {
  const total = [...sizes.values()].reduce((sum, bytes) => sum + bytes, 0);
  console.log(`dist: ${files.length} files, ${kib(total)}`);
  for (const name of ['extension', 'cli']) {
    const entry = join('dist', `${name}.js`);
    const { count, bytes } = loadedBy(entry, sizes, metafile);
    if (sizes.has(entry)) console.log(`  ${entry}: loads ${count} files, ${kib(bytes)}`);
  }
  const emulator = sizes.get(join('dist', 'emulator.js'));
  if (emulator !== undefined) console.log(`  ${join('dist', 'emulator.js')}: ${kib(emulator)}`);
  for (const { path, contents } of files.filter(({ path }) => /webview.*\.js$/.test(path))) {
    console.log(`  ${relative(root, path)}: ${kib(contents.length)}, ${kib(gzipSync(contents).length)} gzipped`);
  }
}

/** Builds everything. With `clear`, what earlier builds left goes. @throws What is wrong with the sources, or which promise the bundles break. */
async function buildAll(clear) {
  const validators = await compileSchemas();
  const [split, emulator, pages, rules, schemas] = await Promise.all([
    buildSplit(),
    buildEmulator(),
    buildPages(),
    rulePages(),
    editorSchemaFiles(root, join(dist, 'schemas')),
  ]);
  const notices = await thirdPartyFiles([validators, ...[split, emulator, pages].map(({ metafile }) => metafile)]);
  const files = [
    ...split.files,
    ...emulator.files,
    ...pages.files,
    ...(await copies([...split.files, ...pages.files])),
    ...rules,
    ...schemas,
    ...notices,
  ];
  if (!dev) await checkPromises(files, split.metafile);
  await writeDist(files, clear);
}

async function checkPromises(files, metafile) {
  const form = files.find(({ path }) => path === join(dist, 'webview', 'form.js'));
  const manifest = join(root, 'node_modules', 'codemirror', 'package.json');
  const editorVersion = JSON.parse(await readFile(manifest, 'utf8')).version;
  const sizes = sizesOf(files);
  printSizes(files, sizes, metafile);
  const broken = [
    ...brokenActivation(loadedBy('dist/extension.js', sizes, metafile).bytes),
    ...brokenPromises(metafile, 'dist/extension.js'),
    ...brokenLinterPromises(metafile),
    ...brokenPagePromises(gzipSync(form.contents).length, editorVersion),
  ];
  if (broken.length > 0) throw new Error(broken.join('\n'));
}

/** Folders and files that the build reads, besides packages. */
const watched = ['src', 'schemas'];
/** Editors write a file in several steps, and people save several files. */
const QUIET_MS = 50;

/** Builds after every change, for good. What is broken is told, and the last good build stays in place. */
async function buildOnChange() {
  let changed = () => {};
  for (const folder of watched) {
    watch(join(root, folder), { recursive: true }, (_, name) => {
      if (!name?.includes('.generated.')) changed();
    });
  }
  // A window that still runs the build before finds its chunks: they go when the next watch begins.
  for (let first = true; ; first = false) {
    // Asked for before the build: a change during it is followed by another.
    const change = new Promise(resolve => {
      changed = resolve;
    });
    const started = performance.now();
    console.log('watch: building');
    await buildAll(first).then(
      () => console.log(`watch: built in ${((performance.now() - started) / 1000).toFixed(1)} s`),
      error => console.error(`watch: not built\n${error.message}`),
    );
    await change;
    await wait(QUIET_MS);
  }
}

if (watching) await buildOnChange();
else {
  await buildAll(true).catch(error => {
    // esbuild has shown its own errors already.
    console.error(`build: ${error.message}`);
    process.exit(1);
  });
}
