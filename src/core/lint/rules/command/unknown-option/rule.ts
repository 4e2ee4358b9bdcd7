import type { UnknownOption } from '../../../model/command.ts';
import type { Fix } from '../../../model/fix.ts';
import { defineRule } from '../../../model/rule.ts';

const letters = (option: string): string => option.replace(/[^a-z]/gi, '').toLowerCase();

/** The right name. Sure where only its case, dashes and underscores were wrong. */
function renamed({ option, start, end }: UnknownOption, to: string): readonly Fix[] {
  // Where quotes stand inside of the name, the text does not hold it as it is.
  if (end - start !== option.length) return [];
  const sure = letters(option) === letters(to);
  return [{ title: 'rename', text: to, steps: [{ kind: 'text', range: { start, end }, text: to }], sure }];
}

/** A call gives only options that the AWS CLI knows. */
export const rule = defineRule({
  id: 'command/unknown-option',
  about: 'document',
  severity: 'error',
  summary: 'An AWS CLI call has only options that its operation takes.',
  source: 'https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-parameters.html',
  check({ command }, report) {
    for (const one of command?.unknown ?? []) {
      const { option, meant, ambiguous } = one;
      const fixes = [...(meant === undefined ? [] : [meant]), ...ambiguous].flatMap(to => renamed(one, to));
      const data = { option: option.slice(0, 80), meant: meant ?? '', ambiguous: ambiguous.join(', ') };
      if (!report({ start: one.start, end: one.end }, { data, fixes })) return;
    }
  },
});
