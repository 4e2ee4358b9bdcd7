import { lintKinds } from '../kinds/lintTable.ts';
import type { KindLint } from './model/kindLint.ts';
import type { Rule } from './model/rule.ts';
import { documentRules } from './rules/documentRules.ts';

/** The rules over some kinds, in the order in which they run and in which their findings at one place are told. */
export const rulesOf = (kinds: readonly KindLint[]): readonly Rule[] => [
  ...documentRules,
  ...kinds.flatMap(kind => kind.rules),
];

/** Every rule. */
export const rules = rulesOf(lintKinds);

/** The ids of the rules about what a call answers, where a request is to stand. */
export const ABOUT_ANSWERS: readonly string[] = rules.flatMap(({ id, aboutAnswers }) =>
  aboutAnswers === true ? [id] : [],
);

const byId: ReadonlyMap<string, Rule> = new Map(rules.map(rule => [rule.id, rule]));

/** The rule of an id, or undefined where there is none. */
export const ruleOf = (id: string): Rule | undefined => byId.get(id);
