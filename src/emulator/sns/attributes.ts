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

const percent = (text: string): boolean => /^\d{1,3}$/.test(text) && Number(text) <= 100;

/** What deliveries of each protocol log, and as whom. They are kept and told, and nothing is logged. */
const FEEDBACK = ['HTTP', 'Firehose', 'Lambda', 'Application', 'SQS'].flatMap(
  protocol =>
    [
      [`${protocol}SuccessFeedbackRoleArn`, anyText],
      [`${protocol}SuccessFeedbackSampleRate`, percent],
      [`${protocol}FailureFeedbackRoleArn`, anyText],
    ] as const,
);

/**
 * The attributes a caller may set, each with what it takes.
 * @see https://docs.aws.amazon.com/sns/latest/api/API_SetTopicAttributes.html
 */
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
  ...FEEDBACK,
]);

/** @throws {ServiceError} InvalidParameter for an attribute that is not known or does not take this value */
export function checkAttributes(attributes: Collection<string>): void {
  for (const [name, value] of attributes.entries()) {
    const takes = SETTABLE.get(name);
    if (takes === undefined) throw fail('InvalidParameter', 'Invalid parameter: AttributeName');
    if (!takes(value)) throw fail('InvalidParameter', `Invalid parameter: Attributes Reason: ${name} is not valid`);
  }
}
