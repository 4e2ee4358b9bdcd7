import { dismiss, type Settling, settle } from '../../core/changes/settle.ts';
import { isOpen } from '../../core/model/journal.ts';
import { changeTitle, settlingText } from '../../messages/settlingText.ts';
import type { NextStep, Tone } from '../prompts/prompter.ts';
import type { HostServices } from '../services.ts';

/** What finding out what became of a change uses of the window. */
export type SettlingHost = Pick<HostServices, 't' | 'prompter' | 'road'>;

/** What was found out, in words, and what can be done next. */
export interface LookedAgain {
  readonly tone: Tone;
  readonly text: string;
  readonly next: readonly NextStep[];
  /** True where AWS is seen to have carried it out. */
  readonly isDone: boolean;
}

/**
 * Finds out by a live read what became of a change whose end is not known, and writes it down. The one way to look again,
 * whoever offers it.
 *
 * @param id Of the entry in the journal.
 * @param tell Tells it, if not as a message.
 */
export async function checkChange(
  host: SettlingHost,
  id: string,
  tell: (found: LookedAgain) => void = ({ tone, text, next }) => host.prompter.tell(tone, text, next),
): Promise<void> {
  const { t, prompter, road } = host;
  const settling = await prompter.busy(t('Checking the outcome of a change'), (_say, signal) =>
    settle(id, road, undefined, signal),
  );
  const said = settlingText(settling, t);
  if (said === null) return;
  const again = { label: t('Check Again'), run: () => checkChange(host, id, tell) };
  const dropped = { label: t('Dismiss…'), run: () => dismissChange(host, id) };
  const isDone = 'entry' in settling && settling.entry.outcome?.result === 'done';
  tell({ ...said, isDone, next: NEXT[settling.kind].map(step => ({ again, dropped })[step]) });
}

/** What can be done after each end of a look. */
const NEXT: Readonly<Record<Settling['kind'], readonly ('again' | 'dropped')[]>> = {
  settled: [],
  'not-open': [],
  missing: [],
  cancelled: [],
  'not-yet': ['again'],
  busy: ['again'],
  unreadable: ['dropped'],
  'wrong-account': ['again', 'dropped'],
  failed: ['again', 'dropped'],
};

/** Closes a change whose end nobody can find out: a person says that it needs no further look. */
export async function dismissChange({ t, prompter, road }: SettlingHost, id: string): Promise<void> {
  const entry = (await road.journal.list()).find(one => one.id === id);
  if (entry === undefined || !isOpen(entry)) return;
  const sure = await prompter.confirm({
    message: t('Dismiss this change?'),
    detail: `${changeTitle(entry, t)}\n${t('It stays in History as unknown, and you are not asked about it again. Nothing in AWS changes.')}`,
    verb: t('Dismiss'),
  });
  if (!sure) return;
  const dismissed = await dismiss(id, road);
  const said = dismissed.kind === 'settled' ? null : settlingText(dismissed, t);
  if (said !== null) prompter.tell(said.tone, said.text);
}
