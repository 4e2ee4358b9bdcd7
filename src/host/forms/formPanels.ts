import { commands, ViewColumn, type WebviewPanel, window, workspace } from 'vscode';
import { parseJson } from '../../core/json/parse.ts';
import { formOperation } from '../../core/kinds/formOperations.ts';
import { kindOf } from '../../core/kinds/table.ts';
import { requestInText } from '../../core/lint/lintRequestText.ts';
import { sourceKey } from '../../core/model/account.ts';
import { isCancelled } from '../../core/model/errors.ts';
import type { JsonObject } from '../../core/model/json.ts';
import { parseRegion } from '../../core/model/regions.ts';
import { errorLine } from '../../messages/errorText.ts';
import { unrestoredText } from '../../messages/formText.ts';
import { readSavedForm } from '../../shared/form/savedForm.ts';
import { markedStatus } from '../accounts/markedStatus.ts';
import { namedRow, newDraft } from '../asking/draft.ts';
import { Owner } from '../disposables.ts';
import { rulePageUri } from '../lint/rulePages.ts';
import { FORM_VIEW } from '../manifest/ids.ts';
import type { HostServices } from '../services.ts';
import { pageOptions } from '../webviewPage.ts';
import { FormPanel, sayInPanel } from './formPanel.ts';
import { firstRequest, textOf } from './formRequest.ts';
import { type FormHost, FormSession, type FormSurroundings } from './formSession.ts';
import { baseOf, type FormDraft, liveOf } from './formState.ts';
import { formTitle } from './formViews.ts';

/** The open forms: one for each operation and place. */
export class FormPanels extends Owner {
  readonly #host: HostServices;
  readonly #open = new Set<FormPanel>();

  constructor(host: HostServices) {
    super();
    this.#host = host;
    this.own(workspace.onDidGrantWorkspaceTrust(() => this.#each(form => form.tellNotices())));
    this.onDispose(host.marks.onDidChange(() => this.#showStatus()));
    this.onDispose(() => {
      for (const one of [...this.#open]) one.dispose();
    });
  }

  /** The forms that are open, the oldest first. */
  get open(): readonly FormPanel[] {
    return [...this.#open];
  }

  /**
   * Shows the form of an operation at a place: the one that is open, else a new one.
   *
   * @param text What it is to hold; what is live where absent, or what the open one holds.
   */
  async show(draft: FormDraft, text?: string): Promise<FormPanel> {
    const key = keyOf(draft);
    const shown = this.open.find(one => keyOf(one.draft) === key);
    if (shown !== undefined) {
      shown.panel.reveal();
      if (text !== undefined) (await shown.form).load(text);
      return shown;
    }
    const { extensionUri, t } = this.#host;
    const options = pageOptions(extensionUri);
    const panel = window.createWebviewPanel(FORM_VIEW, formTitle(draft, t), ViewColumn.Active, options);
    const made = this.#make(panel, draft, text);
    await made.form;
    return made;
  }

  /** Brings back a form that VS Code kept. Its state is from outside: what is none is said in its place. */
  async restore(panel: WebviewPanel, state: unknown): Promise<void> {
    const saved = readSavedForm(state);
    const operation = saved === undefined ? undefined : formOperation(saved.operation);
    const region = saved?.region == null ? null : parseRegion(saved.region);
    if (saved === undefined || operation === undefined || region === undefined) {
      this.#host.log.warn('a form could not be brought back');
      sayInPanel(panel, unrestoredText('state', this.#host.t));
      return;
    }
    const { source, accountId, target, label = target } = saved;
    const named =
      target === null || operation.startsFrom === 'account' ? null : namedRow(kindOf(operation.startsFrom), target);
    const row = named === null ? null : { ...named, label: label ?? named.label };
    const draft = { ...newDraft(operation, null), operation, source, accountId, region, target: row };
    await this.#make(panel, draft, saved.text, configIn(saved.over)).form;
  }

  #make(panel: WebviewPanel, draft: FormDraft, text: string | undefined, over?: JsonObject | null): FormPanel {
    const host = this.#host;
    const { extensionUri, log } = host;
    const made = new FormPanel(panel, draft, {
      extensionUri,
      log,
      make: async (post, onMoved) => {
        const moved = (): void => {
          onMoved();
          // Its draft follows in the next turn.
          setImmediate(() => this.#showStatus());
        };
        const around = { ...(await surroundings(host)), post, moved, isFresh: text === undefined };
        const begun = text === undefined ? await begin(host, draft) : { text, over };
        const session = new FormSession(host, around, draft, begun.text, begun.over);
        // The form is there before it is known what happens around it.
        void session.begin().catch(error => log.error('a form sees no changes', nameOf(error)));
        return session;
      },
    });
    this.#open.add(made);
    made.own(panel.onDidChangeViewState(() => this.#showStatus()));
    made.onDispose(() => {
      this.#open.delete(made);
      this.#showStatus();
    });
    this.#showStatus();
    return made;
  }

  /** Tells in the status bar whose account the form in front leads to. */
  #showStatus(): void {
    if (this.closed) return;
    const { source = null, accountId = null } = this.open.find(({ panel }) => panel.active)?.draft ?? {};
    this.#host.only(markedStatus).show(source === null ? null : { source, accountId });
  }

  #each(act: (form: FormSession) => void): void {
    for (const { form } of this.#open) void form.then(act).catch(() => undefined);
  }
}

/** The open forms of a window. */
export const formPanels = (host: HostServices): FormPanels => new FormPanels(host);

/** What is around every form; loads what lints it. */
async function surroundings({ lint }: HostServices): Promise<Omit<FormSurroundings, 'post' | 'moved' | 'isFresh'>> {
  const knowledge = await lint();
  return {
    lintContext: draft => knowledge.contextAt(draft),
    openDocument: async (text, { source, accountId, region }) => {
      const language = parseJson(text, true).comments.length > 0 ? 'jsonc' : 'json';
      const document = await workspace.openTextDocument({ language, content: text });
      // Meant for the same place, so that lint and completion know as much.
      await knowledge.targets.set(document.uri, { source, accountId, region });
      await window.showTextDocument(document, { preview: false });
    },
    explain: async rule => {
      // What has not the form of a rule's id is none.
      if (/^[a-z-]+\/[a-z-]+$/.test(rule)) await commands.executeCommand('vscode.open', rulePageUri(rule));
    },
  };
}

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : typeof error);

/** Tells forms apart: two of one operation at one place are one. */
function keyOf({ operation, source, accountId, region, target }: FormDraft): string {
  const key = source === null ? null : sourceKey(source);
  // A source may lead to another account by now: its old and its new form are two.
  return JSON.stringify([operation.name, key, accountId, region, target?.name ?? null]);
}

/** What a form begins with: what is live, as the request that would set it; what cannot be read is told. */
async function begin(
  host: FormHost,
  draft: FormDraft,
): Promise<{ readonly text: string; readonly over: JsonObject | null | undefined }> {
  const { t, prompter } = host;
  const textOver = (live: JsonObject | null) => textOf(firstRequest(draft.operation, draft.target, live));
  try {
    const live = await liveOf(host, draft, new AbortController().signal);
    return { text: textOver(live), over: baseOf(draft, live) };
  } catch (error) {
    if (!isCancelled(error)) prompter.tell('error', errorLine(error, t));
    return { text: textOver(null), over: undefined };
  }
}

/** A config that VS Code kept; undefined where none was known, or it is none. */
function configIn(json: string | undefined): JsonObject | null | undefined {
  return json === 'null' ? null : json === undefined ? undefined : requestInText(json);
}
