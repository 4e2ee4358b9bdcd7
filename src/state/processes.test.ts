import { readFileSync, readlinkSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isAlive, systemProcesses } from './processes.ts';

/** No process has this id: it is beyond what any system gives out. */
const NOBODY = 2 ** 30;

it('a process is alive while it is there, whoever’s it is', () => {
  expect([process.pid, 1, NOBODY].map(isAlive)).toEqual([true, true, false]);
});

describe.runIf(process.platform === 'linux')('what Linux tells of processes', () => {
  it('is one boot and one namespace of processes', async () => {
    const scope = await systemProcesses.scope();
    expect(scope).toMatch(/^[\da-f-]{36} pid:\[\d+\]$/);
    expect(scope).toContain(readlinkSync('/proc/self/ns/pid'));
    expect(await systemProcesses.scope()).toBe(scope);
  });

  it('is when one began, by the 22nd field of its status, and nothing of one that is not there', async () => {
    const [, after = ''] = /^\d+ \(.*\) (.*)$/s.exec(readFileSync('/proc/self/stat', 'utf8')) ?? [];
    expect(await systemProcesses.startOf(process.pid)).toBe(after.split(' ')[22 - 3]);
    expect(await systemProcesses.startOf(process.pid)).toMatch(/^\d+$/);
    expect(await systemProcesses.startOf(NOBODY)).toBeNull();
  });
});
