import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Connections } from '../../aws/clients/connections.ts';
import { loadService } from '../../aws/clients/openService.ts';
import { translate } from '../../aws/errors/translate.ts';
import { ANY_INPUT } from '../../aws/testing/anyInput.ts';
import { type LocalServer, type PlannedAnswer, startLocalServer } from '../../aws/testing/localServer.ts';
import { AccessError } from '../../core/model/errors.ts';
import { type OperationName, operations } from '../../core/model/operations.ts';
import { english } from '../../core/model/translate.ts';
import { errorLine, errorText } from '../errorText.ts';
import { fitting } from './meaning.ts';
import { meanings, preflightTellsMore } from './table.ts';

const connections = new Connections();
let server: LocalServer;
let answer: PlannedAnswer;

beforeAll(async () => {
  server = await startLocalServer(() => answer);
});
afterAll(() => {
  connections.destroy();
  return server.close();
});

type Service = 'notifications' | 'glacier' | 'pinpoint' | 'connect' | 'organizations';
type Refusal = readonly [code: string, status: number, text: string];

/** How each service writes an error on the wire. */
const SHAPES: Readonly<Record<Service, (...refusal: Refusal) => PlannedAnswer>> = {
  notifications: (code, status, message) => ({ status, headers: { 'x-amzn-errortype': code }, body: { message } }),
  glacier: (code, status, message) => ({ status, body: { code, message, type: 'Client' } }),
  pinpoint: (code, status, Message) => ({
    status,
    headers: { 'x-amzn-errortype': code },
    body: { Message, RequestID: 'r-0' },
  }),
  connect: (code, status, Message) => ({ status, headers: { 'x-amzn-errortype': code }, body: { Message } }),
  organizations: (__type, status, Message) => ({ status, body: { __type, Message } }),
};

const isShaped = (service: string): service is Service => Object.hasOwn(SHAPES, service);

/** The error that a call ends with where AWS answers so, over HTTP and through the client in use. */
async function failed(operation: OperationName, given: Refusal | PlannedAnswer): Promise<AccessError> {
  const { service } = operations[operation];
  if (!isShaped(service)) throw new Error(`no shape for ${service}`);
  answer = 'body' in given ? given : SHAPES[service](...(given as Refusal));
  const open = await loadService(service);
  const client = open({
    region: 'eu-west-1',
    endpoint: { kind: 'given', url: server.url },
    requestHandler: connections.handler,
  });
  const call = { operation, service, region: 'eu-west-1', source: { kind: 'profile', name: 'dev' }, now: 0 } as const;
  const error = await client
    .send(operation, ANY_INPUT, { credentials: { accessKeyId: 'a', secretAccessKey: 's' } })
    .catch((thrown: unknown) => translate(thrown, call));
  if (error instanceof AccessError) return error;
  throw new Error('the call did not fail');
}

const DENIED = 'User: arn:aws:iam::111122223333:user/x is not authorized to perform: ';

/** An answer for each row: how AWS writes it, as far as anyone has published it, and what people are told. */
const CASES: readonly (readonly [
  id: string,
  operation: OperationName,
  refusal: Refusal,
  cause: string,
  next: string,
])[] = [
  [
    'hub/last',
    'DeregisterNotificationHub',
    ['ConflictException', 409, 'Cannot deregister last ACTIVE notification hub'],
    'An account that has notification hubs must keep at least one active.',
    'Register a hub in another Region first, then deregister this one.',
  ],
  [
    'hub/settling',
    'DeregisterNotificationHub',
    ['ConflictException', 409, 'Notification hub is not in a valid state'],
    'The hub may still be registering or deregistering. AWS accepts no changes until that has finished.',
    'Wait until it has settled, usually seconds and up to 20 minutes, then try again.',
  ],
  [
    'hub/quota',
    'RegisterNotificationHub',
    ['ServiceQuotaExceededException', 402, 'Quota exceeded'],
    'An account can have three notification hubs, one per Region.',
    'Deregister a hub that is no longer needed, then register this one.',
  ],
  [
    'hub/control-plane',
    'ListNotificationHubs',
    ['ValidationException', 400, 'API ListNotificationHubs cannot be called in us-west-2. Use us-east-1 instead'],
    'Hubs are only managed through us-east-1; this call went to us-west-2.',
    'Check the endpoint that the profile or AWS_ENDPOINT_URL sets for User Notifications.',
  ],
  [
    'hub/service-linked-role',
    'RegisterNotificationHub',
    ['AccessDeniedException', 403, `${DENIED}iam:CreateServiceLinkedRole on resource: x`],
    'The first hub of an account creates a service-linked role, which this identity is not allowed to do.',
    'Request the permission iam:CreateServiceLinkedRole for notifications.amazonaws.com.',
  ],
  [
    'vault/topic-region',
    'SetVaultNotifications',
    [
      'InvalidParameterValueException',
      400,
      'SNS topics must be in the local AWS region: arn:aws:sns:us-east-1:111122223333:jobs',
    ],
    'A vault can only notify topics in its own Region, and this topic is in us-east-1.',
    'Choose a topic in eu-west-1.',
  ],
  [
    'vault/topic-region',
    'SetVaultNotifications',
    ['InvalidParameterValueException', 400, 'SNS topics must be in the local AWS region'],
    'A vault can only notify topics in its own Region.',
    'Choose a topic in eu-west-1.',
  ],
  [
    'vault/none-set',
    'GetVaultNotifications',
    [
      'ResourceNotFoundException',
      404,
      'No notification configuration is set for vault: arn:aws:glacier:eu-west-1:111122223333:vaults/v',
    ],
    'The vault exists, but has no notifications.',
    'Set notifications on it, or choose another vault.',
  ],
  [
    'vault/not-a-customer',
    'SetVaultNotifications',
    [
      'NoLongerSupportedException',
      400,
      'This API is no longer supported for new accounts. Please use S3 Glacier storage classes instead.',
    ],
    'AWS closed Glacier vaults to new customers on 2025-12-15.',
    'For objects in the S3 Glacier storage classes, use S3 event notifications.',
  ],
  ...(
    [
      ['ForbiddenException', 403, 'Forbidden'],
      ['MethodNotAllowedException', 405, 'Method not allowed'],
      ['GoneException', 410, 'Gone'],
    ] as const
  ).map(
    refusal =>
      [
        'event-stream/ended',
        'PutEventStream',
        refusal,
        'Pinpoint ended on 2026-10-30, and its event streams may have ended with it.',
        'See the Pinpoint exit report for replacements.',
      ] as const,
  ),
  [
    'event-stream/role-unready',
    'PutEventStream',
    ['BadRequestException', 400, 'Unable to use role, make sure the IAM Role is configured correctly'],
    'Pinpoint can’t use the role: its trust policy or permissions may be wrong, or IAM may not have propagated it yet.',
    'If the role was just created, try again in a minute. Otherwise check its trust policy and permissions.',
  ],
  [
    'event-stream/role-blamed-on-stream',
    'PutEventStream',
    ['BadRequestException', 400, 'Destination stream validation failed'],
    'AWS blames the stream, but the role may be the cause: Pinpoint must be able to assume it.',
    'Check that the role trusts pinpoint.amazonaws.com and may write to the stream, and that the stream exists.',
  ],
  [
    'event-stream/pass-role',
    'PutEventStream',
    ['AccessDeniedException', 403, `${DENIED}iam:PassRole on resource: arn:aws:iam::111122223333:role/r`],
    'Setting an event stream passes its role to Pinpoint, which this identity is not allowed to do.',
    'Request the permission iam:PassRole on the role.',
  ],
  [
    'event-stream/no-application',
    'PutEventStream',
    ['NotFoundException', 404, 'Resource not found'],
    'The application may be in another Region than eu-west-1, or this is its name and not its ID.',
    'Use the application’s ID (32 hexadecimal digits) and its Region.',
  ],
  [
    'event-stream/none-set',
    'GetEventStream',
    ['NotFoundException', 404, 'Resource not found'],
    'No event stream may be set, event streams may have ended, or eu-west-1 has no such application.',
    'Check the ID and the Region of the application.',
  ],
  [
    'app/no-channel',
    'GetApp',
    ['BadRequestException', 400, 'GCM channel not found'],
    'The application has no GCM channel, so it can’t send to such devices.',
    'Set up the GCM channel in End User Messaging Push.',
  ],
  [
    'push-registration/participant-role',
    'CreatePushNotificationRegistration',
    ['InvalidParameterException', 400, 'ParticipantRole must be CUSTOMER'],
    'Connect only registers customers’ devices.',
    'Set ParticipantRole to CUSTOMER, or leave it out.',
  ],
  [
    'push-registration/device-type',
    'CreatePushNotificationRegistration',
    ['InvalidParameterException', 400, 'DeviceType FCM is not valid'],
    'The device types are GCM, APNS and APNS_SANDBOX.',
    'Use GCM for Firebase (FCM), and APNS or APNS_SANDBOX for Apple devices.',
  ],
  [
    'push-registration/instance-id',
    'DeletePushNotificationRegistration',
    ['InvalidParameterException', 400, 'Value at instanceId failed to satisfy constraint'],
    'InstanceId may not be an instance ID but, for example, an ARN.',
    'Use only the ID: the part of the ARN after “instance/”.',
  ],
  [
    'push-registration/contact',
    'CreatePushNotificationRegistration',
    ['ResourceNotFoundException', 404, 'Contact not found'],
    'The chat may have ended, or this may be its contact ID after a transfer.',
    'Use the initial contact ID of a chat that is still open.',
  ],
  [
    'push-registration/not-associated',
    'CreatePushNotificationRegistration',
    ['ResourceNotFoundException', 404, 'Not found'],
    'The instance or the application may not be in eu-west-1, or the two may not be associated.',
    'Check both IDs, and associate the application with the instance (PINPOINT_APP).',
  ],
  [
    'push-registration/other-account',
    'CreatePushNotificationRegistration',
    ['AccessDeniedException', 403, 'Access denied'],
    'The application may belong to another account than the instance, which Connect does not allow.',
    'Use an application in the instance’s own account, or request the permission on the instance.',
  ],
  [
    'push-registration/rate',
    'ListInstances',
    ['ThrottlingException', 429, 'Rate exceeded'],
    'Connect takes about two requests a second from an account in a Region, for all its instances together.',
    'Try again in a few seconds.',
  ],
  [
    'any/organization',
    'ListVaults',
    ['AccessDeniedException', 403, `${DENIED}glacier:ListVaults with an explicit deny in a service control policy`],
    'A policy of the organization denies this; no permission in the account can allow it.',
    'Ask the administrators of the organization.',
  ],
  [
    'organization/none',
    'ListRoots',
    ['AWSOrganizationsNotInUseException', 400, 'Your account is not a member of an organization.'],
    'The account is in no organization.',
    'Choose the management account of an organization, or a delegated administrator.',
  ],
  [
    'organization/member',
    'ListAccountsForParent',
    ['AccessDeniedException', 400, "You don't have permissions to access this resource."],
    'Only the management account of an organization and its delegated administrators may list its units.',
    'Choose such an account, with the permissions to list roots, units and accounts of AWS Organizations.',
  ],
];

describe('an error that says too little', () => {
  it.each(CASES)('%s is told with its cause and the next step: %s %j', async (id, operation, refusal, cause, next) => {
    const error = await failed(operation, refusal);
    expect(fitting(error, meanings)?.id).toBe(id);
    const [code, status, text] = refusal;
    expect(errorText(error, english)).toMatchObject({
      ...{ cause, next },
      aws: `${text} (${code}, HTTP ${status}, request r-0)`,
    });
    const line = errorLine(error, english);
    expect(line).toContain(`profile dev · eu-west-1 · ${operation}. ${cause} ${next} AWS says: ${text}`);
  });

  it('has an answer of AWS here for each row', () => {
    expect(new Set(CASES.map(([id]) => id))).toEqual(new Set(meanings.map(({ id }) => id)));
  });

  it('is told though Pinpoint names no code', async () => {
    const body = { Message: 'Destination stream validation failed', RequestID: 'r-0' };
    const error = await failed('PutEventStream', { status: 400, body });
    expect(errorText(error, english)).toMatchObject({ cause: expect.stringContaining('the role may be the cause') });
  });

  it('leads to the preflight where that tells more, and only there', async () => {
    const stream = await failed('PutEventStream', ['BadRequestException', 400, 'Destination stream validation failed']);
    const last = await failed('DeregisterNotificationHub', ['ConflictException', 409, 'last ACTIVE notification hub']);
    expect([stream, last, new Error('x'), undefined].map(preflightTellsMore)).toEqual([true, false, false, false]);
  });
});

describe('an error that no row knows', () => {
  /** An answer, what people are told to do. What AWS says is all that is said of the cause. */
  const unknown: readonly (readonly [OperationName, Refusal, string])[] = [
    ['RegisterNotificationHub', ['ValidationException', 400, 'no'], 'Correct the value named in AWS’s message.'],
    ['DeregisterNotificationHub', ['ResourceNotFoundException', 404, 'no'], 'Refresh: it may have been deleted.'],
    [
      'SetVaultNotifications',
      ['InvalidParameterValueException', 400, 'no'],
      'Correct the value named in AWS’s message.',
    ],
    [
      'SetVaultNotifications',
      ['ResourceNotFoundException', 404, 'Vault not found for ARN: x'],
      'Refresh: it may have been deleted.',
    ],
    ['ListVaults', ['ThrottlingException', 400, 'Rate exceeded'], 'Wait a moment, then refresh.'],
    ['PutEventStream', ['BadRequestException', 400, 'no'], 'Correct the value named in AWS’s message.'],
    [
      'PutEventStream',
      ['AccessDeniedException', 403, `${DENIED}mobiletargeting:PutEventStream`],
      'Request the permission that AWS names, or use another profile.',
    ],
    ['GetApps', ['ForbiddenException', 403, 'no'], 'Read AWS’s message, and check the account and its permissions.'],
    [
      'CreatePushNotificationRegistration',
      ['InvalidParameterException', 400, 'Contact your administrator'],
      'Correct the value named in AWS’s message.',
    ],
    [
      'CreatePushNotificationRegistration',
      ['AccessDeniedException', 403, `${DENIED}connect:CreatePushNotificationRegistration`],
      'Request the permission that AWS names, or use another profile.',
    ],
    ['CreatePushNotificationRegistration', ['InternalServiceException', 500, 'no'], 'Try again later.'],
    [
      'DeletePushNotificationRegistration',
      ['SomethingNew', 418, 'no'],
      'Read AWS’s message, and check the account and its permissions.',
    ],
  ];

  it.each(unknown)('keeps AWS’s text and says no cause: %s %j', async (operation, refusal, next) => {
    const error = await failed(operation, refusal);
    const [code, status, text] = refusal;
    const aws = `${text} (${code}, HTTP ${status}, request r-0)`;
    expect(errorText(error, english)).toMatchObject({ cause: '', aws, next });
    expect(errorLine(error, english)).toMatch(new RegExp(`\\. .*${code}, HTTP ${status}.*\\) ${next}$`));
  });

  it('is not taken for one of AWS’s where a page answered', async () => {
    const body = '<html>Destination stream validation failed</html>';
    const error = await failed('PutEventStream', { status: 400, headers: { 'content-type': 'text/html' }, body });
    expect(errorText(error, english)).toMatchObject({ title: 'Unexpected response', cause: '' });
  });

  it('is not searched for where nothing answered', () => {
    const details = { operation: 'GetVaultNotifications', service: 'glacier' } as const;
    const error = new AccessError('not-found', 'No notification configuration is set', details);
    expect(fitting(error, meanings)).toBeUndefined();
  });
});
