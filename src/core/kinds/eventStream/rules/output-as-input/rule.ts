import { removeMember } from '../../../../lint/model/fix.ts';
import { defineRule } from '../../../../lint/model/rule.ts';

/** What GetEventStream answers beside the two members that PutEventStream takes; in a body all of them are foreign. */
export const OUTPUT_KEYS = ['ApplicationId', 'LastModifiedDate', 'LastUpdatedBy'] as const;

/** A stream is written as PutEventStream takes it, not as GetEventStream prints it. */
export const rule = defineRule({
  id: 'event-stream/output-as-input',
  about: 'event-stream',
  severity: 'error',
  summary: 'A stream is written as PutEventStream takes it, not as GetEventStream prints it.',
  source: 'https://docs.aws.amazon.com/cli/latest/reference/pinpoint/put-event-stream.html',
  check(subject, report) {
    const wrapper = subject.fields.get('EventStream');
    if (wrapper !== undefined) {
      const unwrap = { kind: 'unwrap', outer: subject.node, inner: wrapper.node } as const;
      const fix = { title: 'unwrap', text: wrapper.key, steps: [unwrap], sure: true } as const;
      report(wrapper.keyRange, { data: { key: wrapper.key }, fixes: wrapper.node.kind === 'object' ? [fix] : [] });
    }
    for (const key of OUTPUT_KEYS) {
      const field = subject.fields.get(key);
      if (field?.shape.foreign !== true || field.owner === undefined || field.member === undefined) continue;
      report(field.keyRange, { data: { key }, fixes: [removeMember(field.owner, field.member)] });
    }
  },
});
