import type { PlannedItem } from '../core/changes/bulk.ts';
import type { Plan } from '../core/changes/change.ts';
import { writeRow } from '../core/kinds/table.ts';
import { plainText } from '../core/model/plainText.ts';
import type { Translate } from '../core/model/translate.ts';
import { findingLines, parted, whereText } from './changeText.ts';

/** All that a person must see before saying yes to an exchange of hubs, in lines of plain text. */
export function exchangeLines(refused: Plan, items: readonly PlannedItem[], t: Translate): readonly string[] {
  const steps = items.map(({ intent }, index) => {
    const { write } = writeRow(intent.operation);
    return `${index + 1}. ${write.title(t)}: ${plainText(write.resourceName(intent.request))}`;
  });
  const findings = items.flatMap(({ planning }) => ('plan' in planning ? planning.plan.findings : []));
  return parted([
    [whereText(refused, t)],
    [...steps, t('Each step waits until AWS shows the previous one, which can take up to 20 minutes.')],
    findingLines(findings, t),
  ]);
}
