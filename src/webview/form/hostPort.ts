import type { FromPage } from '../../shared/form/fromPage.ts';
import type { SavedForm } from '../../shared/form/savedForm.ts';
import { readToPage, type ToPage } from '../../shared/form/toPage.ts';

/** The page's way to the extension. */
export interface HostPort {
  send(message: FromPage): void;
  /** What VS Code keeps over hiding and reloading. Holds no secret. */
  keep(state: SavedForm): void;
}

declare function acquireVsCodeApi(): { postMessage(message: unknown): void; setState(state: unknown): void };

/** Opens the way to the extension. What is no message of the host's is refused and told to the console, unseen. */
export function openHostPort(receive: (message: ToPage) => void): HostPort {
  const api = acquireVsCodeApi();
  window.addEventListener('message', event => {
    const message = readToPage(event.data);
    // biome-ignore lint/suspicious/noConsole: the only place where a refusal can be seen while developing
    if (message === undefined) console.warn('form: a message was refused');
    else receive(message);
  });
  return { send: message => api.postMessage(message), keep: state => api.setState(state) };
}
