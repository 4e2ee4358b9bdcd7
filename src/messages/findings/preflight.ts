import type { Translate } from '../../core/model/translate.ts';
import { checkWords } from '../checks/checkWords.ts';
import type { WordTable } from './document.ts';

/** The links of a chain, as they are called. */
const linkNames = (t: Translate, ids: string): string =>
  ids
    .split(' ')
    .map(id => checkWords[id]?.link?.(t) ?? id)
    .join(', ');

/** What is told of a chain that was looked at before a change, beside what its links themselves say. */
export const preflightWords: WordTable = {
  'preflight/unread': (t, d) =>
    d('needs') === ''
      ? t('Not checked: {0}. {1}', linkNames(t, d('links')), d('reason'))
      : t('Not checked: {0}. It needs {1}.', linkNames(t, d('links')), d('needs')),
  'preflight/not-looked-at': (t, d) => t('Not checked within a second: {0}.', linkNames(t, d('links'))),
};
