import { defineRule } from '../../../model/rule.ts';

/** A document is short enough to be read. */
export const rule = defineRule({
  id: 'document/size',
  about: 'document',
  severity: 'information',
  summary:
    'A document is short enough to be read: at most 4,194,304 characters of JSON, or 1,048,576 of any other text.',
  source: 'experience',
  check({ tooLong }, report) {
    if (tooLong === undefined) return;
    const { length, limit } = tooLong;
    report({ start: 0, end: 1 }, { data: { length: `${length}`, limit: limit === undefined ? '' : `${limit}` } });
  },
});
