import { spawn } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';
import type { CommandIo } from '../commandLine.ts';

type Machine = Pick<CommandIo, 'env' | 'platform'>;

/** Variables of shells and containers whose screen is another computer's. */
const ELSEWHERE = ['SSH_CONNECTION', 'SSH_TTY', 'CODESPACES', 'REMOTE_CONTAINERS', 'KUBERNETES_SERVICE_HOST', 'CI'];

/** True where a browser on this computer is not one that the person at this shell sees. */
export function isElsewhere({ env, platform }: Machine, exists = existsSync): boolean {
  if (ELSEWHERE.some(name => (env[name] ?? '') !== '')) return true;
  if (platform !== 'linux') return false;
  const hasScreen = ['DISPLAY', 'WAYLAND_DISPLAY'].some(name => (env[name] ?? '') !== '');
  return !hasScreen || exists('/.dockerenv') || exists('/run/.containerenv');
}

/** What opens an address in the person's own browser; undefined where nothing is known to. */
function opener({ env, platform }: Machine): readonly [program: string, ...args: string[]] | undefined {
  if (platform === 'darwin') return ['/usr/bin/open'];
  if (platform === 'win32') {
    return [join(env.SystemRoot ?? 'C:\\Windows', 'System32', 'rundll32.exe'), 'url.dll,FileProtocolHandler'];
  }
  // By its whole path, and never out of the folder that we happen to run in.
  const folders = (env.PATH ?? '').split(delimiter).filter(isAbsolute);
  const found = folders.map(folder => join(folder, 'xdg-open')).find(isProgram);
  return found === undefined ? undefined : [found];
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Opens an address in the person's browser, where there is one; what comes of it is the person's to see. */
export function openBrowser(address: string, { env, platform, home }: Machine & Pick<CommandIo, 'home'>): void {
  const [program, ...args] = opener({ env, platform }) ?? [];
  if (program === undefined) return;
  const child = spawn(program, [...args, address], { cwd: home, detached: true, stdio: 'ignore', windowsHide: true });
  // The address is on the screen as well.
  child.on('error', () => undefined);
  child.unref();
}
