import { describe, expect, it } from 'vitest';
import { type Context, type KeyState, known, serviceContext } from './context.ts';
import { readPolicy } from './document.ts';
import { type AccessQuestion, evaluate, nearestStatement, type PolicyCaller, type Verdict } from './evaluate.ts';

const TOPIC = 'arn:aws:sns:us-east-1:111122223333:vault-events';
const VAULT = 'arn:aws:glacier:us-east-1:111122223333:vaults/tapes';
const glacier: PolicyCaller = { type: 'service', names: ['glacier.amazonaws.com'] };

const call = (more: Readonly<Record<string, KeyState>> = {}): Context =>
  serviceContext({
    service: 'glacier.amazonaws.com',
    sourceAccount: '111122223333',
    sourceArn: VAULT,
    now: '2026-11-28T12:00:00Z',
    more,
  });

const publish = (change: Partial<AccessQuestion> = {}): AccessQuestion => ({
  ...{ caller: glacier, action: 'sns:Publish', resource: TOPIC, context: call() },
  ...change,
});

const GRANT = {
  Effect: 'Allow',
  Principal: { Service: 'glacier.amazonaws.com' },
  Action: 'SNS:Publish',
  Resource: TOPIC,
};

function policy(...statements: readonly object[]) {
  const read = readPolicy({ Version: '2012-10-17', Statement: statements });
  if (read === undefined) throw new Error('no policy');
  return read;
}

const verdict = (statement: object, question = publish()): Verdict =>
  evaluate(policy({ ...GRANT, ...statement }), question).verdict;

describe('whom a statement is about', () => {
  it.each<[Verdict, string, object]>([
    ['allowed', 'the service by name', { Principal: { Service: 'glacier.amazonaws.com' } }],
    ['allowed', 'one of several services', { Principal: { Service: ['s3.amazonaws.com', 'glacier.amazonaws.com'] } }],
    ['allowed', 'everybody', { Principal: '*' }],
    ['allowed', 'everybody, as AWS', { Principal: { AWS: '*' } }],
    ['allowed', 'every service', { Principal: { Service: '*' } }],
    ['silent', 'everybody of a web identity', { Principal: { Federated: '*' } }],
    ['silent', 'another service', { Principal: { Service: 's3.amazonaws.com' } }],
    ['silent', 'an account', { Principal: { AWS: 'arn:aws:iam::111122223333:root' } }],
    ['silent', 'a service under the wrong type', { Principal: { AWS: 'glacier.amazonaws.com' } }],
    ['silent', 'nobody, as in the policy of a role', { Principal: undefined }],
    ['silent', 'all but the service', { Principal: undefined, NotPrincipal: { Service: 'glacier.amazonaws.com' } }],
    ['allowed', 'all but another', { Principal: undefined, NotPrincipal: { Service: 's3.amazonaws.com' } }],
  ])('is %s for %s', (expected, _name, statement) => {
    expect(verdict(statement)).toBe(expected);
  });

  const role = { type: 'aws', accountId: '111122223333', arn: 'arn:aws:iam::111122223333:role/reader' } as const;
  it.each<[Verdict, string]>([
    ['allowed', '111122223333'],
    ['allowed', 'arn:aws:iam::111122223333:root'],
    ['allowed', 'arn:aws:iam::111122223333:role/reader'],
    ['silent', 'arn:aws:iam::111122223333:role/writer'],
    ['silent', '444455556666'],
  ])('is %s for a role where the statement names %s', (expected, name) => {
    expect(verdict({ Principal: { AWS: name } }, publish({ caller: role }))).toBe(expected);
  });

  const root = 'arn:aws:iam::111122223333:root';
  const session = 'arn:aws:sts::111122223333:assumed-role/reader/one';
  it.each<[Verdict, string, readonly string[], boolean?]>([
    ['denied', 'another', ['arn:aws:iam::111122223333:role/writer']],
    ['unknown', 'the role, but not its account', [role.arn]],
    ['unknown', 'the account, but not the role', [root]],
    ['unknown', 'both, and not the session for certain', [role.arn, root]],
    ['unknown', 'both and a session', [role.arn, root, session]],
    ['allowed', 'everybody', ['arn:aws:iam::111122223333:role/writer', '*']],
    ['denied', 'the role, which has a permissions boundary', [role.arn, root], true],
  ])('is %s for a role where a Deny spares %s', (expected, _what, AWS, isBounded = false) => {
    const deny = { ...GRANT, Effect: 'Deny', Principal: undefined, NotPrincipal: { AWS } };
    const caller = { ...role, isBounded };
    const said = evaluate(policy({ ...GRANT, Principal: { AWS: role.arn } }, deny), publish({ caller }));
    expect(said.verdict).toBe(expected);
    // A Deny that applies meets no obstacle.
    expect(said.statements[1]?.obstacles).toHaveLength(expected === 'denied' ? 0 : 1);
  });

  it.each<[Verdict, string]>([
    ['silent', role.arn],
    ['allowed', 'arn:aws:iam::111122223333:role/writer'],
  ])('is %s for a role where an Allow is for all but %s', (expected, name) => {
    const statement = { Principal: undefined, NotPrincipal: { AWS: name } };
    expect(verdict(statement, publish({ caller: role }))).toBe(expected);
  });

  it('is not the account of a role that is asked about by its own name', () => {
    const alone = publish({ caller: { ...role, accountId: null } });
    expect(verdict({ Principal: { AWS: role.arn } }, alone)).toBe('allowed');
    expect(verdict({ Principal: { AWS: '111122223333' } }, alone)).toBe('silent');
    expect(verdict({ Principal: { Service: 'glacier.amazonaws.com' } }, alone)).toBe('silent');
    expect(verdict({ Principal: { Federated: role.arn } }, alone)).toBe('silent');
  });

  it('is nobody in the policy of a role, which holds for the role itself', () => {
    const own = { Effect: 'Allow', Action: 'sns:*', Resource: '*' };
    expect(evaluate(policy(own), publish({ caller: { type: 'owner' } })).verdict).toBe('allowed');
    expect(evaluate(policy({ ...own, Principal: '*' }), publish({ caller: { type: 'owner' } })).verdict).toBe('silent');
  });
});

describe('what a statement is about', () => {
  it.each<[Verdict, string, object]>([
    ['allowed', 'the action in other case', { Action: 'sns:publish' }],
    ['allowed', 'every action of the service', { Action: 'sns:*' }],
    ['allowed', 'every action', { Action: '*' }],
    ['allowed', 'an action with one character open', { Action: 'sns:Publis?' }],
    ['allowed', 'a list that holds it', { Action: ['sns:Subscribe', 'sns:Publish'] }],
    ['silent', 'another action', { Action: 'sns:Subscribe' }],
    ['silent', 'all but it', { Action: undefined, NotAction: 'sns:Publish' }],
    ['allowed', 'all but another', { Action: undefined, NotAction: 'sns:Subscribe' }],
    ['allowed', 'every resource', { Resource: '*' }],
    ['allowed', 'topics by the end of their name', { Resource: 'arn:aws:sns:us-east-1:111122223333:*-events' }],
    ['allowed', 'topics of any Region', { Resource: 'arn:aws:sns:*:111122223333:vault-events' }],
    ['allowed', 'all that begins so, over colons', { Resource: 'arn:aws:sns:us-east-1:*' }],
    ['allowed', 'all that begins so, over more colons', { Resource: 'arn:aws:sns:*' }],
    ['silent', 'a wildcard inside a field, which stays in it', { Resource: 'arn:aws:s*s-east-1:111122223333:x:y' }],
    ['silent', 'another topic', { Resource: `${TOPIC}-2` }],
    ['silent', 'a resource in other case', { Resource: TOPIC.toUpperCase() }],
    ['silent', 'all but it', { Resource: undefined, NotResource: TOPIC }],
    ['silent', 'no resource, as in a trust policy', { Resource: undefined }],
    ['silent', 'a variable before the resource', { Resource: 'arn:aws:sns:us-east-1:${aws:SourceAccount}:x' }],
    ['unknown', 'a variable that nobody knows', { Resource: 'arn:aws:sns:us-east-1:111122223333:${aws:Odd}' }],
    ['silent', 'a variable without a value', { Resource: 'arn:aws:sns:us-east-1:111122223333:${aws:username}' }],
    [
      'silent',
      'a default before the resource, where nothing is a variable',
      { Resource: "arn:aws:sns:${aws:username, 'us-east-1'}*" },
    ],
    ['allowed', 'a default', { Resource: "arn:aws:sns:us-east-1:111122223333:${aws:username, 'vault-events'}" }],
  ])('is %s for %s', (expected, _name, statement) => {
    expect(verdict(statement)).toBe(expected);
  });

  it.each(['arn:aws:s*1:111122223333:*:*', 'arn:aws:s*1:111122223333:vault-events:x'])(
    'is no resource to which %s fits only over colons',
    Resource => {
      expect(verdict({ Resource }, publish({ resource: `${TOPIC}:x` }))).toBe('silent');
    },
  );

  it('is the resource that a variable names', () => {
    const Resource = 'arn:aws:sns:us-east-1:111122223333:from-${aws:SourceAccount}';
    const ask = (from: string) =>
      verdict({ Resource }, publish({ resource: `arn:aws:sns:us-east-1:111122223333:from-${from}` }));
    expect([ask('111122223333'), ask('444455556666')]).toEqual(['allowed', 'silent']);
  });

  it('is the role itself in a trust policy', () => {
    const trust = { Effect: 'Allow', Principal: { Service: 'glacier.amazonaws.com' }, Action: 'sts:AssumeRole' };
    const question = publish({ action: 'sts:AssumeRole', resource: null });
    expect(evaluate(policy(trust), question).verdict).toBe('allowed');
    expect(evaluate(policy({ ...trust, Resource: '*' }), question).verdict).toBe('silent');
  });
});

describe('a condition', () => {
  const keys: Readonly<Record<string, KeyState>> = {
    'k:text': known('blue'),
    'k:many': known('blue', 'red'),
    'k:none': known(),
    'k:number': known('7'),
    'k:time': known('2026-11-28T12:00:00Z'),
    'k:flag': known('true'),
    'k:address': known('203.0.113.9'),
    'k:address6': known('2001:db8::5'),
    'k:arn': known(VAULT),
    'k:log': known('arn:aws:logs:us-east-1:111122223333:log-group:x'),
    'k:net': known('203.0.0.0/16'),
    'k:bytes': known('YWJj'),
    'k:absent': { state: 'absent' },
    'k:present': { state: 'present' },
  };
  const holds = (Condition: object): Verdict => verdict({ Condition }, publish({ context: call(keys) }));

  it.each<[Verdict, string, string, unknown]>([
    ['allowed', 'StringEquals', 'k:text', 'blue'],
    ['allowed', 'StringEquals', 'K:TEXT', ['red', 'blue']],
    ['silent', 'StringEquals', 'k:text', 'Blue'],
    ['silent', 'StringEquals', 'k:text', 'bl*'],
    ['allowed', 'StringEquals', 'k:many', 'red'],
    ['silent', 'StringEquals', 'k:absent', 'blue'],
    ['unknown', 'StringEquals', 'k:present', 'blue'],
    ['unknown', 'StringEquals', 'k:unheard-of', 'blue'],
    ['silent', 'StringNotEquals', 'k:text', ['red', 'blue']],
    ['allowed', 'StringNotEquals', 'k:text', ['red', 'green']],
    ['silent', 'StringNotEquals', 'k:many', 'red'],
    ['allowed', 'StringNotEquals', 'k:absent', 'blue'],
    ['unknown', 'StringNotEquals', 'k:unheard-of', 'blue'],
    ['allowed', 'StringEqualsIgnoreCase', 'k:text', 'BLUE'],
    ['silent', 'StringNotEqualsIgnoreCase', 'k:text', 'BLUE'],
    ['allowed', 'StringLike', 'k:text', 'b*e'],
    ['allowed', 'StringLike', 'k:text', 'bl?e'],
    ['silent', 'StringLike', 'k:text', 'b?e'],
    ['silent', 'StringNotLike', 'k:text', 'b*'],
    ['allowed', 'NumericEquals', 'k:number', 7],
    ['allowed', 'NumericEquals', 'k:number', '7.0'],
    ['silent', 'NumericNotEquals', 'k:number', '7'],
    ['allowed', 'NumericLessThan', 'k:number', '8'],
    ['silent', 'NumericLessThan', 'k:number', '7'],
    ['allowed', 'NumericLessThanEquals', 'k:number', '7'],
    ['silent', 'NumericLessThanEquals', 'k:number', '6'],
    ['allowed', 'NumericGreaterThan', 'k:number', '6'],
    ['silent', 'NumericGreaterThan', 'k:number', '7'],
    ['allowed', 'NumericGreaterThanEquals', 'k:number', '7'],
    ['silent', 'NumericGreaterThanEquals', 'k:number', '8'],
    ['unknown', 'NumericEquals', 'k:number', 'seven'],
    ['allowed', 'DateEquals', 'k:time', '2026-11-28T12:00:00Z'],
    ['allowed', 'DateLessThan', 'k:time', '2026-11-29'],
    ['silent', 'DateGreaterThan', 'k:time', '2026-11-29T00:00:00Z'],
    ['allowed', 'DateLessThanEquals', 'k:time', '1795867200'],
    ['allowed', 'DateNotEquals', 'k:time', '2026-11-29'],
    ['allowed', 'DateEquals', 'k:time', '2026-11-28T12:00:00'],
    ['allowed', 'DateEquals', 'k:time', '2026-11-28T14:00:00+02:00'],
    ['unknown', 'DateEquals', 'k:time', 'tomorrow'],
    ['allowed', 'Bool', 'k:flag', true],
    ['allowed', 'Bool', 'k:flag', 'True'],
    ['silent', 'Bool', 'k:flag', 'false'],
    ['silent', 'Bool', 'k:absent', 'false'],
    ['unknown', 'Bool', 'k:flag', 'yes'],
    ['unknown', 'Bool', 'k:flag', 'true enough'],
    ['unknown', 'Bool', 'k:flag', 'untrue'],
    ['allowed', 'BinaryEquals', 'k:bytes', 'YWJj'],
    ['silent', 'BinaryEquals', 'k:bytes', 'YWJk'],
    ['allowed', 'IpAddress', 'k:address', '203.0.113.0/24'],
    ['allowed', 'IpAddress', 'k:address', '203.0.113.9'],
    ['silent', 'IpAddress', 'k:address', '203.0.113.0/29'],
    ['silent', 'IpAddress', 'k:address', '2001:db8::/32'],
    ['allowed', 'IpAddress', 'k:address6', '2001:db8::/32'],
    ['silent', 'NotIpAddress', 'k:address', '203.0.113.0/24'],
    ['silent', 'IpAddress', 'k:net', '203.0.0.0/24'],
    ['unknown', 'IpAddress', 'k:address', '203.0.113.0/33'],
    ['unknown', 'IpAddress', 'k:address', '203.0.113'],
    ['unknown', 'IpAddress', 'k:address', '203.0.113.999'],
    ['unknown', 'IpAddress', 'k:address6', '2001::db8::'],
    ['unknown', 'IpAddress', 'k:address6', '2001:db8:0:0:0:0:0::5'],
    ['allowed', 'ArnEquals', 'k:arn', VAULT],
    ['allowed', 'ArnLike', 'k:arn', 'arn:aws:glacier:*:111122223333:vaults/*'],
    ['silent', 'ArnLike', 'k:arn', 'arn:aws:glacier:*:444455556666:vaults/*'],
    ['silent', 'ArnNotLike', 'k:arn', 'arn:aws:glacier:*:*:*'],
    ['allowed', 'ArnNotEquals', 'k:arn', `${VAULT}-2`],
    ['allowed', 'ArnLike', 'k:log', 'arn:aws:logs:*:111122223333:log-group:*'],
    ['silent', 'ArnLike', 'k:text', 'arn:aws:*:*:*:*'],
    ['unknown', 'ArnLike', 'k:arn', '*'],
    ['silent', 'ArnLike', 'k:absent', '*'],
    ['allowed', 'Null', 'k:absent', 'true'],
    ['silent', 'Null', 'k:absent', false],
    ['allowed', 'Null', 'k:present', 'false'],
    ['unknown', 'Null', 'k:unheard-of', 'true'],
    ['allowed', 'Null', 'k:absent', ['false', 'true']],
    ['unknown', 'ForAnyValue:Null', 'k:absent', 'true'],
    ['unknown', 'NullIfExists', 'k:absent', 'true'],
    ['allowed', 'StringEqualsIfExists', 'k:absent', 'blue'],
    ['silent', 'StringEqualsIfExists', 'k:text', 'red'],
    ['unknown', 'StringEqualsIfExists', 'k:unheard-of', 'blue'],
    ['allowed', 'ForAllValues:StringEquals', 'k:many', ['blue', 'red']],
    ['silent', 'ForAllValues:StringEquals', 'k:many', ['blue']],
    ['allowed', 'ForAllValues:StringEquals', 'k:absent', ['blue']],
    ['allowed', 'ForAllValues:StringEquals', 'k:none', ['blue']],
    ['allowed', 'ForAnyValue:StringEquals', 'k:many', ['red']],
    ['silent', 'ForAnyValue:StringEquals', 'k:none', ['red']],
    ['silent', 'ForAnyValue:StringEquals', 'k:absent', ['red']],
    ['silent', 'ForAnyValue:StringNotEquals', 'k:absent', ['red']],
    ['allowed', 'ForAnyValue:StringNotEquals', 'k:many', ['red']],
    ['silent', 'ForAllValues:StringNotEquals', 'k:many', ['red']],
    ['allowed', 'ForAnyValue:StringLikeIfExists', 'k:absent', ['red']],
    ['unknown', 'StringSmells', 'k:text', 'blue'],
    ['unknown', 'stringequals', 'k:text', 'blue'],
    ['allowed', 'StringEquals', 'aws:SourceAccount', '${aws:SourceAccount}'],
    ['allowed', 'ArnLike', 'k:arn', 'arn:aws:glacier:*:${aws:SourceAccount}:vaults/*'],
    ['unknown', 'StringEquals', 'k:text', '${k:unheard-of}'],
    ['silent', 'StringEquals', 'k:text', '${k:absent}'],
    ['unknown', 'StringNotEquals', 'k:text', '${k:absent}'],
    ['allowed', 'StringEquals', 'k:text', "${k:absent, 'blue'}"],
    ['unknown', 'StringEquals', 'k:text', '${k:many}'],
  ])('is %s by %s of %s over %j', (expected, operator, key, value) => {
    expect(holds({ [operator]: { [key]: value } })).toBe(expected);
  });

  it('takes the escapes of wildcards for the characters themselves', () => {
    const context = call({ 'k:star': known('a*c'), 'k:other': known('abc') });
    const like = (key: string) => verdict({ Condition: { StringLike: { [key]: 'a${*}c' } } }, publish({ context }));
    expect([like('k:star'), like('k:other')]).toEqual(['allowed', 'silent']);
  });

  it('holds only with the others', () => {
    expect(holds({ StringEquals: { 'k:text': 'blue', 'k:flag': 'false' } })).toBe('silent');
    expect(holds({ StringEquals: { 'k:text': 'blue' }, Bool: { 'k:flag': 'true' } })).toBe('allowed');
    expect(holds({ StringEquals: { 'k:unheard-of': 'x', 'k:text': 'red' } })).toBe('silent');
  });

  it('has no variables in a policy of 2008', () => {
    const statement = { ...GRANT, Condition: { StringEquals: { 'aws:SourceAccount': '${aws:SourceAccount}' } } };
    const old = readPolicy({ Version: '2008-10-17', Statement: [statement] });
    expect(old && evaluate(old, publish()).verdict).toBe('silent');
    const plain = readPolicy({ Version: '2008-10-17', Statement: [GRANT] });
    expect(plain && evaluate(plain, publish()).verdict).toBe('allowed');
    const named = { ...GRANT, Resource: 'arn:aws:sns:us-east-1:111122223333:${aws:SourceAccount}' };
    const literal = readPolicy({ Version: '2008-10-17', Statement: [named] });
    const resource = 'arn:aws:sns:us-east-1:111122223333:111122223333';
    expect(literal && evaluate(literal, publish({ resource })).verdict).toBe('silent');
  });
});

describe('a policy', () => {
  const deny = { ...GRANT, Effect: 'Deny' };
  const unknownDeny = { ...deny, Condition: { StringEquals: { 'aws:SourceOwner': '111122223333' } } };

  it.each<[Verdict, string, readonly object[]]>([
    ['silent', 'nothing', []],
    ['denied', 'a Deny before an Allow', [deny, GRANT]],
    ['denied', 'a Deny behind an Allow', [GRANT, deny]],
    ['denied', 'a Deny alone', [deny]],
    ['unknown', 'an Allow and a Deny that nobody can settle', [GRANT, unknownDeny]],
    ['silent', 'no Allow and a Deny that nobody can settle', [unknownDeny]],
    ['unknown', 'a statement that cannot be read', [{ ...GRANT, Action: 7 }]],
    [
      'allowed',
      'a Deny for all but the service',
      [GRANT, { ...deny, Principal: undefined, NotPrincipal: GRANT.Principal }],
    ],
    [
      'denied',
      'a Deny without TLS keys that holds for IfExists',
      [GRANT, { ...deny, Condition: { StringNotEqualsIfExists: { 'aws:SourceVpce': 'vpce-1' } } }],
    ],
    [
      'denied',
      'a Deny for callers outside an organisation',
      [GRANT, { ...deny, Condition: { StringNotEquals: { 'aws:PrincipalOrgID': 'o-1' } } }],
    ],
    [
      'unknown',
      'a Deny by the type of who calls, which every signed call has',
      [GRANT, { ...deny, Condition: { StringNotEquals: { 'aws:PrincipalType': 'AssumedRole' } } }],
    ],
    [
      'unknown',
      'a Deny by the id of who calls, which every signed call has',
      [GRANT, { ...deny, Condition: { StringNotLike: { 'aws:userid': 'AROA*' } } }],
    ],
    [
      'allowed',
      'a Deny that spares services',
      [GRANT, { ...deny, Principal: '*', Condition: { BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' } } }],
    ],
    [
      'allowed',
      'a Deny of plain HTTP',
      [GRANT, { ...deny, Principal: '*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }],
    ],
  ])('is %s with %s', (expected, _name, statements) => {
    expect(evaluate(policy(...statements), publish()).verdict).toBe(expected);
  });

  it('may hold one statement without a list', () => {
    const one = readPolicy(JSON.stringify({ Version: '2012-10-17', Statement: GRANT }));
    expect(one && evaluate(one, publish()).verdict).toBe('allowed');
  });

  it.each([[''], ['{'], ['[]'], ['null'], ['{"Version":"2012-10-17"}']])('is none in %s', text => {
    expect(readPolicy(text)).toBeUndefined();
  });
});

describe('policies as people have them', () => {
  const snsDefault = {
    Sid: '__default_statement_ID',
    Effect: 'Allow',
    Principal: { AWS: '*' },
    Action: ['SNS:GetTopicAttributes', 'SNS:Publish', 'SNS:Subscribe'],
    Resource: TOPIC,
    Condition: { StringEquals: { 'AWS:SourceOwner': '111122223333' } },
  };

  it('leave open whether Glacier may publish where only the default statement of SNS stands', () => {
    const evaluation = evaluate(policy(snsDefault), publish());
    expect(evaluation.verdict).toBe('unknown');
    expect(evaluation.statements[0]?.obstacles).toEqual([
      {
        element: 'Condition',
        holds: 'unknown',
        condition: { operator: 'StringEquals', key: 'AWS:SourceOwner', values: ['111122223333'] },
      },
    ]);
  });

  it('let the service publish for the account that the grant names, and for no other', () => {
    const grant = { ...GRANT, Condition: { StringEquals: { 'aws:SourceAccount': '111122223333' } } };
    expect(evaluate(policy(snsDefault, grant), publish()).verdict).toBe('allowed');
    const other = { ...GRANT, Condition: { StringEquals: { 'aws:SourceAccount': '444455556666' } } };
    const evaluation = evaluate(policy(other), publish());
    expect(evaluation.verdict).toBe('silent');
    expect(nearestStatement(evaluation)).toMatchObject({
      index: 0,
      obstacles: [{ element: 'Condition', holds: 'no', condition: { key: 'aws:SourceAccount' } }],
    });
  });

  it('hold for a key where the service may use it', () => {
    const key = 'arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
    const root = {
      Effect: 'Allow',
      Principal: { AWS: 'arn:aws:iam::111122223333:root' },
      Action: 'kms:*',
      Resource: '*',
    };
    const grant = {
      ...root,
      Principal: { Service: 'glacier.amazonaws.com' },
      Action: ['kms:GenerateDataKey*', 'kms:Decrypt'],
    };
    const ask = (action: string, ...statements: readonly object[]) =>
      evaluate(policy(...statements), publish({ action, resource: key })).verdict;
    expect(ask('kms:GenerateDataKey', root)).toBe('silent');
    expect(ask('kms:GenerateDataKey', root, grant)).toBe('allowed');
    expect(ask('kms:Decrypt', root, grant)).toBe('allowed');
  });

  it('trust a service under the name that it has in a Region', () => {
    const trust = {
      Effect: 'Allow',
      Principal: { Service: 'pinpoint.us-east-1.amazonaws.com' },
      Action: 'sts:AssumeRole',
    };
    const pinpoint = (...names: readonly string[]): AccessQuestion =>
      publish({ caller: { type: 'service', names }, action: 'sts:AssumeRole', resource: null });
    expect(
      evaluate(policy(trust), pinpoint('pinpoint.amazonaws.com', 'pinpoint.us-east-1.amazonaws.com')).verdict,
    ).toBe('allowed');
    expect(
      evaluate(policy(trust), pinpoint('pinpoint.amazonaws.com', 'pinpoint.eu-west-1.amazonaws.com')).verdict,
    ).toBe('silent');
  });
});

describe('the nearest statement', () => {
  it('names no obstacle where the statement applies, and each that is in its way', () => {
    const far = { ...GRANT, Action: 'sns:Subscribe', Resource: `${TOPIC}-2` };
    const [applies, not] = evaluate(policy(GRANT, far), publish()).statements;
    expect([applies?.obstacles, not?.obstacles.map(({ element }) => element)]).toEqual([[], ['Action', 'Resource']]);
  });

  it('is none where several things are in the way, and none where it is a Deny', () => {
    const far = { ...GRANT, Action: 'sns:Subscribe', Resource: `${TOPIC}-2` };
    expect(
      nearestStatement(evaluate(policy(far, { ...GRANT, Effect: 'Deny', Action: 'sns:Subscribe' }), publish())),
    ).toBeUndefined();
  });
});

describe('what keeps a statement from applying', () => {
  const holds = { StringEquals: { 'aws:SourceAccount': '111122223333' } };
  const fails = { ArnEquals: { 'aws:SourceArn': 'arn:aws:glacier:us-east-1:111122223333:vaults/other' } };

  it('is not told of a condition that holds', () => {
    const evaluation = evaluate(policy({ ...GRANT, Condition: { ...holds, ...fails } }), publish());
    expect(evaluation.statements.map(({ obstacles }) => obstacles)).toMatchObject([
      [{ element: 'Condition', holds: 'no', condition: { operator: 'ArnEquals' } }],
    ]);
    expect(nearestStatement(evaluation)).toMatchObject({ index: 0 });
  });
});

describe('what a service tells by itself', () => {
  it.each<[Verdict, string, string | null, object]>([
    ['allowed', 'whose resource it is about', VAULT, { ArnEquals: { 'aws:SourceArn': VAULT } }],
    ['unknown', 'nothing of it, where nobody knows', null, { ArnEquals: { 'aws:SourceArn': VAULT } }],
    ['allowed', 'the time in seconds', VAULT, { NumericEquals: { 'aws:EpochTime': '1795867200' } }],
    ['silent', 'no time in milliseconds', VAULT, { NumericGreaterThan: { 'aws:EpochTime': '1795867200' } }],
  ])('a policy that looks at it is %s: %s', (expected, _what, sourceArn, Condition) => {
    const context = serviceContext({
      ...{ service: 'glacier.amazonaws.com', sourceAccount: '111122223333', sourceArn, now: '2026-11-28T12:00:00Z' },
    });
    expect(verdict({ Condition }, publish({ context }))).toBe(expected);
  });
});

describe('a resource that is no ARN', () => {
  it.each<[Verdict, object]>([
    ['allowed', { Resource: '*:${aws:SourceAccount}:*' }],
    ['silent', { Resource: '*:${aws:SourceAccount}:other' }],
    // A variable without a value names nothing, and excepts nothing.
    ['silent', { Resource: '*${aws:SourceVpc}' }],
    ['allowed', { Resource: undefined, NotResource: '*${aws:SourceVpc}' }],
  ])('is %s with its variables filled in: %j', (expected, statement) => {
    expect(verdict(statement)).toBe(expected);
  });
});
