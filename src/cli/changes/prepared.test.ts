import { expect, it } from 'vitest';
import { plannedOver } from '../../core/changes/bulk.ts';
import { kindTable } from '../../core/kinds/table.ts';
import { region } from '../../core/model/regions.ts';
import { planningProblems } from './prepared.ts';

const place = {
  source: { kind: 'profile', name: 'prod' },
  accountId: '111122223333',
  region: region('eu-west-1'),
} as const;
const { intent, planning } = plannedOver(
  { ...place, operation: 'DeleteVaultNotifications', request: { accountId: '-', vaultName: 'tapes' } },
  { config: null, status: 'none', updatedBy: null, updatedAt: null, facts: {} },
  kindTable,
);

it('says of a change that was not planned because nobody gave a code that it was not made', () => {
  const [problem] = planningProblems({ intent, planning: { kind: 'cancelled' } });
  expect(problem).toEqual({ ...place, code: 'cancelled', message: 'Nothing was changed.' });
});

it('has nothing to say of one that was planned', () => {
  expect(planningProblems({ intent, planning })).toEqual([]);
});
