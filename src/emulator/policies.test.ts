import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Context, type KeyState, known } from '../core/policy/context.ts';
import { readPolicy } from '../core/policy/document.ts';
import { evaluate } from '../core/policy/evaluate.ts';
import { judge } from './policies.ts';
import { letsIn } from './sts/trust.ts';

const ACCOUNT = '111122223333';
const RESOURCES = ['arn:aws:sns:us-east-1:111122223333:jobs', 'arn:aws:sns:us-east-1:111122223333:jobs:sub'];
const text = fc.constantFrom('a', 'b', 'ab', 'a*', '?', '*', '${k:a}', "${k:b, 'a'}");
const arn = fc.constantFrom(
  ...RESOURCES,
  'arn:aws:sns:*:111122223333:jobs',
  'arn:aws:sns:us-east-1:*:*',
  'arn:aws:s?s:*:*:j*',
);
const time = fc.constantFrom('2026-11-28T12:00:00Z', '2026-11-29', '1795867200');

const operator = (names: readonly string[]) =>
  fc
    .tuple(
      fc.constantFrom('', 'ForAllValues:', 'ForAnyValue:'),
      fc.constantFrom(...names),
      fc.constantFrom('', 'IfExists'),
    )
    .map(parts => parts.join(''));
const over = (names: readonly string[], key: string, value: fc.Arbitrary<string>) =>
  fc.dictionary(operator(names), fc.record({ [key]: fc.array(value, { minLength: 1, maxLength: 3 }) }), { maxKeys: 1 });
const strings = ['Equals', 'NotEquals', 'EqualsIgnoreCase', 'NotEqualsIgnoreCase', 'Like', 'NotLike'].map(
  one => `String${one}`,
);
const numbers = ['Equals', 'NotEquals', 'LessThan', 'LessThanEquals', 'GreaterThan', 'GreaterThanEquals'];
const condition = fc
  .tuple(
    over(strings, 'k:a', text),
    over(strings, 'k:b', text),
    over(
      numbers.map(one => `Numeric${one}`),
      'k:number',
      fc.constantFrom('6', '7', '7.0', '8'),
    ),
    over(
      numbers.map(one => `Date${one}`),
      'k:time',
      time,
    ),
    over(['ArnEquals', 'ArnLike', 'ArnNotEquals', 'ArnNotLike'], 'k:arn', arn),
    over(['Bool'], 'k:flag', fc.constantFrom('true', 'false', 'True')),
    fc.option(fc.record({ Null: fc.record({ 'k:a': fc.constantFrom('true', 'false') }) }), { nil: {} }),
  )
  .map(parts => Object.assign({}, ...parts));
const element = (name: string, value: fc.Arbitrary<unknown>) =>
  fc.tuple(fc.boolean(), value).map(([not, one]) => ({ [not ? `Not${name}` : name]: one }));
const statement = fc
  .tuple(
    fc.record({ Effect: fc.constantFrom('Allow', 'Deny'), Condition: condition }),
    element(
      'Principal',
      fc.constantFrom(
        '*',
        { AWS: '*' },
        { AWS: ACCOUNT },
        { AWS: `arn:aws:iam::${ACCOUNT}:root` },
        { Service: 'x.amazonaws.com' },
        { Service: ['y.amazonaws.com', 'x.amazonaws.com'] },
      ),
    ),
    element('Action', fc.constantFrom('*', 'sns:*', 'SNS:Publish', 'sns:Publis?', ['sns:Subscribe', 'sns:Get*'])),
    element(
      'Resource',
      fc.oneof(
        arn,
        fc.constantFrom(
          '*',
          'arn:aws:sns:us-east-1:*',
          'arn:aws:sns:us-east-1:${k:a}:jobs',
          'arn:aws:sns:us-east-1:111122223333:${k:j}',
        ),
      ),
    ),
  )
  .map(parts => Object.assign({}, ...parts));
const keys = fc.record({
  'k:a': fc.subarray(['a', 'b', 'ab'], { minLength: 1, maxLength: 1 }),
  'k:b': fc.option(fc.subarray(['a', 'b', 'ab'], { minLength: 1 }), { nil: null }),
  'k:j': fc.constant(['jobs']),
  'k:number': fc.option(fc.constant(['7']), { nil: null }),
  'k:time': fc.option(fc.constant(['2026-11-28T12:00:00Z']), { nil: null }),
  'k:arn': fc.option(
    fc.constantFrom(...RESOURCES).map(one => [one]),
    { nil: null },
  ),
  'k:flag': fc.option(fc.constant(['true']), { nil: null }),
});
const caller = fc.constantFrom<'service' | 'aws'>('service', 'aws');

describe('the emulator', () => {
  it('judges as the product does, by an implementation of its own', () => {
    let settled = 0;
    fc.assert(
      fc.property(
        fc.array(statement, { minLength: 1, maxLength: 3 }),
        keys,
        caller,
        fc.constantFrom(...RESOURCES),
        (statements, given, who, resource) => {
          const document = JSON.stringify({ Version: '2012-10-17', Statement: statements });
          const policy = readPolicy(document);
          if (policy === undefined) throw new Error('no policy');
          const states = Object.entries(given).map(([key, values]): [string, KeyState] => [
            key,
            values === null ? { state: 'absent' } : known(...values),
          ]);
          const arnOfCaller = `arn:aws:iam::${ACCOUNT}:user/x`;
          const ours = evaluate(policy, {
            caller:
              who === 'service'
                ? { type: 'service', names: ['x.amazonaws.com'] }
                : { type: 'aws', accountId: ACCOUNT, arn: arnOfCaller },
            action: 'sns:Publish',
            resource,
            context: new Context(Object.fromEntries(states)),
          }).verdict;
          // What is unknown to the product, a variable of several values say, is no question to the emulator.
          if (ours === 'unknown') return;
          settled += 1;
          const theirs = judge([document], {
            principal: who === 'service' ? { service: 'x.amazonaws.com' } : { account: ACCOUNT, arn: arnOfCaller },
            action: 'sns:Publish',
            resource,
            keys: Object.fromEntries(
              Object.entries(given).flatMap(([key, values]) => (values === null ? [] : [[key, values]])),
            ),
          });
          // Where nothing allows it the product leaves open whether a Deny would have.
          if (ours === 'silent') expect(theirs).not.toBe('allowed');
          else expect(theirs).toBe(ours === 'allowed' ? 'allowed' : 'explicitDeny');
        },
      ),
      { numRuns: 300 },
    );
    expect(settled).toBeGreaterThan(150);
  });
});

describe('a policy whose values are nested thousands deep', () => {
  const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`;
  it.each([
    `{"Statement":${deep}}`,
    `{"Statement":{"Effect":"Allow","Principal":{"AWS":${deep}},"Action":"*","Resource":"*"}}`,
    `{"Statement":{"Effect":"Allow","Principal":"*","Action":${deep},"Resource":"*"}}`,
    `{"Statement":{"Effect":"Allow","Principal":"*","Action":"*","Resource":${deep}}}`,
    `{"Statement":{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*","Condition":{"StringEquals":{"k:a":${deep}}}}}`,
  ])('allows nothing, and breaks nothing: %#', document => {
    const call = {
      principal: { account: ACCOUNT, arn: `arn:aws:iam::${ACCOUNT}:user/u` },
      action: 'sns:Publish',
      resource: RESOURCES[0] ?? null,
      keys: { 'k:a': ['a'] },
    };
    expect(judge([document], call)).toBe('implicitDeny');
    const nobody = { externalId: undefined, withMfa: false, isSession: false, sessionName: 'u' };
    expect(letsIn(document, { account: ACCOUNT, arn: `arn:aws:iam::${ACCOUNT}:user/u`, ...nobody })).toBeTypeOf(
      'boolean',
    );
  });
});
