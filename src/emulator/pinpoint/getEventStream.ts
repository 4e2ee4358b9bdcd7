import type { EmulatorOperation } from '../world.ts';
import { streamOf } from './checks.ts';
import { encodeStream } from './encode.ts';

/** @see https://docs.aws.amazon.com/pinpoint/latest/apireference/apps-application-id-eventstream.html */
export const getEventStream: EmulatorOperation = {
  name: 'GetEventStream',
  effect: 'read',
  run(call) {
    const { id, stream } = streamOf(call);
    return { body: encodeStream(id, stream) };
  },
};
