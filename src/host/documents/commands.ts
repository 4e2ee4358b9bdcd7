import type { Commands } from '../services.ts';
import { chooseTarget, compareWithLive, setFromDocument } from './documentRequests.ts';
import { compareLive, compareResources, isLiveInFront, viewJson } from './liveCommands.ts';

export const commands = {
  chooseTarget: (host, { path }) => chooseTarget(host, path),
  setFromDocument: (host, { path }) => setFromDocument(host, path),
  compareWithLive: (host, { path }) => (isLiveInFront(path) ? compareLive(host, path) : compareWithLive(host, path)),
  openLive: (host, { selected }) => viewJson(host, selected),
  compareResources: (host, { selected }) => compareResources(host, selected),
} satisfies Commands<'documents'>;
