import { production } from './demoProduction.ts';
import { PRODUCTION, STAGING } from './demoRegistrations.ts';
import { staging } from './demoStaging.ts';

/**
 * The state of a believable estate: two accounts in us-east-1, eu-west-1 and ap-southeast-2, with something of every
 * kind, and some of it wrong. All names and tokens are made up; the accounts are from AWS's documentation.
 * @param now when it starts; a hub is REGISTERING for a while from then.
 */
export const demoSeed = (now: Date) => ({
  version: 1,
  clock: { offsetSeconds: 0 },
  accounts: { [PRODUCTION]: production(now), [STAGING]: staging() },
});
