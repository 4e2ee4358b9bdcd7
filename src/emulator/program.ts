import { runEmulator, stopSignal } from './main.ts';

process.exitCode = await runEmulator(process.argv.slice(2), {
  stdout: line => process.stdout.write(`${line}\n`),
  stderr: line => process.stderr.write(`${line}\n`),
  stop: stopSignal(),
});
