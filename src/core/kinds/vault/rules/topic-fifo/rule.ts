import { arnOf, arnPart } from '../../../../lint/model/arnPart.ts';
import { defineRule } from '../../../../lint/model/rule.ts';

/** The topic is a standard one. */
export const rule = defineRule({
  id: 'vault/topic-fifo',
  about: 'vault',
  severity: 'warning',
  summary: 'The topic is a standard one, not a FIFO topic.',
  source: 'experience',
  check(subject, report) {
    const topic = arnOf(subject.text('SNSTopic'));
    if (topic?.arn.service !== 'sns' || !topic.arn.resource.endsWith('.fifo')) return;
    report(arnPart(topic.text, 'resource'), { data: { topic: topic.arn.resource } });
  },
});
