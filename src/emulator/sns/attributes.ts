import type { Collection } from '../state/collection.ts';
import { fail } from './errors.ts';

const isJson = (text: string): boolean => {
  try {
    return typeof JSON.parse(text) === 'object';
  } catch {
    return false;
  }
};
const anyText = (): boolean => true;
const flag = (text: string): boolean => text === 'true' || text === 'false';

/** The attributes a caller may set, each with what it takes. The delivery feedback ones are left out: nothing reads them. */
const SETTABLE: ReadonlyMap<string, (text: string) => boolean> = new Map([
  ['ArchivePolicy', isJson],
  ['ContentBasedDeduplication', flag],
  ['DeliveryPolicy', isJson],
  ['DisplayName', (text: string) => text.length <= 100],
  ['FifoThroughputScope', anyText],
  ['FifoTopic', flag],
  ['KmsMasterKeyId', anyText],
  ['Policy', isJson],
  ['SignatureVersion', (text: string) => text === '1' || text === '2'],
  ['TracingConfig', (text: string) => text === 'PassThrough' || text === 'Active'],
]);

/** @throws {ServiceError} InvalidParameter for an attribute that is not known or does not take this value */
export function checkAttributes(attributes: Collection<string>): void {
  for (const [name, value] of attributes.entries()) {
    const takes = SETTABLE.get(name);
    if (takes === undefined) throw fail('InvalidParameter', 'Invalid parameter: AttributeName');
    if (!takes(value)) throw fail('InvalidParameter', `Invalid parameter: Attributes Reason: ${name} is not valid`);
  }
}
