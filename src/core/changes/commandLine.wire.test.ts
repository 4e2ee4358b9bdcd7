import { execFileSync, spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { region } from '../model/regions.ts';
import { commandLine } from './commandLine.ts';

describe.skipIf(process.platform === 'win32')('the line of the AWS CLI', () => {
  it('brings every value through bash as it is', () => {
    const hostile = `a'b"c$(touch x)\`d\`\\ e\n;f`;
    const line = commandLine({
      operation: 'SetVaultNotifications',
      request: { vaultName: hostile },
      region: region('eu-west-1'),
      accountId: '111122223333',
      source: { kind: 'default' },
    });
    const script = `aws() { printf '%s\\0' "$@"; }; ${line}`;
    expect(execFileSync('bash', ['-c', script], { encoding: 'utf8' }).split('\0')).toContain(hostile);
  });

  it.each([
    ['111122223333', 'aws notifications deregister-notification-hub', ''],
    ['444455556666', '', 'Not sent: the credentials are not those of Admin in 111122223333.\n'],
  ])('of an account that a sign-in gives is sent only with its credentials: %s', (found, sent, told) => {
    const line = commandLine({
      operation: 'DeregisterNotificationHub',
      request: { notificationHubRegion: 'eu-west-1' },
      region: region('us-east-1'),
      accountId: '111122223333',
      source: { kind: 'sso', session: 'corp', accountId: '111122223333', role: 'Admin' },
    });
    const aws = `aws() { if [ "$1" = sts ]; then echo ${found}; else echo aws "$1" "$2"; fi; }`;
    const script = `set -e; ${aws}; ${line}; echo and on`;
    const { stdout, stderr } = spawnSync('bash', ['-c', script], { encoding: 'utf8' });
    expect([stdout, stderr]).toEqual([sent === '' ? '' : `${sent}\nand on\n`, told]);
  });
});
