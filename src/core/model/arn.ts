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
  if (!text.startsWith('arn:')) return undefined;
  // Cut by hand: a document of 1 MB holds thousands of ARNs, each of which several rules look at.
  const service = text.indexOf(':', 4) + 1;
  const region = text.indexOf(':', service) + 1;
  const account = text.indexOf(':', region) + 1;
  const resource = text.indexOf(':', account) + 1;
  if (service === 0 || region === 0 || account === 0 || resource === 0) return undefined;
  if (service === 5 || region === service + 1 || !/^\S.*$/.test(text.slice(resource))) return undefined;
  if (/\s/.test(text.slice(0, resource))) return undefined;
  return {
    partition: text.slice(4, service - 1),
    service: text.slice(service, region - 1),
    region: text.slice(region, account - 1),
    accountId: text.slice(account, resource - 1),
    resource: text.slice(resource),
  };
}

/** The ARN as text. */
export function formatArn(arn: Arn): string {
  return `arn:${arn.partition}:${arn.service}:${arn.region}:${arn.accountId}:${arn.resource}`;
}

/** True for a partition that AWS has: the standard one, China, GovCloud, the European sovereign and the isolated ones. */
export function isPartition(text: string): boolean {
  return /^aws(?:-cn|-us-gov|-eusc|-iso(?:-[a-z])?)?$/.test(text);
}
