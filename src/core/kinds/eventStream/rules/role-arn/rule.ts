import { arnOf } from '../../../../lint/model/arnPart.ts';
import { type Fix, replacePart } from '../../../../lint/model/fix.ts';
import { defineRule } from '../../../../lint/model/rule.ts';
import type { Text } from '../../../../lint/model/subject.ts';
import { type Arn, formatArn } from '../../../../model/arn.ts';

/** A session's ARN names its role; the role's path is lost in it, so this may be another. */
function fromSession(text: Text, arn: Arn): readonly Fix[] {
  const name = /^assumed-role\/([^/]+)\/[^/]+$/.exec(arn.resource)?.[1];
  if (arn.service !== 'sts' || name === undefined) return [];
  const role = formatArn({ ...arn, service: 'iam', region: '', resource: `role/${name}` });
  return [replacePart({ node: text.node, from: 0, to: text.value.length }, role, false)];
}

function withoutRegion(text: Text, arn: Arn): readonly Fix[] {
  if (arn.service !== 'iam' || !arn.resource.startsWith('role/')) return [];
  const whole = { node: text.node, from: 0, to: text.value.length };
  return [replacePart(whole, formatArn({ ...arn, region: '' }), true)];
}

/** The role is an IAM role. */
export const rule = defineRule({
  id: 'event-stream/role-arn',
  about: 'event-stream',
  severity: 'error',
  summary: 'The role is an IAM role, named by its ARN without a Region.',
  source: 'https://docs.aws.amazon.com/pinpoint/latest/developerguide/permissions-streams.html',
  check(subject, report) {
    const role = arnOf(subject.text('RoleArn'));
    if (role === undefined) return;
    const { arn, text } = role;
    if (arn.service === 'iam' && arn.region === '' && /^role\/.+$/.test(arn.resource)) return;
    const fixes = [...fromSession(text, arn), ...withoutRegion(text, arn)];
    report(text.node, {
      data: { service: arn.service, resource: arn.resource.slice(0, 160), region: arn.region },
      fixes,
    });
  },
});
