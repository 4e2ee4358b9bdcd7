import { type Parsed, parseJson } from '../json/parse.ts';
import type { JsonNode, Range } from '../json/tree.ts';
import { lintKinds } from '../kinds/lintTable.ts';
import { type Finding, pointerStep } from '../model/finding.ts';
import { operations, type WriteOperation } from '../model/operations.ts';
import type { Input } from '../model/ports.ts';
import { validateRequest } from '../schema/validateRequest.ts';
import { Collector } from './collect.ts';
import { JSON_NOTATION } from './edits.ts';
import type { LintFinding } from './finding.ts';
import { runRules } from './lintText.ts';
import type { LintContext, LintDocument } from './model/rule.ts';

/** Warnings that the plan of a change says by itself, from what is live. */
const SAID_BY_PLAN = new Set(['event-stream/end-of-support', 'hub/region']);

/**
 * What the rules and, where they say nothing, the schema object to in a request that is about to be sent. An error stops
 * the change. Places are JSON pointers; no secret appears in the data.
 * Throws RangeError where no kind has the operation.
 */
export function lintRequest(operation: WriteOperation, request: Input, context: LintContext): readonly Finding[] {
  const text = JSON.stringify(request);
  const parsed = parseJson(text);
  const { root } = parsed;
  const document = requestDocument(operation, parsed);
  // A request is no file: a token in it is where it belongs, and nobody fills in anything any more.
  const found = runRules(document, text, JSON_NOTATION, {}, { ...context, tracked: false, sending: true })
    .filter(one => one.severity === 'error' || !SAID_BY_PLAN.has(one.rule))
    .map(one => atPointer(one, root));
  const uncovered = validateRequest(operation, request).filter(fault => !found.some(one => covers(one, fault)));
  return [...found, ...uncovered];
}

/** A request's text as rules see it. Throws RangeError where no kind has the operation. */
export function requestDocument(operation: WriteOperation, { root, fault, duplicateKeys }: Parsed): LintDocument {
  const kind = lintKinds.find(one => one.operations[operation] !== undefined);
  const shape = kind?.operations[operation];
  if (kind === undefined || shape === undefined) throw new RangeError(`no lint for operation: ${operation}`);
  const { effect } = operations[operation];
  const collector = new Collector({ intrinsics: false, complete: fault === undefined });
  if (root?.type === 'object') collector.add(root, { kind, writtenAs: 'request', shape, effect });
  else if (root !== undefined) collector.faults.wrongTypes.push({ key: '', node: root, wanted: 'object' });
  const told = { by: 'caller' } as const;
  return collector.document({ kind: kind.kind, lookalike: null, told, root, syntax: fault, duplicateKeys });
}

/** A finding in a text as one about the value that the text stands for. */
export function atPointer({ rule, severity, data, start, end }: LintFinding, root: JsonNode | undefined): Finding {
  const pointer = root === undefined ? '' : pointerTo({ start, end }, root);
  return { rule, severity, data, pointer: data.absent === undefined ? pointer : `${pointer}/${data.absent}` };
}

/** True where a rule has spoken about the place of a schema's fault, or about what holds it. */
export function covers(one: Finding, fault: Finding): boolean {
  if (one.pointer === fault.pointer) return true;
  if (one.severity !== 'error' && one.severity !== 'warning') return false;
  return (
    (one.pointer !== '' && fault.pointer.startsWith(`${one.pointer}/`)) || one.pointer.startsWith(`${fault.pointer}/`)
  );
}

/** The JSON pointer of the innermost value or member that holds a stretch of text. */
function pointerTo(range: Range, root: JsonNode): string {
  let pointer = '';
  for (let node: JsonNode | null | undefined = root; node !== null && node !== undefined; ) {
    const step = childAt(range, node);
    if (step === undefined) break;
    pointer += pointerStep(step.key);
    node = step.value;
  }
  return pointer;
}

function childAt(range: Range, node: JsonNode): { readonly key: string; readonly value: JsonNode | null } | undefined {
  const holds = (child: Range): boolean => child.start <= range.start && range.end <= child.end;
  if (node.type === 'object') return node.members.find(holds);
  const index = node.type === 'array' ? node.items.findIndex(holds) : -1;
  const value = node.type === 'array' ? node.items[index] : undefined;
  return value === undefined ? undefined : { key: String(index), value };
}
