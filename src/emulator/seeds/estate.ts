import { activeHub, notify, type Part, topicForGlacier, vault } from './demoParts.ts';

const TEAMS = [
  'archive',
  'billing',
  'campaigns',
  'contact',
  'data',
  'identity',
  'media',
  'payments',
  'search',
  'tools',
];
const STAGES = ['prod', 'staging', 'test', 'dev'] as const;

/** The account from which people assume roles in the others, and whose portal they sign in to: the first of them. */
const HOME = '200000000001';

/** What a partner gives beside MFA to become the operator of a production account. */
const EXTERNAL_ID = 'estate-operators';

interface EstateAccount {
  readonly id: string;
  readonly name: string;
  readonly stage: (typeof STAGES)[number];
}

const accounts: readonly EstateAccount[] = TEAMS.flatMap((team, index) =>
  STAGES.map((stage, at) => ({
    id: String(Number(HOME) + index * STAGES.length + at),
    name: `${team}-${stage}`,
    stage,
  })),
);

/** A role that the home account's people may become: in production with MFA and an external id. */
function operator(stage: EstateAccount['stage']): Part {
  const asks = { Bool: { 'aws:MultiFactorAuthPresent': 'true' }, StringEquals: { 'sts:ExternalId': EXTERNAL_ID } };
  const trust = {
    ...{ Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${HOME}:root` }, Action: 'sts:AssumeRole' },
    ...(stage === 'prod' ? { Condition: asks } : {}),
  };
  return {
    name: 'Operator',
    path: '/',
    description: 'Runs what is there',
    createDate: '2023-03-01T09:30:00.000Z',
    assumeRolePolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: [trust] }),
  };
}

/** What a production account holds: vaults that notify a topic of their own in two Regions, and a hub. */
function holdings({ id, name }: EstateAccount): Readonly<Record<string, Part>> {
  const here = (region: string): Part => ({
    glacier: {
      vaults: Object.fromEntries(
        [1, 2, 3].map(index => [
          `${name}-${index}`,
          vault(2020 + index, index, index === 3 ? {} : notify(`arn:aws:sns:${region}:${id}:vault-events`)),
        ]),
      ),
    },
    sns: { topics: { 'vault-events': topicForGlacier(region, id, 'vault-events', [id]) } },
  });
  return {
    'us-east-1': { ...here('us-east-1'), notifications: { hubs: { 'us-east-1': activeHub } } },
    'eu-west-1': here('eu-west-1'),
  };
}

/** Teams that run what the others build on. */
const PLATFORM: ReadonlySet<string> = new Set(['data', 'identity', 'tools']);

/** Two units, each with one for production and one for the rest; the first account manages them, right below the root. */
const units = ['platform', 'products'].flatMap(side => [
  [`ou-root-${side}`, { name: side === 'platform' ? 'Platform' : 'Products' }],
  [`ou-root-${side}prod`, { name: 'Prod', parent: `ou-root-${side}` }],
  [`ou-root-${side}test`, { name: 'Test', parent: `ou-root-${side}` }],
]);

const unitOf = ({ name, stage }: EstateAccount): string => {
  const side = PLATFORM.has(name.replace(`-${stage}`, '')) ? 'platform' : 'products';
  return `ou-root-${side}${stage === 'prod' ? 'prod' : 'test'}`;
};

/** What AWS Organizations tells the first account. */
const organization = {
  ...{ id: 'o-exampleorgid', rootId: 'r-root', units: Object.fromEntries(units) },
  accounts: Object.fromEntries(
    accounts.map(one => [one.id, { name: one.name, ...(one.id === HOME ? {} : { parent: unitOf(one) }) }]),
  ),
};

/**
 * An organisation of forty accounts, three in four of which hold nothing: ten teams with four stages each, of which production
 * holds something; they are in six organizational units. One person signs in and finds all of them, with two roles each; `Operator` is assumed from the first
 * account, in production with MFA and an external id. All of it is made up.
 */
export function estateSeed() {
  const assigned = accounts.map(({ id, name, stage }) => [
    id,
    { name, roles: stage === 'prod' ? ['ReadOnlyAccess', 'Operator'] : ['AdministratorAccess', 'ReadOnlyAccess'] },
  ]);
  const state = accounts.map(account => {
    const held = account.stage === 'prod' ? holdings(account) : {};
    const iam = { roles: { Operator: operator(account.stage) } };
    const home =
      account.id === HOME
        ? {
            sso: { user: 'maria@example.com', accounts: Object.fromEntries(assigned) },
            organizations: organization,
          }
        : {};
    return [account.id, { ...held, 'us-east-1': { ...held['us-east-1'], iam, ...home } }];
  });
  return { version: 1, clock: { offsetSeconds: 0 }, accounts: Object.fromEntries(state) };
}
