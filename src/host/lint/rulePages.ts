import { l10n, type TextDocumentContentProvider, Uri, workspace } from 'vscode';
import { Owner } from '../disposables.ts';
import { RULE_SCHEME } from '../manifest/ids.ts';

/** The page of a rule, as VS Code opens it: the manifest says that the Markdown preview shows it. */
export const rulePageUri = (rule: string): Uri => Uri.from({ scheme: RULE_SCHEME, path: `/${rule}.md` });

/** Serves the pages of the rules from the extension's own folder, without network. */
export class RulePages extends Owner implements TextDocumentContentProvider {
  readonly #folder: Uri;

  constructor(extensionUri: Uri) {
    super();
    this.#folder = Uri.joinPath(extensionUri, 'dist', 'rules');
    this.own(workspace.registerTextDocumentContentProvider(RULE_SCHEME, this));
  }

  async provideTextDocumentContent({ path }: Uri): Promise<string> {
    // Only what has the form of a rule's id is looked for, so that no other file of the machine can be read.
    const page = /^\/([a-z-]+\/[a-z-]+)\.md$/.exec(path)?.[1];
    if (page === undefined) return noPage(path);
    try {
      return new TextDecoder().decode(await workspace.fs.readFile(Uri.joinPath(this.#folder, `${page}.md`)));
    } catch {
      return noPage(path);
    }
  }
}

const noPage = (path: string): string => l10n.t('There is no rule {0}.', path.replace(/^\/|\.md$/g, ''));
