import { type Fix, removeItem, replaceWith } from '../../../../lint/model/fix.ts';
import { defineRule } from '../../../../lint/model/rule.ts';
import { nearest } from '../../../../model/similar.ts';
import { isVaultEvent, VAULT_EVENTS } from '../../document.ts';

/** True where only case differs, or a letter d is missing at the end. */
const isSlip = (name: string, event: string): boolean =>
  [event, event.slice(0, -1)].some(one => one.toLowerCase() === name.toLowerCase());

/** The event that a wrong name stands for, or undefined where it could be either. */
function meantEvent(name: string): string | undefined {
  const near = nearest(name, VAULT_EVENTS);
  if (near !== undefined) return near;
  const archive = /archive/i.test(name);
  const inventory = /inventory/i.test(name);
  if (archive === inventory) return undefined;
  return VAULT_EVENTS[archive ? 0 : 1];
}

/** An event is one of the two that Glacier knows. */
export const rule = defineRule({
  id: 'vault/event-name',
  about: 'vault',
  severity: 'error',
  summary: 'An event is exactly ArchiveRetrievalCompleted or InventoryRetrievalCompleted.',
  source: 'https://docs.aws.amazon.com/amazonglacier/latest/dev/api-vault-notifications-put.html',
  check(subject, report) {
    const list = subject.list('Events');
    if (list === undefined) return;
    const present = new Set(list.items.flatMap(item => (item.type === 'string' ? [item.value] : [])));
    for (const [index, item] of list.items.entries()) {
      if (item.type !== 'string' || !subject.means(item) || isVaultEvent(item.value)) continue;
      const meant = meantEvent(item.value);
      const choices = meant === undefined ? VAULT_EVENTS : [meant];
      const fixes: Fix[] = choices
        .filter(event => !present.has(event))
        .map(event => replaceWith(item, event, isSlip(item.value, event)));
      if (fixes.length === 0) fixes.push(removeItem(list, index, item.value, false));
      if (!report(item, { data: { event: item.value, meant: meant ?? '' }, fixes })) return;
    }
  },
});
