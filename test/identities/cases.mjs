import { assigned, key, keyVariables, lines, oldSignIn, portal, program, roleArn, signIn } from './kinds.mjs';

const MINE = '444444444444';
const OTHER = '666666666666';

const dev = (settings, sections = '') => `[profile dev]\n${lines(settings)}${sections}`;
const profile = (name, settings) => `[profile ${name}]\n${lines(settings)}`;
const role = (settings = {}) => ({ role_arn: roleArn('222222222222'), ...settings });
const base = profile('base', key('121212121212'));
const session = (settings = portal, name = 'corp') => `[sso-session ${name}]\n${lines(settings)}`;
const minutesAgo = minutes => new Date(Date.now() - minutes * 60_000).toISOString().replace(/\.\d+Z/, 'Z');
const renewable = {
  ...{ clientId: 'c', clientSecret: 's', refreshToken: 'r', expiresAt: minutesAgo(5) },
  registrationExpiresAt: minutesAgo(-600),
};
const printed = (more, account = '555555555555') => dev({ credential_process: program(account, more), ...key(OTHER) });
/** A case in which the endpoint comes from the files alone. */
const byFiles = { AWS_ENDPOINT_URL: undefined };

/** Cases of the profile `dev` unless told otherwise: name, text of the config file, and what else there is. */
const named = [
  // Roles and their sources.
  [
    'a role of a profile with keys in the credentials file',
    dev(role({ source_profile: 'base' })),
    { credentials: `[base]\n${lines(key(MINE))}` },
  ],
  ['a role without a source', dev(role())],
  ['a role without a source beside keys', dev({ ...role(), ...key(MINE) })],
  [
    'a role of two sources',
    dev(role({ source_profile: 'base', credential_source: 'Environment' }), base),
    { env: keyVariables(MINE) },
  ],
  ['a role of a source that is not there', dev({ ...role({ source_profile: 'gone' }), ...key(MINE) })],
  ['a role of a source without credentials', dev(role({ source_profile: 'b' }), profile('b', { region: 'eu-west-1' }))],
  ['a role of a source with half a key', dev(role({ source_profile: 'b' }), profile('b', { aws_access_key_id: MINE }))],
  [
    'a role of a source with a secret alone',
    dev(role({ source_profile: 'b' }), profile('b', { aws_secret_access_key: 's' })),
  ],
  ['a role of its own keys', dev({ ...role({ source_profile: 'dev' }), ...key(MINE) })],
  ['a role of itself without keys', dev(role({ source_profile: 'dev' }))],
  [
    'a role of a role',
    dev(
      role({ source_profile: 'b' }),
      profile('b', { role_arn: roleArn('232323232323'), source_profile: 'base' }) + base,
    ),
  ],
  ['a circle of roles', dev(role({ source_profile: 'b' }), profile('b', role({ source_profile: 'dev' })))],
  [
    'a circle of roles with keys',
    dev({ ...role({ source_profile: 'b' }), ...key(MINE) }, profile('b', role({ source_profile: 'dev' }))),
  ],
  [
    'a role of a source with a role and keys',
    dev(role({ source_profile: 'b' }), profile('b', { ...role({ source_profile: 'gone' }), ...key(MINE) })),
  ],
  [
    'a role of a source with a program',
    dev(role({ source_profile: 'b' }), profile('b', { credential_process: program(MINE) })),
  ],
  [
    'a role of a source by SSO',
    dev(role({ source_profile: 'b' }), profile('b', { ...portal, ...assigned(MINE) })),
    { files: oldSignIn },
  ],
  [
    'a role of a source in a container',
    dev(role({ source_profile: 'b' }), profile('b', {})),
    { env: { AWS_CONTAINER_CREDENTIALS_FULL_URI: `SERVERS/container/${MINE}` } },
  ],
  ['a role of keys in the environment', dev(role({ credential_source: 'Environment' })), { env: keyVariables(MINE) }],
  ['a role of an empty environment', dev(role({ credential_source: 'Environment' }))],
  [
    'a role of the environment in small letters',
    dev(role({ credential_source: 'environment' })),
    { env: keyVariables(MINE) },
  ],
  [
    'a role of a container',
    dev(role({ credential_source: 'EcsContainer' })),
    { env: { AWS_CONTAINER_CREDENTIALS_FULL_URI: `SERVERS/container/${MINE}` } },
  ],
  ['a role of no container', dev(role({ credential_source: 'EcsContainer' }))],
  [
    'a role of an instance',
    dev(role({ credential_source: 'Ec2InstanceMetadata' })),
    { env: { AWS_EC2_METADATA_DISABLED: 'false' } },
  ],
  ['a role of no instance', dev(role({ credential_source: 'Ec2InstanceMetadata' }))],
  ['a role with a duration of 900s', dev(role({ source_profile: 'base', duration_seconds: '900s' }), base)],
  ['a role with a duration too short', dev(role({ source_profile: 'base', duration_seconds: '9' }), base)],
  [
    'a role with a device and nobody to ask',
    dev(role({ source_profile: 'base', mfa_serial: 'arn:aws:iam::121212121212:mfa/me' }), base),
  ],
  ['a role that is empty', dev({ role_arn: '', source_profile: 'base', ...key(MINE) }, base)],
  // Web identities.
  [
    'a web identity without a role',
    dev({ web_identity_token_file: 'HOME/token', ...key(MINE) }),
    { files: { token: 'a token' } },
  ],
  ['a web identity whose file is not there', dev({ ...role({ web_identity_token_file: 'HOME/gone' }), ...key(MINE) })],
  [
    'a web identity whose file is empty in name',
    dev({ ...role({ web_identity_token_file: '', source_profile: 'base' }), ...key(MINE) }, base),
  ],
  [
    'a web identity with a source',
    dev(role({ web_identity_token_file: 'HOME/token', source_profile: 'base' }), base),
    { files: { token: 'a token' } },
  ],
  [
    'a token in the environment without a role',
    '',
    { profile: undefined, env: { AWS_WEB_IDENTITY_TOKEN_FILE: 'HOME/token' }, files: { token: 'a token' } },
  ],
  [
    'a token in the environment with the role of the profile',
    `[default]\n${lines(role())}`,
    { profile: undefined, env: { AWS_WEB_IDENTITY_TOKEN_FILE: 'HOME/token' }, files: { token: 'a token' } },
  ],
  [
    'an empty token in the environment before that of the profile',
    `[default]\n${lines({ ...role({ web_identity_token_file: 'HOME/token' }), ...key(MINE) })}`,
    { profile: undefined, env: { AWS_WEB_IDENTITY_TOKEN_FILE: '' }, files: { token: 'a token' } },
  ],
  [
    'a token in the environment and AWS_PROFILE',
    dev(key(MINE)),
    {
      profile: undefined,
      env: { AWS_PROFILE: 'dev', AWS_WEB_IDENTITY_TOKEN_FILE: 'HOME/token', AWS_ROLE_ARN: roleArn(OTHER) },
      files: { token: 'a token' },
    },
  ],
  [
    'a token in the environment and a profile that is named',
    dev(key(MINE)),
    { env: { AWS_WEB_IDENTITY_TOKEN_FILE: 'HOME/token', AWS_ROLE_ARN: roleArn(OTHER) }, files: { token: 'a token' } },
  ],
  [
    'a token file with a line end',
    dev(role({ web_identity_token_file: 'HOME/token' })),
    { files: { token: 'a token\n' }, differs: 'a token file with a line end' },
  ],
  [
    'a token file below the home folder',
    dev(role({ web_identity_token_file: '~/token' })),
    { files: { token: 'a token' }, differs: '~ in the path of a token file' },
  ],
  // IAM Identity Center.
  ['SSO without a role', dev({ ...portal, sso_account_id: MINE, ...key(OTHER) }), { files: oldSignIn }],
  ['SSO without an account', dev({ ...portal, sso_role_name: 'r', ...key(OTHER) }), { files: oldSignIn }],
  [
    'SSO without a Region',
    dev({ sso_start_url: portal.sso_start_url, ...assigned(MINE), ...key(OTHER) }),
    { files: oldSignIn },
  ],
  ['SSO without account and role beside keys', dev({ ...portal, ...key(OTHER) }), { files: oldSignIn }],
  ['SSO of a session that is not there', dev({ sso_session: 'gone', ...assigned(MINE), ...key(OTHER) })],
  ['a session that is not there, without an account', dev({ sso_session: 'gone', ...key(OTHER) })],
  [
    'SSO of a session with a space',
    dev({ sso_session: 'my corp', ...assigned(MINE) }, session(portal, '"my corp"')),
    { files: signIn('my corp') },
  ],
  [
    'SSO whose sign-in is over',
    dev({ sso_session: 'corp', ...assigned(MINE) }, session()),
    { files: signIn('corp', { expiresAt: minutesAgo(5) }) },
  ],
  [
    'SSO whose sign-in is renewed',
    dev({ sso_session: 'corp', ...assigned(MINE) }, session()),
    { files: signIn('corp', renewable) },
  ],
  [
    'SSO with a space whose sign-in is renewed',
    dev({ sso_session: 'my corp', ...assigned(MINE) }, session(portal, '"my corp"')),
    { files: signIn('my corp', renewable) },
  ],
  [
    'SSO whose registration is over',
    dev({ sso_session: 'corp', ...assigned(MINE) }, session()),
    {
      files: signIn('corp', { ...renewable, registrationExpiresAt: minutesAgo(9) }),
      differs: 'an SSO registration that is over',
    },
  ],
  [
    'SSO whose older sign-in is over',
    dev({ ...portal, ...assigned(MINE) }),
    { files: signIn(portal.sso_start_url, renewable) },
  ],
  [
    'SSO that nobody signed in to, beside keys',
    dev({ sso_session: 'corp', ...assigned(MINE), ...key(OTHER) }, session()),
  ],
  [
    'SSO whose token the portal refuses',
    dev({ sso_session: 'corp', ...assigned(MINE) }, session()),
    { files: signIn('corp', { accessToken: 'bad-token' }) },
  ],
  [
    'SSO whose start URL contradicts its session',
    dev({ sso_session: 'corp', sso_start_url: 'https://other/start', ...assigned(MINE) }, session()),
    { files: signIn('corp') },
  ],
  [
    'SSO whose Region repeats its session',
    dev({ sso_session: 'corp', sso_region: 'eu-west-1', ...assigned(MINE) }, session()),
    { files: signIn('corp') },
  ],
  [
    'SSO of a session without a Region',
    dev(
      { sso_session: 'corp', sso_region: 'eu-west-1', ...assigned(MINE) },
      session({ sso_start_url: portal.sso_start_url }),
    ),
    { files: signIn('corp') },
  ],
  [
    'SSO of a session in the credentials file',
    dev({ sso_session: 'corp', ...assigned(MINE) }),
    { credentials: session(), files: signIn('corp') },
  ],
  // Keys.
  [
    'half a key in the credentials file beside a whole one',
    dev(key(OTHER)),
    { credentials: `[dev]\n${lines({ aws_access_key_id: MINE })}` },
  ],
  [
    'a secret in the credentials file beside a whole key',
    dev(key(OTHER)),
    { credentials: `[dev]\n${lines({ aws_secret_access_key: 's' })}` },
  ],
  ['half a key in the config file', dev({ aws_access_key_id: MINE }), { env: keyVariables(OTHER) }],
  ['a key without a value', dev({ aws_access_key_id: '', aws_secret_access_key: '' })],
  ['names of settings in capitals', dev({ AWS_ACCESS_KEY_ID: MINE, Aws_Secret_Access_Key: 's' })],
  ['keys in the environment and a profile that is named', dev(key(MINE)), { env: keyVariables(OTHER) }],
  [
    'keys in the environment and AWS_PROFILE',
    dev(key(MINE)),
    { profile: undefined, env: { ...keyVariables(OTHER), AWS_PROFILE: 'dev' } },
  ],
  [
    'keys in the environment and an AWS_PROFILE that is not there',
    dev(key(MINE)),
    { profile: undefined, env: { ...keyVariables(OTHER), AWS_PROFILE: 'gone' } },
  ],
  [
    'half a key in the environment',
    `[default]\n${lines(key(MINE))}`,
    { profile: undefined, env: { AWS_ACCESS_KEY_ID: OTHER } },
  ],
  [
    'a secret in the environment',
    `[default]\n${lines(key(MINE))}`,
    { profile: undefined, env: { AWS_SECRET_ACCESS_KEY: 's' } },
  ],
  [
    'an empty key in the environment',
    `[default]\n${lines(key(MINE))}`,
    { profile: undefined, env: { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: 's' } },
  ],
  [
    'keys in the environment that are over',
    '',
    { profile: undefined, env: { ...keyVariables(MINE), AWS_CREDENTIAL_EXPIRATION: '2020-01-01T00:00:00Z' } },
  ],
  [
    'keys in the environment that end at no time',
    '',
    { profile: undefined, env: { ...keyVariables(MINE), AWS_CREDENTIAL_EXPIRATION: 'soon' } },
  ],
  [
    'keys in the environment that end without a zone',
    '',
    { profile: undefined, env: { ...keyVariables(MINE), AWS_CREDENTIAL_EXPIRATION: '2099-01-01T00:00:00' } },
  ],
  [
    'keys in the environment that are good',
    '',
    { profile: undefined, env: { ...keyVariables(MINE), AWS_CREDENTIAL_EXPIRATION: '2099-01-01T00:00:00+01:00' } },
  ],
  // Programs.
  ['a program with a quoted #', dev({ credential_process: program(MINE, '"a #b" c') })],
  [
    'a program with what only a shell would read',
    dev({ credential_process: program(MINE, '; exit 1 | false > HOME/x') }),
  ],
  ['a program with a variable', dev({ credential_process: `${program('$ACCOUNT')}` }), { env: { ACCOUNT: MINE } }],
  ['a program with an open quote', printed('"a')],
  ['a program without a name', dev({ credential_process: '', ...key(OTHER) })],
  ['a program that is not there', dev({ credential_process: '/nowhere/tool', ...key(OTHER) })],
  ['a program that fails', printed('fails')],
  ['a program of another version', printed('version2')],
  ['a program that prints no JSON', printed('text')],
  ['a program that prints half a key', printed('half')],
  ['a program whose credentials are over', printed('over')],
  ['a program whose credentials end at no time', printed('soon')],
  ['a program whose lines go on below', `[profile dev]\ncredential_process = /bin/sh HOME/program.sh\n   ${MINE}\n`],
  ['a program in the credentials file', '', { credentials: `[dev]\n${lines({ credential_process: program(MINE) })}` }],
  // Containers.
  [
    'a container that refuses',
    '',
    {
      profile: undefined,
      env: { AWS_CONTAINER_CREDENTIALS_FULL_URI: 'SERVERS/container/refuses', AWS_EC2_METADATA_DISABLED: 'false' },
    },
  ],
  [
    'a container whose credentials are over',
    '',
    { profile: undefined, env: { AWS_CONTAINER_CREDENTIALS_FULL_URI: 'SERVERS/container/over' } },
  ],
  [
    'a container that asks for a token',
    '',
    {
      profile: undefined,
      env: {
        AWS_CONTAINER_CREDENTIALS_FULL_URI: 'SERVERS/container/guarded',
        AWS_CONTAINER_AUTHORIZATION_TOKEN: 'open sesame',
      },
    },
  ],
  [
    'a container that asks for a token in a file',
    '',
    {
      profile: undefined,
      env: {
        AWS_CONTAINER_CREDENTIALS_FULL_URI: 'SERVERS/container/guarded',
        AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: 'HOME/token',
        AWS_CONTAINER_AUTHORIZATION_TOKEN: 'wrong',
      },
      files: { token: 'open sesame' },
    },
  ],
  [
    'a container whose token has a line end',
    '',
    {
      profile: undefined,
      env: {
        AWS_CONTAINER_CREDENTIALS_FULL_URI: 'SERVERS/container/guarded',
        AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: 'HOME/token',
      },
      files: { token: 'open sesame\n' },
    },
  ],
  [
    'a container elsewhere',
    '',
    {
      profile: undefined,
      env: { AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://container.invalid/x', AWS_EC2_METADATA_DISABLED: 'false' },
    },
  ],
  [
    'a container without an address',
    '',
    { profile: undefined, env: { AWS_CONTAINER_CREDENTIALS_FULL_URI: '', AWS_EC2_METADATA_DISABLED: 'false' } },
  ],
  // Instances.
  ...[
    ['the profile says', dev({ ec2_metadata_service_endpoint: 'SERVERS/' }), {}],
    [
      'the environment says',
      dev({ ec2_metadata_service_endpoint: 'http://127.0.0.1:9' }),
      { AWS_EC2_METADATA_SERVICE_ENDPOINT: 'SERVERS' },
    ],
    [
      'another profile says',
      `[default]\n${lines({ ec2_metadata_service_endpoint: 'SERVERS/' })}${dev({ ec2_metadata_service_endpoint: 'http://127.0.0.1:9' })}`,
      {},
    ],
  ].map(([who, config, env]) => [
    `an instance where ${who}`,
    config,
    { env: { AWS_EC2_METADATA_DISABLED: 'false', AWS_EC2_METADATA_SERVICE_ENDPOINT: undefined, ...env } },
  ]),
  // Which profile, which Region.
  ['a profile that is not there', dev(key(MINE)), { profile: 'gone' }],
  ['a default profile that is named and not there', dev(key(MINE)), { profile: 'default', env: keyVariables(OTHER) }],
  ['AWS_DEFAULT_PROFILE', dev(key(MINE)), { profile: undefined, env: { AWS_DEFAULT_PROFILE: 'dev' } }],
  [
    'AWS_PROFILE and AWS_DEFAULT_PROFILE',
    dev(key(MINE), profile('b', key(OTHER))),
    {
      profile: undefined,
      env: { AWS_PROFILE: 'dev', AWS_DEFAULT_PROFILE: 'b' },
      differs: 'AWS_PROFILE beside AWS_DEFAULT_PROFILE',
    },
  ],
  [
    'an empty AWS_PROFILE',
    `[default]\n${lines(key(MINE))}`,
    { profile: undefined, env: { AWS_PROFILE: '' }, differs: 'AWS_PROFILE that is empty' },
  ],
  ['AWS_REGION alone', dev(key(MINE)), { env: { AWS_REGION: 'eu-west-1' } }],
  ['an AWS_REGION that is none', dev(key(MINE)), { env: { AWS_REGION: 'eu_west' }, differs: 'AWS_REGION' }],
  ['a Region with a comment behind it', dev({ region: 'eu-west-1 # Ireland', ...key(MINE) })],
  ['a Region that is empty', dev({ region: '', ...key(MINE) }), { differs: 'no Region, or an empty one' }],
  ['a Region of nobody’s', dev({ region: 'local', ...key(MINE) })],
  // Endpoints: what is meant for the emulator never leaves.
  ['an endpoint in the profile', dev({ endpoint_url: 'EMULATOR', ...key(MINE) }), { env: byFiles }],
  ['an endpoint in capitals', dev({ ENDPOINT_URL: 'EMULATOR', ...key(MINE) }), { env: byFiles }],
  [
    'an endpoint in a services section',
    dev({ services: 'local', ...key(MINE) }, '[services local]\nsts =\n  endpoint_url = EMULATOR\n'),
    { env: byFiles },
  ],
  [
    'an endpoint in a services section that is missing',
    dev({ services: 'typo', ...key(MINE) }, '[services local]\nsts =\n  endpoint_url = EMULATOR\n'),
    { env: byFiles },
  ],
  [
    'an endpoint in a services section that is empty',
    dev({ services: 'local', ...key(MINE) }, '[services local]\n'),
    { env: byFiles },
  ],
  [
    'an endpoint in a services section of the credentials file',
    dev({ services: 'local', ...key(MINE) }),
    { env: byFiles, credentials: '[services local]\nsts =\n  endpoint_url = EMULATOR\n' },
  ],
  ['an endpoint without its equals sign', dev(key(MINE), 'endpoint_url EMULATOR\n'), { env: byFiles }],
  ['an endpoint that is no URL', dev({ endpoint_url: 'localhost:1', ...key(MINE) }), { env: byFiles }],
  [
    'an endpoint without a header',
    `endpoint_url = EMULATOR\n${dev(key(OTHER))}`,
    { profile: undefined, env: { ...byFiles, ...keyVariables(MINE) } },
  ],
  ...[
    ['without its last bracket', '[profile dev\n'],
    ['without its first bracket', `${profile('b', key(OTHER))}profile dev]\n`],
    ['without brackets', `${profile('b', key(OTHER))}profile dev\n`],
    ['of nothing', '[]\n'],
  ].flatMap(([what, header]) =>
    ['dev', undefined].map(name => [
      `a header ${what} above an endpoint, for ${name ?? 'the default chain'}`,
      `${header}${lines({ endpoint_url: 'EMULATOR', region: 'eu-west-1' })}`,
      { profile: name, credentials: `[dev]\n${lines(key(MINE))}[default]\n${lines(key(MINE))}`, env: byFiles },
    ]),
  ),
  [
    'a header without its last bracket in the credentials file',
    dev({ ...key(MINE), endpoint_url: 'EMULATOR' }),
    { credentials: `[b\n${lines(key(OTHER))}`, env: byFiles },
  ],
  [
    'a header without its last bracket above a role',
    `[profile dev\n${lines(role({ source_profile: 'base' }))}`,
    { credentials: `[dev]\n${lines(key(MINE))}` },
  ],
  ['an empty name of a profile', `[profile ""]\n${lines(key(MINE))}`, { profile: '' }],
  ['a role with an empty session name', dev(role({ source_profile: 'base', role_session_name: '' }), base)],
  // Where the files are, and how they are read.
  [
    'AWS_CONFIG_FILE with a variable',
    '',
    { files: { other: dev(key(MINE)) }, env: { AWS_CONFIG_FILE: '$HOME/other' } },
  ],
  [
    'AWS_CONFIG_FILE with a variable in braces and ~',
    '',
    { files: { other: dev(key(MINE)) }, env: { AWS_CONFIG_FILE: '~/${NAME}', NAME: 'other' } },
  ],
  ['AWS_CONFIG_FILE set to nothing', dev(key(MINE)), { env: { AWS_CONFIG_FILE: '' } }],
  [
    'AWS_SHARED_CREDENTIALS_FILE set to nothing',
    dev(key(OTHER)),
    { credentials: `[dev]\n${lines(key(MINE))}`, env: { AWS_SHARED_CREDENTIALS_FILE: '' } },
  ],
  ['a header with something behind it', `[profile dev] junk\n${lines(key(MINE))}`],
  ['colons for equals signs', `[profile dev]\naws_access_key_id: ${MINE}\naws_secret_access_key : s\n`],
  ['line ends of old Macs', dev(key(MINE)).replaceAll('\n', '\r')],
  ['line ends of Windows', dev(key(MINE)).replaceAll('\n', '\r\n')],
  ['a name in quotes within', `[profile d"e"v]\n${lines(key(MINE))}`],
  ['a name with an escaped space', `[profile a\\ b]\n${lines(key(MINE))}`, { profile: 'a b' }],
  ['a name with a space in quotes', `[profile 'a b']\n${lines(key(MINE))}`, { profile: 'a b' }],
  ['a name with a space and no quotes', `[profile a b]\n${lines(key(MINE))}`, { profile: 'a b' }],
  ['a name with half a quote', `[profile "dev]\n${lines(key(MINE))}`],
  ['a name with a space in the credentials file', '', { profile: 'a b', credentials: `[a b]\n${lines(key(MINE))}` }],
  ['a name with the word profile in the credentials file', '', { credentials: `[profile dev]\n${lines(key(MINE))}` }],
  ['a name without the word profile in the config file', `[dev]\n${lines(key(MINE))}`],
  [
    '[default] after [profile default]',
    `[profile default]\n${lines(key(OTHER))}[default]\n${lines(key(MINE))}`,
    { profile: undefined },
  ],
  [
    '[default] before [profile default]',
    `[default]\n${lines(key(OTHER))}[profile default]\n${lines(key(MINE))}`,
    { profile: undefined },
  ],
  ['settings for all sections', `[DEFAULT]\n${lines(key(MINE))}[profile dev]\n`],
  ['settings that are indented', `[profile dev]\n${lines(key(MINE)).replace(/^/gm, '  ')}`],
  ['a comment behind a key', dev({ aws_access_key_id: `${MINE} # mine`, aws_secret_access_key: 's' })],
  [
    'a section that comes twice',
    dev(key(OTHER), `[profile dev]\n${lines(key(MINE))}`),
    { differs: 'a section that comes twice' },
  ],
  ['a byte order mark', `\uFEFF${dev(key(MINE))}`, { differs: 'a byte order mark' }],
  ['a setting that comes twice', `[profile dev]\n${lines(key(OTHER))}${lines(key(MINE))}`],
  ['a line that is none', dev(key(MINE), 'nonsense\n')],
  [
    'a line that is none in another profile',
    dev(key(MINE), `${profile('b', {})}nonsense\n`),
    { differs: 'a damaged line in another profile' },
  ],
  ['text that is not UTF-8', Buffer.concat([Buffer.from(dev(key(MINE))), Buffer.from([0x23, 0xe4, 0x0a])])],
];

/** What each kind alone and each pair does not show. */
export const cases = named.map(([name, config, more = {}]) => ({
  ...{ name, config, credentials: '', env: {}, files: {} },
  profile: 'dev',
  ...more,
}));
