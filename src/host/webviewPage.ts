import { randomBytes } from 'node:crypto';
import { env, Uri, type WebviewOptions, type WebviewPanel } from 'vscode';
import { pageHtml } from '../shared/page.ts';

/** Where the pages' own files are: the only folder that a page can read. */
const pageFolder = (extensionUri: Uri): Uri => Uri.joinPath(extensionUri, 'dist', 'webview');

/** What a page of ours may do: run its own script, and nothing else. */
export const pageOptions = (extensionUri: Uri): WebviewOptions => ({
  enableScripts: true,
  enableForms: false,
  enableCommandUris: false,
  localResourceRoots: [pageFolder(extensionUri)],
});

/** Puts a page of ours into a panel, under the panel's title. */
export function showPage({ webview, title }: WebviewPanel, extensionUri: Uri, name: 'form' | 'plan' | 'report'): void {
  const uri = (file: string) => webview.asWebviewUri(Uri.joinPath(pageFolder(extensionUri), file)).toString();
  webview.options = pageOptions(extensionUri);
  webview.html = pageHtml({
    scriptUri: uri(`${name}.js`),
    styleUri: uri(`${name}.css`),
    codiconUri: uri('codicon.css'),
    cspSource: webview.cspSource,
    nonce: randomBytes(24).toString('base64url'),
    title,
    language: env.language,
  });
}
