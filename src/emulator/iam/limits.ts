/** Roles an account may have. @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
export const MAX_ROLES = 1000;

/** Largest trust policy of a role, in characters without white space. */
export const MAX_TRUST_POLICY_CHARACTERS = 2048;

/** Roles on a page of ListRoles where the request does not say. */
export const DEFAULT_MAX_ITEMS = 100;

/** Where IAM's state is kept: it is one for all Regions. */
export const IAM_HOME_REGION = 'us-east-1';
