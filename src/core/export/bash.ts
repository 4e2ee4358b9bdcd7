import { commandLine, leading } from '../changes/commandLine.ts';
import type { Translate } from '../model/translate.ts';
import { accountsOf, asWritten, type Script, secretVariables } from './script.ts';

/**
 * Calls as commands of the AWS CLI for bash. With a head it is a script of its own: it stops before the first call where
 * the credentials are another account's, and a call that fails hides no other.
 */
export function bashScript({ calls, head, endpoint }: Script, t: Translate): string {
  const variables = secretVariables(calls);
  const isWhole = head.length > 0;
  const commands = calls.flatMap((call, index) => {
    const line = commandLine({ ...call, endpoint, variables: variables.byCall[index], isChecked: isWhole });
    return ['', `# ${call.about}`, ...asWritten(call, [isWhole ? `${line} || failed=1` : line])];
  });
  if (!isWhole) return `${commands.join('\n').trimStart()}\n`;
  const secrets = variables.all.flatMap(({ name, common, about }) => [
    `# ${t('{0}: {1}', name, about)}`,
    name === common ? `: "\${${name}:?}"` : `: "\${${name}:=\${${common}:?}}"`,
  ]);
  const accounts = accountsOf(calls).map(({ source, accountId, region }) =>
    leading(source, ['check_account', accountId, '--region', region], endpoint),
  );
  const lines = [
    '#!/usr/bin/env bash',
    ...head.map(line => `# ${line}`),
    'set -u',
    // Version 2 of the AWS CLI would wait in a pager for each answer.
    'export AWS_PAGER=',
    'failed=0',
    ...(secrets.length === 0
      ? []
      : ['', `# ${t('Exports contain no secrets. Set these variables first.')}`, ...secrets]),
    '',
    `# ${t('Stops if the credentials belong to another account than the one exported.')}`,
    'check_account() {',
    '  found=$(aws sts get-caller-identity --query Account --output text "${@:2}") || exit 1',
    `  [ "$found" = "$1" ] || { echo "The credentials are of account $found, not $1: nothing was sent." >&2; exit 1; }`,
    '}',
    ...accounts,
    ...commands,
    '',
    'exit "$failed"',
  ];
  return `${lines.join('\n')}\n`;
}
