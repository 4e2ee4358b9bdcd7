import { planChange } from '../../core/changes/road.ts';
import { requestInText } from '../../core/lint/lintRequestText.ts';
import type { Undo } from '../../core/model/journal.ts';
import { located } from '../asking/draft.ts';
import type { CopiedChange } from '../exporting/copyChanges.ts';
import type { HostServices } from '../services.ts';
import type { FormSession } from './formSession.ts';

/** The change that a form asks for; undefined where its text is no request or its account or Region is not chosen yet. */
export async function changeOfForm(
  { t, prompter, road }: Pick<HostServices, 't' | 'prompter' | 'road'>,
  { draft, saved }: Pick<FormSession, 'draft' | 'saved'>,
): Promise<CopiedChange | undefined> {
  const place = located(draft);
  const request = requestInText(saved.text);
  if (place === undefined || request === undefined) return undefined;
  const { source, accountId, region, operation } = { ...place, operation: draft.operation };
  const intent = { source, accountId, region, operation: operation.name, request };
  // Planning is allowed where writing is not.
  const planning = await prompter.busy(t('Reading current settings'), (_say, signal) =>
    planChange(intent, { ...road, forbidden: () => null }, signal),
  );
  const undo: Undo | null = 'plan' in planning ? planning.plan.undo : null;
  return { ...intent, kind: operation.kind, name: operation.resourceName(request), undo };
}
