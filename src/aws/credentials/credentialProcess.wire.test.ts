import { access, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { AccountSource } from '../../core/model/account.ts';
import { chain, eachCredentialWorld, failure, keysOf } from '../testing/credentialWorld.ts';

const world = eachCredentialWorld();
const prog: AccountSource = { kind: 'profile', name: 'my prog' };
const answer = `{Version:1,AccessKeyId:'AKIA111122223333',SecretAccessKey:'s'}`;

/** Writes a program in JavaScript, and the profile that runs it. */
async function write(code: string, args = ''): Promise<string> {
  const file = join(world().home.folder, 'program.js');
  await writeFile(file, code);
  await world().home.writeConfig(`[profile "my prog"]\ncredential_process = "${process.execPath}" "${file}" ${args}\n`);
  return file;
}

const print = (json: string): string => `console.log(JSON.stringify(${json}))`;
const what = 'The credential_process of profile "my prog" (node) gave no credentials';

test('is run on the first call and not before', async () => {
  const mark = join(world().home.folder, 'ran');
  await write(`require('fs').appendFileSync(${JSON.stringify(mark)},'x');${print(answer)}`);
  const reader = world().open().reader(prog);
  await expect(readFile(mark)).rejects.toThrow();
  await Promise.all([reader.identity(), reader.identity()]);
  expect(await readFile(mark, 'utf8')).toBe('x');
});

test('gets its words as AWS’s tools split them, without a shell', async () => {
  const seen = join(world().home.folder, 'seen');
  await write(
    `require('fs').writeFileSync(${JSON.stringify(seen)},JSON.stringify(process.argv.slice(2)));${print(answer)}`,
    `"a #b" #c '$HOME' $HOME ; touch planted`,
  );
  expect(await world().accountOf(prog)).toBe('111122223333');
  expect(JSON.parse(await readFile(seen, 'utf8'))).toEqual(['a #b', '#c', '$HOME', '$HOME', ';', 'touch', 'planted']);
});

test('runs in the home folder with the given environment', async () => {
  const seen = join(world().home.folder, 'seen');
  await write(
    `require('fs').writeFileSync(${JSON.stringify(seen)},[process.cwd(),process.env.AWS_PROFILE].join());${print(answer)}`,
  );
  await world().accountOf(prog, { AWS_PROFILE: 'my prog' });
  expect(await readFile(seen, 'utf8')).toBe(`${world().home.folder},my prog`);
});

test('runs where there is no home folder too', async () => {
  await write(print(answer));
  expect(await world().accountOf(prog, { HOME: join(world().home.folder, 'gone') })).toBe('111122223333');
});

test.each([
  ['that fails', `console.error('vault is sealed');process.exit(3)`, 'vault is sealed'],
  ['that says nothing', 'process.exit(1)', 'it failed and said nothing'],
  ['that prints no JSON', `console.log('SECRET')`, 'its output is not a JSON object'],
  ['of another version', print('{Version:2}'), 'the Version in its output is not 1'],
  ['without a key', print(`{Version:1,SecretAccessKey:'s'}`), 'its output has no AccessKeyId'],
  ['without a secret', print(`{Version:1,AccessKeyId:'a'}`), 'its output has no SecretAccessKey'],
  ['whose token is a number', print(`{...${answer},SessionToken:12}`), 'the SessionToken in its output is no text'],
  [
    'whose credentials are over',
    print(`{...${answer},Expiration:'2020-01-01T00:00:00Z'}`),
    'the credentials ended at 2020-01-01T00:00:00.000Z.',
  ],
  [
    'whose credentials end at no time',
    print(`{...${answer},Expiration:'soon'}`),
    'the credentials end at "soon", which is no time with a zone.',
  ],
])('%s is refused with what is wrong', async (_what, code, message) => {
  await write(code);
  expect((await world().refusal(prog)).message).toBe(`${what}: ${message}`);
});

test('is never repeated in an error: neither its command line, nor its output, nor what looks like a key', async () => {
  await write(
    `console.log(JSON.stringify({Version:1,AccessKeyId:'AKIAOUTPUT01',SecretAccessKey:'outputsecret'}));
     console.error('no AKIAOUTPUT01 outputsecret wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY in vault');
     console.error(' .'.repeat(${(500 - 60) / 2}) + ' wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY');process.exit(3)`,
    '--password hunter22',
  );
  const error = await world().refusal(prog);
  expect(error.message.startsWith(`${what}: no [redacted] [redacted] [redacted] in vault\n`)).toBe(true);
  expect(error.message).not.toContain('wJalr');
  expect(`${error.stack}${String(error.cause)}`).not.toContain('hunter22');
});

test('is shown without a token in small letters, and without what its command line says', async () => {
  await write(
    `console.error('0123456789abcdef0123456789abcdef is refused for', ...process.argv.slice(2));
     console.error('hunter23 and 123456789012 at 10:15');process.exit(3)`,
    '"my secret" --password=hunter23 pin-42',
  );
  const error = await world().refusal(prog);
  expect(error.message).toBe(
    `${what}: [redacted] is refused for [redacted] [redacted] [redacted]\n[redacted] and 123456789012 at 10:15`,
  );
});

test.each([
  ['is not there', '/nowhere/tool --x', 'there is no such program'],
  ['may not be run', 'FOLDER/config', 'it may not be run'],
])('that %s is named', async (_what, command, message) => {
  const program = command.replace('FOLDER', world().home.folder);
  await world().home.writeConfig(`[profile "my prog"]\ncredential_process = ${program}\n`);
  expect((await world().refusal(prog)).message).toMatch(
    new RegExp(`"my prog" \\(\\w+\\) gave no credentials: ${message}`),
  );
});

test.each(['', `get "a`])('that is no command (%j) stops the search', async command => {
  await world().home.writeConfig(`[profile "my prog"]\ncredential_process = ${command}\n${keysOf('111122223333')}\n`);
  expect((await world().refusal(prog)).message).toContain('is no command');
});

test('is not found in the folder that we happen to run in', async () => {
  await world().home.writeConfig('[default]\ncredential_process = ./package.json\n');
  expect((await world().refusal(chain)).message).toContain('there is no such program');
});

/** A program that says that it has started, does not end by itself, and marks where it was asked to end. */
async function writeEndless(ignoring = ''): Promise<{ readonly started: string; readonly ended: string }> {
  const { folder } = world().home;
  const marks = { started: join(folder, 'started'), ended: join(folder, 'ended') };
  await mkdir(folder, { recursive: true });
  const mark = (file: string) => `require('fs').writeFileSync(${JSON.stringify(file)},String(process.pid))`;
  await write(
    `process.on('SIGTERM',()=>{${mark(marks.ended)};${ignoring === '' ? 'process.exit(0)' : ''}});${mark(marks.started)};setInterval(()=>0,1000)`,
  );
  return marks;
}

async function appears(file: string): Promise<void> {
  for (;;) {
    try {
      return await access(file);
    } catch {
      await new Promise(resolve => setTimeout(resolve, 10));
    }
  }
}

const isRunning = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

test.each(['', 'it does not listen'])('that takes too long is ended, and named with the limit %s', async ignoring => {
  const { started } = await writeEndless(ignoring);
  const error = await world().refusal(prog, {}, { programLimitSeconds: 0.5 });
  expect(error.message).toBe(`${what}: it was ended after 0.5 seconds, the longest that it may take`);
  await appears(started);
  await expect.poll(async () => isRunning(Number(await readFile(started, 'utf8')))).toBe(false);
});

test('that prints without end is refused at once', async () => {
  const { folder } = world().home;
  const started = join(folder, 'started');
  await write(
    `require('fs').writeFileSync(${JSON.stringify(started)},String(process.pid));
     const more=()=>process.stdout.write('x'.repeat(65536),more);more()`,
  );
  // Without an end by its length, only the test's own would come.
  const error = await world().refusal(prog, {}, { programLimitSeconds: 3600 });
  expect(error.message).toBe(`${what}: its output is longer than 1048576 bytes, and no credentials`);
  expect(isRunning(Number(await readFile(started, 'utf8')))).toBe(false);
});

test('ends when all who wait for it have left, and not before', async () => {
  const { started, ended } = await writeEndless();
  const reader = world().open().reader(prog);
  const [one, other] = [new AbortController(), new AbortController()];
  const calls = [one, other].map(({ signal }) => failure(reader.identity({ signal })));
  await appears(started);
  one.abort();
  expect(await calls[0]).toMatchObject({ code: 'cancelled' });
  await expect(access(ended)).rejects.toThrow();
  other.abort();
  expect(await calls[1]).toMatchObject({ code: 'cancelled' });
  await appears(ended);
});

test('ends when the way to AWS is closed', async () => {
  const { started, ended } = await writeEndless();
  const gateway = world().open();
  const call = failure(gateway.reader(prog).identity());
  await appears(started);
  gateway.dispose();
  expect(await call).toMatchObject({ code: 'cancelled' });
  await appears(ended);
});
