import { Writable } from 'node:stream';
import { expect, test } from 'vitest';
import { jsonDocument, Output } from './output.ts';

/** An output whose text is kept. */
function kept() {
  const text = { written: '' };
  const stream = new Writable({
    write(chunk, _encoding, done) {
      text.written += String(chunk);
      done();
    },
  });
  return { text, output: new Output(stream, () => undefined) };
}

test('lets nothing come between a question and its answer, and puts one question at a time', async () => {
  const { text, output } = kept();
  const answers: ((answer: string) => void)[] = [];
  const answer = () => new Promise<string>(resolve => answers.push(resolve));
  const [one, other] = [output.ask('One? ', answer), output.ask('Other? ', answer)];
  const line = output.line('Later.');
  await expect.poll(() => answers.length).toBe(1);
  expect(text.written).toBe('\r\u001b[KOne? ');
  answers[0]?.('1');
  expect(await one).toBe('1');
  await expect.poll(() => answers.length).toBe(2);
  answers[1]?.('2');
  expect(await other).toBe('2');
  await line;
  expect(text.written).toBe('\r\u001b[KOne? \n\r\u001b[KOther? \nLater.\n');
});

test('has somebody read the answer before the question is shown', async () => {
  const { text, output } = kept();
  const answer = async () => text.written;
  expect(await output.ask('One? ', answer)).toBe('');
});

test('goes on after a question that nobody answered', async () => {
  const { text, output } = kept();
  await expect(output.ask('One? ', () => Promise.reject(new Error('none')))).rejects.toThrow('none');
  await output.line('Later.');
  expect(text.written).toBe('\r\u001b[KOne? \nLater.\n');
});

test('writes what could look like something else as escapes, and the same value', () => {
  const value = { 'a\u202eb': ['\u001b[0m', '\u{e0041}', '\u2028', 'ä → 好'] };
  const text = jsonDocument(value);
  expect(JSON.parse(text)).toEqual(value);
  expect(text).toContain('"a\\u202eb"');
  expect(text).toContain('\\udb40\\udc41');
  expect(text).toContain('ä → 好');
  expect(text.endsWith('}\n')).toBe(true);
});
