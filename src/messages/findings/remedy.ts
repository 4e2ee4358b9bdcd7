import type { WordTable } from './document.ts';

/** Findings about what remedies change. */
export const remedyWords: WordTable = {
  'remedy/elsewhere': (t, d) => t('{0} is not in account {1}, Region {2}.', d('arn'), d('account'), d('region')),
  'remedy/moved': t => t('The policy has changed, so this fix no longer applies. Check again.'),
};
