import { describe, expect, it } from 'vitest';
import type { Amendment } from '../model/amendment.ts';
import { amended } from './amend.ts';

const grant = { Sid: 'Grant', Effect: 'Allow', Action: 'SNS:Publish' };
const add: Amendment = { does: 'add', statement: grant };
const line = JSON.stringify(grant);

describe('a policy with one more statement', () => {
  it.each([
    ['on one line', '{"Version":"2008-10-17","Statement":[{"Sid":"a"}]}', `[{"Sid":"a"},${line}]`],
    ['with spaces', '{ "Statement": [ {"Sid": "a"}, {"Sid": "b"} ] }', `{"Sid": "b"}, ${line} ]`],
    ['without a version', '{"Statement":[]}', `[${line}]`],
    ['with its one statement outside a list', '{"Statement":{"Sid":"a"},"Id":"x"}', `[{"Sid":"a"}, ${line}],"Id":"x"}`],
    ['with a statement that can’t be read', '{"Statement":["?"]}', `["?", ${line}]`],
  ])('is written as it was, %s', (_, policy, expected) => {
    expect(amended(policy, add)).toContain(expected);
  });

  it('is laid out like the others where they stand on lines of their own', () => {
    const policy = '{\r\n\t"Statement": [\r\n\t\t{\r\n\t\t\t"Sid": "a"\r\n\t\t}\r\n\t]\r\n}\r\n';
    expect(amended(policy, add)).toBe(
      policy.replace(
        '}\r\n\t]',
        '},\r\n\t\t{\r\n\t\t\t"Sid": "Grant",\r\n\t\t\t"Effect": "Allow",\r\n\t\t\t"Action": "SNS:Publish"\r\n\t\t}\r\n\t]',
      ),
    );
  });

  it('keeps every character of the rest, whatever its layout', () => {
    const odd = String.raw`{"Id":"\u00e9\/", "Statement" :[ {"Condition":{"a":{"b":1.0e2}}}  ] , "Version":"2012-10-17" }`;
    const after = amended(odd, add) ?? '';
    expect(after.split(`,${line}`)).toEqual([odd.slice(0, odd.indexOf('  ]')), odd.slice(odd.indexOf('  ]'))]);
  });

  it('takes another Sid where its own is a statement’s that says something else', () => {
    const policy = '{"Statement":[{"Sid":"Grant","Effect":"Deny"},{"Sid":"Grant2"}]}';
    expect(JSON.parse(amended(policy, add) ?? '').Statement).toEqual([
      { Sid: 'Grant', Effect: 'Deny' },
      { Sid: 'Grant2' },
      { ...grant, Sid: 'Grant3' },
    ]);
  });

  it('stays the same text where a statement says so already, under whichever Sid', () => {
    const policy = '{"Statement":[{"Action":"SNS:Publish","Effect":"Allow","Sid":"Other"}]}';
    expect(amended(policy, add)).toBe(policy);
  });
});

describe('a policy with a statement limited', () => {
  const condition = { StringEquals: { 'aws:SourceAccount': '111122223333' } };
  const limit = (statement: object): Amendment => ({ does: 'limit', statement: { ...statement }, condition });
  const written = JSON.stringify(condition);

  it.each([
    [
      'without a condition',
      '{"Statement":[{"Sid":"x"},{"Sid":"a"} ]}',
      { Sid: 'a' },
      `{"Statement":[{"Sid":"x"},{"Sid":"a","Condition": ${written}} ]}`,
    ],
    [
      'with another condition',
      '{"Statement":{"Condition" : {"Null":{"k":"true"}}, "Sid":"a"}}',
      { Sid: 'a', Condition: { Null: { k: 'true' } } },
      `{"Statement":{"Condition" : ${written}, "Sid":"a"}}`,
    ],
  ])('changes nothing but its condition, %s', (_, policy, statement, expected) => {
    expect(amended(policy, limit(statement))).toBe(expected);
  });

  it('is none where the statement says something else by now', () => {
    expect(amended('{"Statement":[{"Sid":"a","Effect":"Deny"}]}', limit({ Sid: 'a' }))).toBeUndefined();
  });
});

it.each(['', '{', '[]', '{"Statement":"x"}', '{"Version":"2012-10-17"}', '{"Statement":[],"Statement":[]}'])(
  'leaves alone what is no policy: %s',
  text => {
    expect(amended(text, add)).toBeUndefined();
  },
);
