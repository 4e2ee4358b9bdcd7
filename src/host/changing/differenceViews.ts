import type { Difference, Plan } from '../../core/changes/change.ts';
import { formOperation } from '../../core/kinds/formOperations.ts';
import { kindTable } from '../../core/kinds/table.ts';
import { parseArn } from '../../core/model/arn.ts';
import type { Json } from '../../core/model/json.ts';
import { plainText } from '../../core/model/plainText.ts';
import type { Translate } from '../../core/model/translate.ts';
import { fieldTitle } from '../../messages/fieldText.ts';
import type { DifferenceView } from '../../shared/form/pieces.ts';
import { clipped } from '../prompts/clipped.ts';

/** What a plan changes, line by line and in full: each member as its field is called, `Topic (SNSTopic)`. */
export function differenceViews(
  { kind, differences }: Pick<Plan, 'kind' | 'differences'>,
  t: Translate,
): DifferenceView[] {
  const fields = kindTable.isChangeable(kind) ? (formOperation(kindTable.documentOf(kind).set)?.fields ?? []) : [];
  const titleOf = (path: string): string => {
    const field = fields.find(one => one.path.at(-1) === path);
    return field === undefined ? plainText(path) : fieldTitle(field, t);
  };
  return differences.map(({ path, before, after }) => ({
    path: clipped(titleOf(path)),
    before: valueText(before),
    after: valueText(after),
  }));
}

/** The same in short: of what is in the plan's own account and Region the name alone. */
export function shortDifferenceViews(plan: Plan, t: Translate): DifferenceView[] {
  const short = (value: Json | undefined): Json | undefined => {
    const arn = typeof value === 'string' ? parseArn(value) : undefined;
    // IAM has no Region.
    const isHere = arn?.accountId === plan.accountId && (arn.region === '' || arn.region === plan.region);
    return isHere ? (arn.resource.split('/').at(-1) ?? value) : value;
  };
  const differences = plan.differences.map(
    ({ path, before, after }): Difference => ({ path, before: short(before), after: short(after) }),
  );
  return differenceViews({ ...plan, differences }, t).map(one => ({
    ...one,
    before: oneLine(one.before),
    after: oneLine(one.after),
  }));
}

const oneLine = (text: string | null): string | null => (text === null ? null : text.replaceAll('\n', ', '));

/** A value for reading: a text as it is, a list line by line, an object as JSON. */
function valueText(value: Json | undefined): string | null {
  if (value === undefined || value === null) return null;
  if (typeof value === 'string') return plainText(value);
  if (Array.isArray(value) && value.every(item => typeof item === 'string')) return value.map(plainText).join('\n');
  return JSON.stringify(value, null, 2);
}
