import type { FieldValue } from '../../core/forms/fieldValues.ts';
import type { TakenSecret } from '../../core/forms/secretNotation.ts';
import { writeField } from '../../core/forms/writeField.ts';
import type { TextEditView } from '../../shared/form/pieces.ts';
import type { SavedForm } from '../../shared/form/savedForm.ts';
import type { FieldView, FormView, ToPage } from '../../shared/form/toPage.ts';
import { element, icon } from '../elements.ts';
import { Announcer } from './announcer.ts';
import { header } from './header.ts';
import type { HostPort } from './hostPort.ts';
import { Notices } from './notices.ts';
import type { OutcomeMessage } from './outcome.ts';
import { Parts } from './parts.ts';
import type { Reviewed } from './review.ts';
import { Words } from './words.ts';

type Show = Extract<ToPage, { kind: 'show' }>;
type Judged = Extract<ToPage, { kind: 'judged' }>;

/** How long a person rests between keystrokes before the text is judged, in milliseconds. */
const REST_MS = 120;

/**
 * The page of a form: takes the host's messages, keeps fields and JSON in step, and says what the person did. Its text is
 * counted in versions; what the host says of an older one is dropped.
 */
export class FormPage {
  readonly #port: HostPort;
  readonly #nonce: string;
  readonly #announcer = new Announcer();
  readonly #notices = new Notices();
  readonly #header = element('div', {});
  readonly #main = element('main', { hidden: '' });
  #words = new Words({});
  #parts: Parts | undefined;
  #built = '';
  #saved: Show['saved'] | undefined;
  #version = 0;
  /** The last version that the host knows. */
  #sent = 0;
  /** The last version that linter and schema spoke of. */
  #judgedVersion = -1;
  #judgedFindings: Judged['findings'] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #queries = 0;
  /** True while the host's own text is put in place. */
  #adopting = false;
  #isFieldWriting = false;
  #reviewAsked = false;
  #applying = false;
  /** True from Apply until the person was told how it ended. */
  #awaitsEnd = false;
  #problems = 0;

  constructor(port: HostPort, nonce: string) {
    this.#port = port;
    this.#nonce = nonce;
    document.body.append(this.#main, this.#announcer.element);
    // A page that is hidden is ended, and built anew from what the host knows.
    window.addEventListener('pagehide', () => this.#flush());
    document.addEventListener('visibilitychange', () => document.hidden && this.#flush());
  }

  /** Takes a message of the host's. */
  receive(message: ToPage): void {
    if (message.kind === 'show') this.#show(message);
    else if (this.#parts !== undefined) this.#update(this.#parts, message);
  }

  #update(parts: Parts, message: Exclude<ToPage, Show>): void {
    switch (message.kind) {
      case 'text':
        this.#adopt(parts, Math.max(message.version, this.#version + 1), message, text => parts.editor.replace(text));
        break;
      case 'judged':
        this.#judged(parts, message);
        break;
      case 'choices':
        parts.fields.choices(message);
        break;
      case 'reviewed':
        this.#reviewed(parts, message);
        break;
      case 'progress':
        this.#progress(parts, message.text);
        break;
      case 'outcome':
        this.#outcome(parts, message);
        break;
      case 'keep':
        this.#saved = message.saved;
        this.#keep(parts);
        break;
      case 'notices':
        this.#notices.show(message.notices, this.#words, id => this.#port.send({ kind: 'step', id }));
        break;
      default:
        message satisfies never;
    }
  }

  #show({ form, words, saved, fresh }: Show): void {
    this.#saved = saved;
    this.#words = new Words(words);
    const hadFocus = this.#header.contains(document.activeElement);
    this.#header.replaceChildren(header(form, this.#words, () => this.#port.send({ kind: 'change-place' })));
    const built = JSON.stringify([form.operation, form.fields, words]);
    // An edit that is on its way would pass for the host's text where both had one number.
    const version = this.#parts === undefined ? form.version : Math.max(form.version, this.#version + 1);
    const parts = this.#parts === undefined || built !== this.#built ? this.#build(form) : this.#parts;
    this.#built = built;
    this.#endApplying(parts);
    this.#dropReview(parts);
    parts.outcome.hide();
    this.#adopt(parts, version, form, text => parts.editor.begin(text));
    this.#main.hidden = false;
    parts.lead();
    if (fresh) parts.fields.welcome();
    if (hadFocus) this.#header.querySelector('vscode-button')?.focus();
  }

  #build(form: FormView): Parts {
    const parts = new Parts(form, this.#words, this.#nonce, {
      send: message => {
        this.#flush();
        this.#port.send(message);
      },
      say: text => this.#announcer.say(text),
      nextQuery: () => {
        this.#queries += 1;
        return this.#queries;
      },
      fieldChanged: (field, value) => this.#fieldChanged(parts, field, value),
      fieldUsed: () => this.#judgeAgain(parts),
      textChanged: () => this.#textChanged(parts),
      secretsTaken: (taken, typed) => this.#secretsTaken(parts, taken, typed),
      replace: text => parts.editor.replace(text),
      fix: edits => this.#fix(parts, edits),
      tooLong: () => this.#announcer.interrupt(this.#words.get('tooLong')),
      review: () => this.#review(parts),
      apply: review => this.#apply(parts, review),
      back: () => this.#back(parts),
    });
    this.#parts = parts;
    this.#main.replaceChildren(this.#header, this.#notices.element, parts.element);
    return parts;
  }

  /** Puts the host's text in place. It counts as known to the host only where it came out as it was sent. */
  #adopt(parts: Parts, version: number, host: Pick<FormView, 'text' | 'version'>, put: (text: string) => void): void {
    this.#adopting = true;
    put(host.text);
    this.#adopting = false;
    clearTimeout(this.#timer);
    this.#version = version;
    this.#sent = host.version;
    if (parts.editor.text !== host.text && version === host.version) this.#version += 1;
    parts.fields.read(parts.editor.text);
    this.#dropReview(parts);
    this.#keep(parts);
    if (this.#sent !== this.#version) this.#flush();
  }

  #fieldChanged(parts: Parts, field: FieldView, value: FieldValue): void {
    this.#isFieldWriting = true;
    parts.editor.write(writeField(parts.editor.text, field, value));
    this.#isFieldWriting = false;
    if (field.input === 'secret') parts.fields.secretGiven();
  }

  #textChanged(parts: Parts): void {
    if (this.#adopting) return;
    this.#version += 1;
    // Who writes the JSON itself is shown all that is missing in it.
    if (!this.#isFieldWriting) parts.fields.touchAll();
    parts.fields.read(parts.editor.text);
    this.#keep(parts);
    if (this.#dropReview(parts)) this.#tell(parts, this.#words.get('stale'), true);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#flush(), REST_MS);
  }

  #secretsTaken(parts: Parts, taken: readonly TakenSecret[], typed: boolean): void {
    // A component under change must not be asked for the focus within the editor's own update.
    queueMicrotask(() => {
      const moved = parts.fields.takeOver(taken, typed);
      this.#announcer.interrupt(this.#words.get(moved ? 'secretMoved' : 'secretDropped'));
    });
  }

  #keep(parts: Parts): void {
    if (this.#saved === undefined) return;
    const state: SavedForm = { ...this.#saved, text: parts.editor.text };
    this.#port.keep(state);
  }

  /** Tells the host the text, if it is another than the one it knows. */
  #flush(): void {
    clearTimeout(this.#timer);
    if (this.#parts === undefined || this.#sent === this.#version) return;
    this.#sent = this.#version;
    this.#port.send({ kind: 'edited', version: this.#version, text: this.#parts.editor.text });
  }

  #judged(parts: Parts, { version, findings, offer }: Judged): void {
    if (version !== this.#version) return;
    parts.fields.judge(findings);
    this.#judgedVersion = version;
    this.#judgedFindings = findings;
    this.#judgeAgain(parts);
    parts.offer.show(offer);
  }

  /** Shows what was said of the text, as far as it is time for it. */
  #judgeAgain(parts: Parts): void {
    if (this.#judgedVersion !== this.#version) return;
    const all = this.#judgedFindings;
    const findings = parts.fields.timely(all);
    const waiting = all.length - findings.length;
    parts.findings.show(findings, waiting);
    parts.editor.mark(findings, edits => this.#fix(parts, edits));
    if (findings.length !== this.#problems) {
      const none = waiting === 0 ? 'noProblems' : 'incomplete';
      this.#announcer.say(this.#words.get(findings.length === 0 ? none : 'problemsFound', String(findings.length)));
    }
    this.#problems = findings.length;
  }

  /** Edits were made for the text that was judged; another text waits for its own. */
  #fix(parts: Parts, edits: readonly TextEditView[]): void {
    if (this.#judgedVersion === this.#version) parts.editor.apply(edits);
  }

  #review(parts: Parts): void {
    if (this.#reviewAsked || this.#applying) return;
    this.#flush();
    parts.outcome.hide();
    this.#dropReview(parts);
    if (this.#secretsMissing(parts)) return;
    this.#reviewAsked = true;
    this.#tell(parts, this.#words.get('reviewing'), false);
    const filled = parts.fields.filledSecrets().map(({ field }) => field);
    this.#port.send({ kind: 'review', version: this.#version, filled });
  }

  /** Shows which secrets are missing and takes the person there. */
  #secretsMissing(parts: Parts): boolean {
    parts.fields.touchAll();
    this.#judgeAgain(parts);
    if (!parts.fields.missesSecrets()) return false;
    parts.fields.focusFirstInvalid();
    this.#announcer.interrupt(this.#words.get('secretMissing'));
    return true;
  }

  #reviewed(parts: Parts, reviewed: Reviewed): void {
    if (reviewed.version !== this.#version) return;
    const asked = this.#reviewAsked || this.#awaitsEnd;
    this.#endApplying(parts);
    this.#awaitsEnd = false;
    this.#dropReview(parts);
    parts.outcome.hide();
    this.#announcer.forget();
    parts.review.show(reviewed);
    parts.lead();
    if (!asked) return;
    if (reviewed.review === null && parts.fields.focusFirstInvalid()) this.#announcer.interrupt(reviewed.message);
    else parts.review.focus();
  }

  #apply(parts: Parts, review: string): void {
    if (this.#applying || this.#secretsMissing(parts)) return;
    const secrets = parts.fields.filledSecrets();
    this.#applying = true;
    this.#awaitsEnd = true;
    parts.request.inert = true;
    parts.review.element.inert = true;
    parts.outcome.hide();
    parts.progress.show(this.#words.get('underWay'));
    parts.progress.focus();
    this.#port.send({ kind: 'apply', review, secrets });
    parts.fields.forgetSecrets();
  }

  #progress(parts: Parts, text: string | null): void {
    if (text === null) this.#endApplying(parts);
    else {
      parts.progress.show(text);
      this.#announcer.say(text);
    }
  }

  #endApplying(parts: Parts): void {
    this.#applying = false;
    parts.request.inert = false;
    parts.review.element.inert = false;
    parts.progress.show(null);
  }

  #outcome(parts: Parts, outcome: OutcomeMessage): void {
    const awaited = this.#awaitsEnd || parts.ends.contains(document.activeElement);
    this.#endApplying(parts);
    this.#awaitsEnd = false;
    this.#dropReview(parts);
    this.#announcer.forget();
    parts.outcome.show(outcome);
    parts.lead();
    // A page that was hidden meanwhile is told again what it had shown; nobody waits for that.
    if (awaited) parts.outcome.focus();
  }

  /** Ends a review that is shown or asked for; true where there was one. */
  #dropReview(parts: Parts): boolean {
    const had = parts.review.shown || this.#reviewAsked;
    this.#reviewAsked = false;
    parts.review.hide();
    parts.lead();
    parts.status.replaceChildren();
    return had;
  }

  #back(parts: Parts): void {
    parts.outcome.hide();
    this.#dropReview(parts);
    if (!parts.fields.focusFirst()) parts.editor.focus();
  }

  #tell(parts: Parts, text: string, stale: boolean): void {
    parts.status.replaceChildren(icon(stale ? 'info' : 'loading'), text);
  }
}
