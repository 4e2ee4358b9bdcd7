import { replaceWith } from '../../../../lint/model/fix.ts';
import { defineRule } from '../../../../lint/model/rule.ts';
import { CONTROL_PLANE, parseRegion, partitionOf } from '../../../../model/regions.ts';

/** A command that calls User Notifications calls us-east-1. */
export const rule = defineRule({
  id: 'hub/control-plane-region',
  about: 'hub',
  severity: 'error',
  summary: 'A command about hubs calls us-east-1, whatever Region the hub is in.',
  source: 'https://docs.aws.amazon.com/general/latest/gr/notifications.html',
  check(subject, report, context) {
    // At an endpoint of its own a call reaches no control plane of AWS's.
    if (subject.writtenAs !== 'command' || subject.field('endpointUrl') !== undefined) return;
    const called = subject.text('region');
    const region = parseRegion(called?.value ?? (subject.field('region') !== undefined ? '' : (context.region ?? '')));
    // The other partitions have a control plane of their own.
    if (region === undefined || region === CONTROL_PLANE || partitionOf(region) !== 'aws') return;
    const data = { region };
    if (called !== undefined) {
      // What a variable says may be meant for other calls too.
      const isWritten = subject.field('region')?.filledIn !== true;
      report(called.node, { data, fixes: [replaceWith(called.node, CONTROL_PLANE, isWritten)] });
    } else {
      const { end } = subject.node;
      const step = { kind: 'text', range: { start: end, end }, text: ` --region ${CONTROL_PLANE}` } as const;
      const fix = { title: 'add', text: `--region ${CONTROL_PLANE}`, steps: [step], sure: true } as const;
      report(subject.node, { data, fixes: [fix] });
    }
  },
});
