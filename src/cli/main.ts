#!/usr/bin/env node
import { readFile } from 'node:fs/promises';
import { constants, homedir } from 'node:os';
import { join } from 'node:path';
import { killPrograms, stopPrograms } from '../aws/credentials/runningPrograms.ts';
import { plainLines, plainText } from '../core/model/plainText.ts';
import { systemCode } from '../state/stateFolder.ts';
import { askSecret } from './askSecret.ts';
import { type CommandIo, EXIT } from './commandLine.ts';
import { speak, t, translatedBy, wantedLanguages } from './language.ts';
import { Output } from './output.ts';
import { endsAtOnce, runProgram } from './program.ts';

// The SDK tells every program on Node 20 which Node its future versions will need; ours are pinned.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

/** The version of the package that this file is built into `dist/` of. */
async function packageVersion(): Promise<string> {
  const { version }: { readonly version: string } = JSON.parse(
    await readFile(join(__dirname, '..', 'package.json'), 'utf8'),
  );
  return version;
}

/**
 * Speaks the person's language where there are texts in it, `l10n/bundle.l10n.LANGUAGE.json` of the package, as VS Code has
 * them. A file that cannot be read is told on standard error, in English.
 */
async function speakTheirLanguage(stderr: Output): Promise<void> {
  for (const language of wantedLanguages(process.env)) {
    const file = join(__dirname, '..', 'l10n', `bundle.l10n.${language}.json`);
    try {
      const texts: Readonly<Record<string, unknown>> = JSON.parse(await readFile(file, 'utf8'));
      speak(translatedBy(texts));
      return;
    } catch (error) {
      if (systemCode(error) === 'ENOENT') continue;
      await stderr.line(`${plainText(file)} cannot be read: ${plainText(String(error))}`);
    }
  }
}

/** The way to ask a person; none where input or error output is no terminal. */
function asking(stderr: Output): Pick<CommandIo, 'askSecret'> {
  if (!process.stdin.isTTY || !stderr.isTerminal) return {};
  // At once, so that what waited for the answer finds itself stopped.
  const interrupt = () => process.emit('SIGINT', 'SIGINT') || process.kill(process.pid, 'SIGINT');
  return {
    askSecret: (question, signal) => stderr.ask(question, () => askSecret(process.stdin, signal, interrupt)),
  };
}

async function main(): Promise<number> {
  const stopping = new AbortController();
  let signalled: 'SIGINT' | 'SIGTERM' | 'SIGHUP' | undefined;
  for (const name of endsAtOnce(process.argv.slice(2)) ? [] : (['SIGINT', 'SIGTERM', 'SIGHUP'] as const)) {
    // Stays when it was called: what unlocks files at the end of a process takes a signal that nobody listens to for its end.
    const stop = (): void => {
      if (signalled === name) {
        // Asked a second time, the process ends as it would without us, and what it started with it.
        process.off(name, stop);
        killPrograms();
        process.kill(process.pid, name);
        return;
      }
      signalled = name;
      stopping.abort();
    };
    process.on(name, stop);
  }
  const stdout = new Output(process.stdout, () => stopping.abort());
  const stderr = new Output(process.stderr, () => undefined);
  const { env, platform, pid } = process;
  const ours = { env, platform, pid, home: homedir(), cwd: process.cwd(), stdin: () => process.stdin };
  const io = { ...ours, stdout, stderr, stop: stopping.signal, ...asking(stderr) };
  try {
    await speakTheirLanguage(stderr);
    const code = await runProgram(process.argv.slice(2), io, packageVersion);
    return signalled === undefined || code === EXIT.done ? code : 128 + constants.signals[signalled];
  } catch (error) {
    await stderr.line(
      isOfOutput(error) ? t('The output can’t be written: {0}', plainText(error.message)) : unexpected(error),
    );
    return EXIT.failed;
  }
}

/** True where what was to be printed could not be: the disk is full, say. What was changed before is in the journal. */
const isOfOutput = (error: unknown): error is Error =>
  error instanceof Error && 'syscall' in error && error.syscall === 'write' && !('path' in error);

function unexpected(error: unknown): string {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return t('Unexpected error: {0}', plainLines(text));
}

// Whatever still waits, an idle connection say, has nothing left to do. A program that was to print credentials is not left behind.
void main().then(async code => {
  await stopPrograms();
  process.exit(code);
});
