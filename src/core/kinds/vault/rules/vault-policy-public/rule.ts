import { type JsonNode, memberOf, type ObjectNode, stringAt } from '../../../../json/tree.ts';
import type { Fix } from '../../../../lint/model/fix.ts';
import { defineRule } from '../../../../lint/model/rule.ts';
import { isAccountId } from '../../../../model/account.ts';
import { parseArn } from '../../../../model/arn.ts';

/** Actions that start a paid retrieval. */
const STARTS_JOBS = /^(?:\*|glacier:(?:\*|InitiateJob|Initiate\*|InitiateJob\*|I\*))$/i;

const items = (value: JsonNode | null | undefined): readonly JsonNode[] =>
  value?.type === 'array' ? value.items : value === null || value === undefined ? [] : [value];

const isStar = (node: JsonNode): boolean => node.type === 'string' && node.value === '*';

/** The `*` that lets everybody in. */
interface Everybody {
  readonly star: JsonNode;
  /** How the policy writes it. */
  readonly written: string;
}

function everybody(statement: ObjectNode): Everybody | undefined {
  const principal = memberOf(statement, 'Principal')?.value;
  const isInside = principal?.type === 'object';
  const star = items(isInside ? memberOf(principal, 'AWS')?.value : principal).find(isStar);
  if (star === undefined) return undefined;
  return { star, written: isInside ? '"Principal": {"AWS": "*"}' : '"Principal": "*"' };
}

/** The vault's own account in place of everybody: that of the document, or of the vault that the statement is about. */
function ownAccount({ star, written }: Everybody, statement: ObjectNode, account: string | undefined): Fix {
  const vault = items(memberOf(statement, 'Resource')?.value).flatMap(one =>
    one.type === 'string' ? (parseArn(one.value) ?? []) : [],
  )[0];
  const id = account ?? (isAccountId(vault?.accountId ?? '') ? vault?.accountId : undefined) ?? 'ACCOUNT_ID';
  const root = `arn:${vault?.partition ?? 'aws'}:iam::${id}:root`;
  const value = written.includes('AWS') ? root : { AWS: root };
  return { title: 'replace', text: root, steps: [{ kind: 'replace', node: star, value }], sure: false };
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
    for (const statement of items(memberOf(subject.node, 'Statement')?.value)) {
      if (statement.type !== 'object' || stringAt(statement, 'Effect') !== 'Allow') continue;
      const all = everybody(statement);
      const actions = items(memberOf(statement, 'Action')?.value);
      const action = actions.find(one => one.type === 'string' && STARTS_JOBS.test(one.value));
      const condition = memberOf(statement, 'Condition')?.value;
      const conditional = condition?.type === 'object' && condition.members.length > 0;
      if (all === undefined || action?.type !== 'string' || conditional) continue;
      const fixes = [ownAccount(all, statement, subject.target.account ?? context.account)];
      report(all.star, { data: { action: action.value.slice(0, 80), principal: all.written }, fixes });
    }
  },
});
