import { arnOf } from '../regions.ts';
import { tagMap } from '../tags.ts';
import { integer, object, optional, string } from '../wire/shape.ts';
import type { EmulatorCall } from '../world.ts';
import type { Instance } from './connectDocument.ts';
import { fail, inputOf, type RefusalCode } from './errors.ts';

/** The label every operation on an instance has. */
export const instanceLabel = { InstanceId: string({ min: 1, max: 100 }) };

/** Tags of anything in Connect; keys that begin with `aws:` are AWS's own. */
export const instanceTags = tagMap(50, string({ min: 1, max: 128, pattern: /^(?!aws:)[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u }));

/** The ARN of an instance of the caller's. */
export const instanceArn = (call: EmulatorCall, id: string): string =>
  arnOf('connect', call.region, call.account, `instance/${id}`);

/** The instance a call is about. @throws {ServiceError} ResourceNotFoundException */
export function instanceOf(
  call: EmulatorCall,
  code: RefusalCode,
): { readonly id: string; readonly instance: Instance } {
  const { InstanceId: id } = inputOf(object(instanceLabel), call.labels, code);
  const instance = call.world.connect.peek(call.account, call.region).instances.get(id);
  if (instance === undefined) throw fail('ResourceNotFoundException', `Instance not found: ${id}`);
  return { id, instance };
}

/** Where to go on, and how far. AWS's token is opaque; ours holds the id of the next item. */
export function pageOf(call: EmulatorCall, most: number): { readonly from: string; readonly limit: number } {
  const paging = object({
    maxResults: optional(integer({ min: 1, max: most, fromText: true })),
    nextToken: optional(string()),
  });
  const { maxResults, nextToken = '' } = inputOf(paging, Object.fromEntries(call.query), 'InvalidRequestException');
  const from = Buffer.from(nextToken, 'base64url').toString('utf8');
  if (Buffer.from(from).toString('base64url') !== nextToken) {
    throw fail('InvalidRequestException', 'Parameter nextToken is not valid');
  }
  return { from, limit: maxResults ?? most };
}

/** The member a page ends with where there is another. */
export const nextTokenOf = (next: string | undefined): { readonly NextToken?: string } =>
  next === undefined ? {} : { NextToken: Buffer.from(next).toString('base64url') };
