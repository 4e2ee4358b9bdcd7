import type { EmulatorOperation } from '../world.ts';
import { appOf } from './checks.ts';
import { encodeApp } from './encode.ts';

/** @see https://docs.aws.amazon.com/pinpoint/latest/apireference/apps-application-id.html */
export const getApp: EmulatorOperation = {
  name: 'GetApp',
  effect: 'read',
  run(call) {
    const { id, app } = appOf(call);
    return { body: encodeApp(call, id, app) };
  },
};
