/**
 * Packs the command line alone as an npm package, for machines without an editor: .cache/notification-explorer-cli.tgz.
 * It holds what the built `dist/cli.js` loads, and nothing to install.
 */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const target = join(root, '.cache', 'notification-explorer-cli.tgz');

const aside = await mkdtemp(`${target}-`);
try {
  await mkdir(join(aside, 'dist'));
  for (const file of await loadedFrom('cli.js')) await cp(join(root, 'dist', file), join(aside, 'dist', file));
  for (const name of await translations()) await cp(join(root, 'l10n', name), join(aside, 'l10n', name));
  await cp(join(root, 'dist', 'THIRD_PARTY_NOTICES.txt'), join(aside, 'THIRD_PARTY_NOTICES.txt'));
  await cp(join(root, 'LICENSE'), join(aside, 'LICENSE'));
  await cp(join(root, 'docs', 'command-line.md'), join(aside, 'README.md'));
  await writeFile(join(aside, 'package.json'), `${JSON.stringify(await manifest(), null, 2)}\n`);
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const told = execFileSync(npm, ['pack', '--json', '--ignore-scripts', '--pack-destination', aside], { cwd: aside });
  const [{ filename, files, size }] = JSON.parse(told.toString());
  await rename(join(aside, filename), target);
  console.log(`${target}: ${files.length} files, ${(size / 1024).toFixed(0)} KiB`);
} finally {
  await rm(aside, { recursive: true, force: true });
}

/** A file of dist/ and all that it leads to: the build writes each import as `./NAME`. */
async function loadedFrom(entry) {
  const found = new Set([entry]);
  for (const file of found) {
    const text = await readFile(join(root, 'dist', file), 'utf8');
    for (const [, name] of text.matchAll(/["'`]\.\/([\w.-]+\.(?:js|wasm))["'`]/g)) {
      if (existsSync(join(root, 'dist', name))) found.add(name);
    }
  }
  return found;
}

/** The texts in other languages than English. */
async function translations() {
  return (await readdir(join(root, 'l10n'))).filter(name => /^bundle\.l10n\..+\.json$/.test(name));
}

async function manifest() {
  const extension = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  const { version, license, repository, bugs, homepage, keywords, engines } = extension;
  return {
    name: `${extension.name}-cli`,
    version,
    description:
      'The command line of Notification Explorer for AWS: list, check, lint, plan and apply notification wiring.',
    ...{ license, repository, bugs, homepage, keywords },
    engines: { node: engines.node },
    bin: { 'notification-explorer': 'dist/cli.js' },
    files: ['dist', 'l10n', 'THIRD_PARTY_NOTICES.txt'],
  };
}
