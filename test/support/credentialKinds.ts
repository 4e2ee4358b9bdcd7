import { createHash, generateKeyPairSync } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { dirname, join } from 'node:path';
import type { AccountSource } from '../../src/core/model/account.ts';

/** What the kinds are laid out with. */
export interface KindsPlace {
  /** The person's home folder, which the process has too. */
  readonly folder: string;
  /** Where every service of AWS answers. */
  readonly endpoint: string;
  /** Where `startMachine` hands out credentials of the other account. */
  readonly machine: string;
  /** The account of keys and sign-ins. */
  readonly mine: string;
  /** The account that is reached from it by a role. */
  readonly other: string;
  /** What the portal gives in the first. */
  readonly role: string;
}

/** Credentials of one kind, as a person has them. */
export interface CredentialKind {
  /** Who they are asked for by. */
  readonly source: AccountSource;
  /** Whose they are. */
  readonly account: string;
  /** Lines of the profile in the shared config. */
  readonly config?: string;
  /** Lines of the profile in the credentials file. */
  readonly credentials?: string;
  /** Variables without which there are none. */
  readonly env?: Readonly<Record<string, string>>;
  /** True where a code of an MFA device is asked for. */
  readonly asks?: true;
}

/** A role into which nobody comes without a code of an MFA device and this external id, as the state of IAM has it. */
export const GUARDED_ROLE = {
  name: 'guarded',
  assumeRolePolicyDocument: JSON.stringify({
    Statement: {
      ...{ Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sts:AssumeRole' },
      Condition: {
        Bool: { 'aws:MultiFactorAuthPresent': 'true' },
        StringEquals: { 'sts:ExternalId': 'ours' },
      },
    },
  }),
} as const;

/** A role that lets everyone in. */
export const OPEN_ROLE = { name: 'open', assumeRolePolicyDocument: '{}' } as const;

/** The portal of every sign-in. */
export const PORTAL_LINES = 'sso_start_url = https://corp.awsapps.com/start\nsso_region = eu-west-1\n';

const LOGIN = (account: string): string => `arn:aws:sts::${account}:assumed-role/Admin/maria`;
const keys = (account: string): string => `aws_access_key_id = ${account}\naws_secret_access_key = x\n`;

/** Every kind of credentials beside a sign-in without a profile. */
export function credentialKinds(place: KindsPlace): readonly CredentialKind[] {
  const environment = { AWS_ACCESS_KEY_ID: place.mine, AWS_SECRET_ACCESS_KEY: 'x' };
  return [
    ...Object.entries(profiles(place)).map(([name, kind]) => ({ source: { kind: 'profile', name } as const, ...kind })),
    { source: { kind: 'default' }, account: place.mine, env: environment },
  ];
}

/** Those that a profile leads to, by its name. */
function profiles(place: KindsPlace): Readonly<Record<string, Omit<CredentialKind, 'source'>>> {
  const { folder, machine, mine, other, role } = place;
  const as = (account: string, name: string): string => `role_arn = arn:aws:iam::${account}:role/${name}\n`;
  const assigned = `sso_account_id = ${mine}\nsso_role_name = ${role}\n`;
  const toOther = as(other, OPEN_ROLE.name);
  return {
    keys: { account: mine, config: keys(mine) },
    'keys of the credentials file': { account: mine, credentials: keys(mine) },
    'keys of a session': { account: mine, credentials: `${keys(mine)}aws_session_token = t\n` },
    role: { account: other, config: `${toOther}source_profile = keys\n` },
    chain: { account: mine, config: `${as(mine, OPEN_ROLE.name)}source_profile = role\n` },
    mfa: {
      account: other,
      config: `${as(other, GUARDED_ROLE.name)}source_profile = keys\nexternal_id = ours\nmfa_serial = arn:aws:iam::${mine}:mfa/maria\n`,
      asks: true,
    },
    'web identity': { account: other, config: `${toOther}web_identity_token_file = ${join(folder, TOKEN)}\n` },
    program: {
      account: other,
      config: `credential_process = "${process.execPath}" "${join(folder, PROGRAM)}" ${other}\n`,
      // Where VS Code runs us, this is what makes its program a plain Node.
      env: { ELECTRON_RUN_AS_NODE: '1' },
    },
    session: { account: mine, config: `sso_session = corp\n${assigned}` },
    'older session': { account: mine, config: PORTAL_LINES + assigned },
    'role behind a session': { account: other, config: `${toOther}source_profile = session\n` },
    login: { account: mine, config: `login_session = ${LOGIN(mine)}\n` },
    container: { account: other, env: { AWS_CONTAINER_CREDENTIALS_FULL_URI: `${machine}/container` } },
    'role of a container': {
      account: mine,
      config: `${as(mine, OPEN_ROLE.name)}credential_source = EcsContainer\n`,
      env: { AWS_CONTAINER_CREDENTIALS_FULL_URI: `${machine}/container` },
    },
    instance: {
      account: other,
      env: { AWS_EC2_METADATA_DISABLED: 'false', AWS_EC2_METADATA_SERVICE_ENDPOINT: machine },
    },
  };
}

const TOKEN = 'web-identity-token';
const PROGRAM = 'credentials.cjs';

/** The two shared files with a profile for each kind, and one session named `corp`. */
export function sharedFiles(place: KindsPlace): { readonly config: string; readonly credentials: string } {
  const kinds = Object.entries(profiles(place));
  const lines = `region = us-east-1\nendpoint_url = ${place.endpoint}\n`;
  const sections = kinds.map(([name, { config = '' }]) => `[profile "${name}"]\n${lines}${config}`);
  return {
    config: [`[sso-session corp]\n${PORTAL_LINES}`, ...sections].join('\n'),
    credentials: kinds.map(([name, { credentials = '' }]) => `[${name}]\n${credentials}`).join('\n'),
  };
}

/** Lays out what profiles of `sharedFiles` point to: a token, a program, and what `aws login` left. */
export async function layOut({ folder, mine }: KindsPlace): Promise<void> {
  const printed = `JSON.stringify({ Version: 1, AccessKeyId: process.argv[2], SecretAccessKey: 'x' })`;
  const cacheFile = `${createHash('sha256').update(LOGIN(mine)).digest('hex')}.json`;
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const session = {
    accessToken: {
      ...{ accessKeyId: mine, secretAccessKey: 'x', sessionToken: 't', accountId: mine },
      expiresAt: new Date(Date.now() + 900_000).toISOString(),
    },
    ...{ clientId: 'arn:aws:signin:::devtools/same-device', refreshToken: 'r' },
    dpopKey: privateKey.export({ type: 'sec1', format: 'pem' }),
  };
  const files: Readonly<Record<string, string>> = {
    [TOKEN]: 'e30.e30.x',
    [PROGRAM]: `console.log(${printed});\n`,
    [join('.aws', 'login', 'cache', cacheFile)]: JSON.stringify(session),
  };
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
}

/** A machine that hands out credentials of an account: a container's host, and the metadata service of an instance. */
export async function startMachine(account: string): Promise<{ readonly url: string; stop(): void }> {
  const server = createServer((request, response) => {
    request.resume();
    const path = request.url ?? '';
    const Expiration = new Date(Date.now() + 3_600_000).toISOString();
    const times = { LastUpdated: new Date().toISOString(), Expiration };
    if (path.endsWith('/token')) response.setHeader('x-aws-ec2-metadata-token-ttl-seconds', '21600').end('token');
    else if (path.endsWith('/security-credentials/')) response.end('role');
    else {
      const given = { AccessKeyId: account, SecretAccessKey: 'x', Token: 't' };
      response.end(JSON.stringify({ Code: 'Success', Type: 'AWS-HMAC', ...given, ...times }));
    }
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const bound = server.address();
  if (typeof bound !== 'object' || bound === null) throw new Error('the machine has no port');
  const stop = (): void => {
    server.closeAllConnections();
    server.close();
  };
  return { url: `http://127.0.0.1:${bound.port}`, stop };
}
