import { describe, expect, it } from 'vitest';
import type { ExitReport, RoleExit, StreamExit } from '../core/exit/exitReport.ts';
import { AccessError } from '../core/model/errors.ts';
import { region } from '../core/model/regions.ts';
import { english } from '../core/model/translate.ts';
import { exitJson, exitMarkdown, isPartial } from './exitText.ts';

const ID = '111122223333';
const place = { source: { kind: 'profile', name: 'prod' }, accountId: ID, region: region('us-east-1') } as const;
const firehose = `arn:aws:firehose:us-east-1:${ID}:deliverystream/archive`;
const kinesis = `arn:aws:kinesis:us-east-1:${ID}:stream/clicks`;
const denied = new AccessError('access-denied', 'no', { operation: 'ListRoles', awsCode: 'AccessDenied' });

const stream = (applicationId: string, more: Partial<StreamExit> = {}): StreamExit => ({
  ...place,
  ...{ applicationId, applicationName: null, status: 'none', destinationArn: null, roleArn: null },
  ...{ changedAt: null, changedBy: null, answered: null, error: null },
  ...more,
});
const role = (roleArn: string, trust: RoleExit['trust'], more: Partial<RoleExit> = {}): RoleExit => ({
  ...{ accountId: ID, roleArn, trust, applicationIds: [], error: null },
  ...more,
});
const report = (more: Partial<ExitReport> = {}): ExitReport => ({ streams: [], roles: [], unread: [], ...more });
const text = (more: Partial<ExitReport>): string => exitMarkdown(report(more), english);

describe('the exit report in Markdown', () => {
  it('says what each stream did, and counts them', () => {
    const sending = { status: 'set', destinationArn: kinesis, roleArn: `arn:aws:iam::${ID}:role/r` } as const;
    const streams = [
      stream('a1', { ...sending, applicationName: 'shop', changedAt: '2024-03-07', changedBy: 'maria' }),
      stream('a2'),
      stream('a3', { status: 'retired', answered: 'ForbiddenException · 403 · it is over' }),
      stream('a4', { status: 'error', error: denied }),
    ];
    const told = text({ streams });
    expect(told).toContain('Event streams of 4 applications: 1 set, 1 not set, or ended, 1 ended, 1 not read.');
    expect(told).toContain(
      `| prod (${ID}) | us-east-1 | shop (a1) | set | ${kinesis} | arn:aws:iam::${ID}:role/r | 2024-03-07, maria |`,
    );
    expect(told).toContain('| a3 | ended |');
    expect(told).toContain('| a4 | not read: Access denied |');
    expect(told).toContain('AWS may give the same answer');
    expect(told).toContain('For streams that have ended, AWS answers: ForbiddenException · 403 · it is over');
    expect(told).toMatch(/## Not read\n\n- prod \(111122223333\) · us-east-1 · a4: Access denied/);
  });

  it('has the commands of a destination once, for all applications that sent there', () => {
    const streams = ['a1', 'a2'].map(id => stream(id, { status: 'set', destinationArn: kinesis }));
    const told = text({ streams });
    expect(told.match(/aws kinesis put-record /g)).toHaveLength(1);
    expect(told).toContain('Applications: a1, a2');
    expect(
      told.match(/aws pinpoint delete-event-stream --application-id a[12] --region us-east-1 --profile prod/g),
    ).toHaveLength(2);
  });

  it.each([
    [
      firehose,
      ['aws firehose put-record --delivery-stream-name archive', 'KinesisFirehoseDestination'],
      'events put-rule',
    ],
    [
      kinesis,
      ['aws kinesis put-record --stream-name clicks', 'aws events put-targets', '["aws.sms-voice"]', '["aws.ses"]'],
      'Firehose',
    ],
  ])('leads to %s as each service can', (destinationArn, commands, others) => {
    const { streams } = exitJson(report({ streams: [stream('a1', { status: 'set', destinationArn })] })) as {
      readonly streams: readonly {
        readonly successors: readonly { readonly id: string; readonly commands: readonly string[] }[];
      }[];
    };
    const lines = streams.flatMap(one => one.successors.flatMap(next => next.commands)).join('\n');
    for (const command of commands) expect(lines).toContain(command);
    expect(lines).not.toContain(others);
    expect(streams[0]?.successors.map(({ id }) => id)).toEqual([
      ...['own-events', 'sms-voice', 'email', 'campaigns', 'endpoints', 'push'],
    ]);
  });

  it('says which roles trust Pinpoint, and which were not looked at and why', () => {
    const roles = [
      role('arn:r/yes', 'pinpoint', { applicationIds: ['a1', 'a2'] }),
      role('arn:r/no', 'others'),
      role('arn:r/gone', 'gone'),
      role('arn:r/odd', 'unknown'),
      role('arn:r/denied', 'unknown', { error: denied }),
      role('arn:r/theirs', 'unknown', { accountId: '444455556666' }),
    ];
    const told = text({ roles: [{ ...place, roles, error: denied }] });
    expect(told.split('\n').filter(line => line.includes('arn:r/'))).toEqual([
      `| prod (${ID}) | arn:r/yes | yes | a1, a2 |`,
      `| prod (${ID}) | arn:r/no | no |  |`,
      `| prod (${ID}) | arn:r/gone | role no longer exists |  |`,
      `| prod (${ID}) | arn:r/odd | its trust policy can’t be read |  |`,
      `| prod (${ID}) | arn:r/denied | not checked: Access denied |  |`,
      `| prod (${ID}) | arn:r/theirs | not checked: the role belongs to another account |  |`,
    ]);
    expect(told).toContain(`Other roles of prod (${ID}) were not checked. Access denied`);
  });

  it('says that nothing was found rather than showing empty tables', () => {
    const told = text({});
    expect(told).toContain('No Pinpoint applications were found in what was read.');
    expect(told).toContain('None of the roles that were checked trusts Pinpoint.');
    expect(told).not.toContain('## Commands');
  });

  it('shows names of AWS as nothing but text', () => {
    const told = text({ streams: [stream('a1', { applicationName: '<b>[x](y)|`\u202e' })] });
    expect(told).toContain('\\<b\\>\\[x\\](y)\\|\\`\\\\u\\{202e\\} (a1)');
  });
});

it('is partial where anything could not be read', () => {
  const unread = { ...place, kind: 'app', name: null, row: null, status: 'error', error: denied } as const;
  expect(isPartial(report({ streams: [stream('a1', { status: 'retired' })] }))).toBe(false);
  expect(isPartial(report({ streams: [stream('a1', { status: 'error', error: denied })] }))).toBe(true);
  expect(isPartial(report({ roles: [{ ...place, roles: [], error: denied }] }))).toBe(true);
  expect(isPartial(report({ unread: [unread] }))).toBe(true);
});
