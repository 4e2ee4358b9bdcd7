import { type Arn, parseArn } from '../../model/arn.ts';
import { parseRegion } from '../../model/regions.ts';
import type { Part } from './fix.ts';
import type { LintContext } from './rule.ts';
import type { Text } from './subject.ts';

const ORDER = ['arn', 'partition', 'service', 'region', 'accountId', 'resource'] as const;

/** One field of an ARN that stands in a document. */
export function arnPart({ value, node }: Text, name: keyof Arn): Part {
  const index = ORDER.indexOf(name);
  let from = 0;
  for (let field = 0; field < index; field += 1) from = value.indexOf(':', from) + 1;
  const end = name === 'resource' ? -1 : value.indexOf(':', from);
  return { node, from, to: end === -1 ? value.length : end };
}

/**
 * Whether an ARN names something of the account and the Region that a document is for; undefined where what the document
 * is for is not known.
 */
export function isHere({ accountId, region }: Arn, { account, region: own }: LintContext): boolean | undefined {
  if ((account !== undefined && account !== accountId) || (own !== undefined && own !== region)) return false;
  return account === undefined || own === undefined ? undefined : true;
}

/** True where two services stand in an ARN, as in `arn:aws:kinesis:firehose:us-east-1:…`: all behind is one field too far. */
export function hasTwoServices({ region, accountId, resource }: Arn): boolean {
  if (parseRegion(region) !== undefined || !/^[a-z][a-z-]*$/.test(region)) return false;
  return parseRegion(accountId) !== undefined && /^\d{12}:/.test(resource);
}

/** A text that is an ARN, taken apart; undefined where there is none, or it has not the form of one. */
export function arnOf(text: Text | undefined): { readonly arn: Arn; readonly text: Text } | undefined {
  const arn = text === undefined ? undefined : parseArn(text.value);
  return arn === undefined || text === undefined ? undefined : { arn, text };
}
