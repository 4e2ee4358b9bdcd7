import { env, l10n, Uri, type WebviewPanel } from 'vscode';
import type { Log } from '../../core/model/ports.ts';
import { readFromPage } from '../../shared/form/fromPage.ts';
import type { ToPage } from '../../shared/form/toPage.ts';
import { Owner } from '../disposables.ts';
import { showPage } from '../webviewPage.ts';
import type { FormSession } from './formSession.ts';
import type { FormDraft } from './formState.ts';
import { formTitle } from './formViews.ts';

/** What a panel is made with. */
export interface FormPanelParts {
  readonly extensionUri: Uri;
  readonly log: Log;
  /** Makes the form, given its way to the page; reads what is live first where there is no text yet. */
  readonly make: (post: (message: ToPage) => void, moved: () => void) => Promise<FormSession>;
}

/** One form in its panel: the page on one side, the form on the other, and nothing between but checked messages. */
export class FormPanel extends Owner {
  readonly panel: WebviewPanel;
  /** The form, once what it begins with is known. */
  readonly form: Promise<FormSession>;
  readonly #log: Log;
  #draft: FormDraft;

  constructor(panel: WebviewPanel, draft: FormDraft, parts: FormPanelParts) {
    super();
    this.panel = panel;
    this.#log = parts.log;
    this.#draft = draft;
    const { webview } = panel;
    panel.iconPath = iconOf(parts.extensionUri);
    this.#title();
    const post = (message: ToPage) => {
      if (!this.closed) void webview.postMessage(message);
    };
    this.form = parts.make(post, () => this.#moved());
    // Whoever waits for the form is told; a message that finds none is dropped.
    this.form.catch(() => undefined);
    this.own(webview.onDidReceiveMessage((message: unknown) => this.receive(message)));
    this.own(panel.onDidDispose(() => this.dispose()));
    this.onDispose(() => void this.form.then(form => form.dispose()).catch(() => undefined));
    showPage(panel, parts.extensionUri, 'form');
  }

  /** Where the form leads, as far as that is chosen. */
  get draft(): FormDraft {
    return this.#draft;
  }

  /** Takes whatever the page sends. What is no message of ours is refused, and logged without its content. */
  async receive(message: unknown): Promise<void> {
    const read = readFromPage(message);
    if (read === undefined) {
      this.#log.warn('a message of a form was refused');
      return;
    }
    const form = await this.form.catch(() => undefined);
    if (!this.closed) await form?.receive(read);
  }

  #moved(): void {
    void this.form.then(form => {
      this.#draft = form.draft;
      if (!this.closed) this.#title();
    });
  }

  #title(): void {
    this.panel.title = formTitle(this.#draft, l10n.t);
  }
}

/** The sign of a form's tab, drawn for light and for dark themes. */
function iconOf(extensionUri: Uri): { readonly light: Uri; readonly dark: Uri } {
  const file = (name: string) => Uri.joinPath(extensionUri, 'media', 'form', name);
  return { light: file('light.svg'), dark: file('dark.svg') };
}

/** A page that only says something: no script, no style, nothing loaded. */
export function sayInPanel({ webview }: WebviewPanel, text: string): void {
  const escaped = text.replace(/[&<>"']/g, one => `&#${one.charCodeAt(0)};`);
  webview.options = { enableScripts: false, enableForms: false, enableCommandUris: false, localResourceRoots: [] };
  webview.html = `<!DOCTYPE html>
<html lang="${env.language.replace(/[^\w-]/g, '')}">
<head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'">
<title>${l10n.t('Form').replace(/[&<>"']/g, '')}</title></head>
<body><main><p role="alert">${escaped}</p></main></body>
</html>
`;
}
