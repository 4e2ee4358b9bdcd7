import { text } from '../../model/answer.ts';
import { amiss, type Check, type KindChecks, ok } from '../../model/check.ts';
import { ENABLED, regionsOf } from './enabledRegions.ts';
import { hubsBeside } from './hubSteps.ts';

const transition: Check = {
  id: 'hub/transition',
  tells: 'step',
  judge: async ({ name, status }) =>
    status === 'REGISTERING' || status === 'DEREGISTERING'
      ? amiss('broken', { region: name, status })
      : ok({ region: name }),
};

const inactive: Check = {
  id: 'hub/inactive',
  tells: 'step',
  judge: async ({ name, status, fields }) =>
    status === 'INACTIVE' ? amiss('warning', { region: name, reason: fields.get('reason') ?? '' }) : undefined,
};

const optIn: Check = {
  id: 'hub/opt-in',
  tells: 'step',
  judge: async ({ name }, look) => {
    for await (const one of regionsOf(look.read)) {
      if (one.RegionName !== name) continue;
      const state = text(one, 'RegionOptStatus');
      if (ENABLED.has(state)) return ok({ region: name });
      const cli = ['account', 'enable-region', '--region-name', name];
      return amiss('warning', { region: name, state }, { cli });
    }
    // AWS lists every Region of the partition; one that is not there is a mystery, and no fault of the hub's.
    return undefined;
  },
};

/** Accounts of one fleet usually keep their notifications in the same Regions. */
const spread: Check = {
  id: 'hub/spread',
  tells: 'note',
  judge: async (subject, { others }) => {
    const regions = (accountId: string): string =>
      [subject, ...others]
        .filter(one => one.accountId === accountId)
        .map(({ name }) => name)
        .sort()
        .join(', ');
    const own = regions(subject.accountId);
    const other = others.find(({ accountId }) => regions(accountId) !== own);
    return other && ok({ own, account: other.accountId, theirs: regions(other.accountId) });
  },
};

/** Where an account's notifications are stored. */
export const hubChecks: KindChecks = {
  kind: 'hub',
  unset: [],
  whyUnlisted: {},
  memberOf: () => 'notificationHubRegion',
  // Without this hub notifications are stored by those that stay.
  leadsTo: ({ name, base, goal }) =>
    goal !== null
      ? []
      : hubsBeside(base)
          .filter(([region]) => region !== name)
          .map(([region, status]) => ({ name: region, status, config: { notificationHubRegion: region } })),
  checks: [transition, inactive, optIn, spread],
};
