import { closeBrackets, closeBracketsKeymap } from '@codemirror/autocomplete';
import { isolateHistory } from '@codemirror/commands';
import { json } from '@codemirror/lang-json';
import { bracketMatching } from '@codemirror/language';
import { type Diagnostic, lintGutter, lintKeymap, setDiagnostics } from '@codemirror/lint';
import {
  type Annotation,
  EditorState,
  type Extension,
  StateEffect,
  Transaction,
  type TransactionSpec,
} from '@codemirror/state';
import { EditorView, keymap, lineNumbers } from '@codemirror/view';
import { minimalSetup } from 'codemirror';
import { type SecretsTaken, takeSecrets } from '../../core/forms/takeSecrets.ts';
import { changedPart } from '../../core/json/edit.ts';
import { type FindingView, MAX_TEXT, type SeverityView, type TextEditView } from '../../shared/form/pieces.ts';
import { element } from '../elements.ts';
import { jsonTheme } from './jsonTheme.ts';
import type { Words } from './words.ts';

/** What the editor shows, and whom it tells. */
export interface JsonPaneOptions {
  readonly words: Words;
  /** The page's nonce, for the editor's own style element. */
  readonly nonce: string;
  /** Members whose literal values are taken out. */
  readonly secretMembers: readonly string[];
  /** The text is another, by whomever. */
  readonly changed: () => void;
  /** A text came that is longer than a form takes, and was left out. */
  readonly tooLong: () => void;
  /** Literal secrets were about to enter the text; `typed` where the person typed them there. */
  readonly secretsTaken: (taken: SecretsTaken['taken'], typed: boolean) => void;
}

interface Taken {
  readonly secrets: SecretsTaken['taken'];
  readonly typed: boolean;
}

const tookSecrets = StateEffect.define<Taken>();

const severities: Readonly<Record<SeverityView, Diagnostic['severity']>> = {
  error: 'error',
  warning: 'warning',
  information: 'info',
  hint: 'hint',
};

/** The request as JSON. The text is here and nowhere else: fields are written into it. */
export class JsonPane {
  readonly element: HTMLElement;
  readonly #options: JsonPaneOptions;
  readonly #view: EditorView;

  constructor(options: JsonPaneOptions) {
    this.#options = options;
    const hint = element('p', { id: 'json-hint', class: 'hint' }, options.words.get('editorHint'));
    this.#view = new EditorView({ state: EditorState.create({ extensions: this.#extensions(hint.id) }) });
    this.element = element('div', {}, element('div', { class: 'editor' }, this.#view.dom), hint);
  }

  get text(): string {
    return this.#view.state.doc.toString();
  }

  /** Replaces the text by as small an edit as does it, so that cursor and places stay. Undo takes just that back. */
  replace(text: string): void {
    this.#put(text, isolateHistory.of('full'));
  }

  /** Writes what a person does elsewhere: as if it were typed here, letter by letter. */
  write(text: string): void {
    this.#put(text);
  }

  /** The text that everything begins with: Undo does not go behind it. */
  begin(text: string): void {
    this.#put(text, Transaction.addToHistory.of(false));
  }

  #put(text: string, annotations: Annotation<unknown>[] | Annotation<unknown> = []): void {
    const edit = changedPart(this.text, text);
    if (edit === undefined) return;
    this.#view.dispatch({ changes: { from: edit.start, to: edit.end, insert: edit.text }, annotations });
  }

  /** Makes edits of the text as it is now. Those that do not fit it are left out. */
  apply(edits: readonly TextEditView[]): void {
    const { length } = this.#view.state.doc;
    const fitting = edits.filter(({ start, end }) => start <= end && end <= length);
    const changes = fitting.map(({ start, end, text }) => ({ from: start, to: end, insert: text }));
    this.#view.dispatch({ changes, annotations: isolateHistory.of('full') });
  }

  /** Marks what was found. `fix` is asked when a person chooses a quick fix. */
  mark(findings: readonly FindingView[], fix: (edits: readonly TextEditView[]) => void): void {
    const { length } = this.#view.state.doc;
    const diagnostics = findings.map(({ start, end, severity, message, fixes, rule }): Diagnostic => {
      const from = Math.min(start, length);
      const actions = fixes.map(({ title, edits }) => ({ name: title, apply: () => fix(edits) }));
      return {
        from,
        to: Math.max(from, Math.min(end, length)),
        severity: severities[severity],
        message,
        actions,
        source: rule,
      };
    });
    this.#view.dispatch(setDiagnostics(this.#view.state, diagnostics));
  }

  focus(): void {
    this.#view.focus();
  }

  /** Takes the person to a place. */
  show(start: number, end: number): void {
    const { length } = this.#view.state.doc;
    const selection = { anchor: Math.min(start, length), head: Math.min(end, length) };
    this.#view.dispatch({ selection, scrollIntoView: true });
    this.#view.focus();
  }

  #extensions(hintId: string): Extension {
    const { words, nonce } = this.#options;
    return [
      minimalSetup,
      json(),
      lineNumbers(),
      lintGutter(),
      bracketMatching(),
      closeBrackets(),
      keymap.of([...closeBracketsKeymap, ...lintKeymap]),
      EditorView.lineWrapping,
      EditorView.cspNonce.of(nonce),
      EditorView.contentAttributes.of({ 'aria-label': words.get('request'), 'aria-describedby': hintId }),
      jsonTheme,
      EditorState.transactionFilter.of(transaction => this.#admitted(transaction)),
      EditorView.updateListener.of(update => {
        for (const transaction of update.transactions) {
          for (const effect of transaction.effects) {
            if (effect.is(tookSecrets)) this.#options.secretsTaken(effect.value.secrets, effect.value.typed);
          }
        }
        if (update.docChanged) this.#options.changed();
      }),
    ];
  }

  /** Keeps literal secrets out of the text before they are in it, and so out of what Undo remembers. */
  #admitted(transaction: Transaction): Transaction | TransactionSpec | readonly TransactionSpec[] {
    if (!transaction.docChanged) return transaction;
    const { text, taken } = takeSecrets(transaction.newDoc.toString(), this.#options.secretMembers);
    if (text.length > MAX_TEXT) {
      queueMicrotask(this.#options.tooLong);
      return [];
    }
    if (taken.length === 0) return transaction;
    const effects = tookSecrets.of({ secrets: taken, typed: transaction.isUserEvent('input.type') });
    const edit = changedPart(this.text, text);
    if (edit === undefined) return { effects };
    const { start, end, text: insert } = edit;
    const inHistory = transaction.annotation(Transaction.addToHistory) ?? true;
    return {
      changes: { from: start, to: end, insert },
      selection: { anchor: start + insert.length },
      annotations: Transaction.addToHistory.of(inHistory),
      effects,
    };
  }
}
