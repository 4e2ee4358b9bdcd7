import { describe, expect, it } from 'vitest';
import { AccessError } from '../model/errors.ts';
import type { Json } from '../model/json.ts';
import { operations } from '../model/operations.ts';
import type { Answer } from '../model/ports.ts';
import { region } from '../model/regions.ts';
import type { KindId, Row } from '../model/resource.ts';
import type { Scope } from '../model/scope.ts';
import { english, type Translate } from '../model/translate.ts';
import { kindOf, kinds, offered, offeredWrites } from './table.ts';

/** A scope that gives these answers one after the other, and the inputs it was asked with. */
function scripted(answers: readonly (Answer | Error)[]) {
  const asked: Answer[] = [];
  const queue = [...answers];
  const scope: Scope = {
    accountId: '111122223333',
    region: region('eu-west-1'),
    read: async (operation, input) => {
      asked.push({ operation, ...input });
      const next = queue.shift();
      if (next === undefined || next instanceof Error) throw next ?? new Error('asked too often');
      return next;
    },
    recorded: async () => ({ entries: [], damage: null }),
  };
  return { scope, asked };
}

async function list(
  id: KindId,
  answers: readonly (Answer | Error)[],
  parent: Row | null = null,
): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for await (const page of kindOf(id).list(scripted(answers).scope, parent)) rows.push(...page);
  return rows;
}

const vault = (name: string) => ({
  VaultName: name,
  VaultARN: `arn:aws:glacier:eu-west-1:111122223333:vaults/${name}`,
});
const notFound = new AccessError('not-found', 'gone', { awsCode: 'ResourceNotFoundException', httpStatus: 404 });

describe('the kinds', () => {
  it.each([
    ['hub', {}],
    ['hub', { notificationHubs: {} }],
    ['hub', { notificationHubs: [{ notificationHubRegion: 'eu-west-1' }] }],
    ['hub', { notificationHubs: [{ notificationHubRegion: 7, statusSummary: { status: 'ACTIVE' } }] }],
    ['vault', {}],
    ['vault', { VaultList: null }],
    ['vault', { VaultList: ['tapes'] }],
    ['vault', { VaultList: [{ VaultName: 'tapes' }] }],
    ['vault', { VaultList: [{ ...vault('tapes'), SizeInBytes: 'big' }] }],
    ['app', {}],
    ['app', { ApplicationsResponse: '<html>' }],
    ['app', { ApplicationsResponse: {} }],
    ['app', { ApplicationsResponse: { Item: [{ Name: 'no id' }] } }],
    ['instance', {}],
    ['instance', { InstanceSummaryList: 3 }],
    ['instance', { InstanceSummaryList: [{ Id: 'i', InboundCallsEnabled: 'yes' }] }],
    ['instance', { InstanceSummaryList: [{ Id: 'i', CreatedTime: new Date(Number.NaN) }] }],
  ] as const)('a %s list answered with %j is an error, not nothing', async (id, answer) => {
    await expect(list(id, [answer])).rejects.toMatchObject({ code: 'unexpected-answer' });
  });

  it.each([
    ['hub', { notificationHubs: [], nextToken: 'same' }],
    ['vault', { VaultList: [], Marker: 'same' }],
    ['app', { ApplicationsResponse: { Item: [], NextToken: 'same' } }],
    ['instance', { InstanceSummaryList: [], NextToken: 'same' }],
  ] as const)('a %s token that repeats is an error, not the end of the list', async (id, answer) => {
    await expect(list(id, [answer, answer])).rejects.toMatchObject({ code: 'unexpected-answer' });
  });

  it('tokens that lead round in a circle are an error, after the rows that came', async () => {
    const pages = ['a', 'b', 'c', 'd'].map((name, index) => ({ VaultList: [vault(name)], Marker: `m${index % 2}` }));
    const rows: string[] = [];
    const reading = (async () => {
      for await (const page of kindOf('vault').list(scripted(pages).scope, null))
        rows.push(...page.map(row => row.name));
    })();
    await expect(reading).rejects.toMatchObject({ code: 'unexpected-answer' });
    expect(rows).toEqual(['a', 'b', 'c']);
  });

  it('a status that AWS has never named is shown as it is', async () => {
    const hub = (status: string) => ({ notificationHubRegion: 'eu-west-1', statusSummary: { status, reason: '' } });
    const rows = await list('hub', [{ notificationHubs: [hub('PAUSED'), hub('constructor')] }]);
    expect(rows.map(({ status, mood }) => [status, mood])).toEqual([
      ['PAUSED', 'attention'],
      ['constructor', 'attention'],
    ]);
  });

  it('a time given as seconds, as other servers than AWS do, hides nothing', async () => {
    const Item = [{ Id: 'a', Name: 'shop', CreationDate: 1_795_878_905.5 }];
    const [app] = await list('app', [{ ApplicationsResponse: { Item } }]);
    expect(app?.fields).toContainEqual(['CreationDate', '2026-11-28T15:15:05.500Z']);
  });

  it('an instance without a status is not said to be active', async () => {
    expect(await list('instance', [{ InstanceSummaryList: [{ Id: 'i' }] }])).toMatchObject([{ status: 'set' }]);
  });

  it('vaults repeated at the start of the next page show once', async () => {
    const pages = [
      { VaultList: [vault('a'), vault('b')], Marker: 'b' },
      { VaultList: [vault('b'), vault('c')], Marker: null },
    ];
    expect((await list('vault', pages)).map(row => row.name)).toEqual(['a', 'b', 'c']);
  });

  it('a 404 for a listed vault means that nothing is set', async () => {
    const [row] = await list('vault', [{ VaultList: [vault('a')] }]);
    const detailed = row === undefined ? undefined : await kindOf('vault').detail?.(scripted([notFound]).scope, row);
    expect(detailed).toMatchObject({ status: 'none', config: null });
  });

  it('a 404 that is not in Glacier’s own words is an error, not "nothing is set"', async () => {
    const [row] = await list('vault', [{ VaultList: [vault('a')] }]);
    const foreign = new AccessError('not-found', 'no route', { httpStatus: 404 });
    const { detail, live } = kindOf('vault');
    if (row === undefined || detail === undefined) throw new Error('no row');
    await expect(detail(scripted([foreign]).scope, row)).rejects.toBe(foreign);
    await expect(live?.(scripted([foreign, vault('a')]).scope, 'a', {})).rejects.toBe(foreign);
  });

  it('an answer that tells neither topic nor events is no configuration', async () => {
    const [row] = await list('vault', [{ VaultList: [vault('a')] }]);
    const { detail, live } = kindOf('vault');
    if (row === undefined || detail === undefined) throw new Error('no row');
    for (const config of [{}, { SNSTopic: null, Events: null }, { Events: [] }]) {
      const { scope } = scripted([{ vaultNotificationConfig: config }, { vaultNotificationConfig: config }]);
      await expect(detail(scope, row)).rejects.toMatchObject({ code: 'unexpected-answer' });
      await expect(live?.(scope, 'a', {})).rejects.toMatchObject({ code: 'unexpected-answer' });
    }
  });

  it('a 404 for any other vault means "none" only if DescribeVault knows it', async () => {
    const live = kindOf('vault').live;
    await expect(live?.(scripted([notFound, vault('a')]).scope, 'a', {})).resolves.toMatchObject({ status: 'none' });
    await expect(live?.(scripted([notFound, notFound]).scope, 'a', {})).rejects.toMatchObject({ code: 'not-found' });
  });

  it.each([
    ['access-denied', { awsCode: 'AccessDeniedException', httpStatus: 403 }, 'throws'],
    ['throttled', { awsCode: 'TooManyRequestsException', httpStatus: 429 }, 'throws'],
    ['service-failure', { awsCode: 'InternalServerErrorException', httpStatus: 500 }, 'throws'],
    ['credentials-expired', { awsCode: 'ExpiredTokenException', httpStatus: 403 }, 'throws'],
    ['refused', { awsCode: 'ForbiddenException', httpStatus: 403, requestId: 'r-1' }, 'retired'],
    ['refused', { awsCode: 'MethodNotAllowedException', httpStatus: 405, requestId: 'r-1' }, 'retired'],
    ['refused', { awsCode: 'GoneException', httpStatus: 410, requestId: 'r-1' }, 'retired'],
    ['refused', { awsCode: 'ForbiddenException', httpStatus: 403 }, 'throws'],
    ['refused', { awsCode: 'gone', httpStatus: 410, requestId: 'r-1' }, 'throws'],
    ['refused', { awsCode: '410', httpStatus: 410, requestId: 'r-1' }, 'throws'],
    ['refused', { httpStatus: 407 }, 'throws'],
    ['unexpected-answer', { httpStatus: 403 }, 'throws'],
    ['refused', { httpStatus: 405 }, 'throws'],
    ['refused', { httpStatus: 410 }, 'throws'],
    ['invalid-request', { httpStatus: 400 }, 'throws'],
    ['unreachable', { networkCode: 'ECONNREFUSED' }, 'throws'],
    ['unreachable', { networkCode: 'ECONNRESET' }, 'throws'],
    ['unreachable', { networkCode: 'ENOTFOUND' }, 'throws'],
    ['timed-out', {}, 'throws'],
    ['not-found', { awsCode: 'NotFoundException', httpStatus: 404 }, 'none'],
  ] as const)('an event stream answered with %s %j is %s', async (code, details, expected) => {
    const parent = { name: 'app1' } as Row;
    const rows = list('event-stream', [new AccessError(code, 'text of AWS', details)], parent);
    if (expected === 'throws') await expect(rows).rejects.toMatchObject({ code });
    else expect((await rows)[0]).toMatchObject({ status: expected, notices: [] });
  });

  it('each operation is one that the product may call, offered once', () => {
    const names = offered.map(one => one.name);
    expect(names.filter(name => !(name in operations))).toEqual([]);
    expect(new Set(names).size).toBe(names.length);
  });

  it('each operation says in words what it does, what it has done, and what each of its fields takes', () => {
    const said = offeredWrites.flatMap(({ title, done, fields }) => [
      ...[title, (t: Translate) => done(t, 'NAME')].map(words => words(english)),
      ...fields.flatMap(field => [field.title(english), field.help(english)]),
    ]);
    const more = offered.flatMap(one => [one.title(english), ...('help' in one ? [one.help(english)] : [])]);
    expect([...said, ...more].filter(words => !/^[A-Z]/.test(words))).toEqual([]);
  });

  it('what is recorded of a registration is what was asked for, but for its token', () => {
    const { bookkeeping } = offeredWrites.find(one => one.name === 'CreatePushNotificationRegistration') ?? {};
    const where = { accountId: '111122223333', region: region('eu-west-1') };
    const recorded = (ContactConfiguration: Json) => {
      const request = { ...{ InstanceId: 'i', PinpointAppArn: 'p', DeviceType: 'GCM' }, DeviceToken: 't' };
      return bookkeeping?.({ ...request, ContactConfiguration }, { RegistrationId: 'r' }, where);
    };
    const entry = { ...where, instanceId: 'i', registrationId: 'r', pinpointAppArn: 'p', deviceType: 'GCM' };
    const kept = (contactId: string, more = {}) => ({
      ...{ kind: 'record', deviceToken: 't' },
      entry: { ...entry, contactId, ...more },
    });
    expect(recorded({ ContactId: 'c' })).toEqual(kept('c'));
    expect(recorded({ ContactId: 'c', IncludeRawMessage: false })).toEqual(kept('c'));
    expect(recorded({ ContactId: 'c', IncludeRawMessage: true })).toEqual(kept('c', { includeRawMessage: true }));
    expect(recorded(null)).toEqual(kept(''));
    expect(recorded({})).toEqual(kept(''));
  });

  it('each write says the effect that the operation table says', () => {
    for (const write of offeredWrites)
      expect([write.name, write.effect]).toEqual([write.name, operations[write.name].effect]);
  });

  it('each child kind hangs below a kind that exists', () => {
    const parents = ['account', 'region', ...kinds.map(kind => kind.id)];
    for (const kind of kinds) expect(parents).toContain(kind.parent);
  });
});
