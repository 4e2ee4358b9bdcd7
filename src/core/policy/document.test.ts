import { describe, expect, it } from 'vitest';
import { publishGrant } from '../../../test/support/policies.ts';
import { serviceContext } from './context.ts';
import { readPolicy } from './document.ts';
import { type AccessQuestion, evaluate, nearestStatement } from './evaluate.ts';

const ACCOUNT = '111122223333';
const TOPIC = `arn:aws:sns:us-east-1:${ACCOUNT}:vault-events`;
const GRANT = publishGrant(TOPIC, ACCOUNT);
const QUESTION: AccessQuestion = {
  caller: { type: 'service', names: ['glacier.amazonaws.com'] },
  action: 'sns:Publish',
  resource: TOPIC,
  context: serviceContext({
    service: 'glacier.amazonaws.com',
    sourceAccount: ACCOUNT,
    sourceArn: null,
    now: '2026-11-28T12:00:00Z',
  }),
};

describe('a statement that cannot be read', () => {
  const broken: readonly (readonly [string, unknown])[] = [
    ['that is a text', 'Allow'],
    ['of another effect', { ...GRANT, Effect: 'Permit' }],
    ['without an effect', { ...GRANT, Effect: undefined }],
    ['whose principal is a number', { ...GRANT, Principal: 7 }],
    ['whose principal is a name', { ...GRANT, Principal: 'glacier.amazonaws.com' }],
    ['of which one principal is a number', { ...GRANT, Principal: { Service: 'glacier.amazonaws.com', AWS: [7] } }],
    ['with a principal and an exception', { ...GRANT, NotPrincipal: { Service: 's3.amazonaws.com' } }],
    ['without an action', { ...GRANT, Action: undefined }],
    ['of which one action is a number', { ...GRANT, Action: ['sns:Publish', 7] }],
    ['whose resource is an object', { ...GRANT, Resource: {} }],
    ['whose condition is a text', { ...GRANT, Condition: 'never' }],
    ['whose operator is a text', { ...GRANT, Condition: { StringEquals: 'never' } }],
    ['whose key has an object', { ...GRANT, Condition: { StringEquals: { 'aws:SourceAccount': {} } } }],
    [
      'of which one value is null',
      { ...GRANT, Condition: { StringEquals: { 'aws:SourceAccount': ['111122223333', null] } } },
    ],
  ];
  const evaluated = (...statements: readonly unknown[]) => {
    const read = readPolicy({ Version: '2012-10-17', Statement: statements });
    if (read === undefined) throw new Error('no policy');
    return evaluate(read, QUESTION);
  };

  it.each(broken)('leaves open what it says: one %s', (_which, statement) => {
    const evaluation = evaluated(statement);
    expect(evaluation.verdict).toBe('unknown');
    expect(evaluation.statements).toMatchObject([
      { index: 0, applies: 'unknown', obstacles: [{ element: 'Statement', holds: 'unknown' }] },
    ]);
    expect(nearestStatement(evaluation)).toBeUndefined();
  });

  it.each(broken)('may deny what another allows: one %s', (_which, statement) => {
    const asDeny = typeof statement === 'object' && Object(statement).Effect === 'Allow';
    const denying = asDeny ? { ...Object(statement), Effect: 'Deny' } : statement;
    expect(evaluated(GRANT, denying).verdict).toBe('unknown');
  });

  it('is told by its Sid, where that is a text', () => {
    const sids = [
      { ...GRANT, Sid: 'one' },
      { ...GRANT, Sid: 7 },
      { ...GRANT, Action: 7, Sid: 'three' },
    ];
    expect(evaluated(...sids).statements.map(({ sid, effect }) => [sid, effect])).toEqual([
      ['one', 'Allow'],
      [null, 'Allow'],
      ['three', 'Allow'],
    ]);
  });
});
