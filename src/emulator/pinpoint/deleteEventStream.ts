import type { EmulatorOperation } from '../world.ts';
import { streamOf } from './checks.ts';
import { encodeStream } from './encode.ts';

/**
 * Answers the stream it deleted. What AWS answers where there is none is not documented; 404 here, as reads do.
 * @see https://docs.aws.amazon.com/pinpoint/latest/apireference/apps-application-id-eventstream.html
 */
export const deleteEventStream: EmulatorOperation = {
  name: 'DeleteEventStream',
  effect: 'write',
  run(call) {
    const { id, app, stream } = streamOf(call);
    const { eventStream: _gone, ...rest } = app;
    call.world.pinpoint.open(call.account, call.region).apps.set(id, rest);
    return { body: encodeStream(id, stream) };
  },
};
