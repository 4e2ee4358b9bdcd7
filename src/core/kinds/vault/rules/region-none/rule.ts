import { defineRule } from '../../../../lint/model/rule.ts';
import { isKnownRegion, offers, parseRegion } from '../../../../model/regions.ts';

/** A vault is in a Region that has Glacier. */
export const rule = defineRule({
  id: 'vault/region-none',
  about: 'vault',
  severity: 'error',
  summary: 'A vault is in a Region that has Glacier.',
  source: 'https://docs.aws.amazon.com/general/latest/gr/glacier-service.html',
  check(subject, report, context) {
    const region = parseRegion(subject.target.region ?? context.region ?? '');
    // Of a Region that we do not know nothing can be said.
    if (region === undefined || offers('glacier', region) || isKnownRegion(region) !== true) return;
    report(subject.at('vaultName'), { data: { region } });
  },
});
