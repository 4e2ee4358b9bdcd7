import { lintKinds } from '../../kinds/lintTable.ts';
import { Collector } from '../collect.ts';
import { Ignores, ignoringComments } from '../ignores.ts';
import { type LintOptions, type LintResult, runRules, tooLongResult } from '../lintText.ts';
import type { LintContext } from '../model/rule.ts';
import { LONGEST_PARSED, type Parsers } from '../parsers.ts';
import { readTemplate, toldAsTemplate } from './cloudFormation.ts';
import { YAML_NOTATION } from './yamlNotation.ts';

/** Every template with a resource of ours holds one of these. */
const TYPE = /AWS::(?:Notifications|Pinpoint|Glacier)::/i;

/** False for a text that surely holds no template of ours. */
export const mayBeTemplate = (text: string): boolean => TYPE.test(text);

/** Lints a template of CloudFormation or SAM that is written in YAML. Without a parser nothing is read. */
export function lintTemplate(
  text: string,
  { yaml: parse }: Parsers,
  options: Pick<LintOptions, 'rules' | 'leaveOut' | 'kinds'>,
  context: LintContext,
): LintResult {
  const { kinds = lintKinds } = options;
  if (parse === undefined || !mayBeTemplate(text)) return NOTHING;
  const { longest = LONGEST_PARSED, forReaders } = context;
  if (text.length > longest) {
    return tooLongResult('cloudformation', { length: text.length, limit: longest }, options, context);
  }
  const { root, complete, duplicateKeys } = parse(text, () => true);
  const told = root?.type === 'object' ? toldAsTemplate(root, kinds) : undefined;
  if (root === undefined || told === undefined) return NOTHING;
  const collector = new Collector({ intrinsics: true, complete, forReaders });
  readTemplate(root, collector, kinds);
  const facts = { kind: 'cloudformation', told, lookalike: null, root, syntax: undefined, duplicateKeys } as const;
  const document = collector.document(facts);
  const ignores = new Ignores(text, ignoringComments(text));
  const findings = runRules(document, text, YAML_NOTATION, options, context, ignores);
  return { kind: 'cloudformation', findings, document };
}

const NOTHING: LintResult = { kind: null, findings: [] };
