import { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { runInMemory } from '../../test/support/cliInMemory.ts';
import { kinds } from '../core/kinds/table.ts';
import { Output } from './output.ts';
import { commands } from './program.ts';

/** Runs it where no case reaches a file or the network. */
const run = (...args: readonly string[]) => runInMemory(args, '/');

describe('the command line', () => {
  it('tells its version', async () => {
    expect(await run('--version')).toEqual({ code: 0, stdout: '1.2.3\n', stderr: '' });
  });

  it.each([[['--help']], [['-h']], [['help']]])('tells its commands for %s', async args => {
    const { code, stdout, stderr } = await run(...args);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(
      /^Usage: .*\n\n {2}list {9}.*\n {2}preflight {4}.*\n {2}exit-report {2}.*\n {2}lint {9}.*\n {2}plan {9}(.*\n)+ {2}emulator {5}/,
    );
  });

  it.each(commands.map(({ name }) => name))('tells the options of %s, and examples', async name => {
    const { code, stdout } = await run(name, '--help');
    expect(code).toBe(0);
    expect(stdout).toContain(`Usage: notification-explorer ${name} `);
    expect(stdout).toMatch(/\nFor example:\n {2}# .+\n {2}\S/);
  });

  const wrong = [
    [[], 'Name a command.'],
    [['lisst'], "There is no command 'lisst'."],
    [['list', '--bogus'], "Unknown option '--bogus'"],
    [['list', '--profile'], "Option '--profile <value>' argument missing"],
    [['list', '--json=yes'], "Option '--json' does not take an argument"],
    [['list', 'prod'], "Unexpected argument 'prod'."],
    [['list', '--profile', ''], '--profile needs a name.'],
    [['list', '--profile', 'a', '--all-profiles'], 'not both'],
    [['list', '--region', 'Virginia'], "'Virginia' is not a Region"],
    [['plan', 'tapes.json', '--region', 'eu-west-1', '--region', 'us-east-1'], '--region is given twice.'],
    [['apply', 'tapes.json', '--name', 'tapes', '--name=disks', '--yes'], '--name is given twice.'],
    [['plan', 'nowhere.json'], 'nowhere.json: there is no such file.'],
    [['marks'], 'Use marks list'],
    [['list', '--kind', 'topic'], kinds.map(({ id }) => id).join(', ')],
  ] as const;
  it.each(wrong)('refuses %j with 64, and says why before how it is meant', async (args, why) => {
    const { code, stdout, stderr } = await run(...args);
    expect({ code, stdout }).toEqual({ code: 64, stdout: '' });
    expect(stderr.split('\n')[0]).toContain(why);
    expect(stderr).toContain('\n\nUsage: ');
  });
});

describe('an output', () => {
  it('takes a reader that went away for no error, and tells of it', async () => {
    let closed = 0;
    const broken = new Writable({
      write: (_chunk, _encoding, done) => done(Object.assign(new Error('broken'), { code: 'EPIPE' })),
    });
    await new Output(broken, () => (closed += 1)).write('x');
    expect(closed).toBe(1);
  });

  it('throws where the disk is full', async () => {
    const full = new Writable({
      write: (_chunk, _encoding, done) => done(Object.assign(new Error('full'), { code: 'ENOSPC' })),
    });
    await expect(new Output(full, () => undefined).write('x')).rejects.toThrow('full');
  });
});
