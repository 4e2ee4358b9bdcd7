import { type LogOutputChannel, window } from 'vscode';
import { plainText } from '../core/model/plainText.ts';
import type { Log } from '../core/model/ports.ts';
import { PRODUCT } from './manifest/ids.ts';

/** The log in the Output panel: the core's Log, with a way to show and to close it. */
export interface HostLog extends Log {
  show(): void;
  dispose(): void;
}

const line = (text: string, detail: string | undefined): string =>
  detail === undefined ? text : `${text}: ${plainText(detail)}`;

/** Opens the log. What it is given must be free of secrets: the fixed text first, the variable part last. */
export function openLog(channel: LogOutputChannel = window.createOutputChannel(PRODUCT, { log: true })): HostLog {
  return {
    info: (text, detail) => channel.info(line(text, detail)),
    warn: (text, detail) => channel.warn(line(text, detail)),
    error: (text, detail) => channel.error(line(text, detail)),
    show: () => channel.show(),
    dispose: () => channel.dispose(),
  };
}
