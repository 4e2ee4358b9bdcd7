import { Writable } from 'node:stream';
import { expect, it } from 'vitest';
import { Output } from '../output.ts';
import { Progress } from './progress.ts';

function shown(isTTY: boolean) {
  let text = '';
  const stream = new Writable({
    write(chunk, _encoding, done) {
      text += String(chunk);
      done();
    },
  });
  const progress = new Progress(new Output(Object.assign(stream, { isTTY }), () => undefined), count => `${count} …`);
  return { progress, text: () => text };
}

it('counts on a terminal, not for every step, and leaves nothing there', async () => {
  const { progress, text } = shown(true);
  for (let step = 0; step < 1_000; step += 1) await progress.step();
  await progress.end();
  expect(text().startsWith('\r\u001b[K1 …')).toBe(true);
  expect(text().length).toBeLessThan(200);
  expect(text().endsWith('\r\u001b[K')).toBe(true);
});

it('says nothing where no person looks', async () => {
  const { progress, text } = shown(false);
  await progress.step();
  await progress.end();
  expect(text()).toBe('');
});
