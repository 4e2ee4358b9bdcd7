import { objects, optionalTime } from '../../model/answer.ts';
import type { EvidencePiece, KindEvidence } from '../../model/evidence.ts';
import { parseRegion } from '../../model/regions.ts';
import { lastChangePiece, names } from '../lastChange.ts';

/** When the hub last stored an event. That none came says little: nothing may have happened. */
const lastEvent: EvidencePiece = {
  id: 'hub/last-event',
  gather: async ({ name }, look) => {
    const region = parseRegion(name);
    if (region === undefined) return undefined;
    const [newest] = objects(
      await look.read('ListNotificationEvents', { maxResults: 1 }, region),
      'notificationEvents',
    );
    const at = newest === undefined ? null : optionalTime(newest, 'creationTime');
    return { verdict: null, data: { region: name, found: at === null ? 'no' : 'yes' }, at };
  },
};

const lastChange = lastChangePiece(
  'hub/last-change',
  ({ status }) => (status === 'DEREGISTERING' ? 'DeregisterNotificationHub' : 'RegisterNotificationHub'),
  (event, { name }) => names(event, 'notificationHubRegion', name),
);

/** What tells that events come to a hub. */
export const hubEvidence: KindEvidence = { kind: 'hub', pieces: [lastEvent, lastChange] };
