import { describe, expect, it } from 'vitest';
import { config, id, prod, where } from '../../../test/support/roadWorld.ts';
import { plannedOver } from '../../core/changes/bulk.ts';
import type { Intent, Plan } from '../../core/changes/change.ts';
import { kindTable } from '../../core/kinds/table.ts';
import { planDigest } from './planDigest.ts';

const intent: Intent = {
  ...{ source: prod, accountId: id, region: where, operation: 'SetVaultNotifications' },
  request: { accountId: '-', vaultName: 'tapes', vaultNotificationConfig: config('new') },
};
const base = { config: config('old'), status: 'set', updatedBy: null, updatedAt: null, facts: {} };

function plan(change: Partial<Intent> = {}, over = base): Plan {
  const { planning } = plannedOver({ ...intent, ...change }, over, kindTable);
  if (planning.kind !== 'planned') throw new Error(planning.kind);
  return planning.plan;
}

describe('what stands for a plan', () => {
  it('is the same whatever the order of members', () => {
    const request = Object.fromEntries(Object.entries(intent.request).reverse());
    expect(planDigest([plan({ request })])).toBe(planDigest([plan()]));
  });

  it.each([
    ['another request', [plan({ request: { ...intent.request, vaultName: 'films' } })]],
    ['another account', [plan({ accountId: '444455556666' })]],
    ['other credentials', [plan({ source: { kind: 'default' } })]],
    ['another live state', [plan({}, { ...base, config: config('older') })]],
    ['one change more', [plan(), plan()]],
  ])('is another for %s', (_what, plans) => {
    expect(planDigest(plans)).not.toBe(planDigest([plan()]));
  });
});
