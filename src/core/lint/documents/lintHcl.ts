import { lintKinds } from '../../kinds/lintTable.ts';
import { Collector } from '../collect.ts';
import { Ignores, ignoringComments } from '../ignores.ts';
import { type LintOptions, type LintResult, runRules, tooLongResult } from '../lintText.ts';
import type { LintContext } from '../model/rule.ts';
import { LONGEST_PARSED, type Parsers } from '../parsers.ts';
import { HCL_NOTATION } from './hclNotation.ts';
import { isOfTerraform, readTerraform } from './terraform.ts';

/** Every file with a resource of ours holds one of these. */
const TYPE = /aws_(?:glacier_vault|pinpoint_event_stream|notifications_notification_hub)/;

/** False for a text that surely holds no resource of ours. */
export const mayBeHcl = (text: string): boolean => TYPE.test(text);

/** Lints a file in Terraform's own language. Without a parser nothing is read. */
export function lintHcl(
  text: string,
  { hcl: parse }: Parsers,
  options: Pick<LintOptions, 'rules' | 'leaveOut' | 'kinds'>,
  context: LintContext,
): LintResult {
  const { kinds = lintKinds } = options;
  const { longest = LONGEST_PARSED, forReaders } = context;
  if (parse === undefined || !mayBeHcl(text)) return NOTHING;
  if (text.length > longest) {
    return tooLongResult('terraform', { length: text.length, limit: longest }, options, context);
  }
  const { root, complete, duplicateKeys } = parse(text, isOfTerraform(kinds));
  if (root === undefined) return tooLongResult('terraform', { length: text.length }, options, context);
  const collector = new Collector({ intrinsics: false, complete, forReaders });
  readTerraform(root, collector, kinds);
  if (collector.subjects.length + collector.faults.heldFaults.length === 0) return NOTHING;
  // The type of a resource says what it is, wherever it stands.
  const told = { by: 'name', shaped: true } as const;
  const facts = { kind: 'terraform', told, lookalike: null, root, syntax: undefined, duplicateKeys } as const;
  const document = collector.document(facts);
  const ignores = new Ignores(text, ignoringComments(text));
  return { kind: 'terraform', findings: runRules(document, text, HCL_NOTATION, options, context, ignores), document };
}

const NOTHING: LintResult = { kind: null, findings: [] };
