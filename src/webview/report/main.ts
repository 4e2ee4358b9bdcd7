import type { FromReport } from '../../shared/report/messages.ts';
import { readToReport } from '../../shared/report/messages.ts';
import { element } from '../elements.ts';
import { ReportPage } from './page.ts';

declare function acquireVsCodeApi(): { postMessage(message: FromReport): void };

const api = acquireVsCodeApi();
const page = new ReportPage(message => api.postMessage(message));
document.body.append(element('main', {}, page.element));

window.addEventListener('message', event => {
  const message = readToReport(event.data);
  // biome-ignore lint/suspicious/noConsole: the only place where a refusal can be seen while developing
  if (message === undefined) console.warn('report: a message was refused');
  else if (message.kind === 'say') page.say(message.text);
  else page.show(message.report);
});
api.postMessage({ kind: 'ready' });
