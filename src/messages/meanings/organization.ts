import type { Meaning } from './meaning.ts';

/**
 * AWS Organizations.
 * @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListRoots.html
 */
export const organizationMeanings: readonly Meaning[] = [
  {
    id: 'organization/none',
    service: 'organizations',
    text: /not a member of an organization/i,
    cause: t => t('The account is in no organization.'),
    next: t => t('Choose the management account of an organization, or a delegated administrator.'),
  },
  {
    id: 'organization/member',
    service: 'organizations',
    text: /permissions to access this resource/i,
    cause: t =>
      t('Only the management account of an organization and its delegated administrators may list its units.'),
    next: t =>
      t('Choose such an account, with the permissions to list roots, units and accounts of AWS Organizations.'),
  },
];
