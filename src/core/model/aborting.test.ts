import { expect, it, vi } from 'vitest';
import { whenAborted } from './aborting.ts';

it('calls back everyone who still waits, once, behind one listener', () => {
  const stopping = new AbortController();
  const listen = vi.spyOn(stopping.signal, 'addEventListener');
  const called: number[] = [];
  const leave = Array.from({ length: 2_000 }, (_, index) => whenAborted(stopping.signal, () => called.push(index)));
  for (const one of leave.slice(2)) one();
  stopping.abort();
  for (const one of leave) one();
  expect(called).toEqual([0, 1]);
  expect(listen).toHaveBeenCalledTimes(1);
});

it('calls back at once where the signal has aborted', () => {
  const stop = vi.fn();
  whenAborted(AbortSignal.abort(), stop)();
  expect(stop).toHaveBeenCalledTimes(1);
});

it('calls the rest back although they leave or come while it calls', () => {
  const stopping = new AbortController();
  const called: string[] = [];
  let leaveLast = (): void => undefined;
  whenAborted(stopping.signal, () => {
    called.push('first');
    leaveLast();
    whenAborted(stopping.signal, () => called.push('late'));
  });
  leaveLast = whenAborted(stopping.signal, () => called.push('last'));
  stopping.abort();
  expect(called).toEqual(['first', 'late']);
});
