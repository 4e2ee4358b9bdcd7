import type { Commands } from '../services.ts';
import { checkChanges, dismissChanges, filterHistory, showChange, undoChanges } from './historyCommands.ts';

export const commands = {
  undoChange: (host, { selected }) => undoChanges(host, selected),
  checkChange: (host, { selected }) => checkChanges(host, selected),
  dismissChange: (host, { selected }) => dismissChanges(host, selected),
  showChange: (host, { path }) => showChange(host, path),
  filterHistory: host => filterHistory(host),
  refreshHistory: ({ history }) => history.load(),
  moreHistory: ({ history }) => history.more(),
} satisfies Commands<'history'>;
