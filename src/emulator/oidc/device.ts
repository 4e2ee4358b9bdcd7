import { portalAt, portalsOf } from '../sso/portals.ts';
import { object, string } from '../wire/shape.ts';
import type { EmulatorCall, EmulatorOperation } from '../world.ts';
import { inputOf, provenClient } from './clients.ts';
import { fail } from './errors.ts';
import { page, wrong } from './pages.ts';

const input = object({ clientId: string(), clientSecret: string(), startUrl: string() });

/** AWS's codes last ten minutes, and are asked for once a second. */
const DEVICE_SECONDS = 600;
export const INTERVAL_SECONDS = 1;

/** What a person types; without vowels, so that it spells nothing. */
const LETTERS = 'BCDFGHJKLMNPQRST';

const userCodeOf = (hex: string): string =>
  [...hex]
    .map(digit => LETTERS[Number.parseInt(digit, 16)])
    .join('')
    .replace(/^.{4}/, '$&-');

/** @see https://docs.aws.amazon.com/singlesignon/latest/OIDCAPIReference/API_StartDeviceAuthorization.html */
export const startDeviceAuthorization: EmulatorOperation = {
  name: 'StartDeviceAuthorization',
  effect: 'write',
  run(call) {
    const { startUrl, ...client } = inputOf(input, call);
    provenClient(client, call.now);
    const portal = portalAt(call.world, startUrl);
    if (portal === undefined) throw fail('InvalidRequestException', `There is no portal at ${startUrl}`);
    const { deviceSeconds = DEVICE_SECONDS, intervalSeconds = INTERVAL_SECONDS } = portal;
    const deviceCode = call.ids.uuid();
    const userCode = userCodeOf(call.ids.hex(8));
    const endsAt = new Date(call.now.getTime() + deviceSeconds * 1000).toISOString();
    portal.devices.set(deviceCode, { clientId: client.clientId, userCode, endsAt });
    const verificationUri = `http://${call.header('host')}/device`;
    return {
      body: {
        ...{ deviceCode, userCode, verificationUri },
        verificationUriComplete: `${verificationUri}?user_code=${userCode}`,
        expiresIn: deviceSeconds,
        interval: intervalSeconds,
      },
    };
  },
};

function findDevice(call: EmulatorCall, userCode: string) {
  for (const portal of portalsOf(call.world)) {
    for (const [deviceCode, device] of portal.devices.entries()) {
      const isIt = device.userCode === userCode && Date.parse(device.endsAt) > call.now.getTime();
      if (isIt) return { portal, deviceCode, device };
    }
  }
  return undefined;
}

/** The page of `verificationUriComplete`: the person's answer for a device. Not an operation of AWS's API. */
export const devicePage: EmulatorOperation = {
  name: 'DevicePage',
  effect: 'write',
  run(call) {
    const userCode = (call.query.get('user_code') ?? '').toUpperCase();
    if (userCode === '') return wrong('Add ?user_code= with the code that is shown.');
    const found = findDevice(call, userCode);
    if (found === undefined) return wrong(`The code ${userCode} is not known, or it is over.`);
    const { portal, deviceCode, device } = found;
    const answer = call.query.get('answer') ?? portal.approval ?? 'allow';
    if (answer !== 'allow' && answer !== 'deny') {
      const to = (said: string) => `/device?user_code=${userCode}&answer=${said}`;
      return page('Authorization requested', `Confirm that the code ${userCode} is the one you see.`, [
        ['Allow access', to('allow')],
        ['Deny access', to('deny')],
      ]);
    }
    portal.devices.set(deviceCode, { ...device, answer });
    return answer === 'allow'
      ? page('Request approved', 'You can close this window.')
      : page('Request denied', 'You can close this window.');
  },
};
