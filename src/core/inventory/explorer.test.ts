import { queryObjects } from 'node:v8';
import { describe, expect, it } from 'vitest';
import { InMemoryGateway } from '../../../test/support/inMemoryGateway.ts';
import { InMemoryLedger } from '../../../test/support/inMemoryLedger.ts';
import { refusal } from '../../../test/support/inMemoryOperations.ts';
import { ManualClock, settle } from '../../../test/support/manualClock.ts';
import { kinds } from '../kinds/table.ts';
import type { AccountSource } from '../model/account.ts';
import { AccessError, StateError } from '../model/errors.ts';
import { region } from '../model/regions.ts';
import { Branch } from './branch.ts';
import { Explorer } from './explorer.ts';
import type { NodePath } from './nodes.ts';
import { readAll } from './readAll.ts';

const prod: AccountSource = { kind: 'profile', name: 'prod' };
const id = '111122223333';
const root = 'profile%3Aprod';
const hubs = `${root}/hub`;
const ireland = `${root}/region/eu-west-1`;
const vaults = `${ireland}/vault`;

function set(step = 1000, table = kinds, dismissed: Set<string> = new Set()) {
  const aws = new InMemoryGateway();
  const account = aws.account(id, prod);
  const ledger = new InMemoryLedger();
  const clock = new ManualClock();
  const isDismissed = (account: string, notice: string) => dismissed.has(`${account} ${notice}`);
  const explorer = new Explorer({ gateway: aws, ledger, clock, kinds: table, step, isDismissed });
  explorer.show([prod], [region('us-east-1'), region('eu-west-1')]);
  /** Opens nodes one after the other, as a person does, and lets AWS answer. */
  const open = async (...paths: readonly NodePath[]): Promise<void> => {
    for (const path of paths) {
      explorer.children(path);
      await settle();
      await settle();
    }
  };
  /** What a person reads below a node. */
  const lines = (path: NodePath): readonly string[] =>
    explorer.children(path).map(child => {
      const node = explorer.node(child);
      if (node?.type === 'resource') return `${node.row.label} ${node.row.status}`;
      if (node?.type === 'note') return `(${node.note}${node.error === null ? '' : ` ${node.error.code}`})`;
      return node?.type === 'group' ? node.kind : child.slice(path.length + 1);
    });
  return { aws, account, ledger, clock, explorer, open, lines };
}

describe('Explorer', () => {
  it('asks nothing before an account is opened, and then only who it is and its hubs', async () => {
    const { aws, explorer, open, lines } = set();
    expect(explorer.roots()).toEqual([root]);
    expect(aws.calls).toEqual([]);
    await open(root);
    expect(aws.called()).toEqual(['GetCallerIdentity']);
    expect(lines(root)).toEqual(['hub', 'region/us-east-1', 'region/eu-west-1']);
    await open(hubs, ireland);
    expect(aws.called()).toEqual(['GetCallerIdentity', 'ListNotificationHubs']);
    expect(explorer.node(root)).toMatchObject({ accountId: id, state: 'ready' });
  });

  it('shows of the Regions to show those of the account’s partition, and says so where none is', async () => {
    const { explorer, open, lines } = set();
    await open(root);
    explorer.show([prod], [region('cn-north-1'), region('eu-west-1')]);
    expect(lines(root)).toEqual(['hub', 'region/eu-west-1']);
    explorer.show([prod], [region('cn-north-1')]);
    expect(lines(root)).toEqual(['hub', '(no-regions)']);
    explorer.show([prod], [region('us-east-1')]);
    expect(lines(root)).toEqual(['hub', 'region/us-east-1']);
  });

  it('shows the id that an account had when it was last met, until AWS says another', async () => {
    const { aws, ledger, clock } = set();
    const lastKnownId = () => '999999999999';
    const explorer = new Explorer({ gateway: aws, ledger, clock, kinds, step: 10, lastKnownId });
    explorer.show([prod], []);
    expect(explorer.node(root)).toMatchObject({ accountId: '999999999999', state: 'unasked' });
    expect(aws.calls).toEqual([]);
    explorer.children(root);
    await settle();
    expect(explorer.node(root)).toMatchObject({ accountId: id, state: 'ready' });
  });

  it('shows every Region of the partition where one of the services exists when none is chosen', async () => {
    const { explorer, open } = set();
    explorer.show([prod], []);
    await open(root);
    expect(explorer.children(root)).toHaveLength(1 + 22);
  });

  it('paints each row as its page arrives, and its details as they come', async () => {
    const { aws, account, open, lines } = set();
    aws.pageSize = 2;
    const topic = { SNSTopic: `arn:aws:sns:eu-west-1:${id}:t`, Events: ['ArchiveRetrievalCompleted'] };
    account.vault('eu-west-1', 'a', topic).vault('eu-west-1', 'b').vault('eu-west-1', 'c');
    const second = aws.hold({ operation: 'ListVaults', input: { marker: '2' } });
    await open(root, ireland, vaults);
    expect(lines(vaults)).toEqual(['a set', 'b none', '(loading)']);
    second.open();
    await open(vaults);
    expect(lines(vaults)).toEqual(['a set', 'b none', 'c none']);
  });

  it('shows first rows after two round trips: who it is, and a page of the list', async () => {
    const { aws, account, open, lines } = set();
    aws.pageSize = 1;
    account.vault('eu-west-1', 'a').vault('eu-west-1', 'b');
    aws.hold({ operation: 'ListVaults', input: { marker: '1' } });
    aws.hold({ operation: 'GetVaultNotifications' });
    await open(root, ireland, vaults);
    expect(aws.called().slice(0, 2)).toEqual(['GetCallerIdentity', 'ListVaults']);
    expect(lines(vaults)).toEqual(['a unread', '(loading)']);
  });

  it('asks for what is on its way no second time, whoever wants it', async () => {
    const { aws, account, explorer, open, lines } = set();
    account.vault('eu-west-1', 'a');
    const gates = [aws.hold({ operation: 'GetCallerIdentity' }), aws.hold({ operation: 'ListVaults' })];
    const everything = () => readAll(explorer, [root], new AbortController().signal);
    void Promise.all([everything(), everything()]);
    await open(root, ireland, vaults);
    gates[0]?.open();
    await settle();
    void everything();
    await open(root, ireland, vaults);
    gates[1]?.open();
    await open(vaults);
    expect(lines(vaults)).toEqual(['a none']);
    const asked = aws.calls.map(({ operation, region }) => `${operation} ${region}`);
    expect(asked).toEqual([...new Set(asked)]);
  });

  it('lets reads go first for which somebody waits', async () => {
    const { aws, account, ledger, clock } = set();
    account.vault('eu-west-1', 'a');
    const background = new Set<boolean | undefined>();
    const reader: typeof aws.reader = source => {
      const inner = aws.reader(source);
      return {
        ...inner,
        read: (operation, at, input, options) => {
          background.add(options?.background);
          return inner.read(operation, at, input, options);
        },
      };
    };
    const explorer = new Explorer({
      gateway: { reader, openWriter: source => aws.openWriter(source) },
      ledger,
      clock,
      kinds,
      step: 10,
    });
    explorer.show([prod], [region('eu-west-1')]);
    for (const path of [root, ireland, vaults]) {
      explorer.children(path);
      await settle();
    }
    expect(aws.called({ operation: 'GetVaultNotifications' })).toHaveLength(1);
    expect([...background]).toEqual([true]);
  });

  it('never shows an error as an empty list', async () => {
    const { aws, explorer, open, lines } = set();
    aws.fail({ operation: 'ListVaults' }, refusal('access-denied', 'AccessDeniedException', 403));
    await open(root, ireland, vaults);
    expect(lines(vaults)).toEqual(['(error access-denied)']);
    expect(explorer.node(vaults)).toMatchObject({ state: 'failed', error: { code: 'access-denied' } });
  });

  it('keeps what came before a failure and says that it is partial', async () => {
    const { aws, account, explorer, open, lines } = set();
    aws.pageSize = 1;
    account.vault('eu-west-1', 'a').vault('eu-west-1', 'b');
    aws.fail({ operation: 'ListVaults', input: { marker: '1' } }, refusal('throttled', 'ThrottlingException', 400));
    await open(root, ireland, vaults);
    expect(lines(vaults)).toEqual(['a none', '(error throttled)']);
    expect(explorer.node(vaults)).toMatchObject({ state: 'partial', count: 1 });
  });

  it.each([
    ['region-not-enabled', 'UnrecognizedClientException', '(region-not-enabled region-not-enabled)'],
    ['not-a-customer', 'NoLongerSupportedException', '(not-a-customer not-a-customer)'],
    ['credentials-expired', 'ExpiredTokenException', '(error credentials-expired)'],
  ] as const)('tells %s apart', async (code, awsCode, line) => {
    const { aws, open, lines } = set();
    aws.fail({ operation: 'ListVaults' }, refusal(code, awsCode, 400));
    await open(root, ireland, vaults);
    expect(lines(vaults)).toEqual([line]);
  });

  it('asks nothing where AWS does not offer the service, and says so', async () => {
    const { aws, open, lines } = set();
    await open(root, ireland, `${ireland}/instance`);
    expect(lines(`${ireland}/instance`)).toEqual(['(service-not-in-region)']);
    expect(aws.called({ operation: 'ListInstances' })).toEqual([]);
  });

  it('says that there is nothing only when AWS has said so', async () => {
    const { open, lines } = set();
    await open(root, ireland, vaults);
    expect(lines(vaults)).toEqual(['(empty)']);
  });

  it('shows a failed first contact at the account, and recovers by refresh', async () => {
    const { aws, explorer, open, lines } = set();
    aws.fail({ operation: 'GetCallerIdentity' }, new AccessError('sign-in-needed', 'session over'), 1);
    await open(root);
    expect(lines(root)).toEqual(['(error sign-in-needed)']);
    explorer.refresh(`${root}/~error`);
    await settle();
    expect(explorer.node(root)).toMatchObject({ state: 'ready', accountId: id });
  });

  it('drops everything read before when another account stands behind the same source', async () => {
    const { aws, account, explorer, open } = set();
    account.vault('eu-west-1', 'a');
    await open(root, ireland, vaults);
    aws.account('444455556666', prod);
    explorer.refresh(root);
    await settle();
    expect(explorer.node(root)).toMatchObject({ accountId: '444455556666' });
    expect(explorer.node(`${vaults}/a`)).toBeUndefined();
  });

  it('shows nothing of another account while the profile is pointed elsewhere in the middle of a list', async () => {
    const { aws, account, open, lines } = set();
    aws.pageSize = 1;
    account.vault('eu-west-1', 'a').vault('eu-west-1', 'b').vault('eu-west-1', 'c');
    for (const name of ['x', 'y', 'z']) aws.account('444455556666').vault('eu-west-1', name);
    const second = aws.hold({ operation: 'ListVaults', input: { marker: '1' } });
    await open(root, ireland, vaults);
    expect(lines(vaults)).toEqual(['a none', '(loading)']);
    aws.account('444455556666', prod);
    second.open();
    await open(vaults);
    expect(lines(vaults)).toEqual(['a none', 'b error', '(error wrong-account)']);
  });

  it('says that a question was not answered, and does not wait for ever', async () => {
    const { aws, account, explorer, open, lines } = set();
    account.vault('eu-west-1', 'a');
    const noCode = new AccessError('cancelled', 'No MFA code was given.');
    aws.fail({ operation: 'GetCallerIdentity' }, noCode, 1);
    await open(root);
    expect(lines(root)).toEqual(['(error cancelled)']);
    expect(explorer.node(root)).toMatchObject({ state: 'failed' });
    explorer.refresh(root);
    aws.fail({ operation: 'GetVaultNotifications' }, noCode, 1);
    await open(root, ireland, vaults);
    expect(lines(vaults)).toEqual(['a error']);
  });

  it('keeps an account’s failure in sight when other Regions are chosen', async () => {
    const { aws, explorer, open, lines } = set();
    await open(root);
    aws.fail({ operation: 'GetCallerIdentity' }, new AccessError('sign-in-needed', 'session over'));
    explorer.refresh(root);
    await settle();
    explorer.show([prod], [region('us-east-1')]);
    expect(lines(root)).toEqual(['(error sign-in-needed)']);
  });

  it('meets an account anew that was taken away and shown again', async () => {
    const { aws, explorer, open, lines } = set();
    await open(root);
    explorer.show([], []);
    explorer.show([prod], [region('us-east-1')]);
    explorer.show([prod], [region('eu-west-1')]);
    expect(aws.called({ operation: 'GetCallerIdentity' })).toHaveLength(1);
    await open(root);
    expect(aws.called({ operation: 'GetCallerIdentity' })).toHaveLength(2);
    expect(lines(root)).toEqual(['hub', 'region/eu-west-1']);
  });

  it('asks for hubs where the account’s partition has its control plane', async () => {
    const { aws, open } = set();
    const arn = `arn:aws-us-gov:iam::${id}:user/u`;
    aws.onCall = ({ operation }) => (operation === 'GetCallerIdentity' ? { Account: id, Arn: arn } : undefined);
    await open(root, hubs);
    expect(aws.calls.at(-1)).toMatchObject({ operation: 'ListNotificationHubs', region: 'us-gov-west-1' });
  });

  it('stops what is asked for rows that are gone', async () => {
    const { aws, account, explorer, open, lines } = set();
    account.app('eu-west-1', 'app1', 'shop');
    const apps = `${ireland}/app`;
    const gate = aws.hold({ operation: 'GetEventStream' });
    await open(root, ireland, apps, `${apps}/app1`);
    account.in('eu-west-1').apps.clear();
    explorer.refresh(apps);
    await settle();
    gate.open();
    await open(apps);
    expect(lines(apps)).toEqual(['(empty)']);
  });

  it('does not count down while it asks anew', async () => {
    const { aws, account, explorer, open } = set();
    aws.pageSize = 1;
    account.vault('eu-west-1', 'a').vault('eu-west-1', 'b').vault('eu-west-1', 'c');
    await open(root, ireland, vaults);
    const gate = aws.hold({ operation: 'ListVaults', input: { marker: '1' } });
    explorer.refresh(vaults);
    await settle();
    await settle();
    expect(explorer.node(vaults)).toMatchObject({ state: 'loading', count: 3 });
    gate.open();
  });

  it('keeps no earlier reading alive, however often a place failed', async () => {
    const { aws, explorer, open } = set();
    aws.fail({ operation: 'ListVaults' }, refusal('access-denied', 'AccessDeniedException', 403));
    await open(root, ireland, vaults);
    const readings = (): number => Number(queryObjects(Branch, { format: 'count' }));
    const before = readings();
    for (let time = 0; time < 10; time += 1) {
      explorer.refresh(vaults);
      await settle();
      await settle();
    }
    expect(readings()).toBeLessThan(before + 5);
  });

  it('drops a late answer to an old question', async () => {
    const { aws, account, explorer, open, lines } = set();
    account.vault('eu-west-1', 'a');
    const gate = aws.hold({ operation: 'GetVaultNotifications' });
    await open(root, ireland, vaults);
    account.in('eu-west-1').vaults.delete('a');
    account.vault('eu-west-1', 'b');
    explorer.refresh(vaults);
    await settle();
    gate.open();
    await open(vaults);
    expect(lines(vaults)).toEqual(['b none']);
  });

  it('keeps rows and their paths in place while it asks anew', async () => {
    const { aws, account, explorer, open, lines } = set();
    account.vault('eu-west-1', 'a').vault('eu-west-1', 'b');
    await open(root, ireland, vaults);
    const gate = aws.hold({ operation: 'ListVaults' });
    explorer.refresh(vaults);
    await settle();
    expect(lines(vaults)).toEqual(['a none', 'b none']);
    account.in('eu-west-1').vaults.delete('a');
    gate.open();
    await open(vaults);
    expect(lines(vaults)).toEqual(['b none']);
  });

  it('makes no row anew that stands as it stood, when a list ends and while it is asked anew', async () => {
    const { aws, account, explorer, open, lines } = set();
    aws.pageSize = 2;
    account.vault('eu-west-1', 'a').vault('eu-west-1', 'b').vault('eu-west-1', 'd');
    const last = aws.hold({ operation: 'ListVaults', input: { marker: '2' } });
    await open(root, ireland, vaults);
    const atFirst = explorer.node(`${vaults}/a`);
    last.open();
    await open(vaults);
    expect(lines(vaults)).toEqual(['a none', 'b none', 'd none']);
    expect(explorer.node(`${vaults}/a`)).toBe(atFirst);

    account.vault('eu-west-1', 'c');
    const before = ['a', 'd'].map(name => explorer.node(`${vaults}/${name}`));
    const details = aws.hold({ operation: 'GetVaultNotifications' });
    explorer.refresh(vaults);
    await settle();
    expect(lines(vaults)).toEqual(['a none', 'b none', 'c unread', 'd none']);
    for (const node of before) expect(explorer.node(node?.path ?? '')).toBe(node);
    details.open();
  });

  it('stops after a step of rows and loads more on demand', async () => {
    const { account, explorer, open, lines } = set(20);
    for (let index = 10; index < 35; index += 1) account.vault('eu-west-1', `v${index}`);
    await open(root, ireland, vaults);
    expect(lines(vaults)).toHaveLength(21);
    expect(explorer.node(`${vaults}/~more`)).toMatchObject({ note: 'more', shown: 20 });
    explorer.more(vaults);
    await settle();
    expect(lines(vaults)).toHaveLength(25);
    expect(explorer.node(vaults)).toMatchObject({ state: 'ready', count: 25 });
  });

  it('keeps what was loaded on demand over a refresh', async () => {
    const { account, explorer, open, lines } = set(20);
    for (let index = 10; index < 75; index += 1) account.vault('eu-west-1', `v${index}`);
    await open(root, ireland, vaults);
    explorer.more(vaults);
    explorer.more(vaults);
    await settle();
    expect(lines(vaults)).toHaveLength(41);
    explorer.refresh(vaults);
    await settle();
    expect(lines(vaults)).toHaveLength(41);
    expect(lines(vaults).at(-1)).toBe('(more)');
  });

  it('reads one vault of many anew by itself', async () => {
    const { aws, account, explorer, open, lines } = set();
    account.vault('eu-west-1', 'a').vault('eu-west-1', 'b').vault('eu-west-1', 'c');
    await open(root, ireland, vaults);
    aws.calls.length = 0;
    account.vault('eu-west-1', 'b', { SNSTopic: 'arn', Events: [] });
    explorer.refresh(`${vaults}/b`);
    await settle();
    expect(aws.called()).toEqual(['DescribeVault', 'GetVaultNotifications']);
    expect(lines(vaults)).toEqual(['a none', 'b set', 'c none']);
    explorer.refresh(vaults);
    await settle();
    expect(lines(vaults)).toEqual(['a none', 'b set', 'c none']);
  });

  it('takes a vault away that is gone when it is read anew, and shows why where it cannot be read', async () => {
    const { aws, account, explorer, open, lines } = set();
    account.vault('eu-west-1', 'a').vault('eu-west-1', 'b');
    await open(root, ireland, vaults);
    account.in('eu-west-1').vaults.delete('b');
    explorer.refresh(`${vaults}/b`);
    await settle();
    await settle();
    expect(lines(vaults)).toEqual(['a none']);
    aws.fail({ operation: 'DescribeVault' }, refusal('access-denied', 'AccessDeniedException', 403));
    explorer.refresh(`${vaults}/a`);
    await settle();
    expect(explorer.node(`${vaults}/a`)).toMatchObject({ row: { status: 'error', error: { code: 'access-denied' } } });
  });

  it('lets the last question about a row win, whichever answer comes last', async () => {
    const { aws, account, explorer, open, lines } = set();
    account.vault('eu-west-1', 'a');
    await open(root, ireland, vaults);
    const topic = (name: string) => ({ vaultNotificationConfig: { SNSTopic: name, Events: [] } });
    const answers: ((answer: object) => void)[] = [];
    aws.onCall = ({ operation }) =>
      operation === 'GetVaultNotifications' ? new Promise(resolve => answers.push(resolve as never)) : undefined;
    explorer.refresh(`${vaults}/a`);
    await settle();
    explorer.refresh(`${vaults}/a`);
    await settle();
    answers[1]?.(topic('new'));
    await settle();
    answers[0]?.(topic('old'));
    await settle();
    expect(lines(vaults)).toEqual(['a set']);
    expect(explorer.node(`${vaults}/a`)).toMatchObject({ row: { config: { SNSTopic: 'new' } } });
  });

  it('shows a damaged record as the fault of this computer, after the rows that AWS gave', async () => {
    const { account, ledger, explorer, open, lines } = set();
    account.instance('us-east-1', 'i-1', 'support');
    ledger.list = () => Promise.reject(new StateError('state-damaged', 'Line 2 is not ours.', '/state/ledger'));
    const instances = `${root}/region/us-east-1/instance`;
    await open(root, `${root}/region/us-east-1`, instances);
    expect(lines(instances)).toEqual(['support ACTIVE', '(error failed-here)']);
    expect(explorer.node(`${instances}/~error`)).toMatchObject({ error: { cause: { code: 'state-damaged' } } });
  });

  it('shows what can be read of the record, and after it that not all can', async () => {
    const { account, ledger, explorer, open, lines } = set();
    account.instance('us-east-1', 'i-1', 'support');
    const recorded = { pinpointAppArn: 'arn', deviceType: 'GCM', recordedAt: '2026-11-22T00:00:00.000Z' };
    const where = { accountId: '111122223333', region: region('us-east-1'), instanceId: 'i-1', contactId: 'c' };
    await ledger.record({ ...where, ...recorded, registrationId: 'r-1' }, 'token');
    ledger.damage = new StateError(
      'state-damaged',
      '1 of its lines cannot be read. The rest is listed.',
      '/state/ledger',
    );
    const instances = `${root}/region/us-east-1/instance`;
    await open(root, `${root}/region/us-east-1`, instances, `${instances}/i-1`);
    expect(lines(`${instances}/i-1`)).toEqual(['GCM · c recorded', '(error failed-here)']);
    expect(explorer.node(`${instances}/i-1/~error`)).toMatchObject({ error: { cause: ledger.damage } });
  });

  it('costs only its own row when one detail fails', async () => {
    const { aws, account, open, lines } = set();
    account.vault('eu-west-1', 'a').vault('eu-west-1', 'b');
    aws.fail(
      { operation: 'GetVaultNotifications', input: { vaultName: 'a' } },
      refusal('service-failure', 'InternalFailure', 500),
    );
    await open(root, ireland, vaults);
    expect(lines(vaults)).toEqual(['a error', 'b none']);
  });

  it('shows a name once that stands twice on one page', async () => {
    const twice = kinds.map(kind => ({
      ...kind,
      list: async function* (...place: Parameters<typeof kind.list>) {
        for await (const rows of kind.list(...place)) yield [...rows, ...rows];
      },
    }));
    const { account, open, lines } = set(1000, twice);
    account.vault('eu-west-1', 'a').vault('eu-west-1', 'b');
    await open(root, ireland, vaults);
    expect(lines(vaults)).toEqual(['a none', 'b none']);
  });

  it('shows the stream below its app, and the retired answer as a state', async () => {
    const { aws, account, open, lines } = set();
    account.app('eu-west-1', 'app1', 'shop').app('eu-west-1', 'app2', 'bank');
    aws.fail(
      { operation: 'GetEventStream', input: { ApplicationId: 'app2' } },
      refusal('refused', 'ForbiddenException', 403),
    );
    const apps = `${ireland}/app`;
    await open(root, ireland, apps, `${apps}/app1`, `${apps}/app2`);
    expect(lines(`${apps}/app1`)).toEqual(['app1 none']);
    expect(lines(`${apps}/app2`)).toEqual(['app2 retired']);
  });

  it('shows recorded registrations below their instance, and those whose instance is gone', async () => {
    const { account, ledger, open, lines } = set();
    account.instance('us-east-1', 'i-1', 'support');
    const entry = {
      accountId: id,
      region: region('us-east-1'),
      contactId: 'c',
      pinpointAppArn: 'arn',
      deviceType: 'GCM',
      recordedAt: '',
    };
    await ledger.record({ ...entry, instanceId: 'i-1', registrationId: 'r-1' }, 'token');
    await ledger.record({ ...entry, instanceId: 'i-gone', registrationId: 'r-2' }, 'token');
    const instances = `${root}/region/us-east-1/instance`;
    await open(root, `${root}/region/us-east-1`, instances, `${instances}/i-1`, `${instances}/i-gone`);
    expect(lines(instances)).toEqual(['support ACTIVE', 'i-gone none']);
    expect(lines(`${instances}/i-1`)).toEqual(['GCM · c recorded']);
    expect(lines(`${instances}/i-gone`)).toEqual(['GCM · c recorded']);
  });

  it('polls what settles by itself with growing waits, and only while it can be seen', async () => {
    const { aws, account, clock, explorer, open, lines } = set();
    account.hub('us-east-1').hub('eu-west-1', 'REGISTERING');
    await open(root, hubs);
    await clock.advance(60_000);
    expect(aws.called({ operation: 'ListNotificationHubs' })).toHaveLength(1);
    explorer.setVisible(true);
    await clock.advance(2_000);
    expect(aws.called({ operation: 'ListNotificationHubs' })).toHaveLength(2);
    await clock.advance(2_999);
    expect(aws.called({ operation: 'ListNotificationHubs' })).toHaveLength(2);
    account.hub('eu-west-1', 'ACTIVE');
    await clock.advance(1);
    expect(lines(hubs)).toEqual(['us-east-1 ACTIVE', 'eu-west-1 ACTIVE']);
    await clock.advance(600_000);
    expect(aws.called({ operation: 'ListNotificationHubs' })).toHaveLength(3);
  });

  it('goes on polling after a look that failed in passing', async () => {
    const { aws, account, clock, explorer, open, lines } = set();
    account.hub('eu-west-1', 'REGISTERING');
    explorer.setVisible(true);
    await open(root, hubs);
    aws.fail({ operation: 'ListNotificationHubs' }, new AccessError('timed-out', 'no answer'), 1);
    await clock.advance(2_000);
    expect(lines(hubs)).toEqual(['eu-west-1 REGISTERING', '(error timed-out)']);
    account.hub('eu-west-1', 'ACTIVE');
    await clock.advance(3_000);
    expect(lines(hubs)).toEqual(['eu-west-1 ACTIVE']);
  });

  it('gathers changes into one event', async () => {
    const { account, clock, explorer, open } = set();
    for (let index = 0; index < 9; index += 1) account.vault('eu-west-1', `v${index}`);
    await clock.advance(20);
    const events: (readonly NodePath[] | undefined)[] = [];
    explorer.onDidChange(paths => events.push(paths));
    await open(root, ireland, vaults);
    await clock.advance(20);
    expect(events).toHaveLength(1);
    expect(events[0]).toContain(`${vaults}/v8`);
  });

  it('tells which rows changed also where accounts come or go at the same time', async () => {
    const { account, clock, explorer, open } = set();
    account.vault('eu-west-1', 'v');
    await clock.advance(20);
    const events: (readonly NodePath[] | undefined)[] = [];
    explorer.onDidChange(paths => events.push(paths));
    await open(root, ireland, vaults);
    explorer.show([prod, { kind: 'profile', name: 'new' }], []);
    await clock.advance(20);
    expect(events).toEqual([undefined, expect.arrayContaining([vaults, `${vaults}/v`])]);
  });

  it('tells of a group again once the details of its rows are there, and not for each of them', async () => {
    const { aws, account, clock, explorer, open } = set();
    for (let index = 0; index < 9; index += 1) account.vault('eu-west-1', `v${index}`);
    const gates = Array.from({ length: 2 }, () => aws.hold({ operation: 'GetVaultNotifications' }));
    await open(root, ireland, vaults);
    await clock.advance(20);
    const told: string[][] = [];
    explorer.onDidChange(paths => told.push([...(paths ?? [])]));
    for (const gate of gates) {
      gate.open();
      await settle();
      await clock.advance(20);
    }
    expect(told.map(paths => paths.includes(vaults))).toEqual([...told.slice(1).map(() => false), true]);
    told.length = 0;
    explorer.refresh(`${vaults}/v1`);
    await settle();
    await clock.advance(20);
    expect(told.flat()).not.toContain(vaults);
  });

  it('tells where a node is', async () => {
    const { account, explorer, open } = set();
    account.vault('eu-west-1', 'a');
    await open(root, ireland, vaults);
    expect(explorer.whereabouts(`${vaults}/a`)).toMatchObject({
      source: prod,
      accountId: id,
      region: 'eu-west-1',
      kind: 'vault',
      row: { name: 'a' },
    });
  });
});

describe('what happened to services', () => {
  const apps = `${root}/region/us-east-1/app`;
  const stream = { DestinationStreamArn: 'arn:d', RoleArn: 'arn:r' };
  const told = (explorer: Explorer): readonly string[] =>
    explorer.children(root).flatMap(path => {
      const node = explorer.node(path);
      return node?.type === 'note' ? node.notices : [];
    });

  it('is told once for an account, in its first line, when something of it was seen', async () => {
    const { account, explorer, open, lines } = set();
    account.vault('eu-west-1', 'a').vault('eu-west-1', 'b');
    account.app('us-east-1', 'a1', 'shop', stream).app('us-east-1', 'a2', 'news', stream);
    await open(root);
    expect(told(explorer)).toEqual([]);
    await open(ireland, vaults);
    expect(told(explorer)).toEqual(['glacier/closed']);
    await open(`${root}/region/us-east-1`, apps, `${apps}/a1`, `${apps}/a2`);
    expect(lines(root)).toEqual(['(lifecycle)', 'hub', 'region/us-east-1', 'region/eu-west-1']);
    // The end of a service comes before what only changed.
    expect(told(explorer)).toEqual(['pinpoint/ended', 'glacier/closed']);
  });

  it('is not told of an application that has no event stream', async () => {
    const { account, explorer, open } = set();
    account.app('us-east-1', 'a1', 'shop');
    await open(root, `${root}/region/us-east-1`, apps, `${apps}/a1`);
    expect(told(explorer)).toEqual([]);
  });

  it('goes when it is dismissed, and stays away when all is read again', async () => {
    const dismissed = new Set<string>();
    const { account, explorer, open, lines } = set(1000, kinds, dismissed);
    account.vault('eu-west-1', 'a');
    await open(root, ireland, vaults);
    dismissed.add(`${id} glacier/closed`);
    explorer.showNotices();
    expect(lines(root)).toEqual(['hub', 'region/us-east-1', 'region/eu-west-1']);
    explorer.refresh();
    await settle();
    await settle();
    expect(told(explorer)).toEqual([]);
    expect(lines(vaults)).toEqual(['a none']);
  });

  it('stays through a refresh, which asks no more often for it', async () => {
    const { aws, account, explorer, open } = set();
    account.vault('eu-west-1', 'a');
    await open(root, ireland, vaults);
    aws.calls.length = 0;
    explorer.refresh(`${root}/~lifecycle`);
    expect(aws.calls).toEqual([]);
    explorer.refresh(root);
    await settle();
    await settle();
    expect(told(explorer)).toEqual(['glacier/closed']);
    expect(aws.called().filter(name => name === 'GetCallerIdentity')).toHaveLength(1);
  });

  it('is not kept for another account behind the same source', async () => {
    const { aws, account, explorer, open } = set();
    account.vault('eu-west-1', 'a');
    await open(root, ireland, vaults);
    aws.account('444455556666', prod);
    explorer.refresh();
    await settle();
    await settle();
    expect(told(explorer)).toEqual([]);
  });
});
