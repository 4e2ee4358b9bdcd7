import { headOf, type JsonNode, memberOf, type ObjectNode } from '../../../../json/tree.ts';
import type { Fix } from '../../../../lint/model/fix.ts';
import { defineRule } from '../../../../lint/model/rule.ts';
import { isAccountId } from '../../../../model/account.ts';
import { isPartition, parseArn } from '../../../../model/arn.ts';
import { Context, type KeyState, known } from '../../../../policy/context.ts';
import { readPolicy } from '../../../../policy/document.ts';
import { evaluate } from '../../../../policy/evaluate.ts';

const items = (value: JsonNode | null | undefined): readonly JsonNode[] =>
  value?.type === 'array' ? value.items : value === null || value === undefined ? [] : [value];

const isStar = (node: JsonNode): boolean => node.type === 'string' && node.value === '*';

/** Who lets everybody in, and how the policy writes it: a `*`, or everybody but some. */
interface Everybody {
  readonly at: JsonNode;
  readonly written: string;
  /** Whether `at` stands below `AWS`; undefined where it is no `*` that another principal can take the place of. */
  readonly belowAws: boolean | undefined;
}

function everybody(statement: ObjectNode): Everybody {
  const principal = memberOf(statement, 'Principal')?.value;
  const isInside = principal?.type === 'object';
  const star = items(isInside ? memberOf(principal, 'AWS')?.value : principal).find(isStar);
  if (star === undefined) return { at: statement, written: '"NotPrincipal"', belowAws: undefined };
  return { at: star, written: isInside ? '"Principal": {"AWS": "*"}' : '"Principal": "*"', belowAws: isInside };
}

/** The vault's own account in place of everybody: that of the document, or of the vault that the statement is about. */
function ownAccount({ at, belowAws }: Everybody, statement: ObjectNode, account: string | undefined): readonly Fix[] {
  if (belowAws === undefined) return [];
  const vault = items(memberOf(statement, 'Resource')?.value).flatMap(one =>
    one.type === 'string' ? (parseArn(one.value) ?? []) : [],
  )[0];
  const id = account ?? (isAccountId(vault?.accountId ?? '') ? vault?.accountId : undefined) ?? 'ACCOUNT_ID';
  // One that is filled in later is known here by what stands for it alone.
  const partition = vault !== undefined && isPartition(vault.partition) ? vault.partition : 'aws';
  const root = `arn:${partition}:iam::${id}:root`;
  const value = belowAws ? root : { AWS: root };
  return [{ title: 'replace', text: root, steps: [{ kind: 'replace', node: at, value }], sure: false }];
}

/** An account that no policy names, and what its calls can be like at will; what hangs on anything else is left open. */
const STRANGER = '000000000001';
const STRANGERS_KEYS: Readonly<Record<string, KeyState>> = {
  'aws:PrincipalAccount': known(STRANGER),
  'aws:PrincipalArn': known(`arn:aws:iam::${STRANGER}:user/anyone`),
  'aws:PrincipalOrgID': known('o-anyone0000'),
  'aws:PrincipalType': known('User'),
  'aws:PrincipalIsAWSService': known('false'),
  'aws:SecureTransport': known('true'),
  'aws:MultiFactorAuthPresent': known('true'),
  'aws:SourceAccount': { state: 'absent' },
  'aws:SourceArn': { state: 'absent' },
};

/** No policy of a vault has so many statements. */
const MOST_STATEMENTS = 1000;

/** A statement as the evaluator reads it. Which vault it is about is left out: it is this one, however it is named. */
function statementValue(statement: JsonNode): unknown {
  if (statement.type !== 'object') return null;
  const members = statement.members.filter(({ key }) => key !== 'Resource' && key !== 'NotResource');
  return Object.fromEntries(members.map(({ key, value }) => [key, elementValue(key, value)]));
}

/** Everybody of any kind may stand in a list; a condition of which something is missing can be any. */
function elementValue(key: string, value: JsonNode | null): unknown {
  const isEverybody = value?.type === 'array' && value.items.length > 0 && value.items.every(isStar);
  if (isEverybody && /Principal$/.test(key)) return '*';
  return key === 'Condition' && !isCondition(value) ? UNREADABLE : policyValue(value);
}

const UNREADABLE = '';

const isCondition = (value: JsonNode | null): boolean =>
  value?.type === 'object' &&
  value.members.every(one => one.key !== '' && one.value?.type === 'object' && one.value.members.length > 0);

function policyValue(node: JsonNode | null): unknown {
  if (node?.type === 'string') return node.value;
  if (node?.type === 'array') return node.items.map(policyValue);
  if (node?.type === 'object')
    return Object.fromEntries(node.members.map(({ key, value }) => [key, policyValue(value)]));
  // A boolean is told by its length. What else stands there, no policy of a vault has.
  return node?.type === 'boolean' ? String(node.end - node.start === 'true'.length) : null;
}

/** The statements by which anyone may start retrievals, all statements taken together. */
function lettingAll(policy: ObjectNode, today: string): readonly ObjectNode[] {
  const statements = items(memberOf(policy, 'Statement')?.value).slice(0, MOST_STATEMENTS);
  // With what is filled in elsewhere, whatever the version says: it is not known here.
  const read = readPolicy({ Version: '2012-10-17', Statement: statements.map(statementValue) });
  if (read === undefined) return [];
  const caller = { type: 'aws', accountId: STRANGER, arn: `arn:aws:iam::${STRANGER}:user/anyone` } as const;
  const context = new Context({ ...STRANGERS_KEYS, 'aws:CurrentTime': known(`${today}T00:00:00Z`) });
  const said = evaluate(read, { caller, action: 'glacier:InitiateJob', resource: null, context });
  if (said.verdict !== 'allowed') return [];
  return said.statements.flatMap(({ index, effect, applies }) => {
    const statement = statements[index];
    return effect === 'Allow' && applies === 'yes' && statement?.type === 'object' ? [statement] : [];
  });
}

/** What the statement writes that lets InitiateJob through. */
function actionIn(statement: ObjectNode): string {
  const actions = items(memberOf(statement, 'Action')?.value).flatMap(one =>
    one.type === 'string' ? [one.value] : [],
  );
  const alike = (action: string): boolean => /^(?:\*|glacier:(?:\*|i[\w*?]*))$/i.test(action);
  return (actions.find(alike) ?? 'glacier:InitiateJob').slice(0, 80);
}

/** A vault's access policy does not let everybody start retrievals. */
export const rule = defineRule({
  id: 'vault/vault-policy-public',
  about: 'vault-policy',
  severity: 'warning',
  summary: 'A vault’s access policy does not let everybody start retrievals.',
  source: 'https://docs.aws.amazon.com/amazonglacier/latest/dev/vault-access-policy.html',
  check(subject, report, context) {
    if (subject.node.type !== 'object') return;
    for (const statement of lettingAll(subject.node, context.today)) {
      const all = everybody(statement);
      const fixes = ownAccount(all, statement, subject.target.account ?? context.account);
      const at = all.belowAws === undefined ? headOf(statement) : all.at;
      if (!report(at, { data: { action: actionIn(statement), principal: all.written }, fixes })) return;
    }
  },
});
