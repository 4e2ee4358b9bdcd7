/** What a page is put together from. URIs as the webview writes them; none of it is taken for HTML. */
export interface PageParts {
  /** Its script in `dist/webview/`. */
  readonly scriptUri: string;
  /** Its styles, likewise. */
  readonly styleUri: string;
  /** `dist/webview/codicon.css`; its font lies beside it. */
  readonly codiconUri: string;
  /** `webview.cspSource`. */
  readonly cspSource: string;
  /** New for every page, from a strong source, in letters, digits, `+`, `/`, `-`, `_` and `=`. */
  readonly nonce: string;
  readonly title: string;
  /** A BCP 47 tag: `vscode.env.language`. */
  readonly language: string;
}

/** What the page may load: its own script, its own styles and font, and nothing from anywhere else. */
function pagePolicy({ cspSource, nonce }: Pick<PageParts, 'cspSource' | 'nonce'>): string {
  return [
    "default-src 'none'",
    `style-src ${cspSource} 'nonce-${nonce}'`,
    `font-src ${cspSource}`,
    `script-src 'nonce-${nonce}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

/** The whole page, empty until the host says something. */
export function pageHtml(parts: PageParts): string {
  const [title, language, nonce, policy] = [parts.title, parts.language, parts.nonce, pagePolicy(parts)].map(quoted);
  const [script, style, codicon] = [parts.scriptUri, parts.styleUri, parts.codiconUri].map(quoted);
  return `<!DOCTYPE html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="stylesheet" href="${codicon}" id="vscode-codicon-stylesheet" nonce="${nonce}">
<link rel="stylesheet" href="${style}" nonce="${nonce}">
</head>
<body>
<script src="${script}" nonce="${nonce}"></script>
</body>
</html>
`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** As the value of an attribute or as text. */
const quoted = (text: string): string => text.replace(/[&<>"']/g, one => ENTITIES[one] ?? one);
