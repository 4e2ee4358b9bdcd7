import { dashed, endpointOf, namingAccount, withoutSecrets } from '../changes/commandLine.ts';
import { sourceKey } from '../model/account.ts';
import type { Json } from '../model/json.ts';
import { operations } from '../model/operations.ts';
import { TREACHEROUS } from '../model/plainText.ts';
import type { Translate } from '../model/translate.ts';
import { accountsOf, asWritten, byCode, type Script, type ScriptCall, secretVariables } from './script.ts';

/** Calls as Python over boto3. With a head it is a program of its own, which stops as the script for bash does. */
export function boto3Script({ calls, head, endpoint }: Script, t: Translate): string {
  const isWhole = head.length > 0;
  const isChecked = calls.some(({ source }) => source.kind === 'sso');
  const variables = secretVariables(calls);
  const sessions = new Map(
    accountsOf(calls).map((place, index) => [sessionKey(place), { place, name: `account_${index + 1}` }]),
  );
  const clients = new Map<string, string>();
  const body = calls.flatMap((call, index) => {
    const session = sessions.get(sessionKey(call))?.name ?? '';
    const opening = clientOf(call, session, endpoint);
    const known = clients.get(opening);
    const { service } = operations[call.operation];
    const ofService = [...clients.values()].filter(name => name.startsWith(`${service}_`));
    const client = known ?? `${service}_${ofService.length + 1}`;
    clients.set(opening, client);
    const opened = known === undefined ? [`${client} = ${opening}`] : [];
    const lines = [...opened, ...calling(call, client, variables.byCall[index], isWhole)];
    return ['', `# ${call.about}`, ...asWritten(call, lines)];
  });
  const opened = [...sessions.values()].map(({ place, name }) => {
    const made = sessionOf(place);
    return isWhole || place.source.kind === 'sso'
      ? `${name} = checked(${made}, ${pythonText(place.accountId)}, ${pythonText(place.region)}${urlOf(place, endpoint)})`
      : `${name} = ${made}`;
  });
  const secrets = variables.all.map(({ name, common }) => {
    const own = `os.environ[${pythonText(common)}]`;
    return `${name} = ${name === common ? own : `os.environ.get(${pythonText(name)}) or ${own}`}`;
  });
  const lines = [
    ...(isWhole ? ['#!/usr/bin/env python3', ...head.map(line => `# ${line}`)] : []),
    ...(secrets.length === 0 ? [] : ['import os']),
    ...(isWhole || isChecked ? ['import sys'] : []),
    ...['', 'import boto3'],
    ...(isWhole ? ['from botocore.exceptions import BotoCoreError, ClientError', '', 'failed = False'] : []),
    ...(isWhole || isChecked ? CHECKED : []),
    ...(isWhole ? SEND : []),
    ...(secrets.length === 0
      ? []
      : ['', `# ${t('Exports contain no secrets. Set these variables first.')}`, ...secrets]),
    ...['', ...opened, ...body],
    ...(isWhole ? ['', 'sys.exit(1 if failed else 0)'] : []),
  ];
  return `${lines.join('\n').trimStart()}\n`;
}

const CHECKED = [
  '',
  '',
  'def checked(session, account_id, region, endpoint=None):',
  '    """The session; ends where its credentials are of another account."""',
  '    client = session.client("sts", region_name=region, endpoint_url=endpoint)',
  '    found = client.get_caller_identity()["Account"]',
  '    if found != account_id:',
  '        sys.exit(f"The credentials are of account {found}, not {account_id}: nothing was sent.")',
  '    return session',
];

const SEND = [
  '',
  '',
  'def send(call, **request):',
  '    """Makes one call. A failure is told and hides no other."""',
  '    global failed',
  '    try:',
  '        call(**request)',
  '    except (BotoCoreError, ClientError) as error:',
  '        print(error, file=sys.stderr)',
  '        failed = True',
  '',
];

const sessionKey = ({ source, accountId }: Pick<ScriptCall, 'source' | 'accountId'>): string =>
  `${accountId} ${sourceKey(source)}`;

function sessionOf({ source }: Pick<ScriptCall, 'source'>): string {
  if (source.kind === 'profile') return `boto3.Session(profile_name=${pythonText(source.name)})`;
  // No option leads to an account that a sign-in gives without a profile: the credentials are looked at before they are used.
  if (source.kind !== 'emulator') return 'boto3.Session()';
  return `boto3.Session(aws_access_key_id=${pythonText(source.accountId)}, aws_secret_access_key="local")`;
}

function urlOf({ source, server }: Pick<ScriptCall, 'source' | 'server'>, endpoint: string | undefined): string {
  const url = endpointOf(source, endpoint, server);
  return url === undefined ? '' : `, ${pythonText(url)}`;
}

function clientOf(call: ScriptCall, session: string, endpoint: string | undefined): string {
  const { service } = operations[call.operation];
  const url = urlOf(call, endpoint).replace(', ', ', endpoint_url=');
  return `${session}.client(${pythonText(service)}, region_name=${pythonText(call.region)}${url})`;
}

function calling(
  call: ScriptCall,
  client: string,
  secrets: ReadonlyMap<string, string> | undefined,
  isWhole: boolean,
): readonly string[] {
  const method = `${client}.${dashed(call.operation).replaceAll('-', '_')}`;
  const { open } = withoutSecrets(namingAccount(call));
  const given = Object.entries(open).map(([member, value]) => `    ${member}=${pythonValue(value, '    ')},`);
  const left = [...(secrets ?? [])].map(([member, variable]) => `    ${member}=${variable},`);
  return [isWhole ? 'send(' : `${method}(`, ...(isWhole ? [`    ${method},`] : []), ...given, ...left, ')'];
}

/** A JSON value as Python writes it. */
export function pythonValue(value: Json, indent = ''): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'string') return pythonText(value);
  if (typeof value === 'number') return String(value);
  const inner = `${indent}    `;
  const [open, items, close] = Array.isArray(value)
    ? ['[', value.map(item => pythonValue(item, inner)), ']']
    : ['{', Object.entries(value).map(([key, one]) => `${pythonText(key)}: ${pythonValue(one, inner)}`), '}'];
  if (items.length === 0) return `${open}${close}`;
  return `${open}\n${items.map(item => `${inner}${item},\n`).join('')}${indent}${close}`;
}

/** A text as a string of Python. What could make it look like another is written by its code. */
export function pythonText(text: string): string {
  const plain = text.replace(/["\\]/g, '\\$&').replace(TREACHEROUS, byCode);
  // A half of a character that stands alone is no text of a file.
  return `"${plain.replace(/\p{Cs}/gu, byCode)}"`;
}
