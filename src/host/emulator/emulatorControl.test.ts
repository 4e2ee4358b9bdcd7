import { describe, expect, it } from 'vitest';
import { fakeHost } from '../../../test/support/fakeHost.ts';
import { settle } from '../../../test/support/manualClock.ts';
import type { RunningEmulator } from '../../state/emulatorAddress.ts';
import { EmulatorControl, type EmulatorReach } from './emulatorControl.ts';

const entry: RunningEmulator = {
  ...{ endpoint: 'http://127.0.0.1:4566', pid: 4711, startedAt: '2026-01-01T00:00:00Z' },
  answers: true,
  isElsewhere: false,
};

function set(running: RunningEmulator | undefined, yes = true, more: Partial<EmulatorReach> = {}) {
  const host = fakeHost({ yes });
  const { prompter, done: did } = host;
  let now = running;
  const ends: (() => void)[] = [];
  const left: string[] = [];
  const control = new EmulatorControl(host, {
    address: { read: async () => now },
    start: async () => {
      did.push('start');
      now = entry;
    },
    end: pid => {
      did.push(`end ${pid}`);
      now = undefined;
    },
    fetch: async (url, options) => {
      did.push(`${options?.method} ${String(url)}`);
      return Response.json({ accounts: ['111122223333', '444455556666'] });
    },
    follow: (endpoint, onEnd) => {
      ends.push(onEnd);
      return () => void left.push(endpoint);
    },
    tellRunning: async isRunning => void did.push(isRunning ? 'runs' : 'is gone'),
    ...more,
  });
  /** Its process ends without a word, or only lets the connection go. */
  const letsGo = async (isKilled: boolean) => {
    if (isKilled) now = undefined;
    ends.at(-1)?.();
    await settle();
  };
  return { control, prompter, did, letsGo, ends, left };
}

describe('the emulator', () => {
  it('is started once, and told where it is', async () => {
    const { control, prompter, did } = set(undefined);
    await control.start();
    await control.start();
    expect(did).toEqual(['start', 'runs', 'shown', 'runs', 'shown']);
    expect(prompter.told.at(-1)?.text).toContain(entry.endpoint);
  });

  it('is stopped by the recorded process id alone, whoever started it', async () => {
    const { control, did } = set(entry);
    await control.stop();
    expect(did).toEqual(['end 4711', 'is gone', 'shown']);
  });

  it('is waited for no longer where a person cancels, and ends all the same', async () => {
    const { control, prompter, did } = set(entry, true, {
      address: { read: async () => entry },
      end: pid => void did.push(`end ${pid}`),
    });
    prompter.stopsAt = () => true;
    await control.stop();
    expect(did).toEqual(['end 4711', 'runs', 'shown']);
  });

  it('is not stopped where its process id is that of a process of another container', async () => {
    const { control, prompter, did } = set({ ...entry, isElsewhere: true });
    await control.stop();
    expect(did).toEqual(['runs', 'shown']);
    expect(prompter.told[0]).toMatchObject({ tone: 'warning', text: expect.stringContaining('in another container') });
  });

  it('is not stopped where none runs', async () => {
    const { control, prompter, did } = set(undefined);
    await control.stop();
    expect(did).toEqual(['is gone', 'shown']);
    expect(prompter.told[0]?.text).toBe('The local emulator is not running.');
  });

  it('is seen to be gone when someone kills it, and not where only a connection ends', async () => {
    const { control, did, letsGo, ends, left } = set(entry);
    await control.look();
    await control.look();
    expect(ends).toHaveLength(1);
    await letsGo(false);
    expect([did, ends.length]).toEqual([['runs', 'shown', 'runs', 'shown'], 2]);
    await letsGo(true);
    expect(did.slice(4)).toEqual(['is gone', 'shown']);
    expect(left).toEqual([]);
  });

  it('is followed no longer once the window ends', async () => {
    const { control, left } = set(entry);
    await control.look();
    control.dispose();
    control.dispose();
    expect(left).toEqual([entry.endpoint]);
  });

  it('goes back to its seed only on a yes', async () => {
    const no = set(entry, false);
    await no.control.reset();
    expect(no.did).toEqual([]);
    const yes = set(entry);
    await yes.control.reset();
    expect(yes.did).toEqual(['POST http://127.0.0.1:4566/_emulator/reset', 'runs', 'shown']);
  });

  it.each(['start', 'stop', 'reset'] as const)(
    'is left alone by %s while it keeps silent, which is told',
    async act => {
      const { control, prompter, did } = set({ ...entry, answers: false });
      await control[act]();
      expect(did.filter(one => !['runs', 'shown'].includes(one))).toEqual([]);
      expect(prompter.told).toMatchObject([{ tone: 'warning', text: expect.stringContaining('process 4711') }]);
      expect(prompter.told[0]?.next.map(({ label }) => label)).toEqual(['Try Again']);
      await expect(control.accountIds()).rejects.toMatchObject({ code: 'emulator-silent' });
      expect(await control.endpoint()).toBe(entry.endpoint);
    },
  );

  it('names its accounts in order', async () => {
    expect(await set(entry).control.accountIds()).toEqual(['111122223333', '444455556666']);
    expect(await set(undefined).control.accountIds()).toEqual([]);
  });

  it('says that it cannot be asked instead of having no accounts', async () => {
    const failing = async () => {
      throw new Error('connection reset');
    };
    const { control } = set(entry, true, { fetch: failing });
    await expect(control.accountIds()).rejects.toThrow('connection reset');
  });
});
