import { describe, expect, it } from 'vitest';
import { ACCOUNT, NOW } from '../../../test/support/preflightWorld.ts';
import { ScriptedReads } from '../../../test/support/scriptedReads.ts';
import { vaultChecks } from '../kinds/vault/checks.ts';
import type { CheckedResource, KindChecks } from '../model/check.ts';
import { region } from '../model/regions.ts';
import { preflightOf } from './preflight.ts';

describe('a run over many resources', () => {
  /** Vaults, each of which counts how often it is looked at, and a check that asks nothing. */
  function many(count: number) {
    const seen = { looks: 0, begun: 0 };
    const subjects = Array.from({ length: count }, (_, index) => {
      const subject: CheckedResource = {
        ...{ source: { kind: 'default' }, accountId: ACCOUNT, region: region('us-east-1'), partition: 'aws' },
        get kind() {
          seen.looks += 1;
          return 'vault' as const;
        },
        ...{ name: `tapes-${index}`, status: 'set', config: null, fields: new Map() },
      };
      return subject;
    });
    const check: KindChecks['checks'][number] = {
      id: 'vault/made-up',
      tells: 'step',
      judge: async () => {
        seen.begun += 1;
        return undefined;
      },
    };
    const checks: readonly KindChecks[] = [{ ...vaultChecks, checks: [check] }];
    const tools = { gateway: new ScriptedReads({}).gateway, checks, clock: { now: () => NOW } };
    return { seen, reports: preflightOf(tools, subjects) };
  }

  it('begins no more than whoever takes the reports keeps up with', async () => {
    const { seen, reports } = many(200);
    await reports.next();
    await new Promise(setImmediate);
    expect(seen.begun).toBeGreaterThan(0);
    expect(seen.begun).toBeLessThan(100);
    const rest: unknown[] = [];
    for await (const report of reports) rest.push(report);
    expect([rest.length, seen.begun]).toEqual([199, 200]);
  });

  it('looks at no more of them for each, however many there are', async () => {
    const looks = async (count: number): Promise<number> => {
      const { seen, reports } = many(count);
      let left = count;
      for await (const _report of reports) left -= 1;
      expect(left).toBe(0);
      return seen.looks;
    };
    expect(await looks(400)).toBeLessThan(3 * (await looks(200)));
  });
});
