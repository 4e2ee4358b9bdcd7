import { replaceWith } from '../../../../lint/model/fix.ts';
import { defineRule } from '../../../../lint/model/rule.ts';
import { HUB_REGIONS, parseRegion, partitionOf } from '../../../../model/regions.ts';
import { nearest } from '../../../../model/similar.ts';

/** A hub's Region is a Region, and one that is known to take hubs. */
export const rule = defineRule({
  id: 'hub/region',
  about: 'hub',
  severity: 'error',
  summary: 'A hub’s Region looks like a Region name and is known to support hubs.',
  source: 'https://docs.aws.amazon.com/notifications/latest/APIReference/API_RegisterNotificationHub.html',
  check(subject, report) {
    const written = subject.text('notificationHubRegion');
    if (written === undefined || HUB_REGIONS.some(known => known === written.value)) return;
    const region = parseRegion(written.value);
    // AWS publishes no list of hub Regions for the other partitions.
    if (region !== undefined && partitionOf(region) !== 'aws') return;
    const meant = nearest(written.value, HUB_REGIONS);
    const shown = { region: written.value.slice(0, 80), meant: meant ?? '' };
    // A Region one letter off may be another one; only its writing is sure.
    const sure = meant === written.value.toLowerCase().replaceAll('_', '-');
    const fixes = meant === undefined ? [] : [replaceWith(written.node, meant, sure)];
    if (region === undefined) report(written.node, { data: { ...shown, form: 'wrong' }, fixes });
    else report(written.node, { data: { ...shown, form: '' }, fixes, severity: 'warning' });
  },
});
