import type { ExportedEstate } from '../core/export/estate.ts';
import type { Translate } from '../core/model/translate.ts';
import { missingLines } from './fleetPlanText.ts';
import { accountTitle } from './nodeText.ts';

/** The first line of every export in a format that has comments, in English: by it we know our own files again. */
export const EXPORT_MARK = 'Exported by Notification Explorer for AWS.';

/** What an export says of itself: of which accounts it is, and what could not be read and is therefore not in it. */
export function exportHead({ things, missing }: ExportedEstate, t: Translate): readonly string[] {
  const accounts = new Set(things.map(({ source, accountId }) => accountTitle(source, accountId, t)));
  const lines = missingLines(missing, t);
  return [
    EXPORT_MARK,
    ...(accounts.size === 0 ? [] : [t('Accounts: {0}', [...accounts].join(', '))]),
    ...(lines.length === 0 ? [] : [t('Not read, so not included:'), ...lines.map(line => `  ${line}`)]),
  ];
}
