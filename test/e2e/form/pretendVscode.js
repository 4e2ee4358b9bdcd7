/**
 * Runs in the page before its own script and gives it what VS Code gives every webview: the way to the host, the
 * variables of the theme and the class of its kind.
 */
// biome-ignore lint/correctness/noUnusedVariables: called by what is added behind this script
function pretendVscode({ kind, variables }) {
  globalThis.acquireVsCodeApi = () => ({
    postMessage: message => globalThis.hostTakes(message),
    setState: state => globalThis.hostKeeps(state),
    getState: () => undefined,
  });
  /** Where the focus is, into components: its name, else its text. */
  globalThis.focusedName = () => {
    let at = document.activeElement;
    while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
    return at?.getAttribute('aria-label') ?? at?.textContent?.trim() ?? '';
  };
  /** Pastes into what has the focus. */
  globalThis.pasted = (text, html = '') => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', text);
    if (html !== '') clipboardData.setData('text/html', html);
    const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true });
    document.activeElement.dispatchEvent(event);
  };
  /** What stands out at a side of the window, by its markup; boxes that scroll by themselves are looked at as a whole. */
  globalThis.overflowing = () => {
    const { clientWidth } = document.documentElement;
    const out = [...document.querySelectorAll('main *:not(.cm-editor *):not(.unseen)')].filter(one => {
      const { left, right, width } = one.getBoundingClientRect();
      return width > 0 && (left < 0 || right > clientWidth + 0.5);
    });
    const all = document.documentElement.scrollWidth > clientWidth ? ['the page'] : [];
    return [...all, ...out.map(one => one.outerHTML.slice(0, 120))];
  };
  document.addEventListener('DOMContentLoaded', () => {
    // The part of the style that VS Code puts before a page's own in which a page can get lost.
    const style = document.createElement('style');
    style.nonce = document.querySelector('[nonce]').nonce;
    style.textContent =
      'code { color: var(--vscode-textPreformat-foreground); background-color: var(--vscode-textPreformat-background); padding: 1px 3px; border-radius: 4px; }';
    document.head.prepend(style);
    for (const [name, value] of Object.entries(variables)) document.documentElement.style.setProperty(name, value);
    document.body.classList.add(`vscode-${kind}`);
    if (kind === 'high-contrast-light') document.body.classList.add('vscode-high-contrast');
  });
}
