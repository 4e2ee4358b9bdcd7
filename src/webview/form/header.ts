import type { FormView } from '../../shared/form/toPage.ts';
import { button, element } from '../elements.ts';
import type { Words } from './words.ts';

/** What the form is about and where the change goes. */
export function header({ title, help, place }: FormView, words: Words, change: () => void): HTMLElement {
  const none = words.get('notChosen');
  const facts = [
    [words.get('account'), place.account ?? ''],
    [words.get('region'), place.region ?? ''],
    [words.get('target'), place.target ?? ''],
  ] as const;
  const list = element(
    'dl',
    { class: 'place' },
    ...facts.map(([name, value]) =>
      element(
        'div',
        {},
        element('dt', {}, name),
        element('dd', value === '' ? { class: 'none' } : {}, value === '' ? none : value),
      ),
    ),
  );
  const changer = button({ label: words.get('changePlace'), press: change });
  const about = help === '' ? null : element('p', { class: 'about' }, help);
  return element('header', {}, element('h1', {}, title), about, element('div', { class: 'where' }, list, changer));
}
