// The emulator as a program of its own, for its tests; the product starts it through its command line.
import { runEmulator, stopSignal } from './main.ts';

process.exitCode = await runEmulator(process.argv.slice(2), {
  stdout: line => process.stdout.write(`${line}\n`),
  stderr: line => process.stderr.write(`${line}\n`),
  stop: stopSignal(),
});
