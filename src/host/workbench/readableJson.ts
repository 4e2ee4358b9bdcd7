import { plainJson } from '../../core/model/plainText.ts';

/** A value as JSON for reading: laid out, dates in ISO 8601, invisible and direction-changing characters escaped. */
export const readableJson = (value: unknown): string => `${plainJson(value ?? null, 2)}\n`;
