import { describe, expect, it } from 'vitest';
import type { Found } from '../core/inventory/found.ts';
import { kindTable } from '../core/kinds/table.ts';
import { AccessError } from '../core/model/errors.ts';
import { region } from '../core/model/regions.ts';
import type { Row } from '../core/model/resource.ts';
import { english } from '../core/model/translate.ts';
import { csvCell, inventoryCsv, inventoryMarkdown } from './inventoryText.ts';

const where = { source: { kind: 'profile', name: 'prod' }, accountId: '111122223333' } as const;
const row = (name: string, more: Partial<Row> = {}): Row => ({
  ...{ kind: 'vault', name, label: name, status: 'none', mood: 'none', config: null, arn: null },
  ...{ fields: [], notices: [], error: null },
  ...more,
});
const vault = (one: Row): Found => ({
  ...{
    ...where,
    region: region('eu-west-1'),
    kind: 'vault',
    name: one.name,
    row: one,
    status: one.status,
    error: null,
  },
});
const topic = 'arn:aws:sns:eu-west-1:111122223333:ops';
const denied = new AccessError('access-denied', 'not, you', { awsCode: 'AccessDeniedException', httpStatus: 403 });
const unread: Found = {
  ...{ ...where, region: region('us-east-1'), kind: 'vault', name: null, row: null, status: 'error', error: denied },
};

describe('a cell of CSV', () => {
  it.each([
    ['plain', 'plain'],
    ['a,b', '"a,b"'],
    ['say "hi"', '"say ""hi"""'],
    ['=HYPERLINK("http://x")', '"\'=HYPERLINK(""http://x"")"'],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['|cmd', "'|cmd"],
    ['  =1', "'  =1"],
    ['\uff1d1+1', "'\uff1d1+1"],
    ['\uff0b1', "'\uff0b1"],
    ['\uff0d1', "'\uff0d1"],
    ['\uff20SUM(A1)', "'\uff20SUM(A1)"],
    ['a\uff1d', 'a\uff1d'],
    ['a-b', 'a-b'],
    ['shop;=1', "shop;'=1"],
    ['shop;"=1', '"shop;\'""=1"'],
    ['shop;a=1', 'shop;a=1'],
    ['\t=1', "'\\u{9}=1"],
    ['a\nb', 'a\\u{a}b'],
    ['\u202eevil', '\\u{202e}evil'],
    ['', ''],
  ])('of %j is %j', (value, expected) => {
    expect(csvCell(value)).toBe(expected);
  });
});

describe('an inventory', () => {
  const set = vault(
    row('tapes', { status: 'set', mood: 'set', config: { SNSTopic: topic, Events: ['A'] }, arn: 'arn:x' }),
  );

  it('as CSV has a line for each row, and for what could not be read', () => {
    expect(inventoryCsv([set, unread]).split('\r\n')).toEqual([
      'account,source,region,kind,name,label,status,target,arn,config,error',
      `111122223333,profile prod,eu-west-1,vault,tapes,tapes,set,${topic},arn:x,"{""SNSTopic"":""${topic}"",""Events"":[""A""]}",`,
      '111122223333,profile prod,us-east-1,vault,,,error,,,,"AccessDeniedException: not, you"',
      '',
    ]);
  });

  it('as CSV has a config that is JSON whatever is in it', () => {
    const text = inventoryCsv([vault(row('tapes', { config: { SNSTopic: 'a\u202e\u{e0001}b' } }))]);
    expect(text).toContain('"{""SNSTopic"":""a\\u202e\\udb40\\udc01b""}"');
  });

  it('as Markdown says of an application that it is set, and its name once', () => {
    const app: Found = {
      ...vault(row('a1b2', { label: 'shop', status: 'set', config: { Name: 'shop' } })),
      kind: 'app',
    };
    const text = inventoryMarkdown([app], kindTable, english);
    expect(text).toContain('| shop (a1b2) | set |');
  });

  it('as Markdown holds nothing that is markup, and tells what could not be read', () => {
    const text = inventoryMarkdown([vault(row('a|b_[c](http://x)')), unread], kindTable, english);
    expect(text).toContain('a\\|b\\_\\[c\\](http://x)');
    expect(text).toContain('## Not read');
    expect(text.split('\n').filter(line => line.startsWith('| prod'))).toHaveLength(2);
  });

  it('of nothing says so', () => {
    expect(inventoryMarkdown([], kindTable, english)).toBe('There is nothing here.\n');
  });
});
