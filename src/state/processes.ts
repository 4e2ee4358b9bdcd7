import { readFile, readlink } from 'node:fs/promises';
import { hostname } from 'node:os';
import { systemCode } from './stateFolder.ts';

/** What one can tell of processes, one's own and others'. */
export interface ProcessView {
  /**
   * Within what process ids mean the same: one boot of a machine and one namespace of its processes. Containers that share
   * a host name and a folder number theirs apart. Null where the system does not tell.
   */
  scope(): Promise<string | null>;
  /** True where a process with this id exists in our scope, whoever's it is. */
  isAlive(pid: number): boolean;
  /** When a process began, in words that differ between two processes of one id; null where the system does not tell. */
  startOf(pid: number): Promise<string | null>;
}

/** True where a process with this id exists, whoever's it is. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return systemCode(error) === 'EPERM';
  }
}

/**
 * Processes as this system tells of them. Only Linux has namespaces of them, and tells when one began.
 * @see https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
 * @see https://man7.org/linux/man-pages/man7/pid_namespaces.7.html
 */
export const systemProcesses: ProcessView = {
  isAlive,
  scope: async () => {
    if (process.platform !== 'linux') return `${process.platform} ${hostname()}`;
    try {
      // A namespace may see the processes of the one around it there: their numbers are not those that we are known by.
      if ((await readlink('/proc/self')) !== String(process.pid)) return null;
      const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8');
      return `${boot.trim()} ${await readlink('/proc/self/ns/pid')}`;
    } catch {
      return null;
    }
  },
  startOf: async pid => {
    try {
      const text = await readFile(`/proc/${pid}/stat`, 'utf8');
      // The name in parentheses may hold blanks and parentheses; the start time is the 20th field after it.
      return text.slice(text.lastIndexOf(')') + 2).split(' ')[19] ?? null;
    } catch {
      return null;
    }
  },
};
