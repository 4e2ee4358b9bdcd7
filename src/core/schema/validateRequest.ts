import { type Finding, finding, pointerStep } from '../model/finding.ts';
import type { WriteOperation } from '../model/operations.ts';
import type { Input } from '../model/ports.ts';
import compiled, { type SchemaError } from './validators.generated.mjs';

/**
 * What the schema of an operation's request objects to, each as an error with its place. Values never appear in it.
 * Throws RangeError where the operation has no schema.
 */
export function validateRequest(operation: WriteOperation, request: Input): readonly Finding[] {
  const check = compiled[operation];
  if (check === undefined) throw new RangeError(`no schema for ${operation}`);
  return check(request) ? [] : (check.errors ?? []).map(asFinding);
}

/** What the schema of the fleet file objects to, each as an error with its place. */
export function validateFleetFile(value: unknown): readonly Finding[] {
  const check = compiled.FleetFile;
  if (check === undefined) throw new RangeError('no schema for the fleet file');
  return check(value) ? [] : (check.errors ?? []).filter(isTelling).map(asFinding);
}

/**
 * False for the faults of the branch not meant: a value that is no null is not meant to be one. And for what is wrong
 * with a name, which is told once, by the name itself.
 */
const isTelling = ({ keyword, params, propertyName }: SchemaError): boolean =>
  keyword !== 'anyOf' && propertyName === undefined && !(keyword === 'type' && params.type === 'null');

function asFinding(error: SchemaError): Finding {
  const { additionalProperty, missingProperty, allowedValues, propertyName, type, limit } = error.params;
  if (error.keyword === 'additionalProperties') {
    const key = String(additionalProperty);
    return finding('document/unknown-key', 'error', { key }, error.instancePath + pointerStep(key));
  }
  if (error.keyword === 'required') {
    const key = String(missingProperty);
    return finding('document/missing-key', 'error', { key }, error.instancePath + pointerStep(key));
  }
  if (error.keyword === 'propertyNames') {
    const key = String(propertyName);
    return finding('document/schema', 'error', { key, keyword: error.keyword }, error.instancePath + pointerStep(key));
  }
  const allowed = Array.isArray(allowedValues) ? allowedValues.join(', ') : '';
  const key = error.instancePath.split('/').at(-1) ?? '';
  const params = { allowed, wanted: String(type ?? ''), limit: String(limit ?? '') };
  const data = { key, keyword: error.keyword, fault: error.message ?? error.keyword, ...params };
  return finding('document/schema', 'error', data, error.instancePath);
}
