import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createHome, npmEnvironment } from './environment.ts';
import { StartedProcess } from './startedProcess.ts';

/** A package as it lies in the registry. */
export interface NpmPackage {
  readonly name: string;
  readonly version: string;
  /** `sha512-…`, as lock files write it. Without it, npm's own check against the registry's word is all there is. */
  readonly integrity?: string;
}

/**
 * Downloads a package without running its install scripts and unpacks it, or one folder of it.
 *
 * @param into An existing empty folder.
 * @param inner A folder inside the package; what is in it is put directly into `into`.
 * @throws When the registry does not have the package, or has other bytes than we pinned.
 */
export async function unpackNpmPackage(wanted: NpmPackage, into: string, inner?: string): Promise<void> {
  const temporary = await mkdtemp(`${into}.npm-`);
  try {
    await runNpm(['pack', `${wanted.name}@${wanted.version}`], temporary, temporary);
    const archive = (await readdir(temporary)).find(file => file.endsWith('.tgz'));
    if (archive === undefined) throw new Error(`npm pack left no archive of ${wanted.name}@${wanted.version}`);
    await checkIntegrity(wanted, join(temporary, archive));
    await untar(join(temporary, archive), into, ['package', ...(inner?.split('/') ?? [])]);
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

/** Installs what the package.json of a folder asks for, without install scripts and development tools. */
export async function installDependencies(folder: string): Promise<void> {
  const temporary = await mkdtemp(`${folder}.npm-`);
  try {
    await runNpm(['install', '--omit=dev', '--no-audit', '--no-fund'], folder, temporary);
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

async function runNpm(args: readonly string[], folder: string, temporary: string): Promise<void> {
  const environment = { ...npmEnvironment(createHome(temporary)), npm_config_ignore_scripts: 'true' };
  // Set by npm itself when it runs our scripts: the npm at hand, whatever PATH says.
  const own = process.env.npm_execpath;
  const [command, first] = own?.endsWith('.js') ? [process.execPath, [own]] : ['npm', []];
  await new StartedProcess(command, [...first, ...args], { environment, folder }).finished();
}

async function checkIntegrity(wanted: NpmPackage, archive: string): Promise<void> {
  if (wanted.integrity === undefined) return;
  const found = `sha512-${createHash('sha512')
    .update(await readFile(archive))
    .digest('base64')}`;
  if (found !== wanted.integrity) {
    throw new Error(`${wanted.name}@${wanted.version} is ${found}, expected ${wanted.integrity}`);
  }
}

async function untar(archive: string, into: string, path: readonly string[]): Promise<void> {
  const args = ['-xzf', archive, '-C', into, `--strip-components=${path.length}`, path.join('/')];
  await new StartedProcess('tar', args, { environment: npmEnvironment(createHome(`${archive}.home`)) }).finished();
}
