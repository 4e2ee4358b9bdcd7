import { describe, expect, it } from 'vitest';
import { lintInline } from './lintInline.ts';
import type { InlineLanguage } from './regions.ts';

const TOPIC = 'arn:aws:sns:eu-west-1:444455556666:jobs';
const EVENTS = 'ArchiveRetrievalCompleted,InventoryRetrievalCompleted';
const SET = 'aws glacier set-vault-notifications --account-id - --vault-name tapes --vault-notification-config';
const HUB = 'aws notifications register-notification-hub --notification-hub-region';

/** Each finding as its severity, its rule and the very characters it is about. */
const told = (text: string, language: InlineLanguage = 'shell') =>
  lintInline(text, language, {}, { today: '2026-10-01' }).findings.map(
    ({ severity, rule, start, end }) => `${severity} ${rule} ${text.slice(start, end)}`,
  );
const hints = (...places: readonly string[]) => places.map(place => `hint document/placeholder ${place}`);

describe('what is filled in elsewhere', () => {
  it.each<[string, string, readonly string[]]>([
    ['a substitution between backticks', `${SET} SNSTopic=\`get topic\`,Events=${EVENTS}`, ['`get topic`']],
    ['a part of a value', `${SET} SNSTopic=arn:aws:sns:\`get r\`:444455556666:t,Events=${EVENTS}`, ['`get r`']],
    ['a whole value between backticks', `${HUB} \`get region\``, []],
    [
      'a substitution with a bracket between quotes',
      `${SET} "{\\"SNSTopic\\":\\"$(cut -d'(' -f2 out)\\",\\"Events\\":[\\"${EVENTS.replace(',', '\\",\\"')}\\"]}"`,
      [`$(cut -d'(' -f2 out)`],
    ],
    [
      'a substitution with a closing bracket between quotes',
      `${SET} "SNSTopic=$(grep -o 't (\\K[^)]+' out),Events=${EVENTS}"`,
      [`$(grep -o 't (\\K[^)]+' out)`],
    ],
    [
      'two with brackets between quotes',
      `${SET} "SNSTopic=$(cut -d'(' -f2 a),Events=$(cut -d')' -f1 b)"`,
      [`$(cut -d'(' -f2 a)`, `$(cut -d')' -f1 b)`],
    ],
    [
      'one that reads a here-string',
      `${SET} "SNSTopic=$(sed 's/).*//' <<< "$N"),Events=${EVENTS}"`,
      [`$(sed 's/).*//' <<< "$N")`],
    ],
    ['alternatives of bash', `${SET} SNSTopic=${TOPIC},Events={${EVENTS}}`, [`{${EVENTS}}`]],
    ['Regions as alternatives', `${HUB} {us-east-1,eu-west-1}`, []],
    ['the items of xargs', `xargs -I {} ${SET} SNSTopic={},Events=${EVENTS}`, ['{}']],
    ['the items of xargs by another mark', `cat regions | xargs -n1 -I % ${HUB} %`, []],
    ['the items of xargs by a mark at its option', `xargs -IREGION ${HUB} REGION`, []],
    ['the items of parallel', `parallel ${HUB} {1} ::: us-east-1 eu-west-1`, []],
    ['the files of find', `find . -exec ${SET} SNSTopic={},Events=${EVENTS} \\;`, ['{}']],
  ])('is no error: %s', (_what, text, places) => {
    expect(told(text)).toEqual(hints(...places));
  });

  it.each([
    ['alone', `HUBS=\`${HUB} eu-wst-1\`\necho \`date\``],
    ['with others in front of it', `HUBS=\`cd a && ${HUB} eu-wst-1\`; DATE=\`date --iso\``],
    ['on a line of its own', `HUBS=\`cd a\n${HUB} eu-wst-1\`; DATE=\`aws s3 ls --quiet\``],
    ['in double quotes', `echo "\`cd a; ${HUB} eu-wst-1\`" "\`date\`" --odd`],
  ])('ends a call between backticks where they close: %s', (_what, text) => {
    expect(told(text)).toEqual(['warning hub/region eu-wst-1']);
  });

  it('is nothing that a backtick at the end of a line stands for', () => {
    const call = 'aws glacier get-vault-notifications --account-id - `\n  --vault-name tapes';
    expect(told(`${call}\n${call}\n`)).toEqual([]);
  });

  it('is no error in a job of CircleCI', () => {
    const text = [
      'jobs:',
      '  set:',
      '    steps:',
      `      - run: ${HUB} << parameters.region >>`,
      '      - run:',
      '          command: |',
      `            ${SET} 'SNSTopic=<<parameters.topic>>,Events=Wrong'`,
      `            ${SET} '{"SNSTopic": "<< pipeline.parameters.topic >>", "Events": ["Wrong"]}'`,
      '',
    ].join('\n');
    expect(told(text, 'yaml')).toEqual([
      ...hints('<<parameters.topic>>'),
      'error vault/event-name Wrong',
      ...hints('<< pipeline.parameters.topic >>'),
      'error vault/event-name "Wrong"',
    ]);
  });

  it('is no heredoc that a parameter of CircleCI opens, while a delimiter does', () => {
    const text = `cat << EOF >> a.vault-notifications.json\n{"SNSTopic":"${TOPIC}","Events":["Wrong"]}\nEOF\n`;
    expect(told(text)).toEqual(['error vault/event-name "Wrong"']);
  });
});

describe('what fills in YAML before the shell sees it', () => {
  it.each([
    ['a variable of Azure Pipelines', '', '$(Config)', 'azure-pipelines.yml'],
    ['an expression of Azure Pipelines', '', '$[variables.config]', 'azure-pipelines.yml'],
    ['a parameter of Tekton', '', '$(params.config)', 'task.yaml'],
    ['an input of GitLab', '', '$[[ inputs.config ]]', 'ci.yml'],
    ['an expression of GitHub with braces in a string', '', "${{ format('{0}-{1}', env.A, 'it''s') }}", 'ci.yml'],
    [
      'a long expression of GitHub with braces in a string',
      '',
      `\${{ ${'github.event.inputs.topic || '.repeat(9)}fromJSON(vars.TOPICS || '{}').jobs }}`,
      'ci.yml',
    ],
    ['a directive of Terraform', '', '%{ if a }["ArchiveRetrievalCompleted"]%{ endif }', 'cloud-init.yaml'],
    ['braces in braces of Terraform', '', '${jsonencode({a={b=["c"]}})}', 'cloud-init.yaml'],
    ['an expression of Argo', '', '{{=toJson(inputs.parameters)}}', 'workflow.yaml'],
    ['a variable of Compose', 'services:\n  a:\n   command: |\n', '${CONFIG}', 'compose.yml'],
    ['a variable of Compose without braces', 'services:\n  a:\n   command: |\n', '$CONFIG', 'compose.yml'],
    ['a variable that Compose asks for', 'services:\n  a:\n   command: |\n', '${CONFIG:?please set it}', 'compose.yml'],
    ['a parameter of Tekton by its index', '', '$(params["config"])', 'task.yaml'],
    ['a variable of Serverless with another', 'provider:\n  b: |\n', '${env:A, ${ssm:/x/y~true}}', 'serverless.yml'],
    ['an expression of Terraform', '', '${jsonencode(config)}', 'cloud-init.yaml'],
    ['a variable of Flux', '', '${config}', 'map.yaml'],
    ['a variable of Serverless', 'provider:\n  b: |\n', '${self:custom.config}', 'serverless.yml'],
    ['a substitution of Cloud Build', '', '$_CONFIG', 'cloudbuild.yaml'],
    ['a parameter of CloudFormation', '  UserData: !Sub |\n', '${Config}', 'template.yaml'],
  ])('is open between single quotes: %s', (_what, head, variable) => {
    const call = (config: string) =>
      `steps:\n- run: |\n    x\n${head}    aws glacier set-vault-notifications --account-id - --vault-name tapes --vault-notification-config '${config}'\n`;
    const open = [
      variable,
      `{"SNSTopic":"${TOPIC}","Events":${variable}}`,
      `{"SNSTopic":"${variable}","Events":${variable}}`,
    ];
    expect(open.flatMap(one => told(call(one), 'yaml').filter(what => !what.startsWith('hint')))).toEqual([]);
  });

  it('is open in JSON that a step of CircleCI writes', () => {
    const json = '{"SNSTopic":"<< parameters.topic >>","Events":<< parameters.events >>}';
    const script = ['cat > n.json <<EOF', json, 'EOF', `${SET} file://n.json`].map(line => `    ${line}\n`).join('');
    expect(told(`steps:\n- run: |\n${script}`, 'yaml').filter(what => !what.startsWith('hint'))).toEqual([]);
  });

  it.each([
    ['a workflow', 'steps:\n- run: ', '${CONFIG}'],
    ['a pipeline of GitLab with services', 'services:\n  - docker:dind\na:\n  script:\n    - ', '${CONFIG}'],
    ['a list that sets it', 'a:\n  script:\n    - config=x\n    - ', '${config}'],
    ['a pipeline of GitLab', 'a:\n  script:\n    - echo $_X\n    - ', '${CONFIG}'],
  ])('is not a variable of the shell between single quotes, in %s', (_what, head, variable) => {
    expect(told(`${head}${SET} '${variable}'\n`, 'yaml')).not.toEqual([]);
  });
});

describe('a text for people in YAML', () => {
  it.each(['name', 'desc', 'description', 'displayName', 'doc', 'usage', 'notes', 'help'])(
    'is no call, though its %s holds one',
    key => {
      expect(told(`steps:\n- ${key}: ${HUB} eu-wst-1 and more\n`, 'yaml')).toEqual([]);
      expect(told(`steps:\n- ${key}: x\n  run: ${HUB} eu-wst-1\n`, 'yaml')).not.toEqual([]);
    },
  );
});

describe('a script of PowerShell in YAML', () => {
  const call = `${SET} '{"SNSTopic":"${TOPIC}","Events":["Wrong"]}'`;
  const escaped = `${SET} '{\\"SNSTopic\\":\\"${TOPIC}\\",\\"Events\\":[\\"Wrong\\"]}'`;
  const step = (...lines: readonly string[]) => ['jobs:', '  a:', '    steps:', ...lines, ''].join('\n');

  it.each([
    ['its step', step('      - shell: pwsh', `        run: ${call}`)],
    ['its step, below it', step('      - run: |', `          ${call}`, '        shell: powershell # 5.1')],
    ['its job', `jobs:\n  a:\n    defaults:\n      run:\n        shell: pwsh\n    steps:\n      - run: ${call}\n`],
    ['its workflow', `defaults:\n  run:\n    shell: 'pwsh'\n${step(`      - run: ${call}`)}`],
    ['the system of its job', `jobs:\n  a:\n    runs-on: windows-latest\n    steps:\n    - run: ${call}\n`],
    [
      'the system of its job, above what was taken out by a comment',
      `jobs:\n  a:\n    runs-on: windows-latest\n#    continue-on-error: true\n    steps:\n    - run: ${call}\n`,
    ],
    ['a label of its runner', `jobs:\n  a:\n    runs-on: [self-hosted, windows]\n    steps:\n    - run: ${call}\n`],
    [
      'a label below',
      `jobs:\n  a:\n    runs-on:\n      - self-hosted\n      - Windows\n    steps:\n    - run: ${call}\n`,
    ],
    [
      'a label between brackets over several lines',
      `jobs:\n  a:\n    runs-on:\n      [\n        self-hosted,\n        windows\n      ]\n    steps:\n    - run: ${call}\n`,
    ],
    ['a label in a block', `jobs:\n  a:\n    runs-on: >-\n      windows-2022\n    steps:\n    - run: ${call}\n`],
    ['a short label', `jobs:\n  a:\n    runs-on: [self-hosted, win-x64]\n    steps:\n    - run: ${call}\n`],
    ['its key', `steps:\n- pwsh: |\n    ${call}\n`],
    [
      'the system of its job, above a line of a template',
      `jobs:\n  a:\n    runs-on: windows-latest\n{{- if .x }}\n    steps:\n{%- if x %}\n    - run: ${call}\n`,
    ],
    [
      'a task with PowerShell in its name',
      `steps:\n- task: PowerShellOnTargetMachines@3\n  inputs:\n    InlineScript: ${call}\n`,
    ],
    ['its module of Ansible', `tasks:\n- win_shell: |\n    ${call}\n`],
    ['its task', `steps:\n- task: PowerShell@2\n  inputs:\n    script: |\n      ${call}\n`],
    ['its action', `mainSteps:\n- action: aws:runPowerShellScript\n  inputs:\n    runCommand:\n    - ${call}\n`],
    [
      'the environment of its build',
      `env:\n  shell: powershell.exe\nphases:\n  build:\n    commands:\n    - ${call}\n`,
    ],
    [
      'the machine of its job',
      `jobs:\n  a:\n    machine:\n      shell: powershell.exe\n    steps:\n    - run: ${call}\n`,
    ],
    ['a task of AWS', `steps:\n- task: AWSPowerShellModuleScript@1\n  inputs:\n    inlineScript: ${call}\n`],
    [
      'the plugin of its document',
      `runtimeConfig:\n  aws:runPowerShellScript:\n    properties:\n    - runCommand:\n      - ${call}\n`,
    ],
    ['its first tag', `UserData:\n  Fn::Base64: |\n    <powershell>\n    ${call}\n    </powershell>\n`],
    ['the type of its script', `steps:\n- inputs:\n    inlineScript: ${call}\n    scriptType: pscore\n`],
  ])('is left alone where %s tells', (_what, text) => {
    expect(told(text, 'yaml')).toEqual([]);
  });

  it('is told by the backslashes of its JSON where nothing tells of a shell of Unix', () => {
    expect(told(step(`      - run: ${escaped}`), 'yaml')).toEqual([]);
    const ticked = `${SET} "{\`"SNSTopic\`":\`"x\`"}"`;
    expect(told(step('      - run: |', `          ${ticked}`), 'yaml')).toEqual([]);
    expect(told(step('      - shell: bash', `        run: ${escaped}`), 'yaml')).not.toEqual([]);
    expect(told(`jobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n    - run: ${escaped}\n`, 'yaml')).not.toEqual(
      [],
    );
    expect(told(`${escaped}\n`)).not.toEqual([]);
  });

  it.each([
    ['the step before', step('      - shell: pwsh', '        run: x', `      - run: ${call}`)],
    ['another document', `env:\n  shell: powershell\n---\nsteps:\n- run: ${call}\n`],
    [
      'the plugin before',
      `runtimeConfig:\n  aws:runPowerShellScript:\n    x: y\n  aws:runShellScript:\n    properties:\n    - runCommand:\n      - ${call}\n`,
    ],
    ['a comment', `jobs:\n  a:\n    runs-on: ubuntu-latest # never windows-latest\n    steps:\n    - run: ${call}\n`],
    ['another job', `jobs:\n  a:\n    runs-on: windows-latest\n  b:\n    steps:\n    - run: ${call}\n`],
    [
      'the job, and bash by its step',
      `jobs:\n  a:\n    runs-on: windows-latest\n    steps:\n    - run: ${call}\n      shell: bash\n`,
    ],
  ])('is not seen where only %s tells', (_what, text) => {
    expect(told(text, 'yaml')).not.toEqual([]);
  });
});

describe('a script in a file of YAML that a script writes', () => {
  const written = (yaml: string) =>
    told(`cat > a.yml <<'EOF'\n${yaml}\nEOF\n`).filter(what => !what.startsWith('hint'));

  it.each([
    ['Compose', `services:\n  a:\n    command: ${SET} '\${CONFIG}'`],
    ['Kubernetes', `command:\n- ${SET} '$(CONFIG)'`],
    ['GitLab', `a:\n  script:\n  - ${SET} '$[[ inputs.config ]]'`],
  ])('has open what %s puts in', (_what, yaml) => {
    expect(written(yaml)).toEqual([]);
  });

  it('is read otherwise', () => {
    expect(written(`run: ${SET} '{"SNSTopic":"${TOPIC}","Events":["Wrong"]}'`)).toEqual([
      'error vault/event-name "Wrong"',
    ]);
    expect(told(`cat > a.yml <<'EOF'\nEOF\n${SET} '\${CONFIG}'\n`)).not.toEqual([]);
  });
});

describe('a script of Windows in a heredoc', () => {
  const json = `{\\"SNSTopic\\":\\"${TOPIC}\\",\\"Events\\":[\\"Wrong\\"]}`;

  it.each([
    'cat > run.ps1 <<EOF\n@\nEOF\n',
    'cat > init.cmd <<EOF\n@\nEOF\n',
    'cat > u.txt <<EOF\n<powershell>\n@\n</powershell>\nEOF\n',
  ])('is left alone: %j', heredoc => {
    expect(told(heredoc.replace('@', `${SET} '${json}'`), 'shell')).toEqual([]);
    expect(told(`${heredoc.replace('@', 'x')}${SET} '${json}'\n`, 'shell')).not.toEqual([]);
  });
});

describe('a script that a template makes', () => {
  const errors = (text: string) => told(text).filter(what => what.startsWith('error'));

  it.each([
    ['by a call', `echo \${jsonencode(x)}\n${SET} '\${CONFIG}'\n`],
    ['by itself, as an attribute', `${SET} '{"SNSTopic":"x","Events":\${v.events}}'\n`.replace('"x"', `"${TOPIC}"`)],
    [
      'by a directive in JSON',
      `cat > n.json <<EOF\n{"SNSTopic":"${TOPIC}","Events":[\n%{ for e in events ~}\n"\${e}",\n%{ endfor ~}\n]}\nEOF\n${SET} file://n.json\n`,
    ],
    ['by a call over lines', `${SET} '\${jsonencode({\n  SNSTopic = topic\n  Events = ["\${e}x"]\n})}'\n`],
    ['by a directive', `%{ for v in vaults ~}\n${SET} '\${CONFIG}'\n%{ endfor ~}\n`],
    ['by a doubled dollar', `echo $\${HOME}\n${SET} '\${CONFIG}'\n`],
    ['by a small name that it sets nowhere', `${SET} '\${config}'\n`],
    ['by a name in camel case', `${SET} '\${vaultConfig}'\n`],
    ['by itself, as blanks', `${SET} '\${ config }'\n`],
    ['by a name that only a comment has', `# Wait for config and events\n${SET} '\${config}'\n`],
    ['by a name that is set to itself', `config='\${config}'\n${SET} '\${config}'\n`],
    [
      'by a name that is only printed',
      `readonly TOPIC="\${topic}" E='\${config}'\nprintf '%s' '\${config}'\n${SET} '\${config}'\n`,
    ],
    ['in a heredoc', `cat > n.json <<'EOF'\n{"SNSTopic":"\${topic}","Events":\${events}}\nEOF\n${SET} file://n.json\n`],
  ])('has open what that fills in, told %s', (_what, text) => {
    expect(errors(text)).toEqual([]);
  });

  it.each([
    ['a name in capitals', `${SET} '\${CONFIG}'\n`],
    ['a name that it sets', `config=$(cat x)\n${SET} '\${config}'\n`],
    ['a name that it reads', `while IFS= read -r name config; do\n${SET} '\${config}'\ndone\n`],
  ])('is none for %s', (_what, text) => {
    expect(errors(text)).not.toEqual([]);
  });

  it('leaves its own names to the script, and is none for JavaScript that the script writes', () => {
    const hub = 'aws notifications register-notification-hub --notification-hub-region eu-west-1 --region';
    expect(errors(`R=eu-west-1\necho \${jsonencode(x)}\n${hub} \${R}\n`)).not.toEqual([]);
    const js = "cat > index.js <<'EOF'\nconsole.log(`${e.name} ${JSON.stringify(e)}`);\nEOF\n";
    expect(errors(`${js}${SET} '\${CONFIG}'\n`)).not.toEqual([]);
  });
});

describe('what is filled in outside of strings', () => {
  it.each([
    [
      'values without a comma to be seen',
      `${SET} "{\\"SNSTopic\\":\\"${TOPIC}\\",\\"Events\\":[\n $(first)\n $REST\n]}"`,
    ],
    ['keys in single quotes', `${SET} "{'SNSTopic':'$TOPIC','Events':['InventoryRetrievalCompleted']}"`],
    ['a heredoc for a call', `cat > e.json <<EOF\n{"SNSTopic": $TOPIC "Events": []}\nEOF\n${SET} file://e.json`],
    [
      'a heredoc that its name tells',
      `cat > e.vault-notifications.json <<EOF\n{"SNSTopic": $TOPIC "Events": []}\nEOF\n`,
    ],
  ])('may mend what is broken around it, which is no error: %s', (_what, text) => {
    const { findings } = lintInline(text, 'shell', {}, { today: '2026-10-01' });
    const syntax = findings.filter(({ rule }) => rule === 'document/syntax');
    expect(syntax).not.toEqual([]);
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(findings.flatMap(({ fixes }) => fixes.filter(({ sure }) => sure))).toEqual([]);
  });

  it.each([
    ['a variable', `${SET} SNSTopic=${TOPIC},$REST`],
    ['a variable that may be empty', `${SET} SNSTopic=${TOPIC}\${EVENTS:+,Events=$EVENTS}`],
    ['a variable behind another', `${SET} "SNSTopic=$TOPIC$EVENTS_ARG"`],
    ['a variable behind a blank', `${SET} "SNSTopic=$TOPIC, $EVENTS_ARG"`],
    ['a variable behind a word', `${SET} Events=ArchiveRetrievalCompleted$TOPIC_PAIR`],
    ['a variable before others', `${SET} $TOPIC_PAIR,Events=${EVENTS}`],
  ])('may be pairs of shorthand, of which none is missing then: %s', (_what, text) => {
    expect(told(text).filter(what => !what.startsWith('hint'))).toEqual([]);
  });

  it.each([
    ['a key', `${SET} '{"'$KEY'": ["Any"], "SNSTopic": "${TOPIC}"}'`],
    ['two keys', `${SET} '{"'$(name 1)'": "x", "'$(name 2)'": ["y"]}'`],
    [
      'a key of the whole request',
      `aws glacier set-vault-notifications --cli-input-json '{"'$KEY'": {}, "vaultName": "a"}'`,
    ],
    [
      'the quotation marks of a value',
      `${SET} '{"SNSTopic":'\${q}'${TOPIC}'\${q}',"Events":["ArchiveRetrievalCompleted"]}'`,
    ],
    ['those around a variable', `${SET} '{"SNSTopic":'\${q}$TOPIC\${q}',"Events":["ArchiveRetrievalCompleted"]}'`],
  ])('may be %s, of which nothing is known then', (_what, text) => {
    expect(told(text).filter(what => !what.startsWith('hint'))).toEqual([]);
  });

  it.each([
    ['stands in a string', `${SET} '{"SNSTopic":"'$TOPIC'" "Events":["InventoryRetrievalCompleted"]}'`],
    ['is a value', `${SET} '{"SNSTopic":'$TOPIC',"Events":["Wrong"]}'`],
    ['is a value of shorthand', `${SET} SNSTopic=$TOPIC,Events=Wrong`],
    ['is a part of one', `${SET} SNSTopic=arn:aws:sns:$REGION:444455556666:jobs`],
    ['ends a value beside another', `${SET} SNSTopic=arn:aws:sns:eu-west-1:444455556666:$NAME,Events=Wrong`],
  ])('leaves an error what is wrong for certain where it %s', (_what, text) => {
    expect(told(text).filter(what => what.startsWith('error'))).toHaveLength(1);
  });
});

describe('what CloudFormation joins', () => {
  const DELETE = 'aws glacier delete-vault-notifications --account-id - --vault-name';
  it.each([
    ['a list below its function', `a:\n  Fn::Join:\n    - ' '\n    - - ${DELETE}\n      - Ref: V\n`],
    ['a list at the column of its function', `a:\n  Fn::Join:\n  - ' '\n  - - ${DELETE}\n    - Ref: V\n`],
    ['a list whose dash stands alone', `a:\n  Fn::Join:\n    - ' '\n    -\n      - ${DELETE}\n      - Ref: V\n`],
    ['one at the column of its function', `a:\n  Fn::Join:\n  - ' '\n  -\n    - ${DELETE}\n    - Ref: V\n`],
    ['one of a tag', `a: !Join\n- ' '\n-\n  - ${DELETE}\n  - Ref: V\n`],
    [
      'lines that go on',
      `a: !Join\n  - " \\\\\\n  "\n  - - ${DELETE.replace(' --vault-name', '')}\n    - --vault-name a\n`,
    ],
  ])('is a piece of a command: %s', (_what, text) => {
    expect(told(text, 'yaml')).toEqual([]);
  });

  it.each([
    ['a key', `run:\n  ${DELETE}\n  tapes\n`],
    ['a key of an item', `- run:\n    ${DELETE}\n    tapes\n`],
    ['a key with a comment', `run: # hi\n  ${DELETE}\n  tapes\n`],
    ['a key with a tag', `run: !!str\n  ${DELETE}\n  tapes\n`],
    ['a dash', `-\n  ${DELETE}\n  tapes\n`],
    ['a dash with a folded block', `-\n  >-\n  ${DELETE}\n  tapes\n`],
  ])('goes on below %s that stands alone on its line', (_what, text) => {
    expect(told(text, 'yaml')).toEqual([]);
  });

  it('is none below a dash that stands alone, over several lines', () => {
    const [program, rest] = [DELETE.replace(/ --account.*/, ''), '--account-id - --vault-name'];
    const text = `commands:\n  -\n    ${program}\n    ${rest}\n`;
    expect(told(text, 'yaml')).toEqual(['error command/missing-option --vault-name']);
  });

  it('is a whole command where a line ends between its pieces', () => {
    const text = `a: !Join\n- "\\n"\n-\n  - ${DELETE}\n  - echo done\n`;
    expect(told(text, 'yaml')).toEqual(['error command/missing-option --vault-name']);
  });
});
