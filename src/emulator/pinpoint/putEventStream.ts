import type { EmulatorOperation } from '../world.ts';
import { appOf, newStreamOf } from './checks.ts';
import { encodeStream } from './encode.ts';
import type { EventStream } from './pinpointDocument.ts';

/** Creates or replaces. @see https://docs.aws.amazon.com/pinpoint/latest/apireference/apps-application-id-eventstream.html */
export const putEventStream: EmulatorOperation = {
  name: 'PutEventStream',
  effect: 'write',
  run(call) {
    const { id, app } = appOf(call);
    const eventStream: EventStream = {
      ...newStreamOf(call),
      lastModifiedDate: call.now.toISOString(),
      lastUpdatedBy: `arn:aws:iam::${call.account}:user/emulator`,
    };
    call.world.pinpoint.open(call.account, call.region).apps.set(id, { ...app, eventStream });
    return { body: encodeStream(id, eventStream) };
  },
};
