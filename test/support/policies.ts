/** A policy document of these statements. */
export const policyOf = (...Statement: readonly object[]): string =>
  JSON.stringify({ Version: '2012-10-17', Statement });

/** The statement that lets Glacier publish to a topic for the vaults of an account, and what is to differ in it. */
export const publishGrant = (topic: string, account: string, more: object = {}) => ({
  Effect: 'Allow',
  Principal: { Service: 'glacier.amazonaws.com' },
  Action: 'SNS:Publish',
  Resource: topic,
  Condition: { StringEquals: { 'aws:SourceAccount': account } },
  ...more,
});

/** The statement that lets Glacier use a key for what it publishes, and what is to differ in it. */
export const keyGrant = (more: object = {}) => ({
  Effect: 'Allow',
  Principal: { Service: 'glacier.amazonaws.com' },
  Action: ['kms:GenerateDataKey*', 'kms:Decrypt'],
  Resource: '*',
  ...more,
});

/** A role's trust policy that lets these services take it. */
export const trustPolicy = (services: string | readonly string[]): string =>
  policyOf({ Effect: 'Allow', Principal: { Service: services }, Action: 'sts:AssumeRole' });
