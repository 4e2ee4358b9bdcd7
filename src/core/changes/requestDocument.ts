import { type Parsed, parseJson } from '../json/parse.ts';
import { jsonValue } from '../json/values.ts';
import { lintKinds } from '../kinds/lintTable.ts';
import { kindOfContent, kindOfName } from '../lint/detect.ts';
import { Keys } from '../lint/model/keys.ts';
import type { KindLint } from '../lint/model/kindLint.ts';
import type { DocumentKind } from '../lint/model/subject.ts';
import { isObject } from '../model/answer.ts';
import type { JsonObject } from '../model/json.ts';
import type { KindDocument } from '../model/kind.ts';
import type { WriteOperation } from '../model/operations.ts';
import type { ChangeableKind } from '../model/resource.ts';

/** What a document asks for. */
export type RequestReading =
  | { readonly type: 'request'; readonly operation: WriteOperation; readonly request: JsonObject }
  | { readonly type: 'fleet' }
  | { readonly type: 'syntax'; readonly fault: string; readonly offset: number }
  | { readonly type: 'none'; readonly kind: DocumentKind | null; readonly lookalike: string | null } // nothing to apply
  | { readonly type: 'name-needed'; readonly kind: ChangeableKind }
  | { readonly type: 'name-differs'; readonly inDocument: string };

/**
 * Reads a document as the request it stands for: a request as it is, a body, or what a get call printed, completed with
 * the name.
 *
 * @param name The resource's name, for documents that do not hold it.
 */
export function readRequest(
  text: string,
  fileName: string,
  name?: string,
  kinds: readonly KindLint[] = lintKinds,
): RequestReading {
  return requestIn(parseJson(text, true), text, fileName, name, kinds);
}

/** The same for a text that was parsed before. */
export function requestIn(
  { root, fault }: Parsed,
  text: string,
  fileName: string,
  name?: string,
  kinds: readonly KindLint[] = lintKinds,
): RequestReading {
  if (fault !== undefined || root === undefined) {
    return { type: 'syntax', fault: fault?.fault ?? 'empty', offset: fault?.range.start ?? 0 };
  }
  const named = kindOfName(fileName, kinds);
  const { kind, lookalike } =
    named === undefined ? kindOfContent(root, fileName, kinds) : { kind: named, lookalike: null };
  if (kind === 'fleet') return { type: 'fleet' };
  const known = kinds.find(one => one.kind === kind);
  if (known === undefined || root.type !== 'object') return { type: 'none', kind, lookalike };
  const value = jsonValue(root, text);
  const { writtenAs } = known.recognise(new Keys(root));
  const { document } = known;
  const request =
    writtenAs === 'request' ? asObject(value) : wrapped(document, asObject(value), writtenAs === 'output');
  return completed(known, request, name);
}

const asObject = (value: unknown): JsonObject => (isObject(value) ? (value as JsonObject) : {});

/** The request around a body. */
function wrapped({ nameMember, bodyMember, output }: KindDocument, value: JsonObject, isOutput: boolean): JsonObject {
  if (bodyMember === null) return value;
  if (!isOutput || output === undefined) return { [bodyMember]: value };
  const inner = asObject(value[output.member]);
  const { keeps = Object.keys(inner) } = output;
  const body = Object.fromEntries(Object.entries(inner).filter(([key]) => keeps.includes(key)));
  const name = nameMember === null ? undefined : inner[nameMember];
  return { ...(nameMember !== null && typeof name === 'string' ? { [nameMember]: name } : {}), [bodyMember]: body };
}

function completed({ kind, document }: KindLint, request: JsonObject, name: string | undefined): RequestReading {
  const { set: operation, nameMember, bodyMember } = document;
  // Where a request has no inner part, it is whole: nothing is given beside it.
  if (nameMember === null || bodyMember === null) return { type: 'request', operation, request };
  const inDocument = request[nameMember];
  if (inDocument !== undefined && name === undefined) return { type: 'request', operation, request };
  if (name === undefined) return { type: 'name-needed', kind };
  if (inDocument !== undefined && inDocument !== name) return { type: 'name-differs', inDocument: String(inDocument) };
  return { type: 'request', operation, request: { ...request, [nameMember]: name } };
}
