import type { FleetKind, FleetNames } from '../../model/kind.ts';
import { misspeltRegion } from '../../model/regions.ts';
import { notEnabled } from './enabledRegions.ts';
import { hubSteps, hubsBeside } from './hubSteps.ts';

/** How hubs are written in files: requests have no inner part, and a fleet file says the whole set of an account. */
export const hubDocument: FleetKind<FleetNames>['document'] = {
  suffix: 'notification-hub',
  bodyFiles: [],
  set: 'RegisterNotificationHub',
  unset: 'DeregisterNotificationHub',
  verb: { alone: t => t('Register hub…'), named: (t, name) => t('Register hub in {0}…', name) },
  nameMember: 'notificationHubRegion',
  bodyMember: null,
  fleet: {
    key: 'notificationHubs',
    below: 'account',
    as: 'names',
    meant: misspeltRegion,
    leaving: ['DEREGISTERING'],
    steps: hubSteps,
    refused: notEnabled,
    names: live => hubsBeside(live).map(([region]) => region),
    exchanged: (t, gone, come) => t('Exchanged hubs: {0} → {1}', gone, come),
  },
  live: false,
};
