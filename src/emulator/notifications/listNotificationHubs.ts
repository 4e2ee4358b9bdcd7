import type { EmulatorOperation } from '../world.ts';
import { openHubs } from './checks.ts';
import { encodeHub } from './encodeHub.ts';
import { invalidField } from './errors.ts';
import { HUBS_PER_PAGE } from './limits.ts';

/** @see https://docs.aws.amazon.com/notifications/latest/APIReference/API_ListNotificationHubs.html */
export const listNotificationHubs: EmulatorOperation = {
  name: 'ListNotificationHubs',
  effect: 'read',
  run(call) {
    const maxResults = call.query.get('maxResults');
    if (maxResults !== null && maxResults !== String(HUBS_PER_PAGE)) {
      const rule = `Member must have value equal to ${HUBS_PER_PAGE}`;
      throw invalidField('maxResults', `Value '${maxResults}' at 'maxResults' failed to satisfy constraint: ${rule}`);
    }
    // AWS's tokens are opaque; ours hold the Region to go on at, which a seed of more than three hubs needs.
    const from = Buffer.from(call.query.get('nextToken') ?? '', 'base64').toString('utf8');
    if (call.query.has('nextToken') && !/^[a-z0-9-]{2,25}$/.test(from)) {
      throw invalidField('nextToken', "Value at 'nextToken' is not valid");
    }
    const { items, next } = openHubs(call).hubs.page(from, HUBS_PER_PAGE);
    const nextToken = next === undefined ? {} : { nextToken: Buffer.from(next).toString('base64') };
    return { body: { notificationHubs: items.map(([region, hub]) => encodeHub(region, hub)), ...nextToken } };
  },
};
