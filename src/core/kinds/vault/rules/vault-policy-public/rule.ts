import { type JsonNode, memberOf, type ObjectNode, stringAt } from '../../../../json/tree.ts';
import { defineRule } from '../../../../lint/model/rule.ts';

/** Actions that start a paid retrieval. */
const STARTS_JOBS = /^(?:\*|glacier:(?:\*|InitiateJob|Initiate\*|InitiateJob\*|I\*))$/i;

const items = (value: JsonNode | null | undefined): readonly JsonNode[] =>
  value?.kind === 'array' ? value.items : value === null || value === undefined ? [] : [value];

const isStar = (node: JsonNode): boolean => node.kind === 'string' && node.value === '*';

/** The `*` that lets everybody in, where there is one. */
function everybody(statement: ObjectNode): JsonNode | undefined {
  const principal = memberOf(statement, 'Principal')?.value;
  if (principal?.kind === 'object') return items(memberOf(principal, 'AWS')?.value).find(isStar);
  return items(principal).find(isStar);
}

/** A vault's access policy does not let everybody start retrievals. */
export const rule = defineRule({
  id: 'vault/vault-policy-public',
  about: 'vault-policy',
  severity: 'warning',
  summary: 'A vault’s access policy does not let everybody start retrievals.',
  source: 'https://docs.aws.amazon.com/amazonglacier/latest/dev/vault-access-policy.html',
  check(subject, report) {
    if (subject.node.kind !== 'object') return;
    for (const statement of items(memberOf(subject.node, 'Statement')?.value)) {
      if (statement.kind !== 'object' || stringAt(statement, 'Effect') !== 'Allow') continue;
      const star = everybody(statement);
      const actions = items(memberOf(statement, 'Action')?.value);
      const action = actions.find(one => one.kind === 'string' && STARTS_JOBS.test(one.value));
      const condition = memberOf(statement, 'Condition')?.value;
      const conditional = condition?.kind === 'object' && condition.members.length > 0;
      if (star === undefined || action?.kind !== 'string' || conditional) continue;
      report(star, { data: { action: action.value } });
    }
  },
});
