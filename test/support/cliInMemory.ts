import { Writable } from 'node:stream';
import type { CommandIo } from '../../src/cli/commandLine.ts';
import { Output } from '../../src/cli/output.ts';
import { runProgram } from '../../src/cli/program.ts';
import type { CliResult } from './cliWorld.ts';

/** What the command line works with in this process, in a folder; what it prints is kept. */
export function cliInMemory(
  cwd: string,
  stdin: string | Uint8Array = '',
  env: CommandIo['env'] = {},
): { readonly io: CommandIo; readonly kept: Pick<CliResult, 'stdout' | 'stderr'> } {
  const kept = { stdout: '', stderr: '' };
  const output = (name: 'stdout' | 'stderr') =>
    new Output(
      new Writable({
        write(chunk, _encoding, done) {
          kept[name] += String(chunk);
          done();
        },
      }),
      () => undefined,
    );
  const io = {
    env,
    home: cwd,
    platform: 'linux',
    cwd,
    pid: 1,
    stdin: async function* () {
      yield Buffer.from(stdin);
    },
    stdout: output('stdout'),
    stderr: output('stderr'),
    stop: new AbortController().signal,
  };
  return { io, kept };
}

/** Runs the command line in this process, in a folder, and keeps what it printed. */
export async function runInMemory(
  args: readonly string[],
  cwd: string,
  stdin: string | Uint8Array = '',
  env: CommandIo['env'] = {},
): Promise<CliResult> {
  const { io, kept } = cliInMemory(cwd, stdin, env);
  const code = await runProgram(args, io, async () => '1.2.3');
  return { code, ...kept };
}
