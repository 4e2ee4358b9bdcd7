import type { ServiceId } from './operations.ts';
import { nearest } from './similar.ts';

/** A Region as AWS writes it, such as `eu-west-1`. */
export type Region = string & { readonly brand: 'Region' };

/**
 * The form of a Region name, `eusc-de-east-1` included.
 * @see https://docs.aws.amazon.com/notifications/latest/APIReference/API_RegisterNotificationHub.html
 */
const REGION_PATTERN = /^([a-z]{1,4})-([a-z]{1,15}-)+([0-9])$/;

/** The text as a Region, or undefined where it has not the form of one (2 to 25 characters). */
export function parseRegion(text: string): Region | undefined {
  return text.length >= 2 && text.length <= 25 && REGION_PATTERN.test(text) ? (text as Region) : undefined;
}

/** A Region known to be well formed, such as one written in this code. Throws RangeError otherwise. */
export function region(text: string): Region {
  const parsed = parseRegion(text);
  if (parsed === undefined) throw new RangeError(`not a Region: ${text}`);
  return parsed;
}

/** Where the control plane of User Notifications and of IAM is in the standard partition, whatever Region is meant. */
export const CONTROL_PLANE: Region = region('us-east-1');

/**
 * The Regions in which the other partitions administer what is free of Region: IAM's, as its endpoint list has them.
 * For User Notifications AWS documents none; where this is wrong, AWS refuses and says so.
 */
const CONTROL_PLANES: ReadonlyMap<string, Region> = new Map([
  ['aws-cn', region('cn-north-1')],
  ['aws-us-gov', region('us-gov-west-1')],
  ['aws-eusc', region('eusc-de-east-1')],
]);

/** Where a partition administers what is free of Region. */
export function controlPlaneOf(partition: string): Region {
  return CONTROL_PLANES.get(partition) ?? CONTROL_PLANE;
}

const list = (text: string): readonly Region[] => text.trim().split(/\s+/).map(region);

/**
 * The Regions in which hubs can be, as far as AWS's endpoint lists tell; there is no list of its own for hubs,
 * so this guides and never forbids.
 */
export const HUB_REGIONS: readonly Region[] = list(`
  af-south-1 ap-east-1 ap-east-2 ap-northeast-1 ap-northeast-2 ap-northeast-3 ap-south-1 ap-south-2 ap-southeast-1
  ap-southeast-2 ap-southeast-3 ap-southeast-4 ap-southeast-5 ap-southeast-6 ap-southeast-7 ca-central-1 ca-west-1
  eu-central-1 eu-central-2 eu-north-1 eu-south-1 eu-south-2 eu-west-1 eu-west-2 eu-west-3 il-central-1 me-central-1
  me-south-1 mx-central-1 sa-east-1 us-east-1 us-east-2 us-west-1 us-west-2`);

/**
 * The Regions of the standard partition that every account has, and none can disable: those from before 2019-03-20.
 * @see https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-regions.html
 */
const ENABLED_REGIONS: ReadonlySet<string> = new Set(
  list(`
    ap-northeast-1 ap-northeast-2 ap-northeast-3 ap-south-1 ap-southeast-1 ap-southeast-2 ca-central-1 eu-central-1
    eu-north-1 eu-west-1 eu-west-2 eu-west-3 sa-east-1 us-east-1 us-east-2 us-west-1 us-west-2`),
);

/** True for a Region that no account can disable: in the other partitions, any. */
export const isAlwaysEnabled = (of: Region): boolean => ENABLED_REGIONS.has(of) || partitionOf(of) !== 'aws';

/**
 * The Regions that offer each service we list by Region, in the standard, GovCloud and China partitions.
 * Source: the service endpoint lists of AWS's public SDK models, August 2026.
 */
export const SERVICE_REGIONS = {
  glacier: list(`
    af-south-1 ap-east-1 ap-northeast-1 ap-northeast-2 ap-northeast-3 ap-south-1 ap-southeast-1 ap-southeast-2
    ap-southeast-3 ca-central-1 eu-central-1 eu-north-1 eu-south-1 eu-west-1 eu-west-2 eu-west-3 me-south-1 sa-east-1
    us-east-1 us-east-2 us-west-1 us-west-2 us-gov-east-1 us-gov-west-1 cn-north-1 cn-northwest-1`),
  pinpoint: list(`
    ap-northeast-1 ap-northeast-2 ap-south-1 ap-southeast-1 ap-southeast-2 ca-central-1 eu-central-1 eu-west-1
    eu-west-2 us-east-1 us-east-2 us-west-2 us-gov-west-1`),
  connect: list(`
    af-south-1 ap-northeast-1 ap-northeast-2 ap-southeast-1 ap-southeast-2 ca-central-1 eu-central-1 eu-west-2
    us-east-1 us-west-2 us-gov-west-1`),
} as const satisfies Partial<Record<ServiceId, readonly Region[]>>;

/** A service that is listed Region by Region. */
export type RegionalService = keyof typeof SERVICE_REGIONS;

/** The AWS partition of a Region, by its prefix. */
export function partitionOf(of: Region): string {
  const isolated = /-iso([a-z]?)-/.exec(of)?.[1];
  if (isolated !== undefined) return isolated === '' ? 'aws-iso' : `aws-iso-${isolated}`;
  if (of.startsWith('us-gov-')) return 'aws-us-gov';
  if (of.startsWith('cn-')) return 'aws-cn';
  return of.startsWith('eusc-') ? 'aws-eusc' : 'aws';
}

/** The Regions of one partition in which at least one of our regional services exists, in alphabetical order. */
export function regionsOfPartition(partition: string): readonly Region[] {
  const regional = new Set<Region>(Object.values(SERVICE_REGIONS).flat());
  return [...regional].filter(one => partitionOf(one) === partition).sort();
}

/** Every Region that any of our services is known to be in. */
const LISTED: ReadonlySet<Region> = new Set([...HUB_REGIONS, ...Object.values(SERVICE_REGIONS).flat()]);

/** Those of the standard partition. */
export const KNOWN_REGIONS: readonly Region[] = [...LISTED].filter(one => partitionOf(one) === 'aws');

/** Whether a Region is known to exist; undefined for partitions whose Regions are not all listed here. */
export function isKnownRegion(where: Region): boolean | undefined {
  return partitionOf(where) === 'aws' ? KNOWN_REGIONS.includes(where) : undefined;
}

const withoutNumber = (text: string): string => text.replace(/\d+$/, '');

/**
 * The Region that a text means by a slip of the pen; undefined for one that is known, or of which only the number is new,
 * since AWS adds those, and for what is near to none.
 */
export function misspeltRegion(text: string): Region | undefined {
  const known = parseRegion(text);
  const isFamiliar =
    known !== undefined &&
    (isKnownRegion(known) !== false || KNOWN_REGIONS.some(one => withoutNumber(one) === withoutNumber(known)));
  return isFamiliar ? undefined : nearest(text, KNOWN_REGIONS);
}

/** True where AWS's endpoint lists have the service in the Region. */
export function offers(service: RegionalService, where: Region): boolean {
  return SERVICE_REGIONS[service].includes(where);
}

/** The same, and true for a Region that no list has: it is new, or there is none, and only asking tells. */
export function mayOffer(service: RegionalService, where: Region): boolean {
  return offers(service, where) || !LISTED.has(where);
}
