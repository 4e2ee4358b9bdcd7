import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { chain, dev, eachCredentialWorld, keysOf } from '../testing/credentialWorld.ts';

const world = eachCredentialWorld();

interface Way {
  readonly account: string;
  readonly config?: string;
  readonly credentials?: string;
  readonly env?: (home: string, url: string) => Readonly<Record<string, string>>;
}

const program = (account: string): string =>
  `${process.execPath} -e "console.log(JSON.stringify({Version:1,AccessKeyId:'AKIA${account}',SecretAccessKey:'s'}))"`;

/** Every way of a profile, in the order of AWS's tools. */
const ofProfile: Readonly<Record<string, Way>> = {
  role: { account: '222222222222', config: 'role_arn = arn:aws:iam::222222222222:role/r\nsource_profile = base' },
  SSO: {
    account: '333333333333',
    config:
      'sso_start_url = https://x.awsapps.com/start\nsso_region = eu-west-1\nsso_account_id = 333333333333\nsso_role_name = r',
  },
  'keys of the credentials file': { account: '444444444444', credentials: keysOf('444444444444') },
  'a credential_process': { account: '555555555555', config: `credential_process = ${program('555555555555')}` },
  'keys of the config file': { account: '666666666666', config: keysOf('666666666666') },
  'the container': {
    account: '777777777777',
    env: (_home, url) => ({ AWS_CONTAINER_CREDENTIALS_FULL_URI: `${url}/creds` }),
  },
};

/** A web identity, which takes the place of a role with a source where it stands in the profile. */
const webIdentity: Way = {
  account: '888888888888',
  config: 'role_arn = arn:aws:iam::888888888888:role/r\nweb_identity_token_file = ~/token',
};

const variables: Readonly<Record<string, Way>> = {
  'keys of the environment': {
    account: '111111111111',
    env: () => ({ AWS_ACCESS_KEY_ID: 'AKIA111111111111', AWS_SECRET_ACCESS_KEY: 's' }),
  },
  role: { ...ofProfile.role, account: '222222222222' },
  'a web identity of the environment': {
    account: '999999999999',
    env: home => ({
      AWS_WEB_IDENTITY_TOKEN_FILE: join(home, 'token'),
      AWS_ROLE_ARN: 'arn:aws:iam::999999999999:role/r',
    }),
  },
};

/** Each with each that comes after it. */
function pairs(ways: Readonly<Record<string, Way>>): readonly [string, string, Way, Way][] {
  const all = Object.entries(ways);
  return all.flatMap(([first, one], index) =>
    all.slice(index + 1).map(([second, other]): [string, string, Way, Way] => [first, second, one, other]),
  );
}

/** Writes both into one profile and plays portal and container; gives the environment. */
async function set(profile: string, ways: readonly Way[]): Promise<Readonly<Record<string, string>>> {
  const { home, aws } = world();
  const lines = (file: 'config' | 'credentials') => ways.map(way => way[file] ?? '').join('\n');
  const header = profile === 'default' ? 'default' : `profile ${profile}`;
  await home.writeConfig(
    `[${header}]\nregion = eu-west-1\n${lines('config')}\n[profile base]\n${keysOf('000000000001')}\n`,
  );
  await home.writeCredentials(`[${profile}]\n${lines('credentials')}\n`);
  await writeFile(join(home.folder, 'token'), 'jwt');
  const cache = join(home.folder, '.aws', 'sso', 'cache');
  await mkdir(cache, { recursive: true });
  const expiresAt = new Date(Date.now() + 3600_000).toISOString();
  await writeFile(
    join(cache, `${createHash('sha1').update('https://x.awsapps.com/start').digest('hex')}.json`),
    JSON.stringify({ accessToken: 'token', expiresAt }),
  );
  const keys = { secretAccessKey: 's', sessionToken: 't', expiration: Date.now() + 3600_000 };
  aws.play = ({ url }) => {
    if (url.startsWith('/federation/credentials')) {
      return { body: { roleCredentials: { accessKeyId: 'ASIA333333333333', ...keys } } };
    }
    if (url !== '/creds') return undefined;
    return { body: { AccessKeyId: 'ASIA777777777777', SecretAccessKey: 's', Token: 't', Expiration: expiresAt } };
  };
  return Object.assign({}, ...ways.map(way => way.env?.(home.folder, aws.url) ?? {}));
}

test.each(pairs(ofProfile))('%s goes before %s in a profile that is named', async (_first, _second, one, other) => {
  const env = await set('dev', [one, other]);
  expect(await world().accountOf(dev, env)).toBe(one.account);
});

test.each(pairs({ ...variables, ...ofProfile }))(
  '%s goes before %s in the default chain',
  async (_f, _s, one, other) => {
    const env = await set('default', [one, other]);
    expect(await world().accountOf(chain, env)).toBe(one.account);
  },
);

test.each(Object.entries(ofProfile).filter(([name]) => name !== 'role'))(
  'a web identity of the profile goes before %s',
  async (_name, other) => {
    const env = await set('dev', [webIdentity, other]);
    expect(await world().accountOf(dev, env)).toBe(webIdentity.account);
  },
);

test('a web identity of the profile takes the place of the role with a source', async () => {
  const env = await set('dev', [{ account: '', config: 'source_profile = base' }, webIdentity]);
  expect(await world().accountOf(dev, env)).toBe(webIdentity.account);
});

test('a web identity of the environment says nothing of a profile that is named', async () => {
  const variable = variables['a web identity of the environment'];
  const config = ofProfile['keys of the config file'];
  if (variable === undefined || config === undefined) throw new Error('there are both');
  const env = await set('dev', [variable, config]);
  expect(await world().accountOf(dev, env)).toBe(config.account);
  expect(await world().accountOf(chain, { ...env, AWS_PROFILE: 'dev' })).toBe(variable.account);
});
