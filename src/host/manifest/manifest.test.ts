import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Node, NoteNode } from '../../core/inventory/nodes.ts';
import { accountPath } from '../../core/inventory/paths.ts';
import { kinds, offered } from '../../core/kinds/table.ts';
import { rules } from '../../core/lint/ruleTable.ts';
import { AccessError } from '../../core/model/errors.ts';
import { region } from '../../core/model/regions.ts';
import type { KindId, Row } from '../../core/model/resource.ts';
import { contextValue } from './contextValue.ts';
import { manifest } from './manifest.ts';
import { operationCommand } from './operationCommand.ts';

const { members, texts } = manifest(rules);
const { contributes, capabilities } = members as unknown as {
  readonly capabilities: { readonly untrustedWorkspaces: { readonly restrictedConfigurations: readonly string[] } };
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly title: string }[];
    readonly keybindings: readonly { readonly key: string; readonly command: string; readonly when: string }[];
    readonly menus: Readonly<
      Record<
        string,
        readonly {
          readonly command?: string;
          readonly submenu?: string;
          readonly when: string;
          readonly group?: string;
        }[]
      >
    >;
    readonly walkthroughs: readonly {
      readonly id: string;
      readonly steps: readonly {
        readonly description: string;
        readonly media: { readonly image: string };
      }[];
    }[];
    readonly configuration: { readonly properties: Readonly<Record<string, { readonly scope: string }>> };
  };
};
const where = region('us-east-1');
const row = (kind: KindId, arn: string | null): Row => ({
  ...{ kind, arn, name: 'n', label: 'n', status: 'set', mood: 'ok' },
  ...{ config: {}, fields: [], notices: [], error: null },
});
const resource = (kind: KindId, arn: string | null = 'arn:aws:x:::y'): Node => ({
  ...{
    type: 'resource',
    path: 'p',
    region: where,
    row: row(kind, arn),
    readAt: null,
    remembered: false,
    state: 'ready',
  },
  hasChildren: false,
});
const group = (kind: KindId, isOffered = true): Node => ({
  ...{
    type: 'group',
    path: 'p',
    kind,
    region: where,
    state: 'ready',
    count: 0,
    ...{ readAt: null, remembered: false },
    offered: isOffered,
    error: null,
  },
});
const note = (code: ConstructorParameters<typeof AccessError>[0]): Node => ({
  ...{
    type: 'note',
    path: 'p',
    note: 'error',
    kind: null,
    region: null,
    shown: 0,
    notices: [],
    error: new AccessError(code, ''),
  },
});
const line = (id: NoteNode['note'], kind: NoteNode['kind']): Node => ({
  ...{ type: 'note', path: 'p', note: id, kind, region: null, shown: 0, notices: [], error: null },
});
const lifecycle = (...notices: readonly string[]): Node => ({
  ...{ type: 'note', path: 'p', note: 'lifecycle', kind: null, region: null, shown: 0, notices, error: null },
});
const account: Node = {
  ...{
    type: 'account',
    path: 'p',
    source: { kind: 'default' },
    accountId: '111122223333',
    caller: null,
    state: 'ready',
    error: null,
  },
};

/** What the context menu of a node shows, alone or among several rows that are selected: commands, and `more` for the rest. */
function menuOf(node: Node, alone = true, menu = 'view/item/context'): readonly string[] {
  const value = contextValue(node);
  const shown = (contributes.menus[menu] ?? []).filter(({ when, group: at }) => {
    const tokens = [...when.matchAll(/viewItem =~ \/([^/]*)\//g)].map(([, token = '']) => new RegExp(token));
    if (at?.startsWith('inline') === true || tokens.length === 0) return false;
    if (when.includes('!listMultiSelection') && !alone) return false;
    if (when.startsWith('listDoubleSelection') && alone) return false;
    return tokens.every(token => token.test(value));
  });
  return shown.map(({ command, submenu }) => (command ?? submenu ?? '').replace('notificationExplorer.', ''));
}

const moreOf = (node: Node): readonly string[] => menuOf(node, true, 'notificationExplorer.more');

describe('the walkthrough', () => {
  const { walkthroughs } = contributes;
  const [tour] = walkthroughs;

  it('has five steps, each with its picture, and with commands that exist', () => {
    expect(tour?.steps).toHaveLength(5);
    const ids = new Set(contributes.commands.map(({ command }) => command));
    for (const { description, media } of tour?.steps ?? []) {
      expect(existsSync(media.image), media.image).toBe(true);
      const text = Object.entries(texts).find(([key]) => description === `%${key}%`)?.[1] ?? '';
      const linked = [...text.matchAll(/\(command:([\w.]+)\)/g)].map(([, id = '']) => id);
      expect(linked.filter(id => !ids.has(id) && !id.endsWith('.focus'))).toEqual([]);
    }
  });

  it('is what the welcome view leads to', () => {
    const { publisher, name } = JSON.parse(readFileSync('package.json', 'utf8'));
    const which = encodeURIComponent(JSON.stringify(`${publisher}.${name}#${tour?.id}`));
    expect(texts['welcome.first']).toContain(`openWalkthrough?${which}`);
  });
});

const exports = ['copyAs', 'exportAs', 'exportInventory'];
const copies = ['copyArn', 'copyId', 'copyJson', ...exports, 'refreshNode'];

describe('the context menu', () => {
  it.each([
    [
      'vault',
      resource('vault'),
      ['openForm', 'openLive', 'openConsole', 'setVaultNotifications', 'deleteVaultNotifications', 'applyToMany'],
      ['describeVault', ...copies],
    ],
    [
      'hub',
      resource('hub', null),
      ['openLive', 'openConsole', 'deregisterNotificationHub'],
      copies.filter(name => name !== 'copyArn'),
    ],
    ['app', resource('app'), ['openForm', 'openLive', 'openConsole', 'putEventStream', 'deleteEventStream'], copies],
    [
      'event stream',
      resource('event-stream', null),
      ['openForm', 'openLive', 'openConsole', 'putEventStream', 'deleteEventStream', 'applyToMany'],
      copies.filter(name => name !== 'copyArn'),
    ],
    [
      'instance',
      resource('instance'),
      ['openForm', 'openLive', 'openConsole', 'createPushNotificationRegistration'],
      ['describeInstance', ...copies],
    ],
    [
      'push registration',
      resource('push-registration', null),
      ['openLive', 'openConsole', 'deletePushNotificationRegistration'],
      copies.filter(name => name !== 'copyArn'),
    ],
    ['group of hubs', group('hub'), ['openForm', 'registerNotificationHub'], [...exports, 'refreshNode']],
    ['group of instances', group('instance'), [], ['listInstances', ...exports, 'refreshNode']],
    [
      'account',
      account,
      ['openForm', 'openConsole', 'registerNotificationHub', 'markAccount'],
      ['listInstances', 'copyId', ...exports, 'exitReport', 'refreshNode'],
    ],
    ['group of applications', group('app'), [], [...exports, 'exitReport', 'refreshNode']],
  ] as const)(
    'of a %s offers what can be done with it, and the rest in a second menu',
    (_name, node, expected, more) => {
      expect([...menuOf(node)].sort()).toEqual([...expected, 'preflight', 'more'].sort());
      expect([...moreOf(node)].sort()).toEqual([...more].sort());
    },
  );

  it.each([
    ['group where AWS has no such service', group('instance', false), []],
    ['line that tells of Pinpoint', lifecycle('glacier/closed', 'pinpoint/ended'), ['exitReport', 'dismissNotices']],
    ['line that tells of another service', lifecycle('glacier/closed'), ['dismissNotices']],
    ['line where a Region has none', line('empty', 'vault'), ['chooseRegions']],
    ['line where AWS has no such service', line('service-not-in-region', 'instance'), ['chooseRegions']],
    ['line of a Region that is not enabled', line('region-not-enabled', 'vault'), ['chooseRegions']],
    ['line of an account without a Region', line('no-regions', null), ['chooseRegions']],
    ['line where an account has no hub', line('empty', 'hub'), ['registerNotificationHub', 'openForm']],
    [
      'line where an instance has no registration',
      line('none-recorded', 'push-registration'),
      ['createPushNotificationRegistration', 'openForm'],
    ],
    ['line that waits', line('loading', 'vault'), []],
    ['failed line', note('access-denied'), ['refreshNode']],
    ['line that asks to sign in', note('sign-in-needed'), ['signIn', 'refreshNode']],
    ['line of an emulator that stopped', note('emulator-stopped'), ['startEmulator', 'refreshNode']],
  ] as const)('of a %s is short', (_name, node, expected) => {
    expect([...menuOf(node)].sort()).toEqual([...expected].sort());
    expect(moreOf(node).filter(name => name !== 'exitReport' && name !== 'refreshNode')).toEqual([]);
  });

  it('of an account offers to sign in before its sign-in ends, too', () => {
    expect([contextValue(account), contextValue(account, true)].map(value => value.includes(';signIn;'))).toEqual([
      false,
      true,
    ]);
  });

  it('has eight entries at most, in three groups', () => {
    const nodes = [account, ...kinds.flatMap(({ id }) => [resource(id), group(id)]), note('sign-in-needed')];
    expect(nodes.filter(node => menuOf(node).length > 8)).toEqual([]);
    const own = (contributes.menus['view/item/context'] ?? []).filter(({ when }) => when.includes('.accounts '));
    const groups = new Set(own.map(({ group: at = '' }) => at.replace(/@.*/, '')));
    expect([...groups].sort()).toEqual(['1_open', '2_change', '3_look', 'inline']);
  });

  it.each([
    [
      'vault',
      resource('vault'),
      ['applyToMany', 'compareResources', 'deleteVaultNotifications', 'more', 'openLive', 'preflight'],
    ],
    ['account', account, ['markAccount', 'more', 'preflight']],
    ['hub', resource('hub', null), ['deregisterNotificationHub', 'more', 'openLive', 'preflight']],
  ] as const)('of several rows, such as a %s, offers what is done to all of them', (_name, node, expected) => {
    expect([...menuOf(node, false)].sort()).toEqual(expected);
  });

  it('offers the console of AWS where there is one', () => {
    const emulated = { ...account, path: accountPath({ kind: 'emulator', accountId: '111122223333' }) };
    expect(menuOf(emulated)).not.toContain('openConsole');
    expect(menuOf({ ...resource('vault'), path: `${emulated.path}/region/us-east-1/vault/n` })).not.toContain(
      'openConsole',
    );
    expect(menuOf({ ...account, path: accountPath({ kind: 'profile', name: 'emulator' }) })).toContain('openConsole');
  });

  it('reaches every operation from some row, but reads of what a row shows as JSON', () => {
    const nodes = [account, ...kinds.flatMap(({ id }) => [resource(id), group(id)])];
    const reachable = new Set(nodes.flatMap(node => [...menuOf(node), ...moreOf(node)]));
    const left = offered.filter(({ name }) => !reachable.has(operationCommand(name).replace(/^.*\./, '')));
    expect(left.map(({ name }) => name)).toEqual(['GetVaultNotifications', 'GetEventStream']);
  });
});

describe('the manifest', () => {
  it('has keys for what is done often, each only while a row of a view of ours has the focus', () => {
    const { keybindings } = contributes;
    expect(keybindings.map(({ key, command }) => `${key} ${command.replace(/^.*\./, '')}`)).toEqual([
      'enter runCommands',
      'shift+alt+f findResource',
      'ctrl+alt+r refreshNode',
      'ctrl+alt+r refreshHistory',
      'alt+enter openLive',
      'f9 preflight',
      'f9 checkChange',
      'alt+backspace undoChange',
    ]);
    for (const { when } of keybindings) {
      expect(when).toMatch(/^focusedView == notificationExplorer\.(accounts|history) && listFocus && !inputFocus/);
    }
    expect(new Set(keybindings.map(({ key, when }) => `${key} ${when}`)).size).toBe(keybindings.length);
  });

  it('has every operation in the palette and hides only what needs a node', () => {
    const hidden = (contributes.menus.commandPalette ?? []).map(({ command = '' }) => command.replace(/^.*\./, ''));
    expect(hidden).toEqual([
      ...['clearAccountsFilter', 'readUnread', 'showEmptyRegions'],
      ...['refreshNode', 'loadMore', 'openConsole', 'openRow', 'copyArn', 'copyId', 'copyJson'],
      ...['changeInForm', 'documentInForm'],
      ...['openLive', 'compareResources', 'applyToMany'],
      ...['copyAs', 'copyChangeAs', 'copyFormAs'],
      'dismissNotices',
      ...['checkChange', 'dismissChange', 'showChange', 'refreshHistory', 'moreHistory'],
    ]);
  });

  it('names every command once', () => {
    const ids = contributes.commands.map(({ command }) => command);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('lets no workspace say where calls go, and restricts the rest while it is not trusted', () => {
    const settings = Object.entries(contributes.configuration.properties);
    const free = settings.filter(([, { scope }]) => scope !== 'machine').map(([name]) => name);
    expect(free.map(name => name.replace('notificationExplorer.', ''))).toEqual([
      'regions',
      'productionAccounts',
      'tree.preview',
      'tree.hideEmptyRegions',
      'lint.enabled',
      'lint.rules',
    ]);
    expect(capabilities.untrustedWorkspaces.restrictedConfigurations).toEqual(free);
  });
});

describe('the texts of the manifest', () => {
  const keys = [...JSON.stringify(members).matchAll(/"%([^"]*)%"/g)].map(([, key]) => key);

  it('each stand under a key that VS Code takes, and none besides', () => {
    expect(new Set(keys)).toEqual(new Set(Object.keys(texts)));
    expect(keys.filter(key => !/^[\w.-]+$/.test(key ?? ''))).toEqual([]);
  });

  it('are what the tables say', () => {
    expect(texts).toMatchObject({
      'command.SetVaultNotifications': 'Set Vault Notifications…',
      'command.chooseAccounts': 'Choose Accounts…',
      'view.history': 'History',
      'rule.vault.no-events': rules.find(({ id }) => id === 'vault/no-events')?.summary,
    });
    expect(Object.values(texts)).not.toContain('');
  });

  it('leave no other text for people in the members', () => {
    const said =
      /"(?:title|description|markdownDescription|contents|accessibilityHelpContent|patternErrorMessage)":"([^%"][^"]*)"/g;
    const plain = [...JSON.stringify(members).matchAll(said)].map(([, text]) => text);
    expect(new Set(plain)).toEqual(new Set(['AWS Notifications', 'Notification Explorer for AWS']));
  });
});
