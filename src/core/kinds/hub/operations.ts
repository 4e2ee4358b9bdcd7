import { type Finding, finding } from '../../model/finding.ts';
import type { OfferedWrite } from '../../model/kind.ts';
import type { Input } from '../../model/ports.ts';
import { HUB_REGIONS } from '../../model/regions.ts';
import type { Live } from '../../model/resource.ts';
import { hubsBeside, MAX_HUBS } from './hubSteps.ts';

const MEMBER = 'notificationHubRegion';
const hubRegion = (request: Input): string => String(request[MEMBER] ?? '');

function registerFindings(request: Input, live: Live): readonly Finding[] {
  const region = hubRegion(request);
  const states = hubsBeside(live);
  const found: Finding[] = [];
  if (!HUB_REGIONS.some(known => known === region)) {
    found.push(finding('hub/region', 'warning', { region }, `/${MEMBER}`));
  }
  if (live.status === 'DEREGISTERING') found.push(finding('hub/transition', 'error', { region, status: live.status }));
  if (live.config === null && states.length >= MAX_HUBS) {
    found.push(finding('hub/quota', 'error', { hubs: states.map(([name]) => name).join(', ') }));
  }
  if (live.config === null && states.length === 0) found.push(finding('hub/first', 'warning', { region }));
  return found;
}

function deregisterFindings(request: Input, live: Live): readonly Finding[] {
  const region = hubRegion(request);
  if (live.config === null) return [];
  if (live.status === 'REGISTERING' || live.status === 'DEREGISTERING') {
    return [finding('hub/transition', 'error', { region, status: live.status })];
  }
  const otherActive = hubsBeside(live).some(([name, status]) => name !== region && status === 'ACTIVE');
  if (live.status === 'ACTIVE' && !otherActive) return [finding('hub/last', 'error', { region })];
  return [finding('hub/hides-events', 'warning', { region })];
}

/** What can be done with hubs. */
export const hubOperations: readonly OfferedWrite[] = [
  {
    name: 'RegisterNotificationHub',
    title: t => t('Register Notification Hub'),
    help: t =>
      t(
        'Registers a Region where User Notifications stores the account’s notifications. At most three hubs per account, one per Region.',
      ),
    done: (t, name) => t('Notification hub registered: {0}', name),
    icon: 'add',
    effect: 'create',
    kind: 'hub',
    startsFrom: 'account',
    fields: [
      {
        path: [MEMBER],
        label: MEMBER,
        title: t => t('Region'),
        help: t =>
          t(
            'The Region that stores the notifications, such as eu-west-1. Hub calls themselves always go to us-east-1.',
          ),
        input: 'text',
        required: true,
        live: 'hub-region',
      },
    ],
    preset: () => ({}),
    resourceName: hubRegion,
    goal: request => ({ [MEMBER]: hubRegion(request) }),
    findings: registerFindings,
    undo: (request, live) =>
      hubsBeside(live).length === 0
        ? { kind: 'not', reason: 'first-hub' }
        : { kind: 'by', operation: 'DeregisterNotificationHub', request: { [MEMBER]: hubRegion(request) } },
    secrets: [],
    doneCodes: [],
  },
  {
    name: 'DeregisterNotificationHub',
    title: t => t('Deregister Notification Hub'),
    help: t => t('Deregisters a hub. The last active hub of an account can’t be deregistered.'),
    done: (t, name) => t('Notification hub deregistered: {0}', name),
    icon: 'trash',
    effect: 'delete',
    kind: 'hub',
    startsFrom: 'hub',
    fields: [],
    preset: row => (row === null ? {} : { [MEMBER]: row.name }),
    resourceName: hubRegion,
    goal: () => null,
    findings: deregisterFindings,
    undo: request => ({ kind: 'by', operation: 'RegisterNotificationHub', request: { [MEMBER]: hubRegion(request) } }),
    secrets: [],
    doneCodes: ['ResourceNotFoundException'],
  },
];
