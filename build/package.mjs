/**
 * Packs the built extension into .cache/notification-explorer.vsix, with its bill of materials beside it, and checks what is
 * in it. Prints path and hash last. With `--twice` it packs again and holds the two to each other: one commit makes one file,
 * byte for byte.
 *
 * What is shipped is copied aside first: vsce looks at every file below the folder it packs, and the cache has 100,000.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmod, cp, mkdir, mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createVSIX } from '@vscode/vsce';
import { publishing } from './publishing.mjs';
import { copyShipped } from './shipped.mjs';

const LIMIT_BYTES = 1.5 * 1024 * 1024;
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const vsix = join(root, '.cache', 'notification-explorer.vsix');

/** Translations, where there are any. */
const TRANSLATIONS = /^(?:package\.nls|l10n\/bundle\.l10n)\.[\w-]+\.json$/;

/** All else that may be shipped, and at least one file of each. */
const SHIPPED = [
  /^package(?:\.nls)?\.json$/,
  /^(?:README\.md|CHANGELOG\.md|LICENSE|THIRD_PARTY_NOTICES\.txt)$/,
  /^bin\/notification-explorer(?:\.cmd)?$/,
  /^dist\/(?:extension|cli|emulator)\.js$/,
  /^dist\/chunk-\w+\.js$/,
  /^dist\/(?:web-tree-sitter|tree-sitter-terraform)\.wasm$/,
  /^dist\/webview\/(?:form|plan|report)\.(?:js|css)$/,
  /^dist\/webview\/codicon\.(?:css|ttf)$/,
  /^dist\/rules\/[\w-]+\/[\w-]+\.md$/,
  /^dist\/schemas\/[\w-]+\.json$/,
  /^media\/[\w/]+\.(?:svg|png|jpg|json)$/,
];

await mkdir(dirname(vsix), { recursive: true });
const aside = await mkdtemp(`${vsix}-`);
try {
  await copyShipped(root, aside);
  await rename(join(aside, 'dist', 'THIRD_PARTY_NOTICES.txt'), join(aside, 'THIRD_PARTY_NOTICES.txt'));
  await rename(join(aside, 'dist', 'sbom.cdx.json'), vsix.replace(/vsix$/, 'cdx.json'));
  await checkContents();
  await cp(join(root, '.vscodeignore'), join(aside, '.vscodeignore'));
  process.env.SOURCE_DATE_EPOCH ??= commitSeconds();
  // The times in an archive are local ones.
  process.env.TZ = 'UTC';
  const first = await packed('first');
  if (process.argv.includes('--twice') && !first.equals(await packed('second'))) {
    throw new Error('Two packages of the same files differ');
  }
  if (first.length > LIMIT_BYTES) throw new Error(`The package takes ${first.length} bytes, more than ${LIMIT_BYTES}`);
  await rename(`${aside}-first.vsix`, vsix);
  const hash = createHash('sha256').update(first).digest('hex');
  console.log(`${vsix}: ${(first.length / 1024).toFixed(0)} KiB, sha256 ${hash}`);
} finally {
  await rm(aside, { recursive: true, force: true });
  for (const turn of ['first', 'second']) await rm(`${aside}-${turn}.vsix`, { force: true });
}

/** Holds what is to be packed against the list, and gives every file the same rights on every machine. */
async function checkContents() {
  const entries = await readdir(aside, { recursive: true, withFileTypes: true });
  const files = entries.filter(entry => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  const program = join(aside, 'bin', 'notification-explorer');
  for (const file of files) await chmod(file, file === program ? 0o755 : 0o644);
  const names = files.map(file => relative(aside, file).replaceAll('\\', '/'));
  const others = names.filter(name => ![TRANSLATIONS, ...SHIPPED].some(pattern => pattern.test(name)));
  const missing = SHIPPED.filter(pattern => !names.some(name => pattern.test(name)));
  if (others.length > 0) throw new Error(`Not to be shipped: ${others.join(', ')}`);
  if (missing.length > 0) throw new Error(`Nothing is shipped of ${missing.join(', ')}`);
}

/** When the commit was made, in seconds: the time of every file in the package. Without git, the beginning of 2026. */
function commitSeconds() {
  try {
    const told = execFileSync('git', ['log', '-1', '--format=%ct'], { cwd: root, stdio: ['ignore', 'pipe', 'ignore'] });
    return told.toString().trim();
  } catch {
    return String(Date.UTC(2026) / 1000);
  }
}

/** Packs once. The README's links and pictures lead to the repository, as the marketplaces want them. */
async function packed(turn) {
  const { links, pictures } = publishing(root);
  const packagePath = `${aside}-${turn}.vsix`;
  await createVSIX({
    cwd: aside,
    packagePath,
    dependencies: false,
    baseContentUrl: links,
    baseImagesUrl: pictures,
  });
  return readFile(packagePath);
}
