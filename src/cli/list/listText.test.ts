import { describe, expect, it } from 'vitest';
import type { Found } from '../../core/inventory/found.ts';
import { kindTable } from '../../core/kinds/table.ts';
import { AccessError } from '../../core/model/errors.ts';
import { region } from '../../core/model/regions.ts';
import type { KindId, Row } from '../../core/model/resource.ts';
import { listText } from './listText.ts';

const prod = { kind: 'profile', name: 'prod' } as const;
const everything = {
  sources: [prod],
  regions: null,
  kinds: new Set<KindId>(['vault', 'app']),
  format: 'text' as const,
};

function row(kind: KindId, name: string, status: string, changes: Partial<Row> = {}): Row {
  const base = { kind, name, label: name, status, mood: 'ok', config: null, arn: null } as const;
  return { ...base, fields: [], notices: [], error: null, ...changes };
}

function found(kind: KindId, where: string, what: Row | null, changes: Partial<Found> = {}): Found {
  const base = { source: prod, accountId: '111122223333', region: region(where), kind };
  return { ...base, name: what?.name ?? null, row: what, status: what?.status ?? 'error', error: null, ...changes };
}

const denied = (requestId: string) =>
  new AccessError('access-denied', 'You may not.', { awsCode: 'AccessDeniedException', requestId });

describe('listText', () => {
  it('lines columns up over all accounts and Regions', () => {
    const rows = [
      found('vault', 'eu-west-1', row('vault', 'a', 'none')),
      found('app', 'us-east-1', row('app', 'abcdef', 'set', { label: 'Shop' })),
      found('vault', 'us-east-1', row('vault', 'b', 'set', { config: { SNSTopic: 'arn:aws:sns:us-east-1:1:t' } })),
    ];
    expect(listText(rows, everything, kindTable)).toBe(
      [
        'prod (111122223333)',
        '  eu-west-1',
        '    Vault         a       no notifications',
        '  us-east-1',
        '    Pinpoint App  abcdef  set               Shop',
        '    Vault         b       → t',
        '',
        '3 listed.',
        '',
      ].join('\n'),
    );
  });

  it('tells once for an account that a service is over, and not of one that only changed', () => {
    const rows = ['a1', 'a2', 'a3'].map(name =>
      found('event-stream', 'us-east-1', row('event-stream', name, name === 'a3' ? 'none' : 'set')),
    );
    const vault = found('vault', 'us-east-1', row('vault', 'tapes', 'none'));
    const text = listText([...rows, vault], everything, kindTable);
    expect(text).toContain('Ended:\n  prod (111122223333): Pinpoint ended on 2026-10-30. Its event streams');
    expect(text.match(/ended on/g)).toHaveLength(1);
    expect(text).not.toContain('Glacier');
    expect(listText(rows.slice(2), everything, kindTable)).not.toContain('Ended');
  });

  it('tells one trouble of many places once, whatever the ids of the requests', () => {
    const regions = ['eu-west-1', 'eu-west-2', 'eu-west-3', 'us-east-1', 'us-east-2', 'us-west-1'];
    const rows = regions.map((where, index) => found('vault', where, null, { error: denied(`r${index}`) }));
    expect(listText(rows, everything, kindTable)).toBe(
      [
        'Not read:',
        '  prod (111122223333) · Vaults in eu-west-1, eu-west-2, eu-west-3, us-east-1, us-east-2 and 1 more: Access denied.',
        '    You may not. (AccessDeniedException, request r0)',
        '    Request the permission that AWS names, or use another profile.',
        '',
        '0 listed, 6 not read.',
        '',
      ].join('\n'),
    );
  });

  it('says what rows themselves tell of notifications that cannot arrive', () => {
    const set = (name: string, SNSTopic: string) =>
      found('vault', 'us-east-1', row('vault', name, 'set', { config: { SNSTopic } }));
    const text = listText(
      [
        set('a', 'arn:aws:sns:us-east-1:111122223333:t'),
        set('b', 'arn:aws:sns:eu-west-1:111122223333:t'),
        set('c', 'arn:aws:sns:us-east-1:111122223333:t.fifo'),
        set('d', 'nowhere'),
      ],
      everything,
      kindTable,
    );
    const lines = text.slice(text.indexOf('Worth a look:')).split('\n');
    expect(lines.slice(0, 4)).toEqual([
      'Worth a look:',
      expect.stringMatching(/us-east-1 · Vault b: The topic is in eu-west-1, the vault in us-east-1/),
      expect.stringMatching(/us-east-1 · Vault c: t\.fifo is a FIFO topic/),
      expect.stringMatching(/us-east-1 · Vault d: “nowhere” is not the ARN of a topic/),
    ]);
  });

  it('shows a row whose details failed both in its place and among what was not read', () => {
    const failed = found('vault', 'eu-west-1', row('vault', 'a', 'unread'), { status: 'error', error: denied('r') });
    const text = listText([failed], everything, kindTable);
    expect(text).toContain('    Vault  a  Access denied\n');
    expect(text).toContain('Vaults in eu-west-1/a: Access denied.');
    expect(text).toContain('1 listed, 1 not read.');
  });

  it('tells Regions that are not enabled and services that are closed apart from errors', () => {
    const text = listText(
      [
        found('vault', 'eu-south-1', null, { status: 'region-not-enabled' }),
        found('app', 'eu-south-1', null, { status: 'region-not-enabled' }),
        found('vault', 'us-east-1', null, { status: 'NoLongerSupportedException' }),
      ],
      everything,
      kindTable,
    );
    expect(text).toBe(
      [
        'Nothing to read:',
        '  prod (111122223333): Region not enabled, or session token not valid there: eu-south-1',
        '  prod (111122223333): Not a Glacier customer: us-east-1',
        '',
        '0 listed.',
        '',
      ].join('\n'),
    );
  });

  it('tells where a service that was asked for is not offered', () => {
    const text = listText([], { ...everything, regions: [region('us-east-1'), region('eu-central-2')] }, kindTable);
    expect(text).toContain('not asked:\n  Vaults: eu-central-2\n  Pinpoint Apps: eu-central-2\n');
  });
});
