import { accountWords, dashed, namingAccount, withoutSecrets } from '../changes/commandLine.ts';
import type { Json } from '../model/json.ts';
import { operations } from '../model/operations.ts';
import { TREACHEROUS } from '../model/plainText.ts';
import type { Translate } from '../model/translate.ts';
import { accountsOf, asWritten, isEmulated, type Script, type ScriptCall, secretVariables } from './script.ts';

/**
 * Calls as commands of the AWS CLI for PowerShell 7.3. Each request goes through a file, since what reaches a program of
 * the quotes in an argument depends on the version and its settings.
 */
export function powerShellScript({ calls, head, endpoint }: Script, t: Translate): string {
  const variables = secretVariables(calls);
  const isWhole = head.length > 0;
  // The emulator's keys are set for the whole session: what is of other accounts comes before.
  const inOrder = calls.map((call, index) => ({ call, secrets: variables.byCall[index] ?? new Map<string, string>() }));
  const [others, local] = [
    inOrder.filter(one => !isEmulated(one.call.source)),
    inOrder.filter(one => isEmulated(one.call.source)),
  ];
  const sends = [...others, ...local].flatMap(({ call, secrets }) => [
    '',
    `# ${call.about}`,
    ...asWritten(call, isWhole ? sending(call, secrets, endpoint) : ifItsOwn(call, sending(call, secrets, endpoint))),
  ]);
  const secrets = variables.all.flatMap(({ name, common, about }) => [
    `# ${t('{0}: {1}', name, about)}`,
    ...(name === common ? [] : [`$env:${name} ??= $env:${common}`]),
    `if (-not $env:${name}) { throw 'Set $env:${name} first.' }`,
  ]);
  const lines = [
    ...(isWhole ? ['#Requires -Version 7.3', ...head.map(line => `# ${line}`)] : []),
    ...(secrets.length === 0
      ? []
      : ['', `# ${t('Exports contain no secrets. Set these variables first.')}`, ...secrets]),
    ...[...(isWhole ? ["$env:AWS_PAGER = ''"] : []), '$failed = 0', '', ...SEND],
    ...(isWhole ? ['', `# ${t('Stops if the credentials belong to another account than the one exported.')}`] : []),
    ...(isWhole ? [...ASSERT, ...accountsOf(calls).flatMap(place => asserting(place, endpoint))] : []),
    ...sends,
    ...(local.length === 0 ? [] : ['', 'Remove-Item Env:AWS_ACCESS_KEY_ID, Env:AWS_SECRET_ACCESS_KEY']),
    ...(isWhole ? ['', 'exit $failed'] : []),
  ];
  return `${lines.join('\n').trimStart()}\n`;
}

const SEND = [
  'function Send-Request([string[]] $Command, [string] $Json) {',
  '    $file = (New-TemporaryFile).FullName',
  '    try {',
  '        [System.IO.File]::WriteAllText($file, $Json)',
  '        & aws @Command --cli-input-json "file://$file"',
  '        if ($LASTEXITCODE -ne 0) { $script:failed = 1 }',
  '    }',
  '    finally {',
  '        Remove-Item -LiteralPath $file',
  '    }',
  '}',
];

const ASSERT = [
  'function Assert-Account([string] $AccountId, [string[]] $Options) {',
  '    $found = & aws sts get-caller-identity --query Account --output text @Options',
  '    if ($LASTEXITCODE -ne 0) { exit 1 }',
  '    if ($found -ne $AccountId) {',
  '        [Console]::Error.WriteLine("The credentials are of account $found, not ${AccountId}: nothing was sent.")',
  '        exit 1',
  '    }',
  '}',
];

const keys = ({ source }: Pick<ScriptCall, 'source'>): readonly string[] =>
  source.kind === 'emulator'
    ? [`$env:AWS_ACCESS_KEY_ID = ${powerShellWord(source.accountId)}`, "$env:AWS_SECRET_ACCESS_KEY = 'local'"]
    : [];

function asserting(place: Pick<ScriptCall, 'source' | 'accountId' | 'region'>, endpoint: string | undefined) {
  const words = ['--region', place.region, ...accountWords(place.source, endpoint)];
  const assert = `Assert-Account ${powerShellWord(place.accountId)} ${words.map(powerShellWord).join(', ')}`;
  return [...keys(place), assert];
}

function sending(call: ScriptCall, secrets: ReadonlyMap<string, string>, endpoint: string | undefined) {
  const { operation, region, source, server } = call;
  const { open } = withoutSecrets(namingAccount(call));
  const words = [
    operations[operation].service,
    dashed(operation),
    '--region',
    region,
    ...accountWords(source, endpoint, server),
  ];
  const named = [...secrets].flatMap(([member, variable]) => [
    powerShellWord(`--${dashed(member)}`),
    `$env:${variable}`,
  ]);
  const command = [...words.map(powerShellWord), ...named].join(', ');
  return [...keys(call), `Send-Request ${command} -Json @'`, asciiJson(open), "'@"];
}

/**
 * Lines that run where the credentials are those of the call's account: no option leads to one that a sign-in gives without a
 * profile. They are not indented, since a here-string must end at the start of a line.
 */
function ifItsOwn({ source, region }: ScriptCall, lines: readonly string[]): readonly string[] {
  if (source.kind !== 'sso') return lines;
  const asking = `& aws sts get-caller-identity --query Account --output text --region ${powerShellWord(region)}`;
  const otherwise = `Not sent: the credentials are not those of ${source.role} in ${source.accountId}.`;
  const wanted = powerShellWord(source.accountId);
  return [
    `if ((${asking}) -ne ${wanted}) { [Console]::Error.WriteLine(${powerShellWord(otherwise)}); $failed = 1 } else {`,
    ...lines,
    '}',
  ];
}

/** What a PowerShell string between double quotes writes with a backtick. */
const IN_DOUBLE_QUOTES = /[`$"\u201c\u201d\u201e]/g;

/**
 * A text as a string of PowerShell. Between single quotes each quote is doubled, the typographic ones too: PowerShell takes
 * them for quotes. What could make the text look like another is written by its code between double quotes.
 * @see https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_quoting_rules
 */
export function powerShellWord(text: string): string {
  if (text.search(TREACHEROUS) < 0) return `'${text.replace(/['\u2018\u2019\u201a\u201b]/g, '$&$&')}'`;
  const plain = text.replace(IN_DOUBLE_QUOTES, '`$&');
  return `"${plain.replace(TREACHEROUS, char => `\`u{${(char.codePointAt(0) ?? 0).toString(16)}}`)}"`;
}

/** JSON in ASCII alone: the AWS CLI reads a file in the encoding of the machine. */
function asciiJson(value: Json): string {
  const escaped = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return JSON.stringify(value, null, 2).replace(/[\u007f-\uffff]/g, escaped);
}
