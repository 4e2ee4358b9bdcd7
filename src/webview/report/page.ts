import type {
  FromReport,
  ReportEvidenceView,
  ReportRowView,
  ReportStepView,
  ReportView,
} from '../../shared/report/messages.ts';
import { button, element, icon } from '../elements.ts';

type Verdict = ReportRowView['verdict'];

/** The codicon of each verdict: shapes differ, so that colour is not all that tells them apart. */
const ICONS: Readonly<Record<Verdict, string>> = {
  ok: 'pass-filled',
  warning: 'warning',
  unproven: 'question',
  'not-checked': 'circle-slash',
  broken: 'error',
  none: 'circle-outline',
};

const sign = (verdict: Verdict): HTMLElement => {
  const made = icon(ICONS[verdict]);
  made.classList.add('sign', verdict);
  return made;
};

/** The button that mends a step. Why it can't be pressed stands above it. */
function mendButton({ label, refused }: NonNullable<ReportStepView['mend']>, press: () => void): HTMLElement {
  const made = button({ label, primary: true, icon: 'wrench', press });
  made.disabled = refused !== '';
  return made;
}

/** What was seen to happen, and when. */
const evidenceItem = ({ verdict, word, message, when, rule }: ReportEvidenceView): HTMLElement =>
  element(
    'li',
    { class: verdict ?? 'fact' },
    verdict === null ? icon('info') : sign(verdict),
    element(
      'p',
      {},
      word === '' ? null : element('span', { class: 'word' }, `${word}: `),
      message,
      ' ',
      when === '' ? null : element('span', { class: 'when' }, `${when} `),
      element('code', { class: 'rule' }, rule),
    ),
  );

/** What a person stands on by the keyboard: the row it is in, if any, and what it says. */
interface Stop {
  readonly row: string | undefined;
  readonly says: string | null;
}

/** The report of a preflight: how many of what, then each resource, the gravest first and open. */
export class ReportPage {
  readonly element = element('div', {});
  readonly #send: (message: FromReport) => void;
  readonly #spoken = element('p', { class: 'unseen', role: 'status' });
  readonly #content = element('div', {});
  /** Which rows a person opened or closed, by title, account and Region: kept while the report grows. */
  readonly #toggled = new Map<string, boolean>();
  /** What had the focus when the report was drawn anew while a person was elsewhere, as in a question. */
  #left: Stop | undefined;

  constructor(send: (message: FromReport) => void) {
    this.#send = send;
    this.element.append(this.#content, this.#spoken);
    window.addEventListener('focus', () => {
      if (this.#left !== undefined && document.activeElement === document.body) this.#standOn(this.#left);
      this.#left = undefined;
    });
  }

  /** Says something to whoever listens to the page. */
  say(text: string): void {
    this.#spoken.textContent = text;
  }

  /** Shows a report in place of the one before. */
  show(report: ReportView): void {
    const { words, rows } = report;
    const buttons =
      report.state === 'checking' || report.state === 'gathering'
        ? [button({ label: words.stop, icon: 'debug-stop', press: () => this.#send({ kind: 'stop' }) })]
        : [
            button({ label: words.again, primary: true, icon: 'refresh', press: () => this.#send({ kind: 'again' }) }),
            ...(rows.length === 0
              ? []
              : [button({ label: words.gather, icon: 'search', press: () => this.#send({ kind: 'gather' }) })]),
            button({ label: words.copyReport, icon: 'copy', press: () => this.#send({ kind: 'copy-report' }) }),
          ];
    const counts = report.counts.map(({ verdict, text }) => element('li', {}, sign(verdict), text));
    const list = element('ul', { class: 'rows' }, ...rows.map((row, index) => this.#row(row, index, report)));
    const stop = this.#stop();
    this.#content.replaceChildren(
      element('h1', {}, report.title),
      element('p', { class: 'about' }, report.about),
      element(
        'div',
        { class: 'buttons actions' },
        ...buttons,
        element('span', { class: 'status', role: 'status' }, report.status),
      ),
      element('ul', { class: 'counts' }, ...counts),
      rows.length === 0 && report.state !== 'checking' ? element('p', { class: 'none' }, words.empty) : list,
    );
    if (stop === undefined) return;
    // A page that takes the focus takes it from whatever else a person types into.
    if (document.hasFocus()) this.#standOn(stop);
    else this.#left = stop;
  }

  #stop(): Stop | undefined {
    const { activeElement } = document;
    if (activeElement === null || !this.#content.contains(activeElement)) return undefined;
    return { row: activeElement.closest('details')?.dataset.row, says: activeElement.textContent };
  }

  /** Gives the focus back to what says the same, or where nothing does, to the head of its row. */
  #standOn({ row, says }: Stop): void {
    const rows = [...this.#content.querySelectorAll('details')];
    const around = rows.find(({ dataset }) => dataset.row === row) ?? this.#content;
    const stops = [...around.querySelectorAll<HTMLElement>('summary, vscode-button, pre')];
    const stop = stops.find(({ textContent }) => textContent === says) ?? stops[0];
    stop?.focus({ preventScroll: true });
  }

  #row(row: ReportRowView, index: number, report: ReportView): HTMLElement {
    const key = JSON.stringify([row.title, row.account, row.region]);
    const isOpen = this.#toggled.get(key) ?? (report.rows.length === 1 || (index === 0 && row.verdict !== 'ok'));
    const made = element('details', { class: `row ${row.verdict}`, 'data-row': key });
    const body = element('div', { class: 'body' });
    const fill = () => {
      // Only what is looked at is built: a report may hold thousands of rows.
      if (body.childElementCount === 0) body.append(...this.#body(row, report));
    };
    made.open = isOpen;
    if (isOpen) fill();
    made.addEventListener('toggle', () => {
      this.#toggled.set(key, made.open);
      if (made.open) fill();
    });
    const place = [row.account, row.region].filter(part => part !== '').join(' · ');
    made.append(
      element(
        'summary',
        {},
        sign(row.verdict),
        element(
          'span',
          { class: 'head' },
          element('span', { class: 'title' }, row.title),
          element('span', { class: 'word' }, row.word),
          element('span', { class: 'place' }, place),
          row.cause === '' ? null : element('span', { class: 'cause' }, row.cause),
        ),
      ),
      body,
    );
    return element('li', {}, made);
  }

  #body(row: ReportRowView, { words }: ReportView): readonly HTMLElement[] {
    const links = row.steps.map(step =>
      element(
        'li',
        { class: step.verdict },
        sign(step.verdict),
        element('span', {}, step.link),
        element('span', { class: 'unseen' }, step.word),
      ),
    );
    const chain = element(
      'ol',
      { class: 'chain', 'aria-label': words.chain },
      element('li', { class: 'source' }, icon('radio-tower'), row.source),
      ...links,
    );
    const steps = row.steps.map((step, at) => this.#step(step, { row: row.id, step: at }, words));
    const notes = row.notes.map(note => element('li', {}, icon('info'), note));
    return [
      ...(links.length === 0 ? [] : [chain]),
      element('ul', { class: 'steps' }, ...steps),
      ...(notes.length === 0 ? [] : [element('ul', { class: 'notes' }, ...notes)]),
      ...(row.evidence.length === 0
        ? []
        : [element('h2', {}, words.evidence), element('ul', { class: 'steps' }, ...row.evidence.map(evidenceItem))]),
    ];
  }

  #step(
    step: ReportStepView,
    at: { readonly row: number; readonly step: number },
    words: ReportView['words'],
  ): HTMLElement {
    const copy = (what: 'policy' | 'command', label: string) =>
      button({ label, icon: 'copy', press: () => this.#send({ kind: 'copy', what, ...at }) });
    const { mend } = step;
    const buttons = [
      ...(mend === null ? [] : [mendButton(mend, () => this.#send({ kind: 'mend', ...at }))]),
      ...(step.policy === null ? [] : [copy('policy', words.copyPolicy)]),
      ...(step.command === null ? [] : [copy('command', words.copyCommand)]),
    ];
    return element(
      'li',
      { class: step.verdict },
      sign(step.verdict),
      element(
        'div',
        {},
        element(
          'p',
          {},
          element('span', { class: 'word' }, `${step.word}: `),
          step.message,
          ' ',
          element('code', { class: 'rule' }, step.rule),
        ),
        step.remedy === null ? null : element('p', { class: 'remedy' }, step.remedy),
        step.policy === null ? null : element('pre', { class: 'policy', tabindex: '0' }, step.policy),
        mend === null || mend.refused === '' ? null : element('p', { class: 'refused' }, mend.refused),
        buttons.length === 0 ? null : element('div', { class: 'buttons' }, ...buttons),
      ),
    );
  }
}
