import { createHash } from 'node:crypto';

/** Lines of an INI section; names that come twice are the later's. */
export const lines = settings =>
  Object.entries(settings)
    .map(([name, value]) => `${name} = ${value}\n`)
    .join('');

/** A key whose id is the account. */
export const key = account => ({ aws_access_key_id: account, aws_secret_access_key: 's' });
export const keyVariables = account => ({ AWS_ACCESS_KEY_ID: account, AWS_SECRET_ACCESS_KEY: 's' });

export const roleArn = account => `arn:aws:iam::${account}:role/r`;

/** A program that prints a key; `HOME` stands for the folder of the case wherever it comes. */
export const program = (account, more = '') => `/bin/sh HOME/program.sh ${account} ${more}`.trim();

const START_URL = 'https://corp.awsapps.com/start';
export const portal = { sso_start_url: START_URL, sso_region: 'eu-west-1' };
export const assigned = account => ({ sso_account_id: account, sso_role_name: 'Reader' });

/** The file in which the sign-in of a session or start URL is kept. */
export function signIn(name, token = {}) {
  const path = `.aws/sso/cache/${createHash('sha1').update(name).digest('hex')}.json`;
  const expiresAt = new Date(Date.now() + 3600_000).toISOString().replace(/\.\d+Z/, 'Z');
  return { [path]: JSON.stringify({ accessToken: 'good-token', expiresAt, ...token }) };
}
export const oldSignIn = signIn(START_URL);

/**
 * Every kind of credentials by name: what it puts into the profile of each file, into other sections of the config,
 * among the variables and into the home folder. Each is of an account of its own.
 */
export const kinds = {
  'keys of the environment': { env: keyVariables('111111111111') },
  'a role': {
    config: { role_arn: roleArn('222222222222'), source_profile: 'base' },
    sections: `[profile base]\n${lines(key('121212121212'))}`,
  },
  'a web identity': {
    config: { role_arn: roleArn('888888888888'), web_identity_token_file: 'HOME/token' },
    files: { token: 'a web identity token' },
  },
  'a web identity of the environment': {
    env: { AWS_WEB_IDENTITY_TOKEN_FILE: 'HOME/token', AWS_ROLE_ARN: roleArn('999999999999') },
    files: { token: 'a web identity token' },
  },
  'SSO by a session': {
    config: { sso_session: 'corp', ...assigned('333333333333') },
    sections: `[sso-session corp]\n${lines(portal)}`,
    files: signIn('corp'),
  },
  'SSO by the older settings': { config: { ...portal, ...assigned('343434343434') }, files: oldSignIn },
  'keys of the credentials file': { credentials: key('444444444444') },
  'a login': { config: { login_session: 'arn:aws:sts::565656565656:assumed-role/a/b' } },
  'a credential_process': { config: { credential_process: program('555555555555') } },
  'keys of the config file': { config: key('666666666666') },
  'a container': { env: { AWS_CONTAINER_CREDENTIALS_FULL_URI: 'SERVERS/container/777777777777' } },
  'an instance': { env: { AWS_EC2_METADATA_DISABLED: 'false' } },
};
