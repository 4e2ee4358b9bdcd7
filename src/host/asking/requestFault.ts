import type { Input } from '../../core/model/ports.ts';
import { CONTROL_PLANE } from '../../core/model/regions.ts';
import { findingText } from '../../messages/findingText.ts';
import type { HostServices } from '../services.ts';
import type { Draft } from './draft.ts';

/** What is missing is still to be asked, and no fault of what is there. */
const INCOMPLETE = 'document/missing-key';

/**
 * Why one member of an unfinished request cannot be taken, in words, or undefined. What is said of other members is left
 * for their own question, or for the end. Reads are checked by AWS alone.
 */
export async function requestFault(
  { t, road }: Pick<HostServices, 't' | 'road'>,
  { operation, accountId, region }: Draft,
  request: Input,
  member: readonly string[],
): Promise<string | undefined> {
  if (operation.effect === 'read') return undefined;
  const pointer = member.map(step => `/${step}`).join('');
  const where = { accountId: accountId ?? '', region: region ?? CONTROL_PLANE };
  const findings = await road.validate(operation.name, request, where);
  const fault = findings.find(
    one =>
      one.severity === 'error' &&
      one.rule !== INCOMPLETE &&
      (one.pointer === pointer || one.pointer.startsWith(`${pointer}/`)),
  );
  return fault === undefined ? undefined : findingText(fault, t);
}
