import { describe, expect, it } from 'vitest';
import { MOST_CHARACTERS, MOST_EMPTY_PAGES, MOST_PAGES, MOST_ROWS, pagesOf } from './paging.ts';
import type { Answer } from './ports.ts';

/** Reads pages to their end: how many came, and the error that ended them. */
async function read(answerOf: (page: number) => Answer) {
  let asked = 0;
  let came = 0;
  const pages = pagesOf(
    async () => {
      asked += 1;
      return answerOf(asked);
    },
    ({ token }) => (typeof token === 'string' ? token : null),
  );
  try {
    for await (const _page of pages) came += 1;
  } catch (error) {
    return { asked, came, error };
  }
  return { asked, came, error: null };
}

describe('a listing whose every page has a new token', () => {
  it.each([
    ['rows', { Rows: [1] }],
    ['rows in an object that it wraps', { Response: { Rows: [1] } }],
  ])('ends after a told number of pages, with an error, where they hold %s', async (_what, row) => {
    const { asked, came, error } = await read(page => ({ ...row, token: `t${page}` }));
    expect([asked, came]).toEqual([MOST_PAGES, MOST_PAGES]);
    expect(error).toMatchObject({ code: 'unexpected-answer', message: expect.stringContaining(String(MOST_PAGES)) });
  });

  it.each([
    ['an empty list', { Rows: [] }],
    ['no list', {}],
    ['an empty list in an object that it wraps', { Response: { Rows: [], Count: 7 } }],
  ])('ends far earlier where they hold %s', async (_what, row) => {
    const { asked, error } = await read(page => ({ ...row, token: `t${page}` }));
    expect(asked).toBe(MOST_EMPTY_PAGES);
    expect(error).toMatchObject({ code: 'unexpected-answer', message: expect.stringContaining('nothing on them') });
  });

  it.each([
    ['lists', (rows: readonly null[]): Answer => ({ Rows: rows })],
    ['lists in an object that they wrap', (rows: readonly null[]): Answer => ({ Response: { Rows: rows } })],
  ])('ends after a told number of rows where they hold long %s', async (_what, page) => {
    const rows = Array<null>(MOST_ROWS / 4).fill(null);
    const { asked, error } = await read(at => ({ ...page(rows), token: `t${at}` }));
    expect(asked).toBe(5);
    expect(error).toMatchObject({ code: 'unexpected-answer', message: expect.stringContaining(String(MOST_ROWS)) });
  });

  it.each([
    ['in a row', (text: string): Answer => ({ Rows: [{ Name: text }] })],
    ['in a list within a row', (text: string): Answer => ({ Rows: [{ Names: [[text]] }] })],
    ['beside the rows', (text: string): Answer => ({ Rows: [1], Note: text })],
  ])('ends after a told number of characters where each holds a long text %s', async (_what, page) => {
    const text = 'x'.repeat(MOST_CHARACTERS / 4);
    const { asked, error } = await read(at => ({ ...page(text), token: `t${at}` }));
    expect(asked).toBe(4);
    expect(error).toMatchObject({ code: 'unexpected-answer', message: expect.stringContaining('characters') });
  });

  it('goes on where empty pages stand between others', async () => {
    const last = MOST_EMPTY_PAGES * 3;
    const { came, error } = await read(page => ({
      Rows: page % MOST_EMPTY_PAGES === 0 ? [page] : [],
      ...(page === last ? {} : { token: `t${page}` }),
    }));
    expect([came, error]).toEqual([last, null]);
  });
});

it('a listing may be as long as is told', async () => {
  const { came, error } = await read(page => ({ Rows: [page], ...(page === MOST_PAGES ? {} : { token: `t${page}` }) }));
  expect([came, error]).toEqual([MOST_PAGES, null]);
});
