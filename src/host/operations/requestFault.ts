import type { Input } from '../../core/model/ports.ts';
import { findingText } from '../../messages/findingText.ts';
import type { Draft, DraftNeeds } from './draft.ts';

/** What is missing is still to be asked, and no fault of what is there. */
const INCOMPLETE = 'document/missing-key';

/** Why an unfinished request cannot become a good one, in words, or undefined. Reads are checked by AWS alone. */
export async function requestFault(
  { operation }: Draft,
  request: Input,
  { t, validate }: Pick<DraftNeeds, 't' | 'validate'>,
): Promise<string | undefined> {
  if (operation.effect === 'read') return undefined;
  const findings = await validate(operation.name, request);
  const fault = findings.find(one => one.severity === 'error' && one.rule !== INCOMPLETE);
  return fault === undefined ? undefined : findingText(fault, t);
}
