import { defineRule } from '../../../model/rule.ts';

/** A document that looks like a config is one. */
export const rule = defineRule({
  id: 'document/kind',
  about: 'document',
  severity: 'hint',
  summary: 'A document with the keys of a config is a config, not a delivered message, list output or job parameters.',
  source: 'experience',
  offByDefault: true,
  check({ lookalike, root }, report) {
    if (lookalike === null || root === undefined) return;
    report({ start: root.start, end: Math.min(root.start + 1, root.end) }, { data: { lookalike } });
  },
});
