import { isMarkKey } from '../../core/model/accountMarks.ts';
import type { HostServices } from '../services.ts';

const KEY = 'productionAccountsTakenOver';

/**
 * Marks the accounts as production that the person's own setting names, once, and says so. What a workspace's settings name
 * is no mark: nothing in a workspace may set or lift one.
 */
export async function takeOverProduction({
  t,
  prompter,
  settings,
  marks,
  memory,
}: Pick<HostServices, 't' | 'prompter' | 'settings' | 'marks' | 'memory'>): Promise<void> {
  const keys = settings.ofPerson('productionAccounts').filter(isMarkKey);
  if (keys.length === 0 || memory.everywhere.get(KEY) === true) return;
  for (const key of keys) await marks.change(key, mark => ({ ...mark, production: true }));
  await memory.everywhere.update(KEY, true);
  const named = keys.join(', ');
  prompter.tell(
    'information',
    t(
      'Marked as production, as your setting productionAccounts says: {0}. From now on the setting only feeds lint rules; use Mark Account… to change marks.',
      named,
    ),
  );
}
