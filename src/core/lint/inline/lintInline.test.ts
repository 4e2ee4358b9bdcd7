import { describe, expect, it } from 'vitest';
import { fixAll } from '../fixAll.ts';
import type { LintContext } from '../model/rule.ts';
import { lintInline } from './lintInline.ts';
import type { InlineLanguage } from './regions.ts';

const CONTEXT: LintContext = { today: '2026-10-01' };
const TOPIC = 'arn:aws:sns:eu-west-1:444455556666:jobs';
const STREAM = 'arn:aws:kinesis:eu-west-1:444455556666:stream/events';
const ROLE = 'arn:aws:iam::444455556666:role/events';
const APP = '0123456789abcdef0123456789abcdef';
const SET = 'aws glacier set-vault-notifications --account-id - --vault-name tapes --vault-notification-config';
const PUT = `aws pinpoint put-event-stream --application-id ${APP} --write-event-stream`;
const BOTH = '"ArchiveRetrievalCompleted","InventoryRetrievalCompleted"';

const lint = (text: string, language: InlineLanguage, context = CONTEXT) =>
  lintInline(text, language, {}, context).findings;

/** Each finding as its rule and the very characters it is about. */
const told = (text: string, language: InlineLanguage = 'shell', context = CONTEXT) =>
  lint(text, language, context).map(({ rule, start, end }) => `${rule} ${text.slice(start, end)}`);

/** The text with the first fix of every finding, sure or not: what is looked at is how it is written. */
const fixed = (text: string, language: InlineLanguage = 'shell') =>
  fixAll(text, one =>
    lint(one, language).map(finding => ({
      ...finding,
      fixes: finding.fixes.slice(0, 1).map(fix => ({ ...fix, sure: true })),
    })),
  );

describe('lintInline', () => {
  it.each([
    ['the config in it', `${PUT} '{"DestinationStreamArn":"${STREAM}","RoleArn":"${ROLE}"}'`, '"DestinationStreamArn"'],
    ['shorthand in it', `${PUT} DestinationStreamArn=${STREAM},RoleArn=${ROLE}`, 'DestinationStreamArn'],
    ['the call, where the config is elsewhere', `${PUT} file://stream.json`, 'p'],
  ])('says once that a call comes too late: about %s', (_about, text, place) => {
    expect(told(text, 'shell', { today: '2026-11-22' })).toEqual([`event-stream/end-of-support ${place}`]);
  });

  it('says nothing of the end of support where a stream is deleted', () => {
    const text = `aws pinpoint delete-event-stream --application-id ${APP}`;
    expect(told(text, 'shell', { today: '2026-11-22' })).toEqual([]);
  });

  it('only hints at a variable, which a script fills in', () => {
    const text = `${SET} '{"SNSTopic":"arn:aws:sns:\${AWS_REGION}:444455556666:jobs","Events":[${BOTH}]}'`;
    expect(lint(text, 'shell').map(({ rule, severity }) => `${severity} ${rule}`)).toEqual([
      'hint document/placeholder',
    ]);
  });

  it.each<[string, string, string[], string]>([
    [
      'single quotes',
      `${SET} '{"SNSTopic":"${TOPIC}","Events":["ArchiveRetrieval","InventoryRetrievalCompleted"]}'`,
      ['vault/event-name "ArchiveRetrieval"'],
      `${SET} '{"SNSTopic":"${TOPIC}","Events":[${BOTH}]}'`,
    ],
    [
      'double quotes',
      `${SET} "{\\"snsTopic\\":\\"${TOPIC}\\",\\"Events\\":[\\"ArchiveRetrievalCompleted\\",\\"InventoryRetrieval\\"]}"`,
      ['document/unknown-key \\"snsTopic\\"', 'vault/event-name \\"InventoryRetrieval\\"'],
      `${SET} "{\\"SNSTopic\\":\\"${TOPIC}\\",\\"Events\\":[\\"ArchiveRetrievalCompleted\\",\\"InventoryRetrievalCompleted\\"]}"`,
    ],
    [
      'ANSI-C quotes',
      `${SET} $'{"SNSTopic":"${TOPIC}",\\n"Events":["ArchiveRetrieval\\x43ompleted","inventoryRetrievalCompleted"]}'`,
      ['vault/event-name "inventoryRetrievalCompleted"'],
      `${SET} $'{"SNSTopic":"${TOPIC}",\\n"Events":["ArchiveRetrieval\\x43ompleted","InventoryRetrievalCompleted"]}'`,
    ],
    [
      'continued lines',
      `aws --region eu-west-1 glacier \\\n  set-vault-notifications --account-id - --vault-name tapes \\\r\n  --vault-notification-config='{\n    "SNSTopic": "${TOPIC}",\n    "Events": []\n  }'\n`,
      ['vault/no-events []'],
      `aws --region eu-west-1 glacier \\\n  set-vault-notifications --account-id - --vault-name tapes \\\r\n  --vault-notification-config='{\n    "SNSTopic": "${TOPIC}",\n    "Events": ["ArchiveRetrievalCompleted", "InventoryRetrievalCompleted"]\n  }'\n`,
    ],
    [
      'shorthand',
      `${SET} snsTopic=${TOPIC},Events=ArchiveRetrieval,InventoryRetrievalCompleted`,
      ['document/unknown-key snsTopic', 'vault/event-name ArchiveRetrieval'],
      `${SET} SNSTopic=${TOPIC},Events=ArchiveRetrievalCompleted,InventoryRetrievalCompleted`,
    ],
    [
      'shorthand without events',
      `${SET} "SNSTopic=${TOPIC}"`,
      ['vault/no-events S'],
      `${SET} "SNSTopic=${TOPIC},Events=ArchiveRetrievalCompleted,InventoryRetrievalCompleted"`,
    ],
    [
      'an event stream',
      `${PUT} '{"DestinationStreamArn": "${STREAM.replace('stream/', 'deliverystream/')}", "RoleArn": "${ROLE}"}'`,
      ['event-stream/stream-arn deliverystream/events'],
      `${PUT} '{"DestinationStreamArn": "${STREAM}", "RoleArn": "${ROLE}"}'`,
    ],
    [
      'a whole request, part of which is given by options',
      `aws glacier set-vault-notifications --vault-name tapes --cli-input-json '{"vaultNotificationConfig":{"SNSTopic":"${TOPIC}","Events":[${BOTH}],"x":1}}'`,
      ['document/unknown-key "x"'],
      `aws glacier set-vault-notifications --vault-name tapes --cli-input-json '{"vaultNotificationConfig":{"SNSTopic":"${TOPIC}","Events":[${BOTH}]}}'`,
    ],
    [
      'a contact in shorthand',
      'aws connect create-push-notification-registration --instance-id i --pinpoint-app-arn $APP --device-token $TOKEN --device-type FCM --contact-configuration ContactId=c,ParticipantRole=customer,IncludeRawMessage=false',
      ['push-registration/device-type FCM', 'push-registration/participant-role customer'],
      'aws connect create-push-notification-registration --instance-id i --pinpoint-app-arn $APP --device-token $TOKEN --device-type GCM --contact-configuration ContactId=c,ParticipantRole=CUSTOMER,IncludeRawMessage=false',
    ],
    [
      'a heredoc that is written to a file',
      `cat > notificationconfig.json <<'EOF'\n{"SNSTopic": "${TOPIC}", "Events": []}\nEOF\n`,
      ['vault/no-events []'],
      `cat > notificationconfig.json <<'EOF'\n{"SNSTopic": "${TOPIC}", "Events": ["ArchiveRetrievalCompleted", "InventoryRetrievalCompleted"]}\nEOF\n`,
    ],
    [
      'a heredoc inside a substitution',
      `aws pinpoint put-event-stream --cli-input-json "$(cat <<EOF\n{"ApplicationId": "$APP", "WriteEventStream": {"DestinationStreamArn": "${STREAM}", "RoleArn": "${ROLE}", "ExternalId": "x"}}\nEOF\n)"`,
      ['document/placeholder $APP', 'event-stream/external-id "ExternalId"'],
      `aws pinpoint put-event-stream --cli-input-json "$(cat <<EOF\n{"ApplicationId": "$APP", "WriteEventStream": {"DestinationStreamArn": "${STREAM}", "RoleArn": "${ROLE}"}}\nEOF\n)"`,
    ],
    [
      'a policy that stands bare in a heredoc inside a substitution',
      `aws glacier set-vault-access-policy --account-id - --vault-name tapes --policy "$(cat <<'EOF'\n{"Statement": []}\nEOF\n)"`,
      ['command/bare-policy {'],
      `aws glacier set-vault-access-policy --account-id - --vault-name tapes --policy "$(cat <<'EOF'\n{"Policy":"{\\"Statement\\":[]}"}\nEOF\n)"`,
    ],
    ...[
      ['between quotes behind its option', '--region="eu-west-1"', '--region=us-east-1'],
      ['between quotes with its option', '"--region=eu-west-1"', '"--region=us-east-1"'],
      ['between quotes in part', "--region=eu-'west'-1", '--region=us-east-1'],
    ].map(([which = '', before = '', after = '']): [string, string, string[], string] => [
      `a value that stands ${which}`,
      `aws notifications list-notification-hubs ${before}`,
      [`hub/control-plane-region ${before.replace(/^"?--region=|(?<=^".*)"$/g, '')}`],
      `aws notifications list-notification-hubs ${after}`,
    ]),
    [
      'a variable of the call between quotes',
      'AWS_REGION="eu-west-1" aws notifications list-notification-hubs',
      ['hub/control-plane-region "eu-west-1"'],
      'AWS_REGION=us-east-1 aws notifications list-notification-hubs',
    ],
    [
      'a list in brackets in shorthand',
      `${SET} SNSTopic=${TOPIC},Events=[ArchiveRetrievalCompleted]`,
      ['vault/one-event [ArchiveRetrievalCompleted]'],
      `${SET} SNSTopic=${TOPIC},Events=[ArchiveRetrievalCompleted,InventoryRetrievalCompleted]`,
    ],
    [
      'the last pair of shorthand with blanks',
      `${SET} 'SNSTopic=${TOPIC}, Events=[ArchiveRetrievalCompleted,InventoryRetrievalCompleted], Owner=me'`,
      ['document/unknown-key Owner'],
      `${SET} 'SNSTopic=${TOPIC}, Events=[ArchiveRetrievalCompleted,InventoryRetrievalCompleted]'`,
    ],
    [
      'several pieces joined to one word',
      `${SET} '{"SNSTopic":"'"$TOPIC"'","Events":["ArchiveRetrieval","InventoryRetrievalCompleted"]}'`,
      ['document/placeholder $TOPIC', 'vault/event-name "ArchiveRetrieval"'],
      `${SET} '{"SNSTopic":"'"$TOPIC"'","Events":[${BOTH}]}'`,
    ],
  ])('finds and fixes what is wrong in %s', (_name, text, expected, cured) => {
    expect(told(text)).toEqual(expected);
    expect(fixed(text)).toBe(cured);
  });

  it.each([
    ['a file', `${SET} file://notificationconfig.json`],
    ['a variable', `${SET} "$CONFIG"`],
    ['a substitution', `${SET} "$(jq -n '{SNSTopic: "x"}')"`],
    ['a comment', `# ${SET} '{}'`],
    ['another command', `aws s3api put-bucket-notification-configuration --notification-configuration '{"Events":[]}'`],
    ['an option after the command ended', `echo done; foo --vault-notification-config '{}'`],
    [
      'a value that is a variable as a whole',
      `${SET} "{\\"SNSTopic\\":\\"${TOPIC}\\",\\"Events\\":[${BOTH.replaceAll('"', '\\"')}]}" --region "$REGION"`,
    ],
    ['a call inside double quotes', `bash -c "${SET} '{}' --region eu-west-1"; echo b`],
    ['a call inside single quotes', `ssh host 'aws notifications list-notification-hubs --region eu-west-1'`],
    [
      'words that name a call behind a remark',
      'Run it (as somebody) aws notifications list-channels --region eu-west-1',
    ],
    ['a call that is printed', `echo "usage: ${SET} '{}'"`],
    ['a call in the words of an option', `aws s3 cp a b --description "${SET} {}"`],
    ['a call behind a comment', `echo a # don't ${SET} '{}'`],
    [
      'what a reader is to fill in',
      `aws glacier set-vault-notifications --account-id <id> --vault-name <the vault> --vault-notification-config <config>`,
    ],
    [
      'a placeholder inside a word',
      'aws connect create-push-notification-registration --instance-id <id> --pinpoint-app-arn arn:aws:mobiletargeting:<region>:<account>:apps/<app>',
    ],
    ['a quote that is never closed', `${SET} '{"SNSTopic":`],
    [
      'a program in a heredoc',
      `python3 - <<'EOF'\nimport json\nconfig = {"SNSTopic": "${TOPIC} ", "Events": []}\nEOF\n`,
    ],
    [
      'a policy as text in a heredoc inside a substitution',
      `aws glacier set-vault-access-policy --account-id - --vault-name tapes --policy "$(cat <<EOF\n{"Policy": "{}"}\nEOF\n)"`,
    ],
    [
      'a policy that another program makes text of',
      `aws glacier set-vault-access-policy --account-id - --vault-name tapes --policy "$(jq -Rs '{Policy: .}' <<EOF\n{"Statement": []}\nEOF\n)"`,
    ],
    [
      'a policy that another program makes text of behind a pipe',
      `aws glacier set-vault-access-policy --account-id - --vault-name tapes --policy "$(cat <<EOF | jq -Rs '{Policy: .}'\n{"Statement": []}\nEOF\n)"`,
    ],
    ['a statement in a heredoc', `psql <<EOF\nINSERT INTO t VALUES ('{"SNSTopic": "${TOPIC} "}')\nEOF\n`],
    [
      'calls that a table of a script names between backticks that it writes with backslashes',
      'cat <<EOF\n| \\`aws glacier set-vault-notifications --vault-name $V\\` | sets it |\n\naws glacier get-vault-notifications --account-id - --vault-name \\$V\nEOF\n',
    ],
    [
      'calls that the help of a script names between backticks',
      "cat <<'EOF'\nSets them with `aws glacier set-vault-notifications` and\nshows them with `aws glacier get-vault-notifications`.\nEOF\n",
    ],
  ])('is silent about %s', (_name, text) => {
    expect(told(text)).toEqual([]);
  });

  it.each<[string, string]>([
    [
      'behind a placeholder',
      `aws pinpoint put-event-stream --application-id <id> --write-event-stream '{"DestinationStreamArn":"x","RoleArn":"${ROLE}"}'`,
    ],
    ['inside a substitution in double quotes', `ID="$(${PUT} '{"DestinationStreamArn":"x","RoleArn":"${ROLE}"}')"`],
    ['inside backticks', `ID=\`${PUT} '{"DestinationStreamArn":"x","RoleArn":"${ROLE}"}'\``],
    [
      'behind an apostrophe in words',
      `Nothing's there, it isn't set\n${PUT} '{"DestinationStreamArn":"x","RoleArn":"${ROLE}"}'`,
    ],
    [
      'behind a quote that is never closed',
      `echo "\n${PUT} '{"DestinationStreamArn":"x","RoleArn":"${ROLE}"}'`.replace('"', "\\'"),
    ],
    [
      'in the body of a heredoc with an apostrophe before it',
      `cat <<A\nit's\nA\n${PUT} '{"DestinationStreamArn":"x","RoleArn":"${ROLE}"}'`,
    ],
    [
      'behind a heredoc with a quote that nothing in it closes',
      `cat <<A\nthe users' files\nA\n${PUT} '{"DestinationStreamArn":"x","RoleArn":"${ROLE}"}'`,
    ],
    [
      'behind a heredoc with a quote of another form that nothing in it closes',
      `cat <<A\n$'\nA\n${PUT} '{"DestinationStreamArn":"x","RoleArn":"${ROLE}"}'`,
    ],
    ['in a function on one line', `f() { ${PUT} '{"DestinationStreamArn":"x","RoleArn":"${ROLE}"}'; }`],
    [
      'after one on the same line',
      `aws pinpoint delete-event-stream --application-id ${APP} && ${PUT} '{"DestinationStreamArn":"x","RoleArn":"${ROLE}"}'`,
    ],
    [
      'after a redirection',
      `${PUT.replace('--app', '<in.json >/dev/null 2>&1 --app')} '{"DestinationStreamArn":"x","RoleArn":"${ROLE}"}'`,
    ],
    [
      'after a redirection of both outputs',
      `${PUT.replace('--app', '&>/dev/null --app')} '{"DestinationStreamArn":"x","RoleArn":"${ROLE}"}'`,
    ],
  ])('reads a call %s', (_where, text) => {
    expect(told(text)).toEqual(['arn/shape "x"']);
    expect(fixed(text)).toBe(text);
  });

  it('takes no quote out of JSON that stands in the wrong place', () => {
    const text = `aws pinpoint put-event-stream --write-event-stream file://stream.json --application-id '{"DestinationStreamArn":"${STREAM}"}'`;
    expect(lint(text, 'shell').flatMap(({ fixes }) => fixes)).toEqual([]);
  });

  it('reads a variable outside a string as a value that is still open', () => {
    const text = `${SET} "{\\"SNSTopic\\": $TOPIC, \\"Events\\": $EVENTS}"`;
    expect(told(text)).toEqual(['document/placeholder $TOPIC', 'document/placeholder $EVENTS']);
  });

  it('says where inline JSON breaks off', () => {
    expect(told(`${SET} '{"SNSTopic":"${TOPIC}","Events":[${BOTH}],}'`)).toEqual(['document/syntax ,']);
    expect(told(`${SET} notificationconfig.json`)).toEqual(['document/syntax notificationconfig.json']);
  });

  it('takes Region and account from the call itself', () => {
    const text = `AWS_REGION=us-east-1 ${SET} SNSTopic=${TOPIC},Events=[ArchiveRetrievalCompleted,InventoryRetrievalCompleted]`;
    expect(told(text)).toEqual(['vault/topic-region eu-west-1']);
    expect(told(`${text} --region eu-west-1`)).toEqual([]);
  });

  it('asks for the control plane where the file’s Region is another', () => {
    const text = 'aws notifications list-notification-hubs\n';
    expect(told(text)).toEqual([]);
    const context = { ...CONTEXT, region: 'eu-west-1' };
    expect(told(text, 'shell', context)).toEqual(['hub/control-plane-region notifications list-notification-hubs']);
    expect(fixAll(text, one => lint(one, 'shell', context))).toBe(
      'aws notifications list-notification-hubs --region us-east-1\n',
    );
  });

  it.each([
    ['an export', 'export AWS_DEFAULT_REGION=eu-west-1\n@', 1],
    ['the export of two at once', 'export AWS_PAGER= AWS_REGION="eu-west-1"\n@', 1],
    ['an export after the setting', 'AWS_REGION=eu-west-1\nexport AWS_REGION\n@', 1],
    ['an export from a variable', 'R=eu-west-1\nexport AWS_REGION=$R\n@', 1],
    ['a declaration', 'declare -rx AWS_REGION=eu-west-1\n@', 1],
    ['an export before a loop', 'export AWS_REGION=eu-west-1\nfor a in b c; do\n  @\ndone', 1],
    ['an export, in a substitution', 'export AWS_REGION=eu-west-1\nHUBS=$(@)', 1],
    ['the last of two exports', 'export AWS_REGION=us-east-1\n@\nexport AWS_REGION=eu-west-1\n@', 1],
    ['AWS_REGION before the other', 'export AWS_DEFAULT_REGION=eu-west-1 AWS_REGION=us-east-1\n@', 0],
    ['an option, before any export', 'export AWS_REGION=eu-west-1\n@ --region us-east-1', 0],
    ['a variable', 'REGION=eu-west-1; @ --region $REGION', 1],
    ['a variable in quotes and braces', 'REGION="eu-west-1"\n@ --region "${REGION}"', 1],
    ['a variable of the control plane', 'REGION=us-east-1\n@ --region $REGION', 0],
    ['nothing exported', 'AWS_REGION=eu-west-1\n@', 0],
    ['an export under a condition', 'if x; then export AWS_REGION=eu-west-1; fi\n@', 0],
    ['an export in a function', 'f() {\n  export AWS_REGION=eu-west-1\n}\n@', 0],
    ['an export in a function of another form', 'function f {\n  export AWS_REGION=eu-west-1\n}\n@', 0],
    ['an export in a subshell', '(export AWS_REGION=eu-west-1; x)\n@', 0],
    ['an export that is computed', 'export AWS_REGION=$(region)\n@', 0],
    ['an export with a default', 'export AWS_REGION=${AWS_REGION:-eu-west-1}\n@', 0],
    ['an export that is taken back', 'export AWS_REGION=eu-west-1\nunset AWS_REGION\n@', 0],
    ['an export before a file of settings', 'export AWS_REGION=eu-west-1\nsource env.sh\n@', 0],
    ['a function that runs after another export', 'f() {\n  @\n}\nexport AWS_REGION=us-east-1\nf', 0],
    [
      'a loop that changes it',
      'export AWS_REGION=us-east-1\nfor r in a; do\n @\n export AWS_REGION=eu-west-1\ndone',
      0,
    ],
    ['the variable of a loop', 'R=eu-west-1\nfor R in us-east-1; do\n  @ --region $R\ndone', 0],
    ['a variable that is read', 'R=eu-west-1\nread -r R\n@ --region $R', 0],
    ['a variable that is added to', 'R=eu-west\nR+=-1\n@ --region $R', 0],
    ['a setting for another call', 'AWS_REGION=eu-west-1 aws s3 ls\n@', 0],
    ['a comment', '# export AWS_REGION=eu-west-1\n@', 0],
    ['a text', "echo 'export AWS_REGION=eu-west-1'\n@", 0],
    ['an endpoint of its own', 'export AWS_REGION=eu-west-1 AWS_ENDPOINT_URL=http://localhost:4566\n@', 0],
    ['an endpoint under a condition', 'export AWS_REGION=eu-west-1\nif x; then export AWS_ENDPOINT_URL=$U; fi\n@', 0],
    ['another service’s endpoint', 'export AWS_REGION=eu-west-1 ENDPOINT=http://localhost:4566\n@', 1],
  ])('takes the Region that a script gives by %s', (_how, script, count) => {
    const text = script.replaceAll('@', 'aws notifications list-notification-hubs');
    expect(told(text).filter(one => one.startsWith('hub/control-plane-region'))).toHaveLength(count);
  });

  it('puts the right Region in place of a variable only where a person chooses to', () => {
    const text = 'REGION=eu-west-1\naws notifications list-notification-hubs --region "$REGION"\n';
    expect(fixAll(text, one => lint(one, 'shell'))).toBe(text);
    expect(fixed(text)).toBe('REGION=eu-west-1\naws notifications list-notification-hubs --region us-east-1\n');
  });

  it('judges a topic by the Region that the script exports', () => {
    const text = `export AWS_REGION=us-east-1\n${SET} SNSTopic=${TOPIC},Events=ArchiveRetrievalCompleted,InventoryRetrievalCompleted`;
    expect(told(text)).toEqual(['vault/topic-region eu-west-1']);
  });

  it('writes a fix so that the quoting around it stays what it is', () => {
    const wrong = `${SET} '{"SNSTopic":"${TOPIC}","Events":["it'\\''s an inventory","ArchiveRetrievalCompleted"]}'`;
    expect(fixed(wrong)).toBe(
      `${SET} '{"SNSTopic":"${TOPIC}","Events":["InventoryRetrievalCompleted","ArchiveRetrievalCompleted"]}'`,
    );
  });

  it.each([
    ['JSON', `"{\\\\"SNSTopic\\\\":\\\\"$TOPIC\\\\",\\\\"Events\\\\":[${BOTH.replaceAll('"', '\\\\"')}]}"`, ['$TOPIC']],
    ['a variable', '"\\$CONFIG"', []],
    [
      'a variable of the script in JSON',
      `"{\\\\"SNSTopic\\\\":\\\\"\\\${TOPIC}\\\\",\\\\"Events\\\\":[${BOTH.replaceAll('"', '\\\\"')}]}"`,
      ['\\${TOPIC}'],
    ],
    ['shorthand', 'SNSTopic=\\$1,Events=ArchiveRetrievalCompleted,InventoryRetrievalCompleted', ['\\$1']],
  ])('reads a script in a heredoc as the shell will that runs it: %s', (_what, config, filledIn) => {
    const text = `cat > run.sh <<EOF\n${SET} ${config}\nEOF\n`;
    const found = lint(text, 'shell');
    expect(found.map(({ severity, start, end }) => [severity, text.slice(start, end)])).toEqual(
      filledIn.map(one => ['hint', one]),
    );
  });

  it.each([
    ["'$CONFIG'", 'shell'],
    [`'{\n  "SNSTopic": "$TOPIC",\n  "Events": $EVENTS\n}'`, 'shell'],
    ["'${CONFIG}'", 'shell'],
    ["'$(jq -c .config all.json)'", 'shell'],
    [`'{"SNSTopic":"$TOPIC","Events":$EVENTS}'`, 'shell'],
    [`'{"SNSTopic":"${TOPIC}","Events":$(jq -c .events all.json)}'`, 'shell'],
    ["'$(CONFIG)'", 'make'],
    [`'{"SNSTopic":"${TOPIC}","Events":$(EVENTS)}'`, 'make'],
    ["'${{ steps.x.outputs['config'] }}'", 'yaml'],
  ] as const)('takes for open what a heredoc fills in between single quotes: %s', (config, language) => {
    for (const vault of ['tapes', '"\\$1"']) {
      const lines = ['cat > run.sh <<EOF', `${SET.replace('tapes', vault)} ${config}`, 'EOF'];
      const text = {
        shell: `${lines.join('\n')}\n`,
        make: `.ONESHELL:\nall:\n\t${lines.join('\n\t')}\n`,
        yaml: `steps:\n- run: |\n    ${lines.join('\n    ')}\n`,
      }[language];
      expect(lint(text, language).filter(({ severity }) => severity !== 'hint')).toEqual([]);
    }
  });

  it('reads what a heredoc in which nothing is filled in has between single quotes as it stands', () => {
    expect(told(`cat > run.sh <<'EOF'\n${SET} '$CONFIG'\nEOF\n`)).not.toEqual([]);
  });

  it.each([
    `${SET.replace(' --vault-notification-config', '')} --cli-input-json file:///dev/stdin <<EOF\n{"vaultNotificationConfig":@}\nEOF\n`,
    `cat <<'EOF' | ${SET.replace(' --vault-notification-config', '')} --cli-input-json file:///dev/stdin\n{"vaultNotificationConfig":@}\nEOF\n`,
    `${SET} file:///dev/stdin <<EOF | jq .\n@\nEOF\n`,
    `${SET} \\\n  file:///dev/fd/0 \\\n  <<-EOF\n@\nEOF\n`,
  ])('reads a heredoc that a call takes from its input as that option: %j', text => {
    const config = (events: string) => text.replace('@', `{"SNSTopic":"${TOPIC}","Events":[${events}]}`);
    expect(told(config(BOTH))).toEqual([]);
    expect(told(config('"Wrong"'))).toEqual(['vault/event-name "Wrong"']);
  });

  it('does not take what another program makes a request of for the request', () => {
    const text = `jq -c .all <<EOF | ${SET} file:///dev/stdin\n{"all":{"SNSTopic":"x"}}\nEOF\n`;
    expect(told(text)).toEqual([]);
  });

  it.each([
    `jq '{SNSTopic: .snsTopic, Events: .events}' <<EOF > notify.json\n@\nEOF\n`,
    `cat <<EOF | jq '{SNSTopic: .snsTopic, Events: .events}' > notify.json\n@\nEOF\n`,
    `python3 make.py <<EOF > notify.json\n@\nEOF\n`,
  ])('leaves alone what a program makes a document of, though a call is given that: %j', head => {
    const text = `${head.replace('@', '{"snsTopic":"$T","events":["x"]}')}${SET} file://notify.json\n`;
    expect(told(text)).toEqual([]);
    expect(fixed(text)).toBe(text);
  });

  it.each([
    `jq '\n  {SNSTopic: .snsTopic,\n   Events: .events}\n' > notify.json <<EOF\n@\nEOF\n`,
    `jq -c \\\n  --arg a b \\\n  '.' \\\n  > notify.json <<EOF\n@\nEOF\n`,
    `/usr/bin/jq . <<EOF > notify.json\n@\nEOF\n`,
    `./render.sh > notify.json <<EOF\n@\nEOF\n`,
    `python3 conv.py $# > notify.json <<EOF\n@\nEOF\n`,
    `./convert --threshold 50 % > notify.json <<EOF\n@\nEOF\n`,
  ])('leaves alone what any other program makes of a heredoc, over however many lines: %j', head => {
    const text = `${head.replace('@', '{"snsTopic":"$T","events":["x"]}')}${SET} file://notify.json\n`;
    expect(told(text)).toEqual([]);
  });

  it.each([
    `cat > c.json <<EOF && jq . c.json\n@\nEOF\n`,
    `if command -v jq; then cat > c.json <<EOF\n@\nEOF\nfi\n`,
    `cat <<EOF | sudo tee c.json | jq .\n@\nEOF\n`,
    `cat <<EOF | tee c.json >/dev/null\n@\nEOF\n`,
    `> c.json <<EOF cat\n@\nEOF\n`,
    `cat > ./c.json <<EOF\n@\nEOF\n`,
    `$ cat > c.json <<EOF\n@\nEOF\n$ `,
    `me-Mac project % cat > c.json <<EOF\n@\nEOF\n`,
    `[ops ~]$ cat > c.json <<EOF\n@\nEOF\n`,
    `$ sudo -u ops tee c.json <<EOF\n@\nEOF\n`,
    `$SUDO tee c.json <<EOF\n@\nEOF\n`,
    `function write { cat > c.json <<EOF\n@\nEOF\n}\n`,
    `/bin/cat > c.json <<EOF\n@\nEOF\n`,
    `cat > c.json <<EOF\n@\nEOF\ncp c.json c.json.bak\ninstall -m 644 c.json /etc/\naws s3 cp c.json s3://b/c.json\n`,
    `cat > c.json <<EOF\n@\nEOF\necho "Running: aws x --y file://c.json"\ntrap 'rm -f c.json' EXIT\njq . c.json\nx=$(cat c.json); chmod 600 c.json # c.json\npython3 -m json.tool c.json >/dev/null || exit 1\n`,
  ])('reads what a call is given whatever else stands on the line that writes it: %j', head => {
    const text = `${head.replace('@', `{"SNSTopic":"${TOPIC}","Events":["Wrong"]}`)}${SET} file://c.json\n`;
    expect(told(text)).toEqual(['vault/event-name "Wrong"']);
  });

  it.each([
    `jq '{SNSTopic: .snsTopic, Events: .events}' n.json > n.tmp && mv n.tmp n.json`,
    `jq -n '{}' > n.json`,
    `sed -i 's/snsTopic/SNSTopic/' n.json`,
    `cp others.json n.json`,
    `cp others.json "n.json" 2>/dev/null || true`,
    `yq -i -o json '{"SNSTopic": .snsTopic}' n.json`,
    `sed -e 's/a/b/' -i n.json`,
    `curl -so n.json https://example.com/n.json`,
    `aws s3 cp s3://bucket/n.json n.json`,
    `aws iam create-role --role-name x --assume-role-policy-document file://n.json\nmake_config`,
  ])('leaves alone a heredoc whose file is written anew before the call: %s', rewriting => {
    const json = '{"snsTopic":"$T","events":["x"]}';
    expect(told(`cat > n.json <<EOF\n${json}\nEOF\n${rewriting}\n${SET} file://n.json\n`)).toEqual([]);
  });

  it.each<[string, string]>([
    ['another name leads to it', `F=n.json\n@out=$(jq -c . "$F")\necho "$out" > "$F"\n${SET} file://n.json\n`],
    ['an unknown program is given its file', `@./to-aws.sh n.json\n${SET} file://n.json\n`],
    ...[
      '"$DIR/to-aws.sh"',
      '[ -f n.json ] && $DIR/to-aws.sh',
      'echo x; $DIR/to-aws.sh',
      'OUT=$($DIR/to-aws.sh)',
      'if ! $DIR/to-aws.sh; then exit; fi',
      '(cd . && $DIR/to-aws.sh)',
      'DEBUG=1 $DIR/to-aws.sh',
      'aws s3 cp s3://conf/n.json .',
      'cp ../shared/n.json .',
    ].map(line => [`"${line}" runs in between`, `@${line}\n${SET} file://n.json\n`] satisfies [string, string]),
    ['an unknown program runs in between', `@prepare_configs\n${SET} file://n.json\n`],
    ['its own line goes on', `!${SET} file://n.json\n`],
    ['a loop goes over files', `@for f in *.json; do jq . "$f" > t && mv t "$f"; done\n${SET} file://n.json\n`],
    ['its call stands in a function above', `put() {\n  ${SET} file://n.json\n}\n@put\n`],
  ])('is in doubt of a heredoc where %s: it warns and fixes nothing of itself', (_what, script) => {
    const json = '{"SNSTopic":"$T","events":["Wrong"]}';
    const text = script
      .replace('@', `cat > n.json <<EOF\n${json}\nEOF\n`)
      .replace(/^!/, `cat > n.json <<EOF && ./to-aws.sh n.json\n${json}\nEOF\n`);
    const found = lint(text, 'shell').filter(({ rule }) => rule === 'document/unknown-key');
    expect(found.map(({ severity }) => severity)).toEqual(['warning']);
    expect(fixAll(text, one => lint(one, 'shell'))).toBe(text);
  });

  it('warns only of a heredoc that no call is known to take', () => {
    const text = `cat > n.json <<EOF\n{"SNSTopic":"${TOPIC}","Events":["Wrong"]}\nEOF\n${SET} "file://$F"\n`;
    expect(lint(text, 'shell').map(({ rule, severity }) => [rule, severity])).toEqual([
      ['vault/event-name', 'warning'],
    ]);
  });

  it.each([
    ['a call', 'aws sns create-topic \\\n  --name x \\\n  --output text'],
    ['another heredoc', 'cat > other.json <<EOF\n{\n  "a": ["b"]\n}\nEOF'],
    ['a copy of it', 'cp n.json n.json.bak'],
    ['what shows and sets', '# now\nX=$(date)\nif [ -f n.json ]; then\n  echo "$X"\nfi'],
  ])('is sure of a heredoc where only %s stands before its call', (_what, between) => {
    const write = (key: string) =>
      `cat > n.json <<EOF\n{"${key}":"$T","Events":[${BOTH}]}\nEOF\n${between}\n${SET} file://n.json\n`;
    expect(fixAll(write('snsTopic'), one => lint(one, 'shell'))).toBe(write('SNSTopic'));
  });

  it.each([
    `"{"SNSTopic":"arn:aws:sns:$REGION:$ACCOUNT:x","Events":[${BOTH}]}"`,
    `"{'SNSTopic': '$TOPIC'}"`,
    `"{'SNSTopic':'arn:aws:sns:\${REGION}:\${ACCOUNT}:\${ENV}\${NAME}'}"`,
    `"{'SNSTopic':'\${{ vars.TOPIC }}'}"`,
    '"{SNSTopic: arn:aws:sns:$REGION:x}"',
    '"{\\"SNSTopic\\":arn:aws:sns:$REGION:x}"',
    '"{\\"SNSTopic\\": $TOPIC \\"Events\\": []}"',
    `"{'SNSTopic':'$(aws sns list-topics --query "Topics[?contains(TopicArn, 'x')]")'}"`,
    '"{\\"Events\\": [$A $B]}"',
  ])('tells what is broken beside variables: %s', json => {
    expect(told(`${SET} ${json}\n`).filter(what => what.startsWith('document/syntax'))).toHaveLength(1);
  });

  it.each([
    '"{\\"Events\\":[${EV:+$EV,}\\"ArchiveRetrievalCompleted\\"]}"',
    '"{\\"Events\\":[$EV\\"ArchiveRetrievalCompleted\\"]}"',
    '"{\\"Events\\":[$A$B]}"',
    '"{\\"SNSTopic\\":$T$EVENTS}"',
    `'{"Events":[{{- if .archive }}"ArchiveRetrievalCompleted",{{ end }}"InventoryRetrievalCompleted"]}'`,
    `'{"Events":[\${{ vars.A }}\${{ vars.B }}]}'`,
    '"{\\"Events\\":[ ${A:+$A,} ${B:+$B,} \\"ArchiveRetrievalCompleted\\"]}"',
    '"{\\"SNSTopic\\":$T ${E:+,\\"Events\\":$E}}"',
    '"{${q}SNSTopic${q}:${q}$TOPIC${q},${q}Events${q}:[${q}Wrong${q}]}"',
    `'{"SNSTopic":"${TOPIC}"}'\${{ inputs.debug && ' --debug' || '' }}`,
    '"$A$B"',
    '" $A "',
    '"\n$A\n"',
    '"{$BODY}"',
    '"{\\"SNSTopic\\":\\"$T\\"$EVENTS}"',
    '"{\\"SNSTopic\\":\\"$T\\", $REST}"',
    '"{$K:[1]}"',
    '"{\\"Events\\":[\\"A$X\\"$MORE]}"',
  ])('leaves alone what variables hold pieces of: %s', json => {
    expect(told(`${SET} ${json}\n`)).toEqual([]);
  });

  it('reads what each branch of a condition writes as what the call behind is given', () => {
    const request = (events: string) =>
      `cat > r.json <<EOF\n{"vaultNotificationConfig":{"SNSTopic":"${TOPIC}","Events":[${events}]}}\nEOF\n`;
    const call = `${SET.replace(' --vault-notification-config', '')} --cli-input-json file://r.json\n`;
    expect(told(`if x; then\n${request(BOTH)}else\n${request(BOTH)}fi\n${call}`)).toEqual([]);
    expect(told(`if x; then\n${request('"Wrong"')}else\n${request(BOTH)}fi\n${call}`)).toEqual([
      'vault/event-name "Wrong"',
    ]);
  });

  it('takes what another heredoc overwrites for something else, and fixes nothing of itself where there are several', () => {
    const write = (json: string) => `cat > b.json <<EOF\n${json}\nEOF\n`;
    const foreign = write('{"snsTopic":"$T","events":["x"],"text":"hi"}');
    const own = write(`{"SNSTopic":"${TOPIC}","Events":[${BOTH}]}`);
    const once = `${foreign}send_hook\n${own}${SET} file://b.json\n`;
    expect([told(once), fixed(once)]).toEqual([[], once]);
    const branches = `if hook; then\n${foreign}else\n${own}fi\n${SET} file://b.json\n`;
    expect(fixAll(branches, text => lint(text, 'shell'))).toBe(branches);
  });

  it.each([`cat > run.sh <<'EOF'\n@\nEOF\n`, `ssh host <<EOF\n@\nEOF\n`, `cat > run.sh <<EOF\n@ '$R'\nEOF\n`])(
    'knows no Region of a script that runs elsewhere, whatever is exported around it: %j',
    script => {
      const call = 'aws notifications list-notification-hubs';
      expect(told(`export AWS_REGION=eu-west-1\n${script.replace('@', call)}`)).toEqual([]);
    },
  );

  it.each([
    (json: string) => `REQ=$(cat <<EOF\n${json}\nEOF\n)\n@ "$REQ"\n`,
    (json: string) => `read -r -d '' REQ <<EOF\n${json}\nEOF\n@ "$REQ"\n`,
    (json: string) => `cat <<EOF |\n${json}\nEOF\n@ file:///dev/stdin\n`,
  ])('takes no request for an answer that a call is given in another way', text => {
    const call = 'aws pinpoint put-event-stream --application-id 0123456789abcdef0123456789abcdef --cli-input-json';
    const stream =
      '{"WriteEventStream":{"DestinationStreamArn":"arn:aws:kinesis:us-east-1:111122223333:stream/x","RoleArn":"arn:aws:iam::111122223333:role/x"}}';
    const vault = `{"vaultNotificationConfig":{"SNSTopic":"${TOPIC}","Events":[${BOTH}]}}`;
    const without = SET.replace(' --vault-notification-config', '');
    const errors = (script: string) => lint(script, 'shell').filter(({ severity }) => severity === 'error');
    expect(errors(text(vault).replace('@', `${without} --cli-input-json`))).toEqual([]);
    expect(errors(text(stream).replace('@', call))).toEqual([]);
  });

  it.each([
    [
      'aws pinpoint put-event-stream --application-id x --cli-input-json file://$F',
      '{"WriteEventStream":{"RoleArn":"$R"}}',
    ],
    ['aws connect create-push-notification-registration --instance-id x', '{"PinpointAppArn":"$A","DeviceType":"GCM"}'],
    [`jq '.Events=["ArchiveRetrievalCompleted"]' r.json > all.json`, `{"SNSTopic":"${TOPIC}"}`],
  ])('calls nothing missing in what may be a part of a request: %s', (command, json) => {
    const errors = lint(`cat > r.json <<EOF\n${json}\nEOF\n${command}\n`, 'shell').filter(
      ({ severity, start }) => severity === 'error' && start < `cat > r.json <<EOF\n${json}`.length,
    );
    expect(errors).toEqual([]);
  });

  it('knows nothing in a heredoc’s script of what is filled in from outside', () => {
    const hub = (region: string) => `aws notifications list-notification-hubs --region ${region}`;
    const script = (region: string) => `R=us-east-1\nssh build <<EOF\nR=eu-west-1\necho "\\$R"\n${hub(region)}\nEOF\n`;
    expect([script('$R'), script("'$R'")].flatMap(text => told(text))).toEqual([]);
    expect(told(script('\\$R'))).toHaveLength(1);
  });

  it('takes for a call’s file what was written last before it, where one name is used again', () => {
    const write = (json: string) => `cat > /tmp/c.json <<EOF\n${json}\nEOF\n`;
    const hook = '{"snsTopic":"$T","events":["x"],"url":"https://x"}';
    const config = (events: string) => `{"SNSTopic":"${TOPIC}","Events":[${events}]}`;
    const call = `${SET} file:///tmp/c.json\n`;
    const curl = 'curl -d @/tmp/c.json https://x\n';
    expect(told(`${write(hook)}${curl}${write(config(BOTH))}${call}${write(hook)}${curl}`)).toEqual([]);
    expect(told(`${write(config('"Wrong"'))}${call}${write(hook)}${curl}${write(config(BOTH))}${call}`)).toEqual([
      'vault/event-name "Wrong"',
    ]);
  });

  it.each([
    '{"SNSTopic": {{ topic | to_json }}, "Events": {{ events | to_json }}}',
    '{{ config | to_nice_json }}',
    `{"SNSTopic": "{{ topic }}", "Events": [${BOTH}]}`,
  ])('takes for open what a template fills in within a heredoc: %s', config => {
    for (const delimiter of ['EOF', "'EOF'"]) {
      const text = `- shell: |\n    cat > c.json <<${delimiter}\n    ${config}\n    EOF\n    ${SET} file://c.json\n`;
      expect(lint(text, 'yaml').filter(({ severity }) => severity !== 'hint')).toEqual([]);
    }
  });

  it.each([
    ['cat <<USAGE', []],
    ['usage() { cat >&2 <<USAGE', []],
    ['if x; then cat <<USAGE >&2', []],
    ['cat > README.md <<USAGE', []],
    ['cat > "$OUT/README.md" <<USAGE', []],
    ['usage() { cat <<USAGE >README.md; }', []],
    ['tee README.md>/dev/null <<USAGE', []],
    ['cat <<USAGE >> $GITHUB_STEP_SUMMARY', []],
    ['cat > "$body" <<USAGE', []],
    ['tee -a /etc/motd <<USAGE', []],
    ["read -r -d '' HELP <<USAGE", []],
    ['MSG=$(cat <<USAGE', []],
    ['gh pr comment 1 --body "$(cat <<USAGE', []],
    ['git commit -am "$(cat <<USAGE', []],
    ['cat > "$BODY_FILE" <<USAGE', []],
    ['gh pr comment "$PR" --body-file - <<USAGE', []],
    ['git commit -F - <<USAGE', []],
    ['mail -s Vault ops@example.com <<USAGE', []],
    ['cat <<USAGE | gh issue create -F -', []],
    ['cat <<USAGE; exit 1', []],
    ['cat <<USAGE | bash', ['document/placeholder ACCOUNT']],
    ['cat <<USAGE; } > run.sh', ['document/placeholder ACCOUNT']],
    ["read -r -d '' SCRIPT <<USAGE", ['document/placeholder ACCOUNT']],
    ['cat > context <<USAGE', ['document/placeholder ACCOUNT']],
    ['cat > run.sh <<USAGE', ['document/placeholder ACCOUNT']],
    ['X=$(cat <<USAGE', ['document/placeholder ACCOUNT']],
  ])('leaves what a person is to fill in where a script only prints a call: %s', (opening, said) => {
    for (const more of ['', 'It costs \\$5.\n']) {
      const call = 'aws glacier delete-vault-notifications --account-id ACCOUNT --vault-name tapes';
      expect(told(`${opening}\n${more}${call}\nUSAGE\n`)).toEqual(said);
    }
  });

  it('fixes a script in a heredoc with the backslashes that the heredoc takes off', () => {
    const script = (events: string) =>
      `cat > run.sh <<EOF\n${SET} "{\\\\"SNSTopic\\\\":\\\\"${TOPIC}\\\\",\\\\"Events\\\\":[${events}]}"\nEOF\n`;
    const wrong = script('\\\\"ArchiveRetrievalCompleted\\\\",\\\\"InventoryRetrieval\\\\"');
    expect(told(wrong)).toEqual(['vault/event-name \\\\"InventoryRetrieval\\\\"']);
    expect(fixed(wrong)).toBe(script(BOTH.replaceAll('"', '\\\\"')));
  });

  it('keeps for a script in a heredoc the Region that is exported around it, and reads on behind it', () => {
    const hubs = 'aws notifications list-notification-hubs';
    const text = `export AWS_REGION=eu-west-1\nbash <<EOF\n# \\$1\n${hubs}\nEOF\n${hubs}\n`;
    expect(lint(text, 'shell').map(({ rule, data }) => [rule, data.region])).toEqual([
      ['hub/control-plane-region', 'eu-west-1'],
      ['hub/control-plane-region', 'eu-west-1'],
    ]);
  });

  it('reads Makefiles by their own rules', () => {
    const text = `TOPIC = x\nnotify: # don't stop\n\t@${SET} '{"SNSTopic":"$(TOPIC)","Events":["ArchiveRetrieval","$\${EVENT}"]}'\n`;
    expect(told(text, 'make')).toEqual([
      'document/placeholder $(TOPIC)',
      'vault/event-name "ArchiveRetrieval"',
      'document/placeholder $${EVENT}',
    ]);
  });

  it.each([
    ['behind a variable that is a quote', `APOSTROPHE := '\nhub:\n\t`],
    ['behind a line that ends in a backslash that another stands for', `D := 'a\\\\\nhub:\n\t`],
  ])('reads each line of a Makefile for itself: %s', (_where, before) => {
    const call = "aws notifications list-notification-hubs --region 'eu-west-1'\n";
    expect(told(`${before}${call}`, 'make')).toEqual(["hub/control-plane-region 'eu-west-1'"]);
  });

  it('takes no command of a recipe that starts with a dash for options of the one before', () => {
    const text = 'hub:\n\taws notifications register-notification-hub\n\t-rm eu.json\n';
    expect(told(text, 'make')).toEqual(['command/missing-option notifications register-notification-hub']);
  });

  it('reads a Makefile whose recipes are each one script as a whole', () => {
    const recipe = `hub:\n\tcat > eu.json <<'EOF'\n\t{"notificationHubRegion": "eu-west-9"}\n\tEOF\n`;
    expect([told(recipe, 'make'), told(`.ONESHELL:\n${recipe}`, 'make')]).toEqual([[], ['hub/region "eu-west-9"']]);
  });

  it.each([
    ['a substitution with quotes in a heredoc', 'EOF', '$$(jq -r ".topic" x.json)'],
    ['a variable in a heredoc', 'EOF', '$$TOPIC'],
    ['a number in a heredoc', 'EOF', '$$1'],
    ['make’s own variable in a heredoc that the shell leaves as it is', "'EOF'", '$(TOPIC)'],
  ])('takes for filled in what make and the shell fill in: %s', (_what, delimiter, topic) => {
    const file = `\tcat > n.json <<${delimiter}\n\t{"SNSTopic": "${topic}", "Events": [${BOTH}]}\n\tEOF\n`;
    const text = `.ONESHELL:\nset:\n${file}\t${SET} file://n.json\n`;
    expect(lint(text, 'make').map(({ severity, start, end }) => [severity, text.slice(start, end)])).toEqual([
      ['hint', topic],
    ]);
  });

  it('reads the quotes of bash behind make’s doubled dollar, and what make fills in between them', () => {
    const call = (events: string) => `set:\n\t${SET} $$'{"SNSTopic":"$(TOPIC)","Events":[${events}]}'\n`;
    const wrong = call('"ArchiveRetrievalCompleted","InventoryRetrieval"');
    expect(told(wrong, 'make')).toEqual(['document/placeholder $(TOPIC)', 'vault/event-name "InventoryRetrieval"']);
    expect(fixed(wrong, 'make')).toBe(call(BOTH));
  });

  it('takes a substitution in another for filled in where make doubles its dollars', () => {
    const topic = '$$(jq -r .topic "$$(ls *.json)")';
    expect(told(`set:\n\t${SET} "{\\"SNSTopic\\":\\"${topic}\\",\\"Events\\":[]}"\n`, 'make')).toEqual([
      `document/placeholder ${topic}`,
      'vault/no-events []',
    ]);
  });

  it('takes the tab out of a Makefile’s line that continues another, as make does', () => {
    const text = `hub:\n\taws notifications list-notification-hubs --region "eu-\\\n\twest-1"\n`;
    expect(lint(text, 'make').map(({ data }) => data.region)).toEqual(['eu-west-1']);
  });

  it.each([
    'acme notifications list-channels --region eu-west-1',
    './manage.py notifications send-all --region=eu-north-1',
    'fly deploy -a notifications api-v --region ap-southeast-1',
    'bin/rails notifications send-digest --region eu-west-1',
    'AWS_REGION=eu-west-1 make notifications build-all',
    'kubectl -n notifications rollout-restart --region eu-central-1',
    'echo notifications go-out --region eu-west-1',
    'npm run notifications build-all',
    'aws sns notifications list-channels --region eu-west-1',
    'aws --endpoint-url http://localhost:4566 notifications list-notification-hubs --region eu-west-1',
    'AWS_ENDPOINT_URL=http://localhost:4566 aws notifications list-notification-hubs --region eu-west-1',
    'awslocal notifications list-notification-hubs --region eu-west-1',
  ])('leaves alone what is no call of AWS’s control plane: %s', text => {
    expect(told(text, 'shell')).toEqual([]);
    expect(told(`steps:\n  - run: ${text}\n`, 'yaml')).toEqual([]);
  });

  it.each([
    'aws',
    '/usr/local/bin/aws',
    'sudo -E aws',
    '"$AWS"',
    'docker run --rm amazon/aws-cli:2.15.0',
    'time aws --profile prod',
    '$ aws',
  ])('reads a call by %s', program => {
    expect(told(`${program} notifications list-notification-hubs --region eu-west-1`, 'shell')).toEqual([
      'hub/control-plane-region eu-west-1',
    ]);
  });

  it.each([
    '2>&-',
    '3>&-',
    '<&-',
    '>&2',
    '2>&1',
    '1>&2-',
    '&>log',
    '&>>log',
    '&> log',
    '>|log',
    '2>> log',
    '<>log',
    '<<< x',
  ])('reads the options behind %s as the call’s own', redirection => {
    const call = `aws glacier get-vault-notifications --account-id - ${redirection}`;
    expect(told(`${call} --vault-name tapes`)).toEqual([]);
    expect(told(`${call} --vault tapes x`)).toEqual(['command/unknown-option x']);
  });

  it.each([
    ['command', 'chdir=/tmp creates=/tmp/x', []],
    ['ansible.builtin.shell', 'executable=/bin/bash removes=x', []],
    ['action', 'chdir=/tmp', []],
    ['ansible.windows.win_command', 'chdir=C:/tmp', []],
    ['shell', 'chdir=/tmp other=x', ['command/unknown-option other=x']],
    ['run', 'chdir=/tmp', ['command/unknown-option chdir=/tmp']],
  ])('leaves to Ansible what it takes out of a command for itself: %s %s', (key, words, said) => {
    const call = 'aws glacier get-vault-notifications --account-id - --vault-name tapes';
    expect(told(`- tasks:\n    - ${key}: ${call} ${words}\n`, 'yaml')).toEqual(said);
  });

  it('reads what workflows run', () => {
    const text = [
      "name: Don't worry",
      'jobs:',
      '  notify:',
      '    steps:',
      '      - name: Set',
      '        run: |',
      `          ${SET} \\`,
      `            '{"SNSTopic": "\${{ secrets.TOPIC }}", "Events": ["ArchiveRetrieval"]}'`,
      '      - run: >-',
      `          ${SET}`,
      `          SNSTopic=${TOPIC},Events=Wrong`,
      `      - run: aws notifications list-notification-hubs --region eu-west-1`,
      '',
    ].join('\n');
    expect(told(text, 'yaml')).toEqual([
      'document/placeholder ${{ secrets.TOPIC }}',
      'vault/event-name "ArchiveRetrieval"',
      'vault/event-name Wrong',
      'hub/control-plane-region eu-west-1',
    ]);
  });

  it.each<[string, readonly string[], readonly string[]]>([
    [
      'a call that is broken before its operation',
      ['- aws', '  pinpoint', `  get-event-stream --application-id ${APP} --odd`],
      ['command/unknown-option --odd'],
    ],
    [
      'a block that a template fills in',
      ['Fn::Base64: !Sub |', `  ${SET} \\`, `    SNSTopic=${TOPIC},Events=Wrong \\`, '    --odd'],
      ['vault/event-name Wrong', 'command/unknown-option --odd'],
    ],
    [
      'an entry of a list in a list',
      ['- - x', `  - ${SET}`, `    SNSTopic=${TOPIC},Events=Wrong`],
      ['vault/event-name Wrong'],
    ],
    [
      'what the next entry of a list in a list is',
      [`- - ${SET} SNSTopic=$T,Events=$E`, '  - Wrong'],
      ['document/placeholder $T', 'document/placeholder $E'],
    ],
    [
      'a value whose key has a colon',
      [`set:it: ${SET}`, `  SNSTopic=${TOPIC},Events=Wrong`],
      ['vault/event-name Wrong'],
    ],
    ['an entry of a list', [`- ${SET}`, `  SNSTopic=${TOPIC},Events=Wrong`], ['vault/event-name Wrong']],
    ['a value', [`script: ${SET}`, `  SNSTopic=${TOPIC},Events=Wrong`], ['vault/event-name Wrong']],
    ['a value in a list', [`- run: ${SET}`, `    SNSTopic=${TOPIC},Events=Wrong`], ['vault/event-name Wrong']],
    [
      'options only',
      ['- aws pinpoint get-event-stream', `  --application-id ${APP}`, '  --odd'],
      ['command/unknown-option --odd'],
    ],
    [
      'what another key says',
      ['- run: aws pinpoint get-event-stream', '  odd: x'],
      ['command/missing-option pinpoint get-event-stream'],
    ],
    [
      'what a comment says',
      ['- aws pinpoint get-event-stream', '  # --odd'],
      ['command/missing-option pinpoint get-event-stream'],
    ],
    [
      'what is below a key with blanks',
      ['set it:', `  - aws pinpoint get-event-stream --application-id ${APP} --odd`],
      ['command/unknown-option --odd'],
    ],
    ['what a person reads', ['description: See', `  ${SET} Wrong`], []],
  ])('reads a command of YAML on over its lines, and no further: %s', (_what, lines, expected) => {
    expect(told(`a:\n${lines.map(line => `  ${line}\n`).join('')}  x: y\n`, 'yaml')).toEqual(expected);
  });

  it('takes what a template fills in for a variable, between quotes and without', () => {
    const call = 'aws glacier set-vault-notifications --account-id {{ account }} --vault-name {{ vault.name | lower }}';
    const config = `'{"SNSTopic": {{ topic | tojson }}, "Events": [{{ events }}, "ArchiveRetrieval"]}'`;
    expect(told(`${call} --vault-notification-config ${config}\n`)).toEqual([
      'document/placeholder {{ topic | tojson }}',
      'document/placeholder {{ events }}',
      'vault/event-name "ArchiveRetrieval"',
    ]);
  });

  it.each([
    [
      'a call that goes on over lines',
      '',
      `aws \\\\\n  ${SET.slice(4)} SNSTopic=${TOPIC},Events=Wrong \\$x`,
      ['vault/event-name Wrong'],
    ],
    [
      'a call of a program in quotes',
      '',
      `"\\$AWS" \\\\\n  ${SET.slice(4)} SNSTopic=${TOPIC},Events=Wrong`,
      ['vault/event-name Wrong'],
    ],
    [
      'a call behind a value from backticks',
      '',
      `aws --profile "\\\`whoami\\\`" \\\\\n  ${SET.slice(4)} SNSTopic=${TOPIC},Events=Wrong`,
      ['vault/event-name Wrong'],
    ],
    [
      'a call that is given a file from outside',
      `cat > n.json <<EOF\n{"SNSTopic":"${TOPIC}","Events":["Wrong"]}\nEOF\n`,
      `${SET} file://n.json \\$x`,
      ['vault/event-name "Wrong"'],
    ],
    [
      'a call in a Region that is exported around it',
      'export AWS_REGION=us-west-2\n',
      `${SET} SNSTopic=${TOPIC},Events=ArchiveRetrievalCompleted,InventoryRetrievalCompleted \\$x`,
      ['vault/topic-region eu-west-1'],
    ],
  ])('reads in a script that a script writes with backslashes %s', (_what, before, call, said) => {
    expect(told(`${before}bash <<EOF\n${call}\nEOF\n`)).toEqual(said);
  });

  it('says nothing of a call that a heredoc names between backticks in words for people', () => {
    const call = `${SET} '{"SNSTopic":"<topic>","Events":["Wrong"]}'`;
    const text = `gh pr comment 1 --body-file - <<EOF\nSet those of $VAULT by \\\`${call}\\\`.\nEOF\n`;
    expect(told(text)).toEqual([]);
  });

  it('reads the fences of a Markdown page that hold shell', () => {
    const call = `${SET} '{"SNSTopic":"${TOPIC}","Events":["Inventory","ArchiveRetrievalCompleted"]}'`;
    const text = `It's so:\n\n- \`\`\`console\n  $ ${call}\n  \`\`\`\n\n~~~python\n${call}\n~~~\n\n\`\`\`yaml\nrun: ${SET} SNSTopic=x,Events=y\n\`\`\`\n`;
    expect(told(text, 'markdown')).toEqual(['vault/event-name "Inventory"', 'arn/shape x', 'vault/event-name y']);
  });

  it('leaves alone what a page shows behind the prompt of PowerShell', () => {
    const call = `${SET} '{\\"SNSTopic\\":\\"${TOPIC}\\",\\"Events\\":[\\"Wrong\\"]}'`;
    const page = (prompt: string): string => `\`\`\`console\n${prompt} ${call}\n\`\`\`\n`;
    expect(told(page('PS C:\\>'), 'markdown')).toEqual([]);
    expect(told(page('$'), 'markdown')).not.toEqual([]);
  });

  it.each([
    [
      'aws pinpoint put-event-stream --application-id projectId --write-event-stream DestinationStreamArn=streamArn,RoleArn=role-arn',
      [],
    ],
    ['aws glacier delete-vault-notifications --account-id YOUR_ACCOUNT_ID --vault-name your-vault', []],
    ['aws glacier delete-vault-notifications --account-id {account} --vault-name "[vault name]"', []],
    ['aws glacier delete-vault-notifications --account-id xxxxxxxxxxxx --vault-name {vault}', []],
    ['aws glacier delete-vault-notifications --account-id ************ --vault-name ボールト名', []],
    ['aws glacier delete-vault-notifications --account-id accountId --vault-name <имя>', []],
    ['aws glacier delete-vault-notifications --account-id 12345 --vault-name v', ['vault/vault-name 12345']],
    [`${SET} SNSTopic={topic-arn},Events={event}`, []],
    [`${SET} SNSTopic=[topic-arn],Events=[Wrong]`, ['vault/event-name Wrong']],
    [`${SET} {config}`, []],
    [`${SET} CONFIG`, []],
    [
      `${SET} '{"SNSTopic": "<topic>", "Events": ["Wrong"], "Raw": True}'`,
      ['vault/event-name "Wrong"', 'document/unknown-key "Raw"', 'document/syntax True'],
    ],
    [`${SET} ArchiveRetrievalCompleted`, ['document/syntax ArchiveRetrievalCompleted']],
    [
      `${SET} '{"SNSTopic": "<topic>", "Events": [ArchiveRetrieval]}'`,
      ['vault/no-events [ArchiveRetrieval]', 'document/syntax ArchiveRetrieval'],
    ],
    [
      `aws glacier set-vault-access-policy --account-id ... --vault-name v --policy '{"Policy": "{Version: 2012}"}'`,
      ['document/syntax Version'],
    ],
    [
      `${SET} '{"SNSTopic": ${TOPIC}, "Events": ["Wrong"]}'`,
      ['document/syntax arn', 'document/wrong-type 444455556666', 'vault/event-name "Wrong"'],
    ],
    [`${SET} '{"SNSTopic": topic-arn, "Events": [event1, event2]}'`, []],
    [`aws glacier set-vault-access-policy --account-id ... --vault-name v --policy '{"Policy": "{...}"}'`, []],
    [`aws glacier set-vault-access-policy --account-id ... --vault-name v --policy '{"Policy": "string"}'`, []],
    [
      `aws glacier set-vault-access-policy --account-id ... --vault-name v --policy '{"Policy": "{\\"Version\\": \\"2012-10-17\\",}"}'`,
      ['document/syntax ,'],
    ],
    [`${SET} '{"SNSTopic": "arn:...", ...}'`, []],
    [`${SET} '{"SNSTopic": "arn:...", "Events": [<events>]}'`, []],
    [`${SET} '{"SNSTopic": "arn:..." "Events": ["Wrong"]}'`, ['document/syntax "Events"', 'vault/event-name "Wrong"']],
    [
      `${SET} '{"SNSTopic":"arn:aws:sns:eu-west-1:123456789012:jobs","Events":["ArchiveRetrieval"]}'`,
      ['vault/event-name "ArchiveRetrieval"'],
    ],
    [`${SET} SNSTopic=<topic>,Events=ArchiveRetrievalCompleted,InventoryRetrievalCompleted`, []],
    [
      `${SET} SNSTopic=arn:aws:sns:region:account-id:topic,Events=ArchiveRetrievalCompleted,InventoryRetrievalCompleted`,
      [],
    ],
    [`${SET} '{"SNSTopic": "arn:...", "Events": ["ArchiveRetrievalCompleted", "InventoryRetrievalCompleted"]}'`, []],
    ['aws notifications register-notification-hub --notification-hub-region region --region us-east-1', []],
    [
      `${SET} SNSTopic=arn:aws:sns:us-east-1:123456789:topic,Events=ArchiveRetrievalCompleted,InventoryRetrievalCompleted`,
      ['arn/account 123456789'],
    ],
  ])('leaves to the readers of a page what they fill in: %s', (call, said) => {
    const options = { rules: { 'event-stream/end-of-support': 'off' } } as const;
    const page = `\`\`\`sh\n${call}\n\`\`\`\n`;
    const found = lintInline(page, 'markdown', options, CONTEXT).findings;
    expect(found.map(({ rule, start, end }) => `${rule} ${page.slice(start, end)}`)).toEqual(said);
    expect(lintInline(call, 'shell', options, CONTEXT).findings.length).toBeGreaterThan(0);
  });

  it.each<[InlineLanguage, string]>([
    ['shell', `# notification-explorer-ignore vault/event-name\n${SET} \\\n  SNSTopic=${TOPIC},Events=Wrong\n`],
    [
      'markdown',
      `<!-- notification-explorer-ignore-file vault/event-name -->\n\`\`\`sh\n${SET} SNSTopic=${TOPIC},Events=Wrong\n\`\`\`\n`,
    ],
  ])('leaves unsaid what a comment in %s asks to', (language, text) => {
    expect(told(text, language)).toEqual([]);
  });
});
