import { defineRule } from '../../../../lint/model/rule.ts';
import { PINPOINT_END_OF_SUPPORT } from '../../retirement.ts';

/** Event streams belong to a service that ended. */
export const rule = defineRule({
  id: 'event-stream/end-of-support',
  about: 'event-stream',
  severity: 'warning',
  summary: 'Event streams are no longer set: Amazon Pinpoint support ended on 2026-10-30.',
  source: 'https://docs.aws.amazon.com/pinpoint/latest/userguide/migrate.html',
  check(subject, report, context) {
    // Looking at one and taking it away is what is left to do.
    if (context.today < PINPOINT_END_OF_SUPPORT || subject.effect === 'delete' || subject.effect === 'read') return;
    report(subject.at('DestinationStreamArn'), { data: { date: PINPOINT_END_OF_SUPPORT } });
  },
});
