import type { ChildProcess } from 'node:child_process';

/** The programs that run to print credentials, each with how to stop it. Kept apart from what runs them, which few commands load. */
export const running = new Map<ChildProcess, () => Promise<void>>();

/** Stops every program that still runs, and waits until none does: nobody will take what it prints. */
export async function stopPrograms(): Promise<void> {
  await Promise.all([...running.values()].map(stop => stop()));
}

/** Ends them at once, for a process that waits no longer. */
export function killPrograms(): void {
  for (const child of running.keys()) child.kill('SIGKILL');
}
// An extension host waits for nobody.
process.once('exit', killPrograms);
