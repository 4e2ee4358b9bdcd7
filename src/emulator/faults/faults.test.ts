import { describe, expect, it } from 'vitest';
import { RequestCounts } from '../control/requestCounts.ts';
import { FaultPlan } from './faultPlan.ts';
import { malformed } from './malformed.ts';

const target = { service: 'glacier', operation: 'ListVaults', account: '111122223333', region: 'us-east-1' };

describe('the fault plan', () => {
  it('lets the first fault that fires befall a request, and adds up all latency', () => {
    const plan = new FaultPlan(() => 0);
    plan.add([
      { service: 'glacier', kind: 'latency', ms: 5 },
      { service: 'glacier', kind: 'throttle', count: 1 },
      { service: 'glacier', kind: 'latency', ms: 7 },
      { service: 'glacier', kind: 'reset' },
    ]);
    expect(plan.next(target)).toMatchObject({ latencyMs: 12, fault: { kind: 'throttle' } });
    expect(plan.next(target)).toMatchObject({ latencyMs: 12, fault: { kind: 'reset' } });
    expect(plan.list().map(one => one.fired)).toEqual([2, 1, 2, 1]);
  });

  it('does not count a request that another fault befell to an nth', () => {
    const plan = new FaultPlan(() => 0);
    plan.add([
      { service: 'glacier', kind: 'throttle', count: 1 },
      { service: 'glacier', kind: 'reset', nth: 1 },
    ]);
    expect([plan.next(target).fault?.kind, plan.next(target).fault?.kind, plan.next(target).fault]).toEqual([
      'throttle',
      'reset',
      undefined,
    ]);
  });

  it('passes by what is not meant', () => {
    const plan = new FaultPlan(() => 0);
    plan.add([
      { service: 'glacier', operation: 'CreateVault', kind: 'reset' },
      { service: 'sts', kind: 'reset' },
      { service: 'glacier', account: '444455556666', kind: 'reset' },
      { service: 'glacier', region: 'eu-west-1', kind: 'reset' },
    ]);
    expect(plan.next(target)).toEqual({ latencyMs: 0, fault: undefined });
    plan.clear();
    expect(plan.list()).toEqual([]);
  });
});

describe('a malformed reply', () => {
  const reply = (body: string, status = 200) => ({
    status,
    headers: { 'content-type': 'application/json', 'x-amzn-requestid': 'r' },
    body,
  });

  it('is a page, half of itself, or has other types', () => {
    const json = '{"a":"x","b":[1],"c":{"d":true},"e":null}';
    expect(malformed(reply(json), 'html', 502)).toMatchObject({
      status: 502,
      headers: { 'content-type': expect.stringContaining('html') },
    });
    expect(malformed(reply(json), 'truncated').body).toBe(json.slice(0, 21));
    expect(JSON.parse(malformed(reply(json), 'wrongTypes').body)).toEqual({
      a: { unexpected: 1 },
      b: 'unexpected',
      c: { d: ['true'] },
      e: 0,
    });
    expect(malformed(reply('<a><b>x</b></a>'), 'wrongTypes').body).toBe('<a><b><unexpected>0</unexpected></b></a>');
  });

  it('has a body where the true one has none', () => {
    expect(malformed(reply('', 204), 'truncated')).toMatchObject({ status: 200, body: '{' });
    expect(malformed(reply('', 204), 'wrongTypes')).toMatchObject({ status: 200, body: '[]' });
  });
});

describe('the request counts', () => {
  it('count, and keep the most in flight', () => {
    const counts = new RequestCounts();
    const ends = [counts.begin('b.B'), counts.begin('b.B'), counts.begin('a.A')];
    ends[0]?.();
    ends[0]?.();
    counts.begin('b.B')();
    expect(JSON.stringify(counts)).toBe('{"a.A":{"count":1,"mostInFlight":1},"b.B":{"count":3,"mostInFlight":2}}');
  });

  it('start anew, with what is still under way in flight', () => {
    const counts = new RequestCounts();
    const end = counts.begin('a.A');
    counts.reset();
    expect(counts.toJSON()).toEqual({});
    counts.begin('a.A')();
    end();
    expect(counts.toJSON()).toEqual({ 'a.A': { count: 1, mostInFlight: 2 } });
  });
});
