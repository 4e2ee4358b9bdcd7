import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createHome, npmEnvironment, ownProfilesEnvironment, sealedEnvironment } from './environment.ts';

const folder = mkdtempSync(join(tmpdir(), 'harness-environment-'));
const home = createHome(folder);
afterAll(() => rmSync(folder, { recursive: true }));

const person: NodeJS.ProcessEnv = {
  PATH: '/usr/bin',
  LANG: 'en_GB.UTF-8',
  LC_ALL: 'C',
  HOME: '/home/ada',
  AWS_PROFILE: 'production',
  AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'secret',
  AWS_CONFIG_FILE: '/home/ada/.aws/config',
  AWS_SHARED_CREDENTIALS_FILE: '/home/ada/.aws/credentials',
  AWS_ENDPOINT_URL: 'https://example.com',
  NOTIFICATION_EXPLORER_HOME: '/home/ada/state',
  XDG_STATE_HOME: '/home/ada/.local/state',
  GITHUB_TOKEN: 'token',
  SSH_AUTH_SOCK: '/run/agent',
  NODE_OPTIONS: '--require /home/ada/spy.js',
};

const awsNames = (environment: Record<string, string>) =>
  Object.keys(environment).filter(name => name.startsWith('AWS_'));

describe('the environment of the processes we start', () => {
  it('names no AWS variable but the files of the run and the closed metadata service', () => {
    const environment = sealedEnvironment(home, {}, person);
    expect(awsNames(environment).sort()).toEqual([
      'AWS_CONFIG_FILE',
      'AWS_EC2_METADATA_DISABLED',
      'AWS_SHARED_CREDENTIALS_FILE',
    ]);
    expect(environment.AWS_EC2_METADATA_DISABLED).toBe('true');
  });

  it('points at nothing of the person: every value that is a path of theirs is gone', () => {
    const values = Object.values(sealedEnvironment(home, {}, person));
    expect(values.filter(value => value.includes('/home/ada') || value === 'token')).toEqual([]);
    expect(sealedEnvironment(home, {}, person)).toMatchObject({
      HOME: home.folder,
      NOTIFICATION_EXPLORER_HOME: home.stateFolder,
    });
  });

  it('lets through what programs need to run', () => {
    expect(sealedEnvironment(home, {}, person)).toMatchObject({ PATH: '/usr/bin', LANG: 'en_GB.UTF-8', LC_ALL: 'C' });
  });

  it('gives npm the registry settings of the person and still no account', () => {
    const environment = npmEnvironment(home, { ...person, npm_config_registry: 'https://registry.example' });
    expect(environment).toMatchObject({
      HOME: home.folder,
      npm_config_userconfig: join('/home/ada', '.npmrc'),
      npm_config_registry: 'https://registry.example',
    });
    expect(environment.AWS_ACCESS_KEY_ID).toBeUndefined();
  });

  it('hands out own profiles only when asked, and keeps the state folder of the run', () => {
    const environment = ownProfilesEnvironment(home, {}, person);
    expect(environment).toMatchObject({
      HOME: '/home/ada',
      AWS_PROFILE: 'production',
      NOTIFICATION_EXPLORER_HOME: home.stateFolder,
    });
    expect(environment.AWS_EC2_METADATA_DISABLED).toBeUndefined();
  });
});

describe('the tests themselves', () => {
  it('run without a way to an account of the person who starts them', () => {
    expect(awsNames(process.env as Record<string, string>).sort()).toEqual([
      'AWS_CONFIG_FILE',
      'AWS_EC2_METADATA_DISABLED',
      'AWS_SHARED_CREDENTIALS_FILE',
    ]);
    expect(process.env.AWS_CONFIG_FILE).toContain('.cache');
    expect(process.env.NOTIFICATION_EXPLORER_HOME).toContain('.cache');
  });
});
