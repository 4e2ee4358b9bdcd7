/** A parsed Amazon Resource Name. Region and account are empty where the service has none. */
export interface Arn {
  readonly partition: string;
  readonly service: string;
  readonly region: string;
  readonly accountId: string;
  /** All after the fifth colon, such as `stream/orders`. */
  readonly resource: string;
}

/** The six fields of an ARN, or undefined where the text is not one. */
export function parseArn(text: string): Arn | undefined {
  const match = /^arn:([^:\s]+):([^:\s]+):([^:\s]*):([^:\s]*):(\S.*)$/.exec(text);
  if (match === null) return undefined;
  const [, partition = '', service = '', region = '', accountId = '', resource = ''] = match;
  return { partition, service, region, accountId, resource };
}

/** The ARN as text. */
export function formatArn(arn: Arn): string {
  return `arn:${arn.partition}:${arn.service}:${arn.region}:${arn.accountId}:${arn.resource}`;
}

/** True for a partition that AWS has: the standard one, China, GovCloud, the European sovereign and the isolated ones. */
export function isPartition(text: string): boolean {
  return /^aws(?:-cn|-us-gov|-eusc|-iso(?:-[a-z])?)?$/.test(text);
}
