import { describe, expect, it } from 'vitest';
import { accountOf, parseAuthorization, parseRequestDate } from './authorization.ts';
import { parseForm } from './awsQuery.ts';
import { refusal } from './hostGuard.ts';
import { parseTarget } from './request.ts';
import { RestRoutes } from './restRoutes.ts';
import { escapeXml, members } from './xml.ts';

describe('a form', () => {
  it.each([
    ['a=1&b=2', { a: '1', b: '2' }],
    ['Names.member.2=b&Names.member.10=c&Names.member.1=a', { Names: ['a', 'b', 'c'] }],
    ['Tags.member.1.Key=k&Tags.member.1.Value=v', { Tags: [{ Key: 'k', Value: 'v' }] }],
    ['A.entry.1.key=k&A.entry.1.value=v&A.entry.2.key=l&A.entry.2.value=w', { A: { k: 'v', l: 'w' } }],
    ['A=&B.C=x', { A: '', B: { C: 'x' } }],
    ['A=1&A.B=2', { A: { B: '2' } }],
    ['A.entry.1=x', { A: { '': '' } }],
    ['member.1=a', ['a']],
    ['', {}],
  ])('%s is read', (text, expected) => {
    expect(parseForm(new URLSearchParams(text))).toEqual(expected);
  });

  it('cannot reach a prototype', () => {
    expect(parseForm(new URLSearchParams('__proto__.polluted=1'))).not.toHaveProperty('polluted');
    expect({}).not.toHaveProperty('polluted');
  });

  it('is no deeper than it is written for', () => {
    expect(() => parseForm(new URLSearchParams(`${'a.'.repeat(100_000)}b=1`))).not.toThrow();
  });
});

describe('XML', () => {
  it('writes lists as members, maps as entries, and leaves out what is absent', () => {
    const value = { A: ['x', { B: 1 }], C: new Map([['k', 'v']]), D: undefined, E: null, F: [], G: true };
    expect(members(value)).toBe(
      '<A><member>x</member><member><B>1</B></member></A><C><entry><key>k</key><value>v</value></entry></C><F></F><G>true</G>',
    );
  });

  it('escapes what means something, and drops what XML can not hold', () => {
    expect(escapeXml('a<b>&"c"\u0000\u001f\r\né😀')).toBe('a&lt;b&gt;&amp;&quot;c&quot;&#13;\né😀');
  });
});

describe('a route', () => {
  const operation = (name: string) => ({ name, effect: 'read' as const, run: () => ({}) });
  const operations = {
    Get: 'GET /a/{x}',
    GetDeep: 'GET /a/{x}/b/{y}',
    Special: 'GET /a/special',
    Other: 'PUT /a/{x}',
    Add: 'POST /a/{x}/tags?operation=add',
    Remove: 'POST /a/{x}/tags?operation=remove',
  };
  const model = { name: 'letters', version: '1', operations, unsigned: [], errors: {} };
  const routes = new RestRoutes([operation('Get'), operation('GetDeep')], model);
  const match = (method: string, target: string) =>
    routes.match({ method, ...(parseTarget(target) ?? { path: '', query: new URLSearchParams() }) });
  it.each([
    ['GET', '/a/1', 'Get', { x: '1' }],
    ['GET', '/a/1%2F2', 'Get', { x: '1/2' }],
    ['GET', '/a/special', 'Special', {}],
    ['GET', '/a/1/b/2', 'GetDeep', { x: '1', y: '2' }],
    ['PUT', '/a/1', 'Other', { x: '1' }],
    ['GET', '/a/', 'GET /a/', {}],
    ['POST', '/a/1', 'POST /a/1', {}],
    ['POST', '/a/1/tags?operation=remove', 'Remove', { x: '1' }],
    ['POST', '/a/1/tags?operation=add&more=1', 'Add', { x: '1' }],
    ['POST', '/a/1/tags', 'POST /a/1/tags', {}],
  ])('%s %s is %s', (method, path, name, labels) => {
    expect(match(method, path)).toMatchObject({ name, labels });
  });
});

describe('an Authorization header', () => {
  it('is parsed with and without spaces after its commas', () => {
    const header =
      'AWS4-HMAC-SHA256 Credential=AKID/20261122/us-east-1/sts/aws4_request,SignedHeaders=host,Signature=ab';
    expect(parseAuthorization(header)).toEqual({
      kind: 'signed',
      authorization: { accessKeyId: 'AKID', date: '20261122', region: 'us-east-1', signingName: 'sts' },
    });
    expect(parseAuthorization(header.replaceAll(',', ',  '))).toEqual(parseAuthorization(header));
    expect(parseAuthorization(undefined)).toEqual({ kind: 'missing' });
    expect(parseAuthorization('AWS4-HMAC-SHA256 Credential=x')).toMatchObject({ kind: 'malformed' });
  });

  it.each([
    ['111122223333', '111122223333'],
    ['11112222333', '000000000000'],
    ['AKIAIOSFODNN7EXAMPLE', '000000000000'],
    ['１１１１２２２２３３３３', '000000000000'],
  ])('of %s is the account %s', (accessKeyId, account) => {
    expect(accountOf(accessKeyId)).toBe(account);
  });

  it.each([
    ['20261122T020000Z', Date.UTC(2026, 10, 22, 2)],
    ['Sun, 22 Nov 2026 02:00:00 GMT', Date.UTC(2026, 10, 22, 2)],
    ['20261399T020000Z', undefined],
    ['soon', undefined],
  ])('has the date %s', (text, time) => {
    expect(parseRequestDate(text)).toBe(time);
  });
});

describe('a request target', () => {
  it.each([
    ['/a/b?c=d&e=%20', '/a/b', 'c=d&e=+'],
    ['/', '/', ''],
    ['http://127.0.0.1:1/a?b', '/a', 'b='],
    ['http://127.0.0.1:1', '/', ''],
    ['//evil.example/a', '//evil.example/a', ''],
  ])('%s is taken apart', (target, path, query) => {
    const parsed = parseTarget(target);
    expect([parsed?.path, parsed?.query.toString()]).toEqual([path, query]);
  });

  it.each(['*', 'evil.example:80', '', 'ftp://a/b'])('%s is none', target => {
    expect(parseTarget(target)).toBeUndefined();
  });
});

describe('the host guard', () => {
  it.each(['127.0.0.1', 'localhost:80', '[::1]:65535', 'LocalHost'])('lets %s in', host => {
    expect(refusal({ host })).toBeUndefined();
  });

  it.each([
    '',
    '0.0.0.0',
    '127.0.0.1.nip.io',
    'localhost.',
    '[::1',
    '::1',
    'localhost:',
    'x:127.0.0.1',
    '127.1',
    '[::ffff:127.0.0.1]',
  ])('keeps "%s" out', host => {
    expect(refusal({ host })).toMatch(/loopback|Only requests/);
  });

  it('keeps a missing Host and every Origin out', () => {
    expect(refusal({})).toBeDefined();
    expect(refusal({ host: 'localhost', origin: 'null' })).toMatch(/Origin/);
  });
});
