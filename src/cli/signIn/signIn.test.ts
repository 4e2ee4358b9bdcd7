import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runInMemory } from '../../../test/support/cliInMemory.ts';
import { type AwsHome, makeAwsHome } from '../../aws/testing/awsHome.ts';
import { isElsewhere } from './openBrowser.ts';

let home: AwsHome;
beforeAll(async () => {
  home = await makeAwsHome();
  await home.writeConfig(
    '[sso-session a]\nsso_start_url = https://a/start\nsso_region = eu-west-1\n[profile old]\nsso_start_url = https://b/start\nsso_region = eu-west-1\n[profile keys]\n',
  );
});
afterAll(() => home.remove());

describe('sign-in', () => {
  it.each<readonly [readonly string[], number, string]>([
    [['--sso-session', 'gone'], 1, 'does not hold the SSO session "gone"'],
    [['--profile', 'gone'], 1, 'no profile named "gone"'],
    [['--profile', 'keys'], 1, 'not set up for IAM Identity Center'],
    [['--sso-session', 'corp', '--profile', 'dev'], 64, 'Use only one of'],
    [['--sso-session', ''], 64, 'need a value'],
    [['--start-url', 'https://a/start'], 64, 'needs --sso-region'],
    [['--start-url', 'https://a/start', '--sso-region', 'europe'], 64, 'needs --sso-region'],
    [['--start-url', 'corp', '--sso-region', 'eu-west-1'], 64, 'not an address'],
    [['--sso-region', 'eu-west-1'], 64, 'goes with --start-url'],
    [[], 64, 'There are several sign-ins: a, https://b/start.'],
  ])('with %j ends with %d', async (args, code, said) => {
    const ended = await runInMemory(['sign-in', ...args], home.folder, '', home.env);
    expect([ended.code, ended.stderr]).toEqual([code, expect.stringContaining(said)]);
  });
});

describe('a browser', () => {
  it.each<readonly [string, boolean, string, Record<string, string>]>([
    ['on a computer with a screen', false, 'linux', { DISPLAY: ':0' }],
    ['on a Mac', false, 'darwin', {}],
    ['on Windows', false, 'win32', {}],
    ['over SSH', true, 'darwin', { SSH_CONNECTION: '1 2 3 4' }],
    ['in a codespace', true, 'linux', { DISPLAY: ':0', CODESPACES: 'true' }],
    ['without a screen', true, 'linux', {}],
  ])('%s is elsewhere: %s', (_what, elsewhere, platform, env) => {
    expect(isElsewhere({ env, platform }, () => false)).toBe(elsewhere);
  });

  it('in a container is elsewhere', () => {
    const inContainer = (path: unknown) => path === '/.dockerenv';
    expect(isElsewhere({ env: { DISPLAY: ':0' }, platform: 'linux' }, inContainer)).toBe(true);
  });
});
