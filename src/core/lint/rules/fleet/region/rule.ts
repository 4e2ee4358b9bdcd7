import { objectAt } from '../../../../json/tree.ts';
import { isKnownRegion, KNOWN_REGIONS, parseRegion } from '../../../../model/regions.ts';
import { nearest } from '../../../../model/similar.ts';
import { renameKey } from '../../../model/fix.ts';
import { defineRule } from '../../../model/rule.ts';
import { objectMembers, repeated } from '../../../readFields.ts';

/** The Region that a key names or, where there is none of that name, means. */
function meantBy(key: string): string | undefined {
  const region = parseRegion(key);
  return region !== undefined && isKnownRegion(region) !== false ? region : nearest(key, KNOWN_REGIONS);
}

/** More keys than there will be Regions: what all of them mean is not worth the search, and none is renamed unseen. */
const MOST_REGIONS = 100;

/** A key of `regions` is a Region. */
export const rule = defineRule({
  id: 'fleet/region',
  about: 'document',
  severity: 'error',
  summary: 'A key of regions is the name of a Region.',
  source: 'https://docs.aws.amazon.com/general/latest/gr/rande.html',
  check({ kind, root }, report) {
    const accounts = kind === 'fleet' && root?.type === 'object' ? objectAt(root, 'accounts') : undefined;
    if (accounts === undefined) return;
    for (const { value } of objectMembers(accounts)) {
      const regions = objectAt(value, 'regions')?.members ?? [];
      const present = new Set(regions.map(({ key }) => key));
      const isCountable = regions.length <= MOST_REGIONS;
      const contested = repeated(isCountable ? regions.map(({ key }) => meantBy(key)) : []);
      for (const { key, keyRange } of regions) {
        const region = parseRegion(key);
        if (region !== undefined && isKnownRegion(region) !== false) continue;
        const meant = meantBy(key);
        const isCase = isCountable && meant === key.toLowerCase().replaceAll('_', '-');
        const fixes =
          meant === undefined || present.has(meant)
            ? []
            : [renameKey(keyRange, meant, isCase && !contested.has(meant))];
        const data = { key: key.slice(0, 80), meant: meant ?? '' };
        if (!report(keyRange, { data, fixes, severity: region === undefined ? 'error' : 'warning' })) return;
      }
    }
  },
});
