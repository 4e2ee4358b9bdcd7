import type { FindingView, TextEditView } from '../../shared/form/pieces.ts';
import { element, linkButton } from '../elements.ts';
import { severitySign } from './severity.ts';
import type { Words } from './words.ts';

/** What can be done from the list. */
export interface FindingActions {
  readonly show: (start: number, end: number) => void;
  readonly fix: (edits: readonly TextEditView[]) => void;
  readonly explain: (rule: string) => void;
}

/** What linter and schema say of the whole request, each with its cures. */
export class FindingsList {
  readonly element: HTMLElement;
  readonly #words: Words;
  readonly #actions: FindingActions;
  readonly #heading = element('h3', {});
  readonly #list = element('ul', { class: 'findings' });

  constructor(words: Words, actions: FindingActions) {
    this.#words = words;
    this.#actions = actions;
    this.element = element('section', { class: 'problems' }, this.#heading, this.#list);
    this.show([], 0);
  }

  /** @param waiting How many more there are at fields that are still to be filled in. */
  show(findings: readonly FindingView[], waiting: number): void {
    const words = this.#words;
    const none = words.get(waiting === 0 ? 'noProblems' : 'incomplete');
    this.#heading.textContent = findings.length === 0 ? none : `${words.get('problems')} (${findings.length})`;
    this.element.classList.toggle('none', findings.length === 0);
    this.#list.replaceChildren(...findings.map(finding => this.#line(finding)));
    this.#list.hidden = findings.length === 0;
  }

  #line({ rule, severity, message, start, end, fixes }: FindingView): HTMLElement {
    const place = linkButton(message, () => this.#actions.show(start, end));
    place.classList.add('place');
    const cures = fixes.map(({ title, edits }) => linkButton(title, () => this.#actions.fix(edits)));
    const page = rule === '' ? [] : [this.#explained(rule)];
    return element(
      'li',
      { class: severity },
      severitySign(severity, this.#words),
      element('div', {}, place, element('div', { class: 'cures' }, ...cures, ...page)),
    );
  }

  #explained(rule: string): HTMLElement {
    const link = linkButton(rule, () => this.#actions.explain(rule));
    link.ariaLabel = this.#words.get('explain', rule);
    link.classList.add('rule');
    return link;
  }
}
