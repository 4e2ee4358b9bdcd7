import type { AccessError, AccessErrorCode } from '../../core/model/errors.ts';
import type { OperationName, ServiceId } from '../../core/model/operations.ts';
import { plainText } from '../../core/model/plainText.ts';
import type { Translate } from '../../core/model/translate.ts';

/** A value for the words, by name: a named group of a row's `text`, or `region`. Plain text; empty where there is none. */
export type Datum = (name: string) => string;

/**
 * One error of AWS whose own text does not say enough, or blames something else. Whatever a row does not name, it leaves
 * open; the words say “may” where AWS documents no cause.
 */
export interface Meaning {
  /** Never shown. */
  readonly id: string;
  readonly service?: ServiceId;
  readonly operations?: readonly OperationName[];
  readonly codes?: readonly AccessErrorCode[];
  /** What AWS's text must hold. */
  readonly text?: RegExp;
  /** What else must hold. */
  readonly when?: (error: AccessError) => boolean;
  /** What is behind it, in a sentence. */
  readonly cause: (t: Translate, datum: Datum) => string;
  /** What to do, in a sentence. */
  readonly next: (t: Translate, datum: Datum) => string;
  /** True where following the resource's chain would tell more. */
  readonly preflight?: true;
}

/** What an error means, in words. */
export interface Meant {
  readonly cause: string;
  readonly next: string;
}

/** The first of these rows that an error fits; undefined where AWS's own text has to do. */
export function fitting(error: AccessError, table: readonly Meaning[]): Meaning | undefined {
  const { service, operation, httpStatus } = error.details;
  // Without an answer there is no text of AWS.
  if (httpStatus === undefined) return undefined;
  return table.find(
    row =>
      (row.service === undefined || row.service === service) &&
      (row.operations === undefined || (operation !== undefined && row.operations.includes(operation))) &&
      (row.codes === undefined || row.codes.includes(error.code)) &&
      (row.text === undefined || row.text.test(error.message)) &&
      (row.when === undefined || row.when(error)),
  );
}

/** A row's words for an error. */
export function inWords({ text, cause, next }: Meaning, error: AccessError, t: Translate): Meant {
  const groups = text?.exec(error.message)?.groups ?? {};
  const datum: Datum = name => plainText(groups[name] ?? (name === 'region' ? (error.details.region ?? '') : ''));
  return { cause: cause(t, datum), next: next(t, datum) };
}
