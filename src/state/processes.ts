import { readFile } from 'node:fs/promises';
import { systemCode } from './systemError.ts';

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
 * When a process began, in words of its system that differ between two processes of one id; null where the system does
 * not tell, which is everywhere but on Linux.
 * @see https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
 */
export async function startOf(pid: number): Promise<string | null> {
  try {
    const text = await readFile(`/proc/${pid}/stat`, 'utf8');
    // The name in parentheses may hold blanks and parentheses; the start time is the 20th field after it.
    return text.slice(text.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    return null;
  }
}
