import type { DifferenceView } from '../../shared/form/pieces.ts';
import type { SheetGroupView, SheetPlanView, SheetRowView } from '../../shared/plan/messages.ts';
import { element, freshId, icon } from '../elements.ts';
import { severitySign } from '../form/severity.ts';
import type { Words } from '../form/words.ts';

/** A plan as a tree: places, the changes in each, and what each changes. Changes can be left out. */
export class PlanTree {
  readonly element = element('div', { class: 'plan-tree' });
  readonly #words: Words;
  readonly #changed: () => void;
  readonly #boxes = new Map<number, HTMLInputElement>();
  readonly #groups: (() => void)[] = [];

  /** @param changed Other changes are picked now. */
  constructor({ groups }: SheetPlanView, leftOut: readonly number[], words: Words, changed: () => void) {
    this.#words = words;
    this.#changed = changed;
    const out = new Set(leftOut);
    this.element.replaceChildren(...groups.map(group => this.#group(group, out)));
    this.#mark();
  }

  /** The numbers of the changes that can be made. */
  get count(): number {
    return this.#boxes.size;
  }

  /** The numbers of those that are left out. */
  get leftOut(): number[] {
    return [...this.#boxes].filter(([, box]) => !box.checked).map(([at]) => at);
  }

  #group({ title, rows }: SheetGroupView, out: ReadonlySet<number>): HTMLElement {
    const list = element('ul', {}, ...rows.map(row => this.#row(row, out)));
    const own = rows.flatMap(({ at }) => this.#boxes.get(at) ?? []);
    const heading = element('span', { class: 'group-title' }, title);
    const number = element('span', { class: 'count' }, String(rows.length));
    const details = element('details', { open: '' }, element('summary', {}, heading, number), list);
    if (own.length < 2) return details;
    const all = element('input', { type: 'checkbox', 'aria-label': this.#words.get('pickAll', title) });
    all.addEventListener('change', () => {
      for (const box of own) box.checked = all.checked;
      this.#picked();
    });
    this.#groups.push(() => {
      const count = own.filter(({ checked }) => checked).length;
      all.checked = count === own.length;
      all.indeterminate = count > 0 && count < own.length;
    });
    return element('div', { class: 'group' }, all, details);
  }

  #row({ at, name, sign, status, tone, text, differences, notes, canPick }: SheetRowView, out: ReadonlySet<number>) {
    const id = freshId('change');
    const title = element('span', { id, class: 'name' }, name);
    const said = element('span', { class: 'state' }, icon(sign), status);
    const lines = [
      ...differences.map(one => this.#difference(one)),
      ...(text === '' ? [] : [element('div', { class: 'text' }, text)]),
      ...notes.map(({ severity, message }) =>
        element('div', { class: `note ${severity}` }, severitySign(severity, this.#words), message),
      ),
    ];
    const body = element('div', { class: 'body' }, element('div', { class: 'head' }, title, said), ...lines);
    return element('li', { class: `change ${tone}` }, canPick ? this.#box(at, id, !out.has(at)) : null, body);
  }

  #box(at: number, label: string, checked: boolean): HTMLElement {
    const box = element('input', { type: 'checkbox', 'aria-labelledby': label });
    box.checked = checked;
    box.addEventListener('change', () => this.#picked());
    this.#boxes.set(at, box);
    return box;
  }

  #difference({ path, before, after }: DifferenceView): HTMLElement {
    const words = this.#words;
    const value = (kind: string, text: string | null): HTMLElement =>
      element(text === null ? 'span' : 'code', { class: kind }, text ?? words.get('nothing'));
    const arrow = element(
      'span',
      {},
      icon('arrow-right'),
      element('span', { class: 'unseen' }, ` ${words.get('to')} `),
    );
    const member = element('span', { class: 'member' }, `${path}:`);
    return element('div', { class: 'difference' }, member, ' ', value('before', before), arrow, value('after', after));
  }

  #picked(): void {
    this.#mark();
    this.#changed();
  }

  #mark(): void {
    for (const mark of this.#groups) mark();
  }
}
