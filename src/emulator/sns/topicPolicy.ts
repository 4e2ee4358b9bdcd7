/** JSON text of the policy that SNS gives a new topic: its owner may do everything, by way of a condition. */
export function defaultPolicy(topicArn: string, owner: string): string {
  const actions = ['GetTopicAttributes', 'SetTopicAttributes', 'AddPermission', 'RemovePermission', 'DeleteTopic'];
  const more = ['Subscribe', 'ListSubscriptionsByTopic', 'Publish'];
  return JSON.stringify({
    Version: '2008-10-17',
    Id: '__default_policy_ID',
    Statement: [
      {
        Sid: '__default_statement_ID',
        Effect: 'Allow',
        Principal: { AWS: '*' },
        Action: [...actions, ...more].map(action => `SNS:${action}`),
        Resource: topicArn,
        Condition: { StringEquals: { 'AWS:SourceOwner': owner } },
      },
    ],
  });
}

const textsOf = (value: unknown): readonly string[] =>
  (Array.isArray(value) ? value : [value]).filter(one => typeof one === 'string');

function admitsPrincipal(principal: unknown, account: string): boolean {
  if (principal === '*') return true;
  if (typeof principal !== 'object' || principal === null || !('AWS' in principal)) return false;
  return textsOf(principal.AWS).some(one => one === '*' || one === account || one === `arn:aws:iam::${account}:root`);
}

const admitsAction = (action: unknown, wanted: string): boolean =>
  textsOf(action).some(one => {
    const lower = one.toLowerCase();
    return lower === '*' || lower === 'sns:*' || lower === wanted.toLowerCase();
  });

/**
 * Whether a topic's policy lets another account's caller do this. A statement with any condition counts as not
 * fulfilled: those that SNS writes name the owner. AWS weighs them, and denials; this is enough to tell an open topic.
 */
export function admits(policy: string, account: string, action: string): boolean {
  let document: unknown;
  try {
    document = JSON.parse(policy);
  } catch {
    return false;
  }
  if (typeof document !== 'object' || document === null || !('Statement' in document)) return false;
  const statements: readonly unknown[] = Array.isArray(document.Statement) ? document.Statement : [document.Statement];
  return statements.some(
    one =>
      typeof one === 'object' &&
      one !== null &&
      'Effect' in one &&
      one.Effect === 'Allow' &&
      'Principal' in one &&
      'Action' in one &&
      !('Condition' in one) &&
      admitsPrincipal(one.Principal, account) &&
      admitsAction(one.Action, action),
  );
}
