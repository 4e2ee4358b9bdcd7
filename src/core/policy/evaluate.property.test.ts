import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Context, type KeyState, known } from './context.ts';
import { readPolicy } from './document.ts';
import { type AccessQuestion, evaluate, type Verdict } from './evaluate.ts';
import { fits, patternOf } from './pattern.ts';

const text = fc.constantFrom('a', 'b', 'ab', '*', 'a*', '?', '${k:a}', "${k:b, 'a'}");
const key = fc.constantFrom('k:a', 'k:b', 'k:c');
const operator = fc
  .tuple(
    fc.constantFrom('', 'ForAllValues:', 'ForAnyValue:'),
    fc.constantFrom(
      'StringEquals',
      'StringNotEquals',
      'StringLike',
      'StringNotLike',
      'ArnLike',
      'NumericEquals',
      'Bool',
    ),
    fc.constantFrom('', 'IfExists'),
  )
  .map(parts => parts.join(''));
const condition = fc.dictionary(
  fc.oneof(operator, fc.constant('Null')),
  fc.dictionary(key, fc.array(fc.oneof(text, fc.constantFrom('true', 'false')), { minLength: 1, maxLength: 3 })),
  { maxKeys: 2 },
);
const statement = fc.record({
  Effect: fc.constantFrom('Allow', 'Deny'),
  Principal: fc.constantFrom('*', { Service: 'x.amazonaws.com' }, { Service: 'y.amazonaws.com' }),
  Action: fc.constantFrom('s:Do', 's:*', 's:Other'),
  Resource: fc.constantFrom('*', 'r', 's', 'r*'),
  Condition: condition,
});
const state: fc.Arbitrary<KeyState> = fc.oneof(
  fc.array(fc.constantFrom('a', 'b', 'ab', 'true', '7'), { maxLength: 2 }).map(values => known(...values)),
  fc.constantFrom<KeyState>({ state: 'absent' }),
);
const context = fc.record({ 'k:a': state, 'k:b': state, 'k:c': state });
type Keys = Readonly<Record<string, KeyState>>;

function ask(statements: readonly object[], keys: Keys): Verdict {
  const policy = readPolicy({ Version: '2012-10-17', Statement: statements });
  if (policy === undefined) throw new Error('no policy');
  const question: AccessQuestion = {
    caller: { type: 'service', names: ['x.amazonaws.com'] },
    action: 's:Do',
    resource: 'r',
    context: new Context(keys),
  };
  return evaluate(policy, question).verdict;
}

const policies = fc.array(statement, { minLength: 1, maxLength: 4 });

describe('any policy', () => {
  it('never allows more with one more Deny', () => {
    fc.assert(
      fc.property(policies, statement, context, (statements, more, keys) => {
        const after = ask([...statements, { ...more, Effect: 'Deny' }], keys);
        if (after === 'allowed') expect(ask(statements, keys)).toBe('allowed');
      }),
    );
  });

  it('never allows less with one more Allow', () => {
    fc.assert(
      fc.property(policies, statement, context, (statements, more, keys) => {
        if (ask(statements, keys) !== 'allowed') return;
        expect(ask([...statements, { ...more, Effect: 'Allow' }], keys)).toBe('allowed');
      }),
    );
  });

  it('says the same in any order of its statements', () => {
    fc.assert(
      fc.property(policies, context, (statements, keys) => {
        expect(ask(statements.toReversed(), keys)).toBe(ask(statements, keys));
      }),
    );
  });

  it('keeps its word whatever the keys turn out to be that were unknown', () => {
    fc.assert(
      fc.property(policies, context, fc.subarray(['k:a', 'k:b', 'k:c']), (statements, keys, hidden) => {
        const before = ask(
          statements,
          Object.fromEntries(Object.entries(keys).filter(([name]) => !hidden.includes(name))),
        );
        const after = ask(statements, keys);
        if (before === 'allowed' || before === 'denied') expect(after).toBe(before);
        if (before === 'silent') expect(['silent', 'denied']).toContain(after);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('a pattern', () => {
  it('fits what a regular expression of the same meaning fits', () => {
    const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?', '.'), maxLength: 8 });
    fc.assert(
      fc.property(pattern, fc.string({ unit: fc.constantFrom('a', 'b', '.'), maxLength: 8 }), (wanted, given) => {
        const same = new RegExp(`^${wanted.replaceAll('.', '\\.').replaceAll('*', '.*').replaceAll('?', '.')}$`, 's');
        expect(fits(patternOf(wanted), given)).toBe(same.test(given));
      }),
      { numRuns: 2000 },
    );
  });
});
