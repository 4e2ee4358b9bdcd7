import { parseJson } from '../json/parse.ts';
import { jsonValue } from '../json/values.ts';
import { lintKind } from '../kinds/lintTable.ts';
import { kindOfContent, kindOfName } from '../lint/detect.ts';
import { Keys } from '../lint/model/keys.ts';
import type { DocumentKind } from '../lint/model/subject.ts';
import { isObject } from '../model/answer.ts';
import type { JsonObject } from '../model/json.ts';
import type { WriteOperation } from '../model/operations.ts';
import type { ChangeableKind } from '../model/resource.ts';

/** What a document asks for. */
export type RequestReading =
  | { readonly kind: 'request'; readonly operation: WriteOperation; readonly request: JsonObject }
  | { readonly kind: 'fleet' }
  | { readonly kind: 'syntax'; readonly fault: string; readonly offset: number }
  | { readonly kind: 'none'; readonly found: DocumentKind | null; readonly lookalike: string | null } // nothing to apply
  | { readonly kind: 'name-needed'; readonly of: ChangeableKind }
  | { readonly kind: 'name-differs'; readonly inDocument: string };

/** How a document of a kind becomes the request of its operation. A document never deletes. */
interface DocumentForm {
  readonly operation: WriteOperation;
  /** The member that names the resource, where a name can be given beside the document. */
  readonly nameMember?: string;
  /** The member that takes the body. */
  readonly bodyMember?: string;
  /** The member that wraps what a get call printed, and the members of it that are a body. */
  readonly output?: { readonly member: string; readonly keeps?: readonly string[] };
}

const forms: Readonly<Record<ChangeableKind, DocumentForm>> = {
  hub: { operation: 'RegisterNotificationHub' },
  vault: {
    operation: 'SetVaultNotifications',
    nameMember: 'vaultName',
    bodyMember: 'vaultNotificationConfig',
    output: { member: 'vaultNotificationConfig' },
  },
  'event-stream': {
    operation: 'PutEventStream',
    nameMember: 'ApplicationId',
    bodyMember: 'WriteEventStream',
    output: { member: 'EventStream', keeps: ['DestinationStreamArn', 'RoleArn'] },
  },
  'push-registration': { operation: 'CreatePushNotificationRegistration' },
};

/**
 * Reads a document as the request it stands for: a request as it is, a body, or what a get call printed, completed with
 * the name.
 *
 * @param name The resource's name, for documents that do not hold it.
 */
export function readRequest(text: string, fileName: string, name?: string): RequestReading {
  const { root, fault } = parseJson(text, true);
  if (fault !== undefined || root === undefined) {
    return { kind: 'syntax', fault: fault?.fault ?? 'empty', offset: fault?.range.start ?? 0 };
  }
  const named = kindOfName(fileName);
  const { kind, lookalike } = named === undefined ? kindOfContent(root, fileName) : { kind: named, lookalike: null };
  if (kind === 'fleet') return { kind };
  if (kind === null || !isChangeable(kind) || root.kind !== 'object') return { kind: 'none', found: kind, lookalike };
  const value = jsonValue(root, text);
  const { form } = lintKind(kind).formOf(new Keys(root));
  return completed(
    kind,
    form === 'request' ? asObject(value) : wrapped(kind, asObject(value), form === 'output'),
    name,
  );
}

const isChangeable = (kind: DocumentKind): kind is ChangeableKind => Object.hasOwn(forms, kind);

const asObject = (value: unknown): JsonObject => (isObject(value) ? (value as JsonObject) : {});

/** The request around a body. */
function wrapped(kind: ChangeableKind, value: JsonObject, isOutput: boolean): JsonObject {
  const { nameMember = '', bodyMember = '', output } = forms[kind];
  if (!isOutput || output === undefined) return { [bodyMember]: value };
  const inner = asObject(value[output.member]);
  const { keeps = Object.keys(inner) } = output;
  const body = Object.fromEntries(Object.entries(inner).filter(([key]) => keeps.includes(key)));
  const name = inner[nameMember];
  return { ...(typeof name === 'string' ? { [nameMember]: name } : {}), [bodyMember]: body };
}

function completed(kind: ChangeableKind, request: JsonObject, name: string | undefined): RequestReading {
  const { operation, nameMember } = forms[kind];
  const inDocument = nameMember === undefined ? undefined : request[nameMember];
  if (nameMember === undefined || (inDocument !== undefined && name === undefined)) {
    return { kind: 'request', operation, request };
  }
  if (name === undefined) return { kind: 'name-needed', of: kind };
  if (inDocument !== undefined && inDocument !== name) return { kind: 'name-differs', inDocument: String(inDocument) };
  return { kind: 'request', operation, request: { ...request, [nameMember]: name } };
}
