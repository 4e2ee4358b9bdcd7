import { lintKinds } from '../kinds/lintTable.ts';
import type { Rule } from './model/rule.ts';
import { documentRules } from './rules/documentRules.ts';

/** Every rule, in the order in which they run and in which their findings at one place are told. */
export const rules: readonly Rule[] = [...documentRules, ...lintKinds.flatMap(kind => kind.rules)];

const byId: ReadonlyMap<string, Rule> = new Map(rules.map(rule => [rule.id, rule]));

/** The rule of an id, or undefined where there is none. */
export const ruleOf = (id: string): Rule | undefined => byId.get(id);
