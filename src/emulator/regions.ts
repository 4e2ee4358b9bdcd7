/**
 * Regions by service, as AWS publishes its endpoints.
 * @see https://docs.aws.amazon.com/general/latest/gr/aws-service-information.html
 */
const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** Where a hub may be; the widest list there is, so also the list of all Regions the emulator knows. */
export const ALL_REGIONS = words(`
  af-south-1 ap-east-1 ap-east-2 ap-northeast-1 ap-northeast-2 ap-northeast-3 ap-south-1 ap-south-2
  ap-southeast-1 ap-southeast-2 ap-southeast-3 ap-southeast-4 ap-southeast-5 ap-southeast-6 ap-southeast-7
  ca-central-1 ca-west-1 eu-central-1 eu-central-2 eu-north-1 eu-south-1 eu-south-2 eu-west-1 eu-west-2 eu-west-3
  il-central-1 me-central-1 me-south-1 mx-central-1 sa-east-1 us-east-1 us-east-2 us-west-1 us-west-2
  us-gov-east-1 us-gov-west-1 cn-north-1 cn-northwest-1 eusc-de-east-1`);

/** @see https://docs.aws.amazon.com/general/latest/gr/glacier-service.html */
export const GLACIER_REGIONS = words(`
  af-south-1 ap-east-1 ap-northeast-1 ap-northeast-2 ap-northeast-3 ap-south-1 ap-southeast-1 ap-southeast-2
  ap-southeast-3 ca-central-1 eu-central-1 eu-north-1 eu-south-1 eu-west-1 eu-west-2 eu-west-3 me-south-1 sa-east-1
  us-east-1 us-east-2 us-west-1 us-west-2 us-gov-east-1 us-gov-west-1 cn-north-1 cn-northwest-1`);

/** @see https://docs.aws.amazon.com/general/latest/gr/pinpoint.html */
export const PINPOINT_REGIONS = words(`
  ap-northeast-1 ap-northeast-2 ap-south-1 ap-southeast-1 ap-southeast-2 ca-central-1 eu-central-1 eu-west-1 eu-west-2
  us-east-1 us-east-2 us-west-2 us-gov-west-1`);

/** @see https://docs.aws.amazon.com/general/latest/gr/connect_region.html */
export const CONNECT_REGIONS = words(`
  af-south-1 ap-northeast-1 ap-northeast-2 ap-southeast-1 ap-southeast-2 ca-central-1 eu-central-1 eu-west-2
  us-east-1 us-west-2 us-gov-west-1`);

/** The ARN partition of a Region. */
export function partitionOf(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn';
  if (region.startsWith('us-gov-')) return 'aws-us-gov';
  return region.startsWith('eusc-') ? 'aws-eusc' : 'aws';
}

/** An ARN in the Region's own partition; `region` '' for services that have none in their ARNs. */
export const arnOf = (service: string, region: string, account: string, resource: string): string =>
  `arn:${partitionOf(region)}:${service}:${region}:${account}:${resource}`;
