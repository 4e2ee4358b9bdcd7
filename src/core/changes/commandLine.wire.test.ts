import { execFileSync } from 'node:child_process';
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
});
