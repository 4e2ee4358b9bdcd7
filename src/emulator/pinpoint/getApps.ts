import { integer, type Problem } from '../wire/shape.ts';
import type { EmulatorCall, EmulatorOperation } from '../world.ts';
import { encodeApp } from './encode.ts';
import { fail } from './errors.ts';
import { DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE } from './limits.ts';

const pageSize = integer({ min: 1, max: MAX_PAGE_SIZE, fromText: true });

function pageSizeOf(call: EmulatorCall): number {
  const given = call.query.get('page-size');
  if (given === null || given === '') return DEFAULT_PAGE_SIZE;
  const problems: Problem[] = [];
  const size = pageSize.parse(given, 'page-size', problems);
  if (size === undefined) throw fail('BadRequestException', `page-size: ${problems[0]?.rule ?? 'is not valid'}`);
  return size;
}

/** The id to go on at. AWS's token is opaque; ours holds the id of the next application. */
function startOf(call: EmulatorCall): string {
  const token = call.query.get('token') ?? '';
  if (token === '') return '';
  const id = Buffer.from(token, 'base64url').toString('utf8');
  if (Buffer.from(id).toString('base64url') !== token) throw fail('BadRequestException', 'Invalid token');
  return id;
}

/** In the order of their ids; AWS promises none. @see https://docs.aws.amazon.com/pinpoint/latest/apireference/apps.html */
export const getApps: EmulatorOperation = {
  name: 'GetApps',
  effect: 'read',
  run(call) {
    const { apps } = call.world.pinpoint.peek(call.account, call.region);
    const { items, next } = apps.page(startOf(call), pageSizeOf(call));
    return {
      body: {
        Item: items.map(([id, app]) => encodeApp(call, id, app)),
        NextToken: next === undefined ? null : Buffer.from(next).toString('base64url'),
      },
    };
  },
};
