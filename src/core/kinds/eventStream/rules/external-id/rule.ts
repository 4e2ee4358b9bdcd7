import { removeMember } from '../../../../lint/model/fix.ts';
import { defineRule } from '../../../../lint/model/rule.ts';

/** A stream holds no ExternalId. */
export const rule = defineRule({
  id: 'event-stream/external-id',
  about: 'event-stream',
  severity: 'error',
  summary: 'A stream has no ExternalId: AWS removed it from the request.',
  source: 'https://docs.aws.amazon.com/pinpoint/latest/apireference/apps-application-id-eventstream.html',
  check(subject, report) {
    const field = subject.field('ExternalId');
    if (field?.owner === undefined || field.member === undefined) return;
    report(field.keyRange, { fixes: [removeMember(field.owner, field.member)] });
  },
});
