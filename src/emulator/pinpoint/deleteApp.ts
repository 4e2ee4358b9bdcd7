import type { EmulatorOperation } from '../world.ts';
import { appOf } from './checks.ts';
import { encodeApp } from './encode.ts';

/** Answers the application it deleted. @see https://docs.aws.amazon.com/pinpoint/latest/apireference/apps-application-id.html */
export const deleteApp: EmulatorOperation = {
  name: 'DeleteApp',
  effect: 'write',
  run(call) {
    const { id, app } = appOf(call);
    call.world.pinpoint.open(call.account, call.region).apps.delete(id);
    return { body: encodeApp(call, id, app) };
  },
};
