import { collectionOf } from '../state/collection.ts';
import { object, optional, string } from '../wire/shape.ts';
import type { EmulatorOperation } from '../world.ts';
import { bodyOf } from './checks.ts';
import { encodeApp } from './encode.ts';
import { fail } from './errors.ts';
import { MAX_APPS } from './limits.ts';
import type { App } from './pinpointDocument.ts';

const input = object({ Name: string({ min: 1 }), tags: optional(collectionOf(string())) });

/** @see https://docs.aws.amazon.com/pinpoint/latest/apireference/apps.html */
export const createApp: EmulatorOperation = {
  name: 'CreateApp',
  effect: 'write',
  run(call) {
    const { Name: name, tags } = bodyOf(input, call.body);
    const { apps } = call.world.pinpoint.open(call.account, call.region);
    // Which of the seven errors AWS gives at the quota is not published.
    if (apps.size >= MAX_APPS) throw fail('BadRequestException', `Project limit exceeded. Limit: ${MAX_APPS}`);
    const id = call.ids.hex(32);
    const app: App = { name, creationDate: call.now.toISOString(), ...(tags === undefined ? {} : { tags }) };
    apps.set(id, app);
    return { status: 201, body: encodeApp(call, id, app) };
  },
};
