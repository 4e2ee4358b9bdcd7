import { readRequest } from '../../core/changes/requestDocument.ts';
import { secretNotation } from '../../core/forms/secretNotation.ts';
import { takeSecrets } from '../../core/forms/takeSecrets.ts';
import { writeField } from '../../core/forms/writeField.ts';
import { kindTable, SECRET_MEMBERS } from '../../core/kinds/table.ts';
import { requestInText } from '../../core/lint/lintRequestText.ts';
import { isObject } from '../../core/model/answer.ts';
import { type Json, type JsonObject, sameJson } from '../../core/model/json.ts';
import type { Field, OfferedWrite } from '../../core/model/kind.ts';
import type { Row } from '../../core/model/resource.ts';
import { requestMember, withMember } from '../asking/fieldQuestions.ts';

/** A request as a form shows it. */
export const textOf = (request: JsonObject): string => JSON.stringify(request, null, 2);

/** The fields whose values are secret. */
export const secretFields = ({ fields }: OfferedWrite): readonly Field[] =>
  fields.filter(({ input }) => input === 'secret');

/**
 * The request that a form begins with: what the row it starts from gives, what is set there now, and every field that is
 * needed and not known, empty; where nothing is set, with every value of those that take any number of a few.
 *
 * @param live The config that is set; null where none is, or where a new one is made beside it.
 */
export function firstRequest(operation: OfferedWrite, target: Row | null, live: JsonObject | null): JsonObject {
  const preset = operation.preset(target);
  const set = live === null ? {} : wholeRequest(operation, textOf(live), target);
  const known = { ...preset, ...set, ...preset };
  const begun = mergedObjects(known, set);
  return operation.fields.reduce(
    (request, field) =>
      requestMember(request, field.path) === undefined ? withFirst(request, field, live === null) : request,
    begun,
  );
}

function mergedObjects(preset: JsonObject, set: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(preset).map(([key, value]) => {
      const inner = set[key];
      return [key, isObject(value) && isObject(inner) ? { ...(value as JsonObject), ...(inner as JsonObject) } : value];
    }),
  );
}

function withFirst(request: JsonObject, { path, input, required, options }: Field, isNew: boolean): JsonObject {
  if (!required || input === 'flag') return request;
  if (input === 'choices') return withMember(request, path, isNew ? [...(options ?? [])] : []);
  return withMember(request, path, input === 'secret' ? secretNotation(path.at(-1) ?? '') : '');
}

/** What a body or the output of a get call stands for as a request; empty where it is none. */
function wholeRequest(operation: OfferedWrite, text: string, target: Row | null): JsonObject {
  const reading = readRequest(text, `form.${kindTable.documentOf(operation.kind).suffix}.jsonc`, target?.name ?? '');
  return reading.type === 'request' ? reading.request : {};
}

/**
 * A text in which no secret stands: each is written as its notation, wherever and however it stood. What is taken out is
 * gone.
 */
export function withoutSecretValues(text: string, operation: OfferedWrite): string {
  const { text: taken } = takeSecrets(text, SECRET_MEMBERS);
  return secretFields(operation).reduce((all, field) => writeField(all, field, { kind: 'secret' }), taken);
}

/** The members by which a request is about another row than the one it began with. */
export function strayMembers(
  request: JsonObject,
  operation: OfferedWrite,
  target: Row | null,
): readonly { readonly key: string; readonly wanted: string }[] {
  const always = operation.preset(null);
  return Object.entries(operation.preset(target)).flatMap(([key, wanted]) => {
    const named = request[key];
    const isOfRow = typeof wanted === 'string' && always[key] !== wanted;
    return isOfRow && typeof named === 'string' && named !== '' && named !== wanted ? [{ key, wanted }] : [];
  });
}

/** The text about another row: the members that name it are others, and all else stays as it is written. */
export function withTarget(text: string, operation: OfferedWrite, target: Row | null): string {
  const request = requestInText(text);
  if (request === undefined) return text;
  return Object.entries(operation.preset(target)).reduce((all, [key, value]) => {
    if (typeof value !== 'string' || request[key] === value) return all;
    return writeField(all, { path: [key], input: 'text', required: true }, { kind: 'text', text: value });
  }, text);
}

/** The request with these secrets put in. */
export function withSecrets(
  request: JsonObject,
  secrets: readonly { readonly field: readonly string[]; readonly value: string }[],
): JsonObject {
  return secrets.reduce((all, { field, value }) => withMember(all, field, value), request);
}

/** The secret fields that a request leaves open and nothing fills. */
export function unfilled(
  request: JsonObject,
  operation: OfferedWrite,
  filled: readonly (readonly string[])[],
): readonly Field[] {
  return secretFields(operation).filter(({ path, required }) => {
    const value = requestMember(request, path);
    const isOpen = value === secretNotation(path.at(-1) ?? '') || ((value === undefined || value === '') && required);
    return isOpen && !filled.some(one => sameJson(one, path));
  });
}

/**
 * The request that a text stands for without being one: a body, what a get call printed, or the skeleton that the AWS CLI
 * makes, completed with the name of what the form is about. Undefined where the text is a request, or nothing of ours.
 */
export function unwrapped(
  text: string,
  operation: OfferedWrite,
  target: Row | null,
): { readonly kind: 'wrapped' | 'skeleton'; readonly request: JsonObject } | undefined {
  const value = requestInText(text);
  if (value === undefined) return undefined;
  const preset = operation.preset(target);
  const suffix = kindTable.documentOf(operation.kind).suffix;
  const named = readRequest(text, `form.${suffix}.jsonc`);
  const reading = named.type === 'name-needed' ? readRequest(text, `form.${suffix}.jsonc`, target?.name ?? '') : named;
  if (reading.type !== 'request') return undefined;
  if (!sameJson(reading.request, value)) {
    const request = { ...preset, ...reading.request, ...preset };
    const isWhole = operation.fields.some(({ path }) => requestMember(request, path) !== undefined);
    return isWhole ? { kind: 'wrapped', request } : undefined;
  }
  const first = firstRequest(operation, target, null);
  return isSkeleton(value) && !sameJson(first, value) ? { kind: 'skeleton', request: first } : undefined;
}

/** True where every text is empty, as `--generate-cli-skeleton` writes them. */
function isSkeleton(value: JsonObject): boolean {
  const texts = textsIn(value);
  return texts.length > 1 && texts.every(text => text === '');
}

function textsIn(value: Json): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
