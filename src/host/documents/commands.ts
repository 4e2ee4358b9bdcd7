import type { Commands } from '../services.ts';
import { chooseTarget, compareWithLive, setFromDocument } from './documentRequests.ts';
import { compareLive, compareResources, viewJson } from './liveCommands.ts';

export const commands = {
  chooseTarget: (host, { path }) => chooseTarget(host, path),
  setFromDocument: (host, { path }) => setFromDocument(host, path),
  compareWithLive: (host, { path }) => compareWithLive(host, path),
  openLive: (host, { selected }) => viewJson(host, selected),
  compareResources: (host, { selected }) => compareResources(host, selected),
  compareLive: host => compareLive(host),
} satisfies Commands<'documents'>;
