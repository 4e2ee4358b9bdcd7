import { type Parsed, parseJson } from '../json/parse.ts';
import { headOf, type JsonNode, memberOf, type Range } from '../json/tree.ts';
import { jsonValue } from '../json/values.ts';
import { isObject } from '../model/answer.ts';
import type { Finding } from '../model/finding.ts';
import type { JsonObject } from '../model/json.ts';
import type { WriteOperation } from '../model/operations.ts';
import { validateRequest } from '../schema/validateRequest.ts';
import { JSON_NOTATION } from './edits.ts';
import type { LintFinding } from './finding.ts';
import { Ignores } from './ignores.ts';
import { atPointer, covers, requestDocument } from './lintRequest.ts';
import { type RuleSwitches, runRules } from './lintText.ts';
import type { LintContext } from './model/rule.ts';

/** A finding about a request's text, and what in the request it is about. */
export interface RequestTextFinding extends Pick<LintFinding, 'rule' | 'severity' | 'data' | 'fixes'>, Range {
  /** JSON pointer; empty for the whole. */
  readonly pointer: string;
}

/** The text of a request as it was judged. */
export interface RequestTextLint {
  /** In the order of the text. */
  readonly findings: readonly RequestTextFinding[];
  /** The request, or undefined where the text is no JSON object. */
  readonly request: JsonObject | undefined;
}

/**
 * What the rules and, where they say nothing, the schema object to in the text of a request that a person writes: as for a
 * document, but of an operation that is known. Comments and trailing commas are allowed. The schema's findings that no
 * rule has words for have the rule `document/schema`.
 * Throws RangeError where no kind has the operation.
 */
export function lintRequestText(
  operation: WriteOperation,
  text: string,
  rules: RuleSwitches,
  context: LintContext,
): RequestTextLint {
  const parsed = parseJson(text, true);
  const { root } = parsed;
  const document = requestDocument(operation, parsed);
  const ignores = new Ignores(text, parsed.comments);
  const said = runRules(document, text, JSON_NOTATION, { rules }, { ...context, tracked: false }, ignores);
  const found = said.map(one => ({ one, finding: atPointer(one, root) }));
  const request = requestOf(parsed, text);
  const faults = request === undefined || root === undefined ? [] : schemaFaults(operation, request, found, root);
  return {
    findings: [...found.map(({ one, finding }) => ({ ...one, pointer: finding.pointer })), ...faults].sort(
      (a, b) => a.start - b.start || a.end - b.end,
    ),
    request,
  };
}

/** The request that a text stands for, or undefined where it is no JSON object. Comments are allowed. */
export function requestInText(text: string): JsonObject | undefined {
  return requestOf(parseJson(text, true), text);
}

function requestOf({ root, fault }: Parsed, text: string): JsonObject | undefined {
  if (root === undefined || fault !== undefined) return undefined;
  const value = jsonValue(root, text);
  return isObject(value) ? (value as JsonObject) : undefined;
}

function schemaFaults(
  operation: WriteOperation,
  request: JsonObject,
  said: readonly { readonly finding: Finding }[],
  root: JsonNode,
): readonly RequestTextFinding[] {
  return validateRequest(operation, request)
    .filter(fault => !said.some(({ finding }) => covers(finding, fault)))
    .map(fault => ({ ...fault, ...rangeAt(fault.pointer, root), fixes: [] }));
}

/** Where a JSON pointer leads in the text: the value itself, or the first character of what should hold it. */
export function rangeAt(pointer: string, root: JsonNode): Range {
  let node = root;
  for (const step of stepsOf(pointer)) {
    const next =
      node.type === 'object'
        ? memberOf(node, step)?.value
        : node.type === 'array'
          ? node.items[Number(step)]
          : undefined;
    if (next === undefined || next === null) return headOf(node);
    node = next;
  }
  return node.type === 'object' || node.type === 'array' ? headOf(node) : { start: node.start, end: node.end };
}

/** The member names of a JSON pointer. */
export function stepsOf(pointer: string): readonly string[] {
  return pointer
    .split('/')
    .slice(1)
    .map(step => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}
