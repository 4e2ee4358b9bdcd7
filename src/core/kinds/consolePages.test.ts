import { describe, expect, it } from 'vitest';
import { CONSOLE_HOME, consoleUrl } from '../model/console.ts';
import { region } from '../model/regions.ts';
import type { Row } from '../model/resource.ts';
import { kinds } from './table.ts';

const accountId = '111122223333';
const row = (kind: Row['kind']): Row => ({
  ...{ kind, name: 'a b', label: 'x', status: 'set', mood: 'set', config: { InstanceId: 'i-1' } },
  ...{ arn: null, fields: [], notices: [], error: null },
});

describe('a page of AWS’s console', () => {
  it.each([
    ['us-east-1', 'https://us-east-1.console.aws.amazon.com/console/home?region=us-east-1'],
    ['cn-north-1', 'https://cn-north-1.console.amazonaws.cn/console/home?region=cn-north-1'],
    ['us-gov-west-1', 'https://us-gov-west-1.console.amazonaws-us-gov.com/console/home?region=us-gov-west-1'],
    ['eusc-de-east-1', undefined],
    ['us-iso-east-1', undefined],
  ])('in %s is at %s', (name, expected) => {
    expect(consoleUrl(region(name), CONSOLE_HOME)).toBe(expected);
  });

  it('is known for every kind, with the Region between path and fragment', () => {
    const at = region('us-west-2');
    const pages = kinds.map(kind => consoleUrl(at, kind.consolePage(row(kind.id), { accountId, region: at })));
    const host = 'https://us-west-2.console.aws.amazon.com';
    const arn = (id: string) => encodeURIComponent(`arn:aws:connect:us-west-2:111122223333:instance/${id}`);
    expect(pages).toEqual([
      `${host}/notifications/home?region=us-west-2#/hub-regions`,
      `${host}/glacier/home?region=us-west-2#/vaults`,
      `${host}/pinpoint/home/?region=us-west-2#/apps/a%20b/analytics/overview`,
      `${host}/pinpoint/home/?region=us-west-2#/apps/a%20b/analytics/overview`,
      `${host}/connect/v2/app/settings/overview?id=${arn('a b')}&region=us-west-2`,
      `${host}/connect/v2/app/settings/overview?id=${arn('i-1')}&region=us-west-2`,
    ]);
  });
});
