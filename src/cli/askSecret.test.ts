import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { askSecret } from './askSecret.ts';

/** A terminal's input, which tells whether it shows what is typed. */
class Terminal extends PassThrough {
  readonly isTTY = true;
  readonly modes: boolean[] = [];

  setRawMode(isRaw: boolean): this {
    this.modes.push(isRaw);
    return this;
  }
}

function ask(signal = new AbortController().signal) {
  const terminal = new Terminal();
  const interrupted: string[] = [];
  const answer = askSecret(terminal, signal, () => interrupted.push('yes'));
  return { terminal, interrupted, answer };
}

test('takes the line that is typed, corrected as it was, while the terminal shows nothing', async () => {
  const { terminal, answer } = ask();
  terminal.write('1234x\u007f56\r');
  expect(await answer).toBe('123456');
  expect(terminal.modes).toEqual([true, false]);
});

test.each([
  ['the input ends', (terminal: Terminal) => terminal.end(), []],
  ['the person ends it', (terminal: Terminal) => terminal.write('\u0004'), []],
  ['the person interrupts, of which is told', (terminal: Terminal) => terminal.write('12\u0003'), ['yes']],
])('is withdrawn where %s, and shows again what is typed', async (_what, act, told) => {
  const { terminal, interrupted, answer } = ask();
  act(terminal);
  await expect(answer).rejects.toMatchObject({ code: 'cancelled' });
  expect(interrupted).toEqual(told);
  expect(terminal.modes.at(-1)).toBe(false);
});

test('is withdrawn when nobody needs the answer any more', async () => {
  const nobody = new AbortController();
  const { terminal, answer } = ask(nobody.signal);
  nobody.abort();
  await expect(answer).rejects.toMatchObject({ code: 'cancelled' });
  expect(terminal.modes.at(-1)).toBe(false);
});
