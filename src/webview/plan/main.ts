import { type FromSheet, readToSheet } from '../../shared/plan/messages.ts';
import { SheetPage } from './page.ts';

declare function acquireVsCodeApi(): { postMessage(message: FromSheet): void };

const api = acquireVsCodeApi();
const page = new SheetPage(message => api.postMessage(message));

window.addEventListener('message', event => {
  const message = readToSheet(event.data);
  // biome-ignore lint/suspicious/noConsole: the only place where a refusal can be seen while developing
  if (message === undefined) console.warn('plan: a message was refused');
  else page.receive(message);
});
api.postMessage({ kind: 'ready' });
