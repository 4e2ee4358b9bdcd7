import { describe, expect, it } from 'vitest';
import { allParsers, hclParserBy } from '../../../../test/support/parsers.ts';
import { planted } from '../../../../test/support/planted.ts';
import { applyEdits } from '../../json/edit.ts';
import { parseJson } from '../../json/parse.ts';
import { lintKinds } from '../../kinds/lintTable.ts';
import { Collector } from '../collect.ts';
import { fixAll } from '../fixAll.ts';
import { formatsIn, lintFile } from '../lintFile.ts';
import { readTerraform } from './terraform.ts';

const lint = (text: string, fileName = 'main.tf', today = '2026-10-01') =>
  lintFile(text, { fileName, parsers: allParsers }, { today, account: '444455556666' }).findings;
const said = (text: string, fileName?: string) =>
  lint(text, fileName).map(({ rule, start, end }) => ({ rule, start, end }));

const TOPIC = 'arn:aws:sns:eu-west-1:444455556666:jobs';
const STREAM = 'arn:aws:kinesis:eu-west-1:444455556666:stream/events';
const ROLE = 'arn:aws:iam::444455556666:role/events';
const APP = '0123456789abcdef0123456789abcdef';
const BOTH = '"ArchiveRetrievalCompleted", "InventoryRetrievalCompleted"';

const hub = (body: string): string => `resource "aws_notifications_notification_hub" "eu" {\n  ${body}\n}\n`;
const vault = (body: string): string => `resource "aws_glacier_vault" "tapes" {\n  name = "tapes"\n  ${body}\n}\n`;
const notified = (events: string, topic = `"${TOPIC}"`): string =>
  vault(`notification {\n    sns_topic = ${topic}\n    events    = ${events}\n  }`);
const stream = (body: string): string => `resource "aws_pinpoint_event_stream" "events" {\n  ${body}\n}\n`;
const statement = (principal: string): string =>
  `{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": ${principal}, "Action": "glacier:InitiateJob", "Resource": "*"}]}`;
const document = (principals: string, more = ''): string =>
  `data "aws_iam_policy_document" "open" {\n  statement {\n    actions   = ["glacier:InitiateJob"]\n    resources = ["*"]\n    ${principals}\n    ${more}\n  }\n}\n`;
const OPEN = vault('access_policy = data.aws_iam_policy_document.open.json');

const wrong: readonly (readonly [what: string, sample: string])[] = [
  ['a Region', hub('notification_hub_region = «hub/region|"eu-west-9"»')],
  [
    'a Region after characters of two units',
    `# \u{1f4fc}\n${hub('notification_hub_region = «hub/region|"eu-west-9"» # \u{1f4fc}')}`,
  ],
  [
    'a Region on lines that end in CR LF',
    hub('notification_hub_region = «hub/region|"eu-west-9"»').replaceAll('\n', '\r\n'),
  ],
  ['an argument of CloudFormation', hub('«hub/tf-arg|region» = "eu-west-1"')],
  ['tags of a hub', hub('notification_hub_region = "eu-west-1"\n  «hub/no-tags|tags» = { Name = "x" }')],
  ['an event', notified(`[${BOTH}, «vault/event-name|"Both"»]`)],
  [
    'an event on a line of its own',
    notified(`[\n      ${BOTH},\n      «vault/event-name|"VaultRetrieval"», # all\n    ]`),
  ],
  ['an event that stands twice', notified(`[${BOTH}, «vault/duplicate-event|"ArchiveRetrievalCompleted"»]`)],
  ['no events', notified('«vault/no-events|[]»')],
  ['missing events', vault(`notification «vault/no-events|{»\n    sns_topic = "${TOPIC}"\n  }`)],
  ['a missing topic', vault(`notification «document/missing-key|{»\n    events = [${BOTH}]\n  }`)],
  [
    'an argument that does not exist',
    vault(
      `notification {\n    sns_topic = "${TOPIC}"\n    events = [${BOTH}]\n    «document/unknown-key|enabled» = true\n  }`,
    ),
  ],
  ['text where a list belongs', notified('«document/wrong-type|"ArchiveRetrievalCompleted"»')],
  [
    'a queue in place of a topic',
    notified(`[${BOTH}]`, '"arn:aws:«vault/topic-not-sns|sqs»:eu-west-1:444455556666:jobs"'),
  ],
  [
    'a topic with an account of thirteen digits',
    notified(`[${BOTH}]`, '"arn:aws:sns:eu-west-1:«arn/account|4444555566667»:jobs"'),
  ],
  [
    'a stream',
    stream(
      `application_id = "${APP}"\n  destination_stream_arn = "arn:aws:firehose:eu-west-1:444455556666:«event-stream/stream-arn|stream/events»"\n  role_arn = "${ROLE}"`,
    ),
  ],
  [
    'a role',
    stream(
      `application_id = aws_pinpoint_app.a.application_id\n  destination_stream_arn = "${STREAM}"\n  role_arn = «event-stream/role-arn|"arn:aws:iam::444455556666:user/a"»`,
    ),
  ],
  [
    'a stream without a role',
    `resource "aws_pinpoint_event_stream" "events" «document/missing-key|{»\n  application_id = "${APP}"\n  destination_stream_arn = "${STREAM}"\n}\n`,
  ],
  ['a policy in a heredoc', vault(`access_policy = <<EOF\n${statement('«vault/vault-policy-public|"*"»')}\nEOF`)],
  [
    'a policy in an indented heredoc',
    vault(
      `access_policy = <<-POLICY\n    ${statement('«vault/vault-policy-public|"*"»').replace('"*"}]', '"${aws_glacier_vault.a.arn}"}]')}\n  POLICY\n  tags = {}`,
    ),
  ],
  [
    'a policy with an interpolation for a value',
    vault(
      `access_policy = <<EOF\n${statement('{"AWS": ["${var.a}", «vault/vault-policy-public|"*"»]}').replace('"2012-10-17"', '${jsonencode("v")}')}\nEOF`,
    ),
  ],
  [
    'a policy that is made JSON',
    vault(
      'access_policy = jsonencode({\n    Statement = [{\n      Effect    = "Allow"\n      Principal = «vault/vault-policy-public|"*"»\n      Action    = ["glacier:InitiateJob"]\n      Resource  = "*"\n    }]\n  })',
    ),
  ],
  [
    'a policy that is made JSON, with keys in quotes',
    vault(
      'access_policy = jsonencode({"Statement": {"Effect": "Allow", "Principal": {"AWS": «vault/vault-policy-public|"*"»}, "Action": "glacier:*", "Resource": local.arn}})',
    ),
  ],
  [
    'a policy in a string',
    vault(`access_policy = ${JSON.stringify(statement('"*"')).replace('\\"*\\"', '«vault/vault-policy-public|$&»')}`),
  ],
  [
    'a policy in a string with interpolations',
    vault(
      `access_policy = «vault/vault-policy-public|${JSON.stringify(statement('"*"')).replace('2012', '${var.year}')}»`,
    ),
  ],
  [
    'JSON in a heredoc that lacks a comma',
    vault('access_policy = <<EOF\n{\n  "Version": "2012-10-17"\n  «document/syntax|"Statement"»: ["${var.a}"]\n}\nEOF'),
  ],
  [
    'JSON in a heredoc that is not closed',
    `resource "aws_glacier_vault_lock" "a" {\n  policy = <<EOF\n«document/syntax|{»"Statement": []\nEOF\n}\n`,
  ],
  [
    'JSON in a string',
    vault(String.raw`access_policy = "{\"Version\": \"2012-10-17\" «document/syntax|\"Statement\"»: []}"`),
  ],
  [
    'a lock of a vault',
    `resource "aws_glacier_vault_lock" "a" {\n  policy = jsonencode({ Statement = [{ Effect = "Allow", Principal = «vault/vault-policy-public|"*"», Action = "*", Resource = "*" }] })\n}\n`,
  ],
  [
    'a policy by a data source',
    OPEN + document('principals {\n      type = "AWS"\n      identifiers = [«vault/vault-policy-public|"*"»]\n    }'),
  ],
  [
    'everybody of any kind by a data source',
    document('principals {\n      type = "*"\n      identifiers = [«vault/vault-policy-public|"*"»]\n    }') + OPEN,
  ],
  [
    'what stands above a fault',
    `${hub('notification_hub_region = «hub/region|"eu-west-9"»')}\nresource "x" {\n  a = = 1\n`,
  ],
  [
    'what stands below a fault',
    `variable "a" {\n  default = ]\n}\n\n${hub('notification_hub_region = «hub/region|"eu-west-9"»')}`,
  ],
];

const silent: readonly (readonly [what: string, text: string])[] = [
  ['a good vault', notified(`[${BOTH}]`)],
  ['a reference to a topic', notified(`[${BOTH}]`, 'aws_sns_topic.jobs.arn')],
  ['variables', hub('notification_hub_region = var.region')],
  ['events of a variable', notified('var.events')],
  ['an event of a local value', notified(`[${BOTH}, local.event]`)],
  ['a function', notified('concat(["x"], var.events)')],
  ['a condition', hub('notification_hub_region = var.eu ? "eu-west-9" : "x"')],
  [
    'an interpolation',
    notified(`[${BOTH}]`, '"arn:aws:sns:${var.region}:${data.aws_caller_identity.me.account_id}:jobs"'),
  ],
  [
    'an interpolation with quotes in it',
    notified(`[${BOTH}]`, '"arn:aws:sns:${join("-", ["eu", "x"])}:444455556666:jobs"'),
  ],
  [
    'an operation',
    stream(`application_id = "a" + "b"\n  destination_stream_arn = (var.arn)\n  role_arn = [for a in b : a][0]`),
  ],
  [
    'a splat',
    stream(
      'application_id = one(aws_pinpoint_app.a[*].id)\n  destination_stream_arn = aws_kinesis_stream.a[0].arn\n  role_arn = module.a.arn',
    ),
  ],
  ['what is null', hub('notification_hub_region = "eu-west-1"\n  tags = null')],
  [
    'a dynamic block',
    vault(
      'dynamic "notification" {\n    for_each = var.topics\n    content {\n      sns_topic = notification.value\n      events = ["x"]\n    }\n  }',
    ),
  ],
  [
    'meta arguments',
    hub(
      'provider = aws.eu\n  count = 2\n  notification_hub_region = "eu-west-1"\n  lifecycle {\n    prevent_destroy = true\n  }\n  timeouts {\n    create = "20m"\n  }',
    ),
  ],
  ['the Region of the provider beside the hub’s', hub('region = "us-east-1"\n  notification_hub_region = "eu-west-1"')],
  ['a vault without notification', vault('tags = { a = "b" }')],
  [
    'a policy of somebody',
    vault(`access_policy = <<EOF\n${statement('{"AWS": "arn:aws:iam::444455556666:root"}')}\nEOF`),
  ],
  ['a policy of a file', vault('access_policy = file("policy.json")')],
  ['a policy that is filled in', vault('access_policy = "${var.policy}"')],
  ['a statement that is filled in', vault('access_policy = <<EOF\n{"Version": "2012-10-17" ${var.more}}\nEOF')],
  ['a list that is filled in', vault(String.raw`access_policy = "{\"Statement\": [${'${var.more}'}]}"`)],
  ['an empty policy', vault('access_policy = ""')],
  ['a policy with directives', vault(`access_policy = <<EOF\n%{ if var.a }${statement('"*"')}%{ endif }\nEOF`)],
  ['a policy of another file', vault('access_policy = data.aws_iam_policy_document.other.json')],
  ['a policy of a variable', vault('access_policy = jsonencode(var.policy)')],
  [
    'a data source with a condition',
    OPEN +
      document(
        'principals {\n      type = "AWS"\n      identifiers = ["*"]\n    }',
        'condition {\n      test = "StringEquals"\n      variable = "aws:PrincipalOrgID"\n      values = ["o-1"]\n    }',
      ),
  ],
  [
    'a data source with a dynamic condition',
    OPEN +
      document(
        'principals {\n      type = "AWS"\n      identifiers = ["*"]\n    }',
        'dynamic "condition" {\n      for_each = var.c\n      content {}\n    }',
      ),
  ],
  [
    'a data source that denies',
    OPEN + document('effect = "Deny"\n    principals {\n      type = "AWS"\n      identifiers = ["*"]\n    }'),
  ],
  [
    'a data source for a service',
    OPEN + document('principals {\n      type = "Service"\n      identifiers = ["glacier.amazonaws.com"]\n    }'),
  ],
  ['a data source that no vault takes', document('principals {\n      type = "*"\n      identifiers = ["*"]\n    }')],
  ['resources of others', 'resource "aws_sns_topic" "aws_glacier_vault" {\n  region = "eu-west-9"\n}\n'],
  [
    'a comment that asks for it',
    hub('# notification-explorer-ignore hub/region\n  notification_hub_region = "eu-west-9"'),
  ],
  ['a comment on the line', hub('notification_hub_region = "eu-west-9" // notification-explorer-ignore hub/region')],
  ['a resource in a comment', `/*\n${hub('notification_hub_region = "eu-west-9"')}*/\n`],
  ['a resource in a heredoc', `locals {\n  a = <<EOF\n${hub('notification_hub_region = "eu-west-9"')}EOF\n}\n`],
];

describe('a file of Terraform', () => {
  it.each(wrong)('tells what is wrong in %s', (_what, sample) => {
    const { text, mistakes } = planted(sample);
    expect(said(text)).toEqual(mistakes);
  });

  it.each(silent)('says nothing of %s', (_what, text) => {
    expect(said(text)).toEqual([]);
  });

  it('is read in a page, too', () => {
    const { text, mistakes } = planted(
      `# Hub\n\n- \`\`\`hcl\n\n  \`\`\`terraform\n  ${hub('notification_hub_region = «hub/region|"eu-west-9"»').trimEnd()}\n  \`\`\`\n`.replace(
        '- ```hcl\n\n',
        '',
      ),
    );
    expect(said(text, 'README.md')).toEqual(mistakes);
    expect(formatsIn(text, { fileName: 'README.md' })).toEqual(['hcl']);
    expect(formatsIn('resource "aws_sns_topic" "a" {}', { fileName: 'main.tf' })).toEqual([]);
  });

  it.each<[what: string, before: string, after: string]>([
    ['an argument of CloudFormation', hub('region = "eu-west-1"'), hub('notification_hub_region = "eu-west-1"')],
    [
      'tags on their lines',
      hub('notification_hub_region = "eu-west-1"\n  tags = { # none\n    a = "b"\n  }'),
      hub('notification_hub_region = "eu-west-1"'),
    ],
    ['an event too many', notified(`[${BOTH}, "InventoryRetrievalCompleted"]`), notified(`[${BOTH}]`)],
    ['a missing event', notified('["ArchiveRetrievalCompleted"]'), notified(`[${BOTH}]`)],
    [
      'missing events',
      vault(`notification {\n    sns_topic = "${TOPIC}" # jobs\n  }`),
      vault(`notification {\n    sns_topic = "${TOPIC}" # jobs\n    events = [${BOTH}]\n  }`),
    ],
    ['text where a list belongs', notified('"ArchiveRetrievalCompleted"'), notified('["ArchiveRetrievalCompleted"]')],
    [
      'a policy in a heredoc',
      vault(`access_policy = <<EOF\n${statement('"*"')}\nEOF`),
      vault(`access_policy = <<EOF\n${statement('{"AWS": "arn:aws:iam::444455556666:root"}')}\nEOF`),
    ],
    [
      'a policy in a string',
      vault(`access_policy = ${JSON.stringify(statement('"*"'))}`),
      vault(`access_policy = ${JSON.stringify(statement('{"AWS":"arn:aws:iam::444455556666:root"}'))}`),
    ],
    [
      'JSON in a heredoc that lacks a comma',
      vault('access_policy = <<EOF\n{"Version": "2012-10-17" "Statement": []}\nEOF'),
      vault('access_policy = <<EOF\n{"Version": "2012-10-17", "Statement": []}\nEOF'),
    ],
    [
      'JSON in a string that has a comma too many',
      vault(String.raw`access_policy = "{\"Statement\": [],}"`),
      vault(String.raw`access_policy = "{\"Statement\": []}"`),
    ],
    [
      'a policy that is made JSON',
      vault(
        'access_policy = jsonencode({ Statement = { Effect = "Allow", Principal = "*", Action = "*", Resource = "*" } })',
      ),
      vault(
        'access_policy = jsonencode({ Statement = { Effect = "Allow", Principal = {"AWS": "arn:aws:iam::444455556666:root"}, Action = "*", Resource = "*" } })',
      ),
    ],
    [
      'a policy of a vault whose partition Terraform fills in',
      vault(
        `access_policy = <<EOF\n${statement('"*"').replace('"*"}]', '"arn:${data.aws_partition.a.partition}:glacier:eu-west-1:444455556666:vaults/a"}]')}\nEOF`,
      ),
      vault(
        `access_policy = <<EOF\n${statement('{"AWS": "arn:aws:iam::444455556666:root"}').replace('"*"}]', '"arn:${data.aws_partition.a.partition}:glacier:eu-west-1:444455556666:vaults/a"}]')}\nEOF`,
      ),
    ],
    [
      'a policy by a data source',
      OPEN + document('principals {\n      type = "AWS"\n      identifiers = ["*"]\n    }'),
      OPEN +
        document('principals {\n      type = "AWS"\n      identifiers = ["arn:aws:iam::444455556666:root"]\n    }'),
    ],
  ])('is fixed in its own way of writing: %s', (_what, before, after) => {
    const [fix] = lint(before)[0]?.fixes ?? [];
    expect(applyEdits(before, fix?.edits ?? [])).toBe(after);
  });

  it('judges a data source where it stands, once, however many vaults take it', () => {
    const open = document('principals {\n      type = "AWS"\n      identifiers = ["*"]\n    }');
    expect(lint(OPEN + OPEN + open)).toEqual(lint(`${OPEN}${' '.repeat(OPEN.length)}${open}`));
  });

  it('looks through the data sources once, however many vaults refer to them', () => {
    const looksAt = (vaults: number): number => {
      const named = { type: 'object', start: 0, end: 0, members: [] } as const;
      const sources = { key: 'data', keyRange: named, value: named, start: 0, end: 0 };
      const taken = parseJson(
        JSON.stringify({
          aws_glacier_vault: Array.from({ length: vaults }, (_, index) => ({
            v: { access_policy: `\${data.aws_iam_policy_document.d${index}.json}` },
          })),
        }),
      ).root;
      if (taken === undefined) throw new Error('no resources');
      let looks = 0;
      const root = {
        ...named,
        get members() {
          looks += 1;
          return [sources, { ...sources, key: 'resource', value: taken }];
        },
      };
      readTerraform(root, new Collector({ intrinsics: false, complete: true }), lintKinds);
      return looks;
    };
    expect(looksAt(50)).toBe(looksAt(1));
  });

  it('offers no fix that only half mends: everybody of any kind', () => {
    const [found] = lint(OPEN + document('principals {\n      type = "*"\n      identifiers = ["*"]\n    }'));
    expect(found?.fixes).toEqual([]);
  });

  it.each([
    ['of an ARN', `${TOPIC}\n`],
    ['of an ARN in quotes', `"${TOPIC}"\n`],
  ])('is left as it was at a heredoc %s: nothing in it is quoted', (_what, lines) => {
    const text = vault(`notification {\n    sns_topic = <<EOT\n${lines}EOT\n    events = [${BOTH}]\n  }`);
    expect(lint(text)).not.toEqual([]);
    expect(lint(text).flatMap(({ fixes }) => fixes)).toEqual([]);
    expect(fixAll(text, lint)).toBe(text);
  });

  it('is fixed unseen where only one thing can be meant', () => {
    const fixed = fixAll(notified('["archiveRetrievalCompleted", "InventoryRetrievalCompleted"]'), text => lint(text));
    expect(fixed).toBe(notified(`[${BOTH}]`));
  });

  it('says that it leaves a file alone whose blanks would take the square of their length', () => {
    const text = `${hub('notification_hub_region = "eu-west-9"')}a {\n  b = ${'\n'.repeat(300_000)}}\n`;
    expect(allParsers.hcl(text, () => true)).toEqual({ root: undefined, complete: false, duplicateKeys: [] });
    expect(said(text)).toEqual([{ rule: 'document/size', start: 0, end: 1 }]);
    expect(lintFile(text, { fileName: 'main.tf', parsers: allParsers }, { today: '2026-10-01' }).leftFor).toBe('time');
    expect(said(text.replace(/\n{300}/g, '\n').replace(/\n{257,}/, '\n'))).toHaveLength(1);
  });

  it('reads each resource once where a fault makes them stand in one another', () => {
    const pieces = (depth: number): number => {
      const text = `${'resource "aws_glacier_vault" "a" {\n'.repeat(depth)}${'}\n'.repeat(depth)}=`;
      return JSON.stringify(allParsers.hcl(text, () => true).root).length;
    };
    expect(pieces(160) / pieces(40)).toBeLessThan(6);
  });

  it('gives a file up that takes longer than its length lets it, and reads the next', async () => {
    const quotes = hub(`name = ${'" '.repeat(30_000)}`);
    let spent = 0;
    const parse = await hclParserBy(() => spent);
    expect(parse(quotes.slice(0, 300), () => true).root).toBeDefined();
    let asked = 0;
    const patient = await hclParserBy(() => {
      asked += 1;
      spent = asked < 40 ? 0 : 1_000_000;
      return spent;
    });
    expect(patient(quotes, () => true)).toEqual({ root: undefined, complete: false, duplicateKeys: [] });
    // It does not go on computing once it was given up.
    expect(asked).toBe(40);
    asked = Number.NEGATIVE_INFINITY;
    expect(patient(hub('a = 1'), () => true).root).toBeDefined();
  });

  it('goes on with a file where only one clock says that it takes too long', async () => {
    let spent = 0;
    const busy = () => {
      spent += 1_000_000;
      return spent;
    };
    const long = hub(`${'a = 1\n'.repeat(3_000)}`);
    for (const tellers of [
      [busy, () => 0],
      [() => 0, busy],
    ]) {
      const parse = await hclParserBy(...tellers);
      expect(parse(long, () => true).root).toBeDefined();
    }
    expect((await hclParserBy(busy, busy))(long, () => true).root).toBeUndefined();
  });

  it('says that a file is too long to be read', () => {
    const found = lintFile(
      hub('a = 1'),
      { fileName: 'a.tf', parsers: allParsers },
      { today: '2026-10-01', longest: 20 },
    );
    expect(found.findings.map(({ rule }) => rule)).toEqual(['document/size']);
  });
});
