import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { raw } from '../../emulator/testing/rawRequest.ts';
import { type Loopback, openLoopback } from './loopback.ts';

const STATE = 'a state that nobody guesses';
const answer = `/oauth/callback?state=${encodeURIComponent(STATE)}&code=the-code`;

describe('the place that a browser comes back to', () => {
  let loopback: Loopback;
  beforeEach(async () => {
    loopback = await openLoopback(STATE);
  });
  afterEach(() => loopback.close());

  it.each([
    ['of another state', { path: '/oauth/callback?state=guessed&code=x' }],
    ['of another path', { path: answer.replace('/oauth', '/') }],
    ['of no code', { path: answer.replace('&code', '&kode') }],
    ['of another method', { path: answer, method: 'POST' }],
    ['under another name of this computer', { path: answer, headers: { host: 'evil.example' } }],
    ['of an address that is none', { path: '//' }],
    ['of an address with half a host', { path: 'http://[' }],
  ])('turns an answer %s away, and waits on', async (_what, request) => {
    const { origin } = new URL(loopback.address);
    expect(await raw(origin, request)).toMatchObject({ status: 404 });
    expect(await raw(origin, { path: answer })).toMatchObject({ status: 200 });
    expect(await loopback.code).toBe('the-code');
  });
});
