import type { WordTable } from './document.ts';

/** Findings about what the account of a change is marked as. */
export const accountMarkWords: WordTable = {
  'account/production': t => t('This account is marked as production.'),
  'account/read-only': (t, d) =>
    t('This account is marked read-only (mark on {0}): the change would be refused.', d('mark')),
};
