/**
 * Runs the AWS CLI and us over the same shared files and variables, and compares whose credentials each takes. The judge
 * is the emulator, to which an access key id of twelve digits is an account. Run with `npm run test:identities`, with a
 * part of a case's name behind it for some; takes a few minutes. Skips, saying so, where there is no `aws` on the path.
 */
import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AwsCli } from '../awsCli/awsCli.mjs';
import { bundle, source, startEmulator } from '../awsCli/emulator.mjs';
import { cases } from './cases.mjs';
import { combinations } from './combinations.mjs';
import { startServers } from './servers.mjs';

/** Prints a key as the second argument says. */
const PROGRAM = `more=
case "$2" in
  fails) echo no >&2; exit 3;;
  text) echo no; exit;;
  half) echo '{"Version": 1, "AccessKeyId": "'$1'"}'; exit;;
  over) more=', "Expiration": "2020-01-01T00:00:00Z"';;
  soon) more=', "Expiration": "soon"';;
esac
[ "$2" = version2 ] && version=2 || version=1
echo '{"Version": '$version', "AccessKeyId": "'$1'", "SecretAccessKey": "s"'$more'}'
`;

const run = (file, args, env) =>
  new Promise(resolve => {
    execFile(file, args, { env, timeout: 120_000 }, (error, stdout, stderr) => resolve({ error, stdout, stderr }));
  });

/** Makes the home folder of a case, and the variables of both sides. */
async function home(one, folder, places) {
  const filled = text =>
    Object.entries({ ...places, HOME: folder }).reduce(
      (rest, [name, value]) => rest.replaceAll(new RegExp(`(?<![$\\\\w{])${name}(?!\\\\w)`, 'g'), value),
      text,
    );
  const files = { '.aws/config': one.config, '.aws/credentials': one.credentials, 'program.sh': PROGRAM, ...one.files };
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), typeof text === 'string' ? filled(text) : text);
  }
  await chmod(join(folder, 'program.sh'), 0o700);
  const env = Object.entries({
    PATH: process.env.PATH,
    HOME: folder,
    AWS_ENDPOINT_URL: places.EMULATOR,
    AWS_ENDPOINT_URL_SSO: places.SERVERS,
    AWS_ENDPOINT_URL_SSO_OIDC: places.SERVERS,
    AWS_EC2_METADATA_SERVICE_ENDPOINT: `${places.SERVERS}/`,
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_MAX_ATTEMPTS: '1',
    // Nothing leaves this machine: there is no proxy at this address.
    HTTPS_PROXY: 'http://127.0.0.1:9',
    HTTP_PROXY: 'http://127.0.0.1:9',
    NO_PROXY: '127.0.0.1,localhost',
    ...one.env,
  });
  return Object.fromEntries(
    env
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, name === 'PATH' ? value : filled(value)]),
  );
}

/**
 * Whose credentials the AWS CLI takes. Without a Region it looks for none; we take us-east-1 then, and so it is asked
 * again with that.
 */
async function theirs(one, env) {
  const found = await asked(one, env);
  if (!found.stops?.startsWith('You must specify a region')) return found;
  return asked(one, { ...env, AWS_DEFAULT_REGION: 'us-east-1' });
}

async function asked(one, env) {
  const args = [
    'sts',
    'get-caller-identity',
    '--output',
    'json',
    ...(one.profile === undefined ? [] : ['--profile', one.profile]),
  ];
  const { error, stdout, stderr } = await run('aws', args, env);
  return error === null ? { account: JSON.parse(stdout).Account } : { stops: stderr.trim().split('\n').at(-1) };
}

/** Whose we take. */
async function ours(one, env, folder) {
  const args = [join(folder, 'whoAmI.mjs'), ...(one.profile === undefined ? [] : [one.profile])];
  const { stdout, stderr } = await run(process.execPath, args, env);
  try {
    return JSON.parse(stdout);
  } catch {
    return { broke: stderr };
  }
}

/** What is wrong with what the two did; undefined where they agree. */
function judge(one, aws, we) {
  if (we.broke !== undefined || (we.stops ?? '').includes('LEFT THIS MACHINE')) return 'ours broke or left';
  if (aws.account === we.account) return undefined;
  if (one.differs !== undefined) return undefined;
  if (we.account === undefined) return 'ours stops';
  return aws.account === undefined ? 'ours goes on' : 'ours takes another';
}

async function compare(one, place, places, folder) {
  await mkdir(place, { recursive: true });
  const env = await home(one, place, places);
  const we = await ours(one, env, folder);
  const aws = await theirs(one, env);
  await rm(place, { recursive: true });
  return { wrong: judge(one, aws, we), aws, we };
}

async function main() {
  const version = await AwsCli.version();
  if (version === undefined) return console.log('skipped: there is no AWS CLI on the path');
  if (process.platform === 'win32') return console.log('skipped: the programs of the cases are for a POSIX shell');
  const [only = ''] = process.argv.slice(2);
  const all = [...combinations, ...cases].filter(({ name }) => name.includes(only));
  const folder = await mkdtemp(join(tmpdir(), 'identities-'));
  await bundle(folder, [source('emulator/program.ts'), fileURLToPath(new URL('whoAmI.ts', import.meta.url))]);
  const [emulator, servers] = await Promise.all([startEmulator(folder), startServers()]);
  const places = { EMULATOR: emulator.endpoint, SERVERS: servers.url };
  const said = text => JSON.stringify(text);
  let wrong = 0;
  const waiting = all.entries();
  const worker = async () => {
    for (const [index, one] of waiting) {
      const found = await compare(one, join(folder, `case-${index}`), places, folder);
      if (found.wrong !== undefined) wrong += 1;
      if (found.wrong !== undefined || only !== '') {
        console.log(`${found.wrong ?? 'agreed'}: ${one.name}\n    aws  ${said(found.aws)}\n    ours ${said(found.we)}`);
      }
    }
  };
  try {
    await Promise.all([worker(), worker()]);
  } finally {
    await emulator.stop();
    servers.stop();
    await rm(folder, { recursive: true, force: true });
  }
  const differing = all.filter(({ differs }) => differs !== undefined).length;
  console.log(
    `${version}\n${all.length} cases, ${differing} of them on the list of differences: ${wrong} disagreements`,
  );
  if (wrong > 0) process.exitCode = 1;
}

await main();
