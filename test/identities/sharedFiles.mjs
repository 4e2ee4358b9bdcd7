/**
 * Reads made-up shared files as botocore does and as we do, and compares profiles, sessions and services. Run with
 * `npm run test:sharedfiles`, with a number of files and a seed behind it. Skips, saying so, where no Python on the path
 * has botocore.
 */
import { execFile, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath, pathToFileURL } from 'node:url';
import fc from 'fast-check';
import { bundle } from '../awsCli/emulator.mjs';

const here = name => fileURLToPath(new URL(name, import.meta.url));

const hasBotocore = () =>
  new Promise(resolve => execFile('python3', ['-c', 'import botocore'], error => resolve(error === null)));

/** The other side: a Python that answers one pair after the other. */
function startBotocore() {
  const child = spawn('python3', [here('botocoreConfig.py')], { stdio: ['pipe', 'pipe', 'inherit'] });
  const answers = createInterface(child.stdout)[Symbol.asyncIterator]();
  return {
    read: async (config, credentials) => {
      child.stdin.write(`${JSON.stringify([config, credentials])}\n`);
      const { value, done } = await answers.next();
      if (done) throw new Error('Python ended');
      return JSON.parse(value);
    },
    stop: () => child.stdin.end(),
  };
}

const oneOf = (...texts) => fc.constantFrom(...texts);
/** Mostly the first, and now and then one of the others. */
const mostly = (first, ...others) =>
  fc.oneof({ weight: 12, arbitrary: first }, ...others.map(arbitrary => ({ weight: 1, arbitrary })));
const joined = (...parts) => fc.tuple(...parts).map(texts => texts.join(''));

const blank = oneOf('', '', ' ', '\t', '\x1f', '\x85');
const names = oneOf('a', 'b', '"a b"', "'c'", 'a"b"c', 'a\\ b', 'd e', '"open', 'default', '', 'x(y)', "o'k'", '"b"');
const kindNames = oneOf('profile', 'profile', 'sso-session', 'services', 'profiles', 'Profile');
const header = fc.oneof(
  { weight: 6, arbitrary: joined(kindNames, oneOf(' ', '  ', '\t'), names) },
  { weight: 3, arbitrary: oneOf('default', 'default', 'DEFAULT', 'plugins', 'a', 'a b', ' a ', 'a]b', '[a') },
);
const headerLine = header =>
  joined(fc.constant(`[${header}`), mostly(fc.constant(']'), oneOf('] junk', '] # ]', ' ]', '')));
const setting = mostly(
  oneOf('region', 'OUTPUT', 'endpoint_url', 'aws_access_key_id', 'x', 'y:z'),
  oneOf('a b', '', 'X'),
);
const value = mostly(
  oneOf('1', 'eu-west-1', 'a=b', 'a:b', '"q"', 'v # c', 'v ; c', 'http://h:1', 'ä'),
  oneOf('', '# c', '[b]'),
);
const settingLines = mostly(
  joined(setting, blank, mostly(fc.constant('='), fc.constant(':')), blank, value, blank),
  // Settings that are nested below one without a value, and values that go on below.
  joined(
    oneOf('s3', 'sns', 'GLACIER'),
    fc.constant(' =\n  endpoint_url = '),
    value,
    oneOf('', '\n\n  Other = 1', '\n  # c'),
  ),
  joined(
    oneOf('command = get', 'command='),
    oneOf('\n  --more', '\n\t--more\n   --again', '\n  x = 1', '\n  nonsense'),
  ),
);
const between = mostly(
  fc.constant(''),
  oneOf('\n', '# c\n', '  ; c\n', ' \n'),
  oneOf('nonsense\n', '= 1\n', '  [b]\n', ']\n'),
);
const section = header.chain(text =>
  joined(
    mostly(fc.constant(''), fc.constant('  ')),
    headerLine(text),
    fc
      .uniqueArray(fc.tuple(mostly(fc.constant(''), fc.constant(' ')), settingLines, between), {
        maxLength: 4,
        selector: ([, lines]) => lines.split(/\s*[=:]/, 1)[0]?.toLowerCase(),
      })
      .map(settings => settings.map(([indent, lines, after]) => `\n${indent}${lines}\n${after}`).join('')),
    fc.constant('\n'),
  ),
);
const file = fc
  .tuple(
    mostly(fc.constant(''), oneOf('\uFEFF', 'x = 1\n', '# c\n')),
    fc.uniqueArray(section, { maxLength: 4, selector: text => text.split('\n', 1)[0]?.trim() }),
    mostly(fc.constant('\n'), oneOf('\r\n', '\r')),
  )
  .map(([start, sections, end]) => (start + sections.join('')).replaceAll('\n', end));

/**
 * Whether both say the same. Where botocore refuses a file, we tell what is wrong; where it reads one, so do we, but for
 * sections in which we find that what was meant is lost.
 */
function agree(theirs, { wrong, ...ours }) {
  if (theirs.refused !== undefined) return wrong.length > 0;
  return Object.entries(ours).every(([kind, sections]) => {
    const others = theirs[kind];
    const isSame = ([name, settings]) => settings === null || same(settings, others[name]);
    return same(Object.keys(sections).sort(), Object.keys(others).sort()) && Object.entries(sections).every(isSame);
  });
}

const sorted = value => (Array.isArray(value) ? value : Object.entries(value ?? {}).sort());
const same = (one, other) => JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));

async function main() {
  if (!(await hasBotocore())) return console.log('skipped: no Python on the path has botocore');
  const [numRuns = 2_000, seed = Date.now() % 1_000_000] = process.argv.slice(2).map(Number);
  const folder = await mkdtemp(join(tmpdir(), 'shared-files-'));
  const botocore = startBotocore();
  const count = { read: 0, refused: 0, stricter: 0 };
  try {
    await bundle(folder, [here('readShared.ts')]);
    const { readShared } = await import(pathToFileURL(join(folder, 'readShared.mjs')).href);
    const property = fc.asyncProperty(file, file, async (config, credentials) => {
      const theirs = await botocore.read(config, credentials);
      const ours = readShared(config, credentials);
      count[theirs.refused === undefined ? 'read' : 'refused'] += 1;
      if (theirs.refused === undefined && JSON.stringify(ours).includes(':null')) count.stricter += 1;
      if (!agree(theirs, ours)) throw new Error(`botocore ${JSON.stringify(theirs)}\nours ${JSON.stringify(ours)}`);
    });
    await fc.assert(property, { numRuns, seed });
  } finally {
    botocore.stop();
    await rm(folder, { recursive: true, force: true });
  }
  console.log(`${numRuns} pairs of files with seed ${seed}: ${JSON.stringify(count)}, no disagreement`);
}

await main();
