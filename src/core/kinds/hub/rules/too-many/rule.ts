import { defineRule } from '../../../../lint/model/rule.ts';
import { MAX_HUBS } from '../../hubSteps.ts';
import { hubsByAccount } from '../../hubsOfDocument.ts';

/** The hubs that there is room for, and the one that is too many. */
function firstOf(regions: Iterable<string>, last: string): string {
  const first: string[] = [];
  for (const region of regions) {
    if (first.length === MAX_HUBS) break;
    first.push(region);
  }
  return [...first, last].join(', ');
}

/** An account has at most three hubs. */
export const rule = defineRule({
  id: 'hub/too-many',
  about: 'document',
  severity: 'error',
  summary: 'An account has at most three hubs.',
  source: 'https://docs.aws.amazon.com/notifications/latest/userguide/quotas.html',
  check(document, report, context) {
    for (const [account, hubs] of hubsByAccount(document, context.account)) {
      const others = account === context.account ? (context.otherHubs ?? []) : [];
      const regions = new Set<string>(others);
      for (const { region, node } of hubs) {
        const isNew = !regions.has(region);
        regions.add(region);
        if (!isNew || regions.size <= MAX_HUBS) continue;
        if (!report(node, { data: { region, regions: firstOf(regions, region) } })) return;
      }
    }
  },
});
