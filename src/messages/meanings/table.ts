import { AccessError } from '../../core/model/errors.ts';
import type { Translate } from '../../core/model/translate.ts';
import { eventStreamMeanings } from './eventStream.ts';
import { hubMeanings } from './hub.ts';
import { fitting, inWords, type Meaning, type Meant } from './meaning.ts';
import { organizationMeanings } from './organization.ts';
import { pushRegistrationMeanings } from './pushRegistration.ts';
import { vaultMeanings } from './vault.ts';

/**
 * What any service may answer.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
 */
const anyService: readonly Meaning[] = [
  {
    id: 'any/organization',
    codes: ['access-denied', 'refused'],
    text: /explicit deny in a (?:service|resource) control policy/i,
    cause: t => t('A policy of the organization denies this; no permission in the account can allow it.'),
    next: t => t('Ask the administrators of the organization.'),
  },
];

/** Every error whose own text does not say enough. The first row that fits counts. */
export const meanings: readonly Meaning[] = [
  ...anyService,
  ...hubMeanings,
  ...vaultMeanings,
  ...eventStreamMeanings,
  ...pushRegistrationMeanings,
  ...organizationMeanings,
];

/** What is behind an error and what to do about it; undefined where AWS's own text says what is known. */
export function meaningOf(error: AccessError, t: Translate): Meant | undefined {
  const row = fitting(error, meanings);
  return row && inWords(row, error, t);
}

/** True where a preflight would tell more of what failed than the error does. */
export const preflightTellsMore = (error: unknown): boolean =>
  error instanceof AccessError && fitting(error, meanings)?.preflight === true;
